package io.gwms.proxy.reconcile;

import io.gwms.Incubating;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.SnapshotRow;
import io.gwms.internal.Require;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of a comparison in little memory: about 70 bytes for each row or batch, and beyond a limit in a temporary
 * file. Rows are added as they come from a warehouse, batches as the ledger hands them out.
 *
 * <p>Larger stock is kept in parts by SKU, since no rule looks beyond one. Close it when its plan is not needed any more.
 *
 * <p><b>Threads:</b> one.
 */
@Incubating
public final class PackedStock implements AutoCloseable {
    private static final int PARTS = 256;
    /** Below it one part is enough, and rows keep their order. */
    private static final int FEW = 8_192;

    private final Overflow overflow;
    private final Packed.Writer writer = new Packed.Writer();
    private final List<Place> places = new ArrayList<>();
    private final Map<Place, Integer> placeNumbers = new HashMap<>();
    private long qualified;
    private long defective;
    private Shelf[] rows;
    private Shelf[] batches;
    private long rowCount;
    private long batchCount;
    private boolean holdsWrongRows;

    /** What is the same for most rows. */
    private record Place(
            @Nullable Instant seenAt, String proxyWarehouse, WarehouseCode warehouse, List<String> calls) {}

    private PackedStock(long memory) {
        this.overflow = new Overflow(memory);
        this.rows = shelves(1);
        this.batches = shelves(1);
    }

    /** Nothing on either side; may use a quarter of the JVM's memory. */
    public static PackedStock empty() {
        return new PackedStock(Runtime.getRuntime().maxMemory() / 4);
    }

    /**
     * Nothing on either side.
     *
     * @param memory how many bytes it may keep in memory, about; the rest goes to a temporary file
     */
    public static PackedStock within(long memory) {
        return new PackedStock(Require.zeroOrMore(memory, "memory"));
    }

    /** The same, in parts from the first row on. */
    static PackedStock inParts(long memory) {
        PackedStock stock = new PackedStock(memory);
        stock.rows = stock.shelves(PARTS);
        stock.batches = stock.shelves(PARTS);
        return stock;
    }

    private Shelf[] shelves(int parts) {
        Shelf[] shelves = new Shelf[parts];
        for (int i = 0; i < parts; i++) {
            shelves[i] = new Shelf(overflow);
        }
        return shelves;
    }

    // --- adding ---

    /** Adds a row of the proxy warehouse. */
    public void add(RemoteRow remote) {
        SnapshotRow row = remote.row();
        boolean mapped = !row.localSku().isBlank();
        String sku = mapped ? row.localSku() : row.proxySku();
        String inboundNo = Rows.inboundNo(row);
        boolean wrong = Rows.isWrong(remote);
        Long stated = remote.statedTotal();
        boolean proxyIsKey = row.proxyInboundNo().equals(inboundNo);
        boolean localIsKey = row.localInboundNo().equals(inboundNo);
        writer.begin(
                sku,
                inboundNo,
                millis(row.inboundAt()),
                wrong ? 0 : Rows.units(remote),
                flags(row.quality(), row.inboundAt())
                        | (mapped ? 0 : Packed.UNMAPPED)
                        | (wrong ? Packed.WRONG : 0)
                        | (stated == null ? 0 : Packed.STATED)
                        | (proxyIsKey ? Packed.PROXY_INBOUND_IS_KEY : 0)
                        | (localIsKey ? Packed.LOCAL_INBOUND_IS_KEY : 0));
        writer.number(nanos(row.inboundAt()));
        writer.text(mapped ? row.proxySku() : row.localSku());
        writer.text(row.gsku());
        if (!proxyIsKey) {
            writer.text(row.proxyInboundNo());
        }
        if (!localIsKey) {
            writer.text(row.localInboundNo());
        }
        writer.number(row.available());
        writer.number(row.locked());
        writer.number(remote.unitsEach());
        if (stated != null) {
            writer.number(stated);
        }
        writer.number(place(row.snapshotAt(), row.proxyWarehouse(), row.warehouse(), row.calls()));
        holdsWrongRows |= wrong;
        rowCount++;
        put(rows, sku);
    }

    /** Adds a batch that is held here. */
    public void add(StockBatch batch) {
        BatchKey key = batch.key();
        writer.begin(
                key.sku().value(),
                key.inboundNo(),
                millis(key.inboundAt()),
                batch.quantity(),
                flags(key.quality(), key.inboundAt()));
        writer.number(nanos(key.inboundAt()));
        writer.number(batch.reserved());
        writer.number(place(null, "", key.warehouse(), List.of()));
        if (key.quality() == StockQuality.DEFECTIVE) {
            defective = Math.addExact(defective, batch.quantity());
        } else {
            qualified = Math.addExact(qualified, batch.quantity());
        }
        batchCount++;
        put(batches, key.sku().value());
    }

    private void put(Shelf[] side, String sku) {
        int length = writer.finish();
        side[side.length == 1 ? 0 : Packed.partOf(sku.hashCode())].add(writer.bytes(), length);
        if (side.length == 1 && side[0].count() > FEW) {
            rows = spread(rows);
            batches = spread(batches);
        }
    }

    private Shelf[] spread(Shelf[] one) {
        Shelf[] parts = shelves(PARTS);
        byte[][] blocks = one[0].load();
        for (int place : one[0].places(blocks)) {
            byte[] block = blocks[Shelf.block(place)];
            int at = Shelf.offset(place);
            int length = Packed.length(block, at);
            byte[] record = new byte[length];
            System.arraycopy(block, at, record, 0, length);
            parts[Packed.partOf(Packed.skuHash(block, at))].add(record, length);
        }
        return parts;
    }

    private int place(@Nullable Instant seenAt, String proxyWarehouse, WarehouseCode warehouse, List<String> calls) {
        for (int i = places.size() - 1; i >= 0 && i >= places.size() - 4; i--) {
            Place known = places.get(i);
            if (known.calls.equals(calls)
                    && known.proxyWarehouse.equals(proxyWarehouse)
                    && known.warehouse.equals(warehouse)
                    && Objects.equals(known.seenAt, seenAt)) {
                return i;
            }
        }
        Place place = new Place(seenAt, proxyWarehouse, warehouse, calls);
        return placeNumbers.computeIfAbsent(place, added -> {
            places.add(added);
            return places.size() - 1;
        });
    }

    private static int flags(StockQuality quality, @Nullable Instant inboundAt) {
        return (quality == StockQuality.DEFECTIVE ? Packed.DEFECTIVE : 0) | (inboundAt == null ? Packed.NO_TIME : 0);
    }

    private static long millis(@Nullable Instant at) {
        return at == null ? 0 : at.toEpochMilli();
    }

    private static long nanos(@Nullable Instant at) {
        return at == null ? 0 : at.get(ChronoField.NANO_OF_SECOND) % 1_000_000;
    }

    // --- reading ---

    /** How many rows the proxy warehouse gave. */
    public long rows() {
        return rowCount;
    }

    /** How many batches are held here. */
    public long batches() {
        return batchCount;
    }

    /** Pieces held here of that inventory type. */
    public long held(StockQuality quality) {
        return quality == StockQuality.DEFECTIVE ? defective : qualified;
    }

    /** Hands every row to the sink; a few in the order they came, many SKU by SKU in no order that means anything. */
    public void forEachRow(Consumer<? super RemoteRow> sink) {
        for (Shelf shelf : rows) {
            byte[][] blocks = shelf.load();
            for (int place : shelf.places(blocks)) {
                sink.accept(row(blocks[Shelf.block(place)], Shelf.offset(place)));
            }
        }
    }

    /** Whether a row is impossible by itself. */
    boolean holdsWrongRows() {
        return holdsWrongRows;
    }

    int parts() {
        return rows.length;
    }

    Shelf rows(int part) {
        return rows[part];
    }

    Shelf batches(int part) {
        return batches[part];
    }

    RemoteRow row(byte[] bytes, int at) {
        Packed.Reader reader = new Packed.Reader();
        reader.key(bytes, at);
        int flags = Packed.flags(bytes, at);
        String sku = reader.text();
        String inboundNo = reader.text();
        Instant inboundAt = instant(bytes, at, reader.number());
        String otherSku = reader.text();
        boolean mapped = (flags & Packed.UNMAPPED) == 0;
        String gsku = reader.text();
        String proxyInboundNo = (flags & Packed.PROXY_INBOUND_IS_KEY) == 0 ? reader.text() : inboundNo;
        String localInboundNo = (flags & Packed.LOCAL_INBOUND_IS_KEY) == 0 ? reader.text() : inboundNo;
        long available = reader.number();
        long locked = reader.number();
        int unitsEach = (int) reader.number();
        Long stated = (flags & Packed.STATED) == 0 ? null : Long.valueOf(reader.number());
        Place place = places.get((int) reader.number());
        return new RemoteRow(
                new SnapshotRow(
                        mapped ? otherSku : sku,
                        gsku,
                        mapped ? sku : otherSku,
                        available,
                        locked,
                        quality(flags),
                        proxyInboundNo,
                        localInboundNo,
                        inboundAt,
                        Objects.requireNonNull(place.seenAt, "seenAt"),
                        place.proxyWarehouse,
                        place.warehouse,
                        place.calls),
                unitsEach,
                stated);
    }

    StockBatch batch(byte[] bytes, int at) {
        Packed.Reader reader = new Packed.Reader();
        reader.key(bytes, at);
        WarehouseSku sku = new WarehouseSku(reader.text());
        String inboundNo = reader.text();
        Instant inboundAt = instant(bytes, at, reader.number());
        long reserved = reader.number();
        WarehouseCode warehouse = places.get((int) reader.number()).warehouse;
        return new StockBatch(
                new BatchKey(warehouse, sku, quality(Packed.flags(bytes, at)), inboundNo, inboundAt),
                Packed.units(bytes, at),
                reserved);
    }

    private static StockQuality quality(int flags) {
        return (flags & Packed.DEFECTIVE) == 0 ? StockQuality.QUALIFIED : StockQuality.DEFECTIVE;
    }

    private static @Nullable Instant instant(byte[] bytes, int at, long nanos) {
        return (Packed.flags(bytes, at) & Packed.NO_TIME) != 0
                ? null
                : Instant.ofEpochMilli(Packed.millis(bytes, at)).plusNanos(nanos);
    }

    /** Gives the temporary file back, where there is one. */
    @Override
    public void close() {
        overflow.close();
    }
}
