package io.gwms.proxy.reconcile;

import io.gwms.evidence.SnapshotRow;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import org.jspecify.annotations.Nullable;

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

    /** Whether the row is impossible by itself. */
    static boolean isWrong(RemoteRow remote) {
        SnapshotRow row = remote.row();
        return isWrong(row.available(), row.locked(), remote.unitsEach(), remote.statedTotal());
    }

    static boolean isWrong(long available, long locked, int unitsEach, @Nullable Long stated) {
        long total = available + locked;
        return available < 0
                || locked < 0
                || total < 0
                || Math.multiplyHigh(total, unitsEach) != 0
                || total * unitsEach < 0
                || (stated != null && stated != total);
    }

    static long units(RemoteRow remote) {
        return Math.multiplyExact(remote.row().total(), remote.unitsEach());
    }

    /** The number its batch is known by here; where it is linked to none here, the one over there stands in. */
    static String inboundNo(String proxyInboundNo, String localInboundNo) {
        return (localInboundNo.isBlank() ? proxyInboundNo : localInboundNo).strip();
    }

    /** The batch it is about; where the inbound order is linked to none here, its number over there stands in. */
    static BatchKey key(SnapshotRow row) {
        return new BatchKey(
                row.warehouse(),
                new WarehouseSku(row.localSku()),
                row.quality(),
                inboundNo(row.proxyInboundNo(), row.localInboundNo()),
                row.inboundAt());
    }
}
