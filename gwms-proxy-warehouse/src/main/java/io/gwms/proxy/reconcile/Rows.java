package io.gwms.proxy.reconcile;

import io.gwms.evidence.SnapshotRow;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;

/** Single rows of a snapshot. */
final class Rows {
    private Rows() {}

    /** What makes the row impossible; empty when it is possible. */
    static String whatIsWrong(RemoteRow remote) {
        SnapshotRow row = remote.row();
        if (row.available() < 0 || row.locked() < 0) {
            return "a quantity is negative: available " + row.available() + ", locked " + row.locked();
        }
        try {
            long total = row.total();
            Math.multiplyExact(total, remote.unitsEach());
            Long stated = remote.statedTotal();
            return stated == null || stated == total
                    ? ""
                    : "available " + row.available() + " plus locked " + row.locked() + " is not the total " + stated;
        } catch (ArithmeticException e) {
            return "a quantity is too large to be one: available " + row.available() + ", locked " + row.locked();
        }
    }

    static long units(RemoteRow remote) {
        return Math.multiplyExact(remote.row().total(), remote.unitsEach());
    }

    /** The batch it is about; where the inbound order is linked to none here, its number over there stands in. */
    static BatchKey key(SnapshotRow row) {
        String inboundNo = row.localInboundNo().isBlank() ? row.proxyInboundNo() : row.localInboundNo();
        return new BatchKey(
                row.warehouse(), new WarehouseSku(row.localSku()), row.quality(), inboundNo, row.inboundAt());
    }
}
