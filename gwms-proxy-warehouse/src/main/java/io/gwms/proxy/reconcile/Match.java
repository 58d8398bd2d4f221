package io.gwms.proxy.reconcile;

import io.gwms.stock.StockQuality;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Finds the batches of one part of the stock that both sides hold alike, one row for one batch; whatever is not just that
 * is left to the rules. Open addressing over what records are matched by, in primitive arrays. Used for one part after
 * the other, by one thread.
 */
final class Match {
    private static final byte FREE = 0;
    private static final byte ALIKE = 1;
    private static final byte OTHERWISE = 2;
    private static final byte ODD = 3;
    private static final int MORE_ROOM = 4;

    private final Times times;
    private final BitSet oddSkus;
    /** The upper half of what a batch is matched by, and one more than its number in the lower half. */
    private long[] table = {};

    private int mask;
    private byte[] states = {};
    private int[] places = {};
    private int[] takenBy = {};
    private int count;

    /** Places of batches that are held alike, each with the row that says so beside it. */
    int[] equalBatches = {};

    int[] equalRows = {};
    int equalCount;
    /** How many of them are defective. */
    int equalDefective;
    /** Places of what is left to the rules. */
    int[] oddBatches = {};

    int oddBatchCount;
    int[] oddRows = {};
    int oddRowCount;
    /** What the places of batches and those of rows are in. */
    byte[] batchBytes = {};

    byte[] rowBytes = {};

    /**
     * A match of nothing yet.
     *
     * @param oddSkus SKUs, by their number, that the rules have to look at as a whole
     */
    Match(Times times, BitSet oddSkus) {
        this.times = times;
        this.oddSkus = oddSkus;
    }

    void part(Shelf batches, Shelf rows) {
        batchBytes = batches.load(batchBytes);
        rowBytes = rows.load(rowBytes);
        makeRoom(batches.count(), rows.count());
        for (int at = 0, end = batches.bytes(); at < end; at += Packed.length(batchBytes, at)) {
            index(at);
        }
        for (int at = 0, end = rows.bytes(); at < end; at += Packed.length(rowBytes, at)) {
            take(at);
        }
        for (int number = 0; number < count; number++) {
            sort(number);
        }
    }

    private void makeRoom(int batches, int rows) {
        int slots = Integer.highestOneBit(Math.max(4, batches * 2 - 1)) * 2;
        mask = slots - 1;
        if (table.length < slots) {
            table = new long[slots];
        } else {
            Arrays.fill(table, 0, slots, 0);
        }
        if (places.length < batches) {
            int size = batches + batches / MORE_ROOM;
            places = new int[size];
            states = new byte[size];
            takenBy = new int[size];
            oddBatches = new int[size];
            equalBatches = new int[size];
            equalRows = new int[size];
        }
        if (oddRows.length < rows) {
            oddRows = new int[rows + rows / MORE_ROOM];
        }
        count = 0;
        oddBatchCount = 0;
        oddRowCount = 0;
        equalCount = 0;
        equalDefective = 0;
    }

    /** Gives a batch its number. Batches that cannot be told apart over there are odd. */
    private void index(int at) {
        int number = count++;
        places[number] = at;
        states[number] = oddSkus.get(Packed.sku(batchBytes, at)) ? ODD : FREE;
        long time = time(batchBytes, at);
        long key = Packed.mixed(batchBytes, at, time);
        int slot = (int) key & mask;
        for (long known; (known = table[slot]) != 0; slot = (slot + 1) & mask) {
            int other = (int) known - 1;
            if ((known ^ key) >>> 32 == 0 && isSame(places[other], batchBytes, at, time)) {
                states[other] = ODD;
                states[number] = ODD;
                return;
            }
        }
        table[slot] = key >>> 32 << 32 | (number + 1);
    }

    /** Finds the batch of a row. A row without one is odd, and so are two rows of one batch. */
    private void take(int at) {
        if (Packed.sku(rowBytes, at) != Names.NONE && (Packed.flags(rowBytes, at) & Packed.WRONG) == 0) {
            long time = time(rowBytes, at);
            long key = Packed.mixed(rowBytes, at, time);
            int slot = (int) key & mask;
            for (long known; (known = table[slot]) != 0; slot = (slot + 1) & mask) {
                int number = (int) known - 1;
                if ((known ^ key) >>> 32 == 0 && isSame(places[number], rowBytes, at, time)) {
                    if (states[number] == FREE) {
                        states[number] = unitsOfBatch(places[number]) == Packed.units(rowBytes, at) ? ALIKE : OTHERWISE;
                        takenBy[number] = at;
                        return;
                    }
                    if (states[number] != ODD) {
                        oddRows[oddRowCount++] = takenBy[number];
                        states[number] = ODD;
                    }
                    break;
                }
            }
        }
        oddRows[oddRowCount++] = at;
    }

    private void sort(int number) {
        if (states[number] == ALIKE) {
            int place = places[number];
            equalBatches[equalCount] = place;
            equalRows[equalCount++] = takenBy[number];
            equalDefective += Packed.flags(batchBytes, place) & Packed.DEFECTIVE;
            return;
        }
        if (states[number] == OTHERWISE) {
            oddRows[oddRowCount++] = takenBy[number];
        }
        oddBatches[oddBatchCount++] = places[number];
    }

    /** The SKU of the batch at that place, by its number. */
    int skuOfBatch(int place) {
        return Packed.sku(batchBytes, place);
    }

    long unitsOfBatch(int place) {
        return Packed.units(batchBytes, place);
    }

    StockQuality qualityOfBatch(int place) {
        return Packed.quality(batchBytes, place);
    }

    private boolean isSame(int batch, byte[] bytes, int at, long time) {
        return Packed.isSameBatch(batchBytes, batch, bytes, at) && time(batchBytes, batch) == time;
    }

    private long time(byte[] bytes, int at) {
        return times.unit((Packed.flags(bytes, at) & Packed.NO_TIME) != 0, Packed.millis(bytes, at));
    }
}
