package io.gwms.proxy.reconcile;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxySku;
import io.gwms.proxy.RemoteBatch;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows and batches as bytes and reads them back. What many share, a SKU or a warehouse, is a number in them. One
 * thread.
 */
final class Records {
    private static final int ORIGINS_LOOKED_AT = 4;

    private final Packed.Writer writer = new Packed.Writer();
    private final Names skus = new Names();
    /** The SKUs of rows that come one by one. */
    private final ProxySkus proxySkus = new ProxySkus(skus);

    private final List<Origin> origins = new ArrayList<>();

    /** What is the same for many rows. */
    record Origin(@Nullable Instant seenAt, String proxyWarehouse, WarehouseCode warehouse, ProxySkus proxySkus) {}

    // --- writing ---

    /** What was written last, from the first byte on. */
    byte[] written() {
        return writer.bytes();
    }

    /** How many bytes that are. */
    int end() {
        return writer.finish();
    }

    /** Writes a row and says which part of the stock it belongs to. */
    int write(RemoteRow remote) {
        SnapshotRow row = remote.row();
        int origin = origin(row.snapshotAt(), row.proxyWarehouse(), row.warehouse(), proxySkus);
        int sku = proxySkus.findOrAdd(remote);
        write(
                origin,
                sku,
                proxySkus,
                row.available(),
                row.locked(),
                remote.statedTotal(),
                row.quality(),
                row.proxyInboundNo(),
                row.localInboundNo(),
                row.inboundAt());
        return proxySkus.part;
    }

    /** Where the rows of a reading come from. */
    int origin(RemoteReading reading) {
        return origin(reading.seenAt(), reading.proxyWarehouse(), reading.warehouse(), new ProxySkus(skus));
    }

    /** Fetches what is known of these SKUs. */
    void fetch(int origin, String[] proxySkuNames, int count) {
        origins.get(origin).proxySkus.fetch(proxySkuNames, count);
    }

    /** Writes a batch of a reading as a row and says which part of the stock it belongs to. */
    int write(RemoteBatch batch, RemoteReading reading, int origin) {
        ProxySkus itsSkus = origins.get(origin).proxySkus;
        int sku = itsSkus.find(batch.proxySku());
        if (sku == Names.NONE) {
            sku = added(batch.proxySku(), reading.skus().apply(batch.proxySku()), itsSkus);
        }
        // Where the total alone is to be believed, the others are made to add up to it.
        Long stated = batch.statedTotal();
        boolean byTotal = stated != null && reading.figures() == ProxyCapabilities.Figures.TOTAL;
        long available = byTotal ? Math.min(batch.available(), Math.max(0, stated)) : batch.available();
        String inboundNo = batch.inboundNo().strip();
        write(
                origin,
                sku,
                itsSkus,
                available,
                byTotal ? stated - available : batch.locked(),
                stated,
                batch.quality(),
                inboundNo,
                inboundNo.isEmpty() ? "" : reading.inbounds().apply(inboundNo),
                batch.inboundAt());
        return itsSkus.part;
    }

    private static int added(String proxySku, Optional<ProxySku> mapped, ProxySkus itsSkus) {
        return itsSkus.add(
                proxySku,
                mapped.map(ProxySku::gsku).orElse(""),
                mapped.map(ProxySku::localSku).map(WarehouseSku::value).orElse(""),
                mapped.map(ProxySku::unitsEach).orElse(1));
    }

    private void write(
            int origin,
            int sku,
            ProxySkus mapped,
            long available,
            long locked,
            @Nullable Long stated,
            StockQuality quality,
            String proxyInboundNo,
            String localInboundNo,
            @Nullable Instant inboundAt) {
        String inboundNo = Rows.inboundNo(proxyInboundNo, localInboundNo);
        boolean wrong = Rows.isWrong(available, locked, mapped.unitsEach, stated);
        boolean proxyIsKey = proxyInboundNo.equals(inboundNo);
        boolean localIsKey = localInboundNo.equals(inboundNo);
        writer.begin(
                mapped.sku,
                quality,
                inboundNo,
                inboundAt,
                wrong ? 0 : (available + locked) * mapped.unitsEach,
                (wrong ? Packed.WRONG : 0)
                        | (stated == null ? 0 : Packed.STATED)
                        | (proxyIsKey ? Packed.PROXY_INBOUND_IS_KEY : 0)
                        | (localIsKey ? Packed.LOCAL_INBOUND_IS_KEY : 0));
        writer.number(origin);
        writer.number(sku);
        if (!proxyIsKey) {
            writer.text(proxyInboundNo);
        }
        if (!localIsKey) {
            writer.text(localInboundNo);
        }
        writer.number(available);
        writer.number(locked);
        if (stated != null) {
            writer.number(stated);
        }
    }

    /** Writes a batch that is held here and says which part of the stock it belongs to. */
    int write(StockBatch batch) {
        BatchKey key = batch.key();
        String sku = key.sku().value();
        writer.begin(ProxySkus.number(skus, sku), key.quality(), key.inboundNo(), key.inboundAt(), batch.quantity(), 0);
        writer.number(origin(null, "", key.warehouse(), proxySkus));
        writer.number(batch.reserved());
        return Packed.partOf(sku);
    }

    private int origin(@Nullable Instant seenAt, String proxyWarehouse, WarehouseCode warehouse, ProxySkus itsSkus) {
        for (int i = origins.size() - 1; i >= Math.max(0, origins.size() - ORIGINS_LOOKED_AT); i--) {
            Origin known = origins.get(i);
            if (known.proxySkus == itsSkus
                    && known.proxyWarehouse.equals(proxyWarehouse)
                    && known.warehouse.equals(warehouse)
                    && Objects.equals(known.seenAt, seenAt)) {
                return i;
            }
        }
        origins.add(new Origin(seenAt, proxyWarehouse, warehouse, itsSkus));
        return origins.size() - 1;
    }

    // --- reading ---

    /** The number of a SKU here; {@link Names#NONE} when neither side has it. */
    int number(WarehouseSku sku) {
        return skus.find(sku.value());
    }

    RemoteRow row(byte[] bytes, int at) {
        Packed.Reader reader = new Packed.Reader();
        reader.goInto(bytes, at);
        int flags = Packed.flags(bytes, at);
        String inboundNo = reader.text();
        Instant inboundAt = reader.timeBehindUnits(bytes, at);
        Origin origin = origins.get((int) reader.number());
        ProxySkus.Called sku = origin.proxySkus.called((int) reader.number());
        String proxyInboundNo = (flags & Packed.PROXY_INBOUND_IS_KEY) == 0 ? reader.text() : inboundNo;
        String localInboundNo = (flags & Packed.LOCAL_INBOUND_IS_KEY) == 0 ? reader.text() : inboundNo;
        long available = reader.number();
        long locked = reader.number();
        Long stated = (flags & Packed.STATED) == 0 ? null : Long.valueOf(reader.number());
        return new RemoteRow(
                new SnapshotRow(
                        sku.proxySku(),
                        sku.gsku(),
                        sku.localSku(),
                        available,
                        locked,
                        Packed.quality(bytes, at),
                        proxyInboundNo,
                        localInboundNo,
                        inboundAt,
                        Objects.requireNonNull(origin.seenAt, "seenAt"),
                        origin.proxyWarehouse,
                        origin.warehouse),
                sku.unitsEach(),
                stated);
    }

    StockBatch batch(byte[] bytes, int at) {
        Packed.Reader reader = new Packed.Reader();
        reader.goInto(bytes, at);
        String inboundNo = reader.text();
        Instant inboundAt = reader.timeBehindUnits(bytes, at);
        WarehouseCode warehouse = origins.get((int) reader.number()).warehouse;
        return new StockBatch(
                new BatchKey(
                        warehouse,
                        new WarehouseSku(skus.text(Packed.sku(bytes, at))),
                        Packed.quality(bytes, at),
                        inboundNo,
                        inboundAt),
                Packed.units(bytes, at),
                reader.number());
    }

    /** Which part of the stock a row belongs to. */
    int partOfRow(byte[] bytes, int at) {
        SnapshotRow row = row(bytes, at).row();
        return Packed.partOf(row.localSku().isBlank() ? row.proxySku() : row.localSku());
    }

    int partOfBatch(byte[] bytes, int at) {
        return Packed.partOf(skus.text(Packed.sku(bytes, at)));
    }
}
