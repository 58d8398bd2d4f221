package io.gwms.proxy.reconcile;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.proxy.RemoteBatch;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Both sides of a comparison in little memory: about 40 bytes for each row or batch, some more for each SKU, and beyond a
 * limit in a temporary file. Rows are added as they come from a warehouse, batches as the ledger hands them out.
 *
 * <p>Larger stock is kept in parts by SKU, since no rule looks beyond one. Close it when its plan is not needed any more.
 *
 * <p><b>Threads:</b> one.
 */
@Incubating("its shape follows what ten million rows need, which is still being measured")
public final class PackedStock implements AutoCloseable {
    private static final int PARTS = 256;
    /** Below it one part is enough, and rows keep their order. */
    private static final int FEW = 8_192;

    private final Overflow overflow;
    private final Records records = new Records();
    private final List<Taking> takings = new ArrayList<>();
    private long qualified;
    private long defective;
    private Shelf[] rows;
    private Shelf[] batches;
    private long rowCount;
    private long batchCount;
    private boolean holdsWrongRows;

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
        putRow(records.write(remote));
    }

    /** Takes what a proxy warehouse shows in one reading, batch by batch, and adds a row for each. */
    public Consumer<RemoteBatch> taking(RemoteReading reading) {
        Taking taking = new Taking(reading);
        takings.add(taking);
        return taking;
    }

    /** Batches come one by one and become rows some at once, so that their SKUs are fetched together. */
    private final class Taking implements Consumer<RemoteBatch> {
        private final RemoteReading reading;
        private final ProxySkus itsSkus = records.newProxySkus();
        private final RemoteBatch[] waiting = new RemoteBatch[Names.AT_ONCE];
        private final String[] proxySkus = new String[Names.AT_ONCE];
        private final int[] origins = new int[Names.AT_ONCE];
        private @Nullable List<String> lastCalls;
        private int lastOrigin;
        private int count;

        Taking(RemoteReading reading) {
            this.reading = reading;
        }

        @Override
        public void accept(RemoteBatch batch) {
            List<String> calls = reading.calls().apply(batch);
            if (calls != lastCalls) {
                lastCalls = calls;
                lastOrigin = records.origin(reading, calls, itsSkus);
            }
            origins[count] = lastOrigin;
            proxySkus[count] = batch.proxySku();
            waiting[count++] = batch;
            if (count == waiting.length) {
                finish();
            }
        }

        void finish() {
            int some = count;
            count = 0; // first, so that no row is added twice when the next one cannot be
            itsSkus.fetch(proxySkus, some);
            for (int i = 0; i < some; i++) {
                putRow(records.write(waiting[i], reading, origins[i]));
            }
        }
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
        put(batches, records.write(batch));
    }

    private void putRow(int part) {
        holdsWrongRows |= (Packed.flags(records.written(), 0) & Packed.WRONG) != 0;
        rowCount++;
        put(rows, part);
    }

    private void put(Shelf[] side, int part) {
        side[side.length == 1 ? 0 : part].add(records.written(), records.end());
        if (side.length == 1 && side[0].count() > FEW) {
            rows = spread(rows[0], records::partOfRow);
            batches = spread(batches[0], records::partOfBatch);
        }
    }

    private interface PartOf {
        int of(byte[] bytes, int at);
    }

    private Shelf[] spread(Shelf one, PartOf part) {
        Shelf[] parts = shelves(PARTS);
        byte[][] blocks = one.load();
        for (int place : one.places(blocks)) {
            byte[] block = blocks[Shelf.block(place)];
            int at = Shelf.offset(place);
            byte[] record = Arrays.copyOfRange(block, at, at + Packed.length(block, at));
            parts[part.of(record, 0)].add(record, record.length);
        }
        return parts;
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
            byte[][] blocks = shelf.load();
            for (int place : shelf.places(blocks)) {
                sink.accept(records.row(blocks[Shelf.block(place)], Shelf.offset(place)));
            }
        }
    }

    /** Whether a row is impossible by itself. */
    boolean holdsWrongRows() {
        finish();
        return holdsWrongRows;
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
