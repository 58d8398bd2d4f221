package io.gwms.proxy.reconcile;

import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Finds the batches of one part of the stock that both sides hold alike, one row for one batch; whatever is not just that
 * is left to the rules. Open addressing over what records are matched by, in primitive arrays. Used for one part after
 * the other, by one thread.
 */
final class Match {
    private static final byte FREE = 0;
    private static final byte TAKEN = 1;
    private static final byte ODD = 2;

    private final Times times;
    private final IntPredicate oddSku;
    private int[] table = {};
    private long[] keys = {};
    private byte[] states = {};
    private int[] takenBy = {};

    /** Places of batches that are held alike, each with the row that says so beside it. */
    int[] equalBatches = {};

    int[] equalRows = {};
    int equalCount;
    /** Places of what is left to the rules. */
    int[] oddBatches = {};

    int oddBatchCount;
    int[] oddRows = {};
    int oddRowCount;
    byte[][] batchBlocks = {};
    byte[][] rowBlocks = {};

    /**
     * A match of nothing yet.
     *
     * @param oddSku SKUs, by their number, that the rules have to look at as a whole
     */
    Match(Times times, IntPredicate oddSku) {
        this.times = times;
        this.oddSku = oddSku;
    }

    void part(Shelf batches, Shelf rows) {
        batchBlocks = batches.load();
        rowBlocks = rows.load();
        int[] batchPlaces = batches.places(batchBlocks);
        int[] rowPlaces = rows.places(rowBlocks);
        int count = batchPlaces.length;
        int mask = Integer.highestOneBit(Math.max(4, count * 2 - 1)) * 2 - 1;
        makeRoom(count, rowPlaces.length, mask + 1);
        oddBatchCount = 0;
        oddRowCount = 0;
        equalCount = 0;
        for (int i = 0; i < count; i++) {
            index(i, batchPlaces, mask);
        }
        for (int place : rowPlaces) {
            take(place, batchPlaces, mask);
        }
        for (int i = 0; i < count; i++) {
            judge(batchPlaces[i], states[i], takenBy[i]);
        }
    }

    private void makeRoom(int batches, int rows, int slots) {
        if (table.length < slots) {
            table = new int[slots];
        } else {
            Arrays.fill(table, 0, slots, 0);
        }
        if (keys.length < batches) {
            int size = batches + (batches >> 2);
            keys = new long[size];
            states = new byte[size];
            takenBy = new int[size];
            oddBatches = new int[size];
            equalBatches = new int[size];
            equalRows = new int[size];
        }
        if (oddRows.length < rows) {
            oddRows = new int[rows + (rows >> 2)];
        }
    }

    private void index(int number, int[] places, int mask) {
        byte[] block = batchBlocks[Shelf.block(places[number])];
        int at = Shelf.offset(places[number]);
        long time = time(block, at);
        long key = Packed.mixed(block, at, time);
        keys[number] = key;
        states[number] = oddSku.test(Packed.sku(block, at)) ? ODD : FREE;
        int slot = (int) key & mask;
        for (int known; (known = table[slot]) != 0; slot = (slot + 1) & mask) {
            if (keys[known - 1] == key && isSame(places[known - 1], block, at, time)) {
                states[known - 1] = ODD;
                states[number] = ODD;
                return;
            }
        }
        table[slot] = number + 1;
    }

    private void take(int place, int[] places, int mask) {
        byte[] block = rowBlocks[Shelf.block(place)];
        int at = Shelf.offset(place);
        if (Packed.sku(block, at) != Names.NONE && (Packed.flags(block, at) & Packed.WRONG) == 0) {
            long time = time(block, at);
            long key = Packed.mixed(block, at, time);
            int slot = (int) key & mask;
            for (int known; (known = table[slot]) != 0; slot = (slot + 1) & mask) {
                int number = known - 1;
                if (keys[number] == key && isSame(places[number], block, at, time)) {
                    if (states[number] == FREE) {
                        states[number] = TAKEN;
                        takenBy[number] = place;
                        return;
                    }
                    if (states[number] == TAKEN) {
                        oddRows[oddRowCount++] = takenBy[number];
                        states[number] = ODD;
                    }
                    break;
                }
            }
        }
        oddRows[oddRowCount++] = place;
    }

    private void judge(int place, byte state, int row) {
        if (state == TAKEN) {
            long here = Packed.units(batchBlocks[Shelf.block(place)], Shelf.offset(place));
            long there = Packed.units(rowBlocks[Shelf.block(row)], Shelf.offset(row));
            if (here == there) {
                equalBatches[equalCount] = place;
                equalRows[equalCount++] = row;
                return;
            }
            oddRows[oddRowCount++] = row;
        }
        oddBatches[oddBatchCount++] = place;
    }

    private boolean isSame(int batchPlace, byte[] row, int rowAt, long time) {
        byte[] block = batchBlocks[Shelf.block(batchPlace)];
        int at = Shelf.offset(batchPlace);
        return Packed.isSameBatch(block, at, row, rowAt) && time(block, at) == time;
    }

    private long time(byte[] block, int at) {
        return times.unit((Packed.flags(block, at) & Packed.NO_TIME) != 0, Packed.millis(block, at));
    }
}
