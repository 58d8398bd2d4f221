package io.gwms.proxy.reconcile;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.proxy.RemoteBatch;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Both sides of a comparison in little memory: about 50 bytes for each row or batch, some more for each SKU, and beyond a
 * limit in a temporary file. Rows are added as they come from a warehouse, batches as the ledger hands them out.
 *
 * <p>Larger stock is kept in parts by SKU, since no rule looks beyond one. Close it when its plan is not read any more.
 *
 * <p><b>Threads:</b> one.
 */
@Incubating("its shape follows what ten million rows need, which is still being measured")
public final class PackedStock implements AutoCloseable {
    /** Up to so many rows or batches one part is enough, and rows keep their order. */
    private static final int FEW = 8_192;
    /** Up to so many, parts are coarser by so many bits than they can be: more parts make adding slower. */
    private static final int MANY = 2_000_000;

    private static final int COARSER = 2;

    private final Overflow overflow;
    private final int few;
    private final int many;
    private final Records records = new Records();
    private final List<Taking> takings = new ArrayList<>();
    private long qualified;
    private long defective;
    private Shelf[] rows;
    private Shelf[] batches;
    /** How many bits of its number do not tell apart in which part a SKU is. */
    private int coarser = Packed.PART_BITS;

    private long rowCount;
    private long batchCount;

    private PackedStock(long memory, int few, int many) {
        this.overflow = new Overflow(memory);
        this.few = few;
        this.many = many;
        this.rows = shelves();
        this.batches = shelves();
    }

    /** Nothing on either side; may use a quarter of the JVM's memory. */
    public static PackedStock empty() {
        return new PackedStock(Runtime.getRuntime().maxMemory() / 4, FEW, MANY);
    }

    /**
     * Nothing on either side.
     *
     * @param memory how many bytes it may keep in memory, about; the rest goes to a temporary file
     */
    public static PackedStock within(long memory) {
        return new PackedStock(Require.zeroOrMore(memory, "memory"), FEW, MANY);
    }

    /** The same, in parts from the first row on, and soon in as many as there can be. */
    static PackedStock inParts(long memory) {
        return new PackedStock(memory, 0, 10);
    }

    private Shelf[] shelves() {
        Shelf[] shelves = new Shelf[1 << (Packed.PART_BITS - coarser)];
        for (int i = 0; i < shelves.length; i++) {
            shelves[i] = new Shelf(overflow);
        }
        return shelves;
    }

    // --- adding ---

    /** Adds a row of the proxy warehouse. */
    public void add(RemoteRow remote) {
        int part = records.write(remote);
        putRow(part, records.written(), 0);
    }

    /** Takes what a proxy warehouse shows in one reading, batch by batch, and adds a row for each. */
    public Consumer<RemoteBatch> taking(RemoteReading reading) {
        Taking taking = new Taking(this, reading);
        takings.add(taking);
        return taking;
    }

    /** Everything that was taken is in its place behind this. */
    private void finish() {
        takings.forEach(Taking::finish);
    }

    /** Adds a batch that is held here. */
    public void add(StockBatch batch) {
        if (batch.key().quality() == StockQuality.DEFECTIVE) {
            defective = Math.addExact(defective, batch.quantity());
        } else {
            qualified = Math.addExact(qualified, batch.quantity());
        }
        batchCount++;
        int part = records.write(batch);
        put(batches, part, records.written(), 0);
    }

    /** Puts the row that begins there into its part. */
    void putRow(int part, byte[] bytes, int at) {
        rowCount++;
        put(rows, part, bytes, at);
    }

    private void put(Shelf[] side, int part, byte[] bytes, int at) {
        side[part >>> coarser].add(bytes, at);
        long most = Math.max(rowCount, batchCount);
        int coarsest = most > many ? 0 : most > few ? COARSER : Packed.PART_BITS;
        if (coarser > coarsest) {
            coarser = coarsest;
            rows = spread(rows, records::partOfRow);
            batches = spread(batches, records::partOfBatch);
        }
    }

    private interface PartOf {
        int of(byte[] bytes, int at);
    }

    private Shelf[] spread(Shelf[] side, PartOf part) {
        Shelf[] spread = shelves();
        for (Shelf shelf : side) {
            shelf.empty((block, at) -> spread[part.of(block, at) >>> coarser].add(block, at));
        }
        return spread;
    }

    /**
     * Touches the memory that the next row of each of these parts goes to; see {@link Names#fetch}.
     *
     * @param touched room for as many numbers that say nothing
     */
    void fetch(int[] parts, int count, int[] touched) {
        for (int i = 0; i < count; i++) {
            touched[i] = rows[parts[i] >>> coarser].fetch();
        }
    }

    // --- reading ---

    /** How many rows the proxy warehouse gave. */
    public long rows() {
        finish();
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
        finish();
        for (Shelf shelf : rows) {
            shelf.forEach((block, at) -> sink.accept(records.row(block, at)));
        }
    }

    int parts() {
        finish();
        return rows.length;
    }

    Shelf rows(int part) {
        return rows[part];
    }

    Shelf batches(int part) {
        return batches[part];
    }

    Records records() {
        return records;
    }

    /** Gives the temporary file back, where there is one. */
    @Override
    public void close() {
        overflow.close();
    }
}
