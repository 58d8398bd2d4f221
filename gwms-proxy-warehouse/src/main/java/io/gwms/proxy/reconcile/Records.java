package io.gwms.proxy.reconcile;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.RemoteBatch;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows and batches as bytes and reads them back. What many share, a SKU or a warehouse, is a number in them. One
 * thread.
 */
final class Records {
    private final PackedWriter writer = new PackedWriter();
    private final Names skus = new Names();
    /** The SKUs of rows that come one by one. */
    private final ProxySkus proxySkus = new ProxySkus(skus);

    private final List<Origin> origins = new ArrayList<>();
    private final Map<Origin, Integer> originNumbers = new HashMap<>();

    /** Of the batch that was written last. */
    private @Nullable WarehouseCode warehouseHere;

    private int originHere;

    /** What is the same for many rows. */
    private record Origin(
            @Nullable Instant seenAt,
            String proxyWarehouse,
            WarehouseCode warehouse,
            List<String> calls,
            ProxySkus proxySkus) {}

    // --- writing ---

    /** What was written last, from the first byte on. */
    byte[] written() {
        return writer.bytes();
    }

    /** Writes a row and says which part of the stock it belongs to. */
    int write(RemoteRow remote) {
        SnapshotRow row = remote.row();
        int origin =
                number(new Origin(row.snapshotAt(), row.proxyWarehouse(), row.warehouse(), row.calls(), proxySkus));
        writer.clear();
        write(
                writer,
                origin,
                row.available(),
                row.locked(),
                remote.statedTotal(),
                row.quality(),
                row.proxyInboundNo(),
                row.localInboundNo(),
                row.inboundAt());
        int sku = proxySkus.findOrAdd(remote);
        Packed.tellSku(writer.bytes(), 0, proxySkus.sku, sku, proxySkus.unitsEach);
        return proxySkus.part;
    }

    /** SKUs of a reading of its own: another may map them otherwise. */
    ProxySkus newProxySkus() {
        return new ProxySkus(skus);
    }

    /** The number of what rows of a reading share that were told by these calls. */
    int origin(RemoteReading reading, List<String> calls, ProxySkus itsSkus) {
        return number(new Origin(reading.seenAt(), reading.proxyWarehouse(), reading.warehouse(), calls, itsSkus));
    }

    /** Writes a batch of a reading as a row that is not told of its SKU yet, and says how long it is. */
    static int write(PackedWriter writer, RemoteBatch batch, RemoteReading reading, int origin) {
        Long stated = batch.statedTotal();
        long available = batch.available();
        long locked = batch.locked();
        if (stated != null && reading.figures() == ProxyCapabilities.Figures.TOTAL) {
            // The total alone is to be believed: the others are made to add up to it.
            available = Math.min(available, Math.max(0, stated));
            locked = stated - available;
        }
        String inboundNo = batch.inboundNo().strip();
        return write(
                writer,
                origin,
                available,
                locked,
                stated,
                batch.quality(),
                inboundNo,
                inboundNo.isEmpty() ? "" : reading.inbounds().apply(inboundNo),
                batch.inboundAt());
    }

    private static int write(
            PackedWriter writer,
            int origin,
            long available,
            long locked,
            @Nullable Long stated,
            StockQuality quality,
            String proxyInboundNo,
            String localInboundNo,
            @Nullable Instant inboundAt) {
        String inboundNo = Rows.inboundNo(proxyInboundNo, localInboundNo);
        boolean wrong = Rows.isWrong(available, locked, 1, stated);
        boolean proxyIsKey = proxyInboundNo.equals(inboundNo);
        boolean localIsKey = localInboundNo.equals(inboundNo);
        writer.begin(
                Names.NONE,
                quality,
                inboundNo,
                inboundAt,
                wrong ? 0 : available + locked,
                (wrong ? Packed.WRONG : 0)
                        | (stated == null ? 0 : Packed.STATED)
                        | (proxyIsKey ? Packed.PROXY_INBOUND_IS_KEY : 0)
                        | (localIsKey ? Packed.LOCAL_INBOUND_IS_KEY : 0),
                origin);
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
        return writer.finishRow();
    }

    /** Writes a batch that is held here and says which part of the stock it belongs to. */
    int write(StockBatch batch) {
        BatchKey key = batch.key();
        String sku = key.sku().value();
        if (!key.warehouse().equals(warehouseHere)) {
            warehouseHere = key.warehouse();
            originHere = number(new Origin(null, "", key.warehouse(), List.of(), proxySkus));
        }
        writer.clear();
        writer.begin(
                ProxySkus.number(skus, sku),
                key.quality(),
                key.inboundNo(),
                key.inboundAt(),
                batch.quantity(),
                0,
                originHere);
        writer.number(batch.reserved());
        writer.finish();
        return Packed.partOf(sku);
    }

    private int number(Origin origin) {
        return originNumbers.computeIfAbsent(origin, added -> {
            origins.add(added);
            return origins.size() - 1;
        });
    }

    // --- reading ---

    /** The number of a SKU here; {@link Names#NONE} when neither side has it. */
    int number(WarehouseSku sku) {
        return skus.find(sku.value());
    }

    /** Touches the names of a row, so that they are at hand when it is made; gives anything. */
    int fetchNamesOfRow(byte[] bytes, int at) {
        ProxySkus there = origins.get(Packed.origin(bytes, at)).proxySkus;
        return there.fetch(Packed.skuThere(bytes, at)) + fetchNameOfBatch(bytes, at);
    }

    /** The same for a batch. */
    int fetchNameOfBatch(byte[] bytes, int at) {
        int sku = Packed.sku(bytes, at);
        return sku == Names.NONE ? 0 : skus.fetch(sku);
    }

    RemoteRow row(byte[] bytes, int at) {
        PackedReader reader = new PackedReader();
        reader.goInto(bytes, at);
        int flags = Packed.flags(bytes, at);
        String inboundNo = reader.text();
        Instant inboundAt = reader.time(bytes, at);
        Origin origin = origins.get(Packed.origin(bytes, at));
        ProxySkus.Called sku = origin.proxySkus.called(Packed.skuThere(bytes, at));
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
                        origin.warehouse,
                        origin.calls),
                sku.unitsEach(),
                stated);
    }

    StockBatch batch(byte[] bytes, int at) {
        PackedReader reader = new PackedReader();
        reader.goInto(bytes, at);
        String inboundNo = reader.text();
        Instant inboundAt = reader.time(bytes, at);
        WarehouseCode warehouse = origins.get(Packed.origin(bytes, at)).warehouse;
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
        return origins.get(Packed.origin(bytes, at)).proxySkus.partOf(Packed.skuThere(bytes, at));
    }

    int partOfBatch(byte[] bytes, int at) {
        return Packed.partOf(skus.text(Packed.sku(bytes, at)));
    }
}
