package io.gwms.proxy.reconcile;

import java.util.Arrays;

/**
 * Records of one side of one part of the stock, one after the other in blocks; what memory has no room for is on disk. A
 * record is named by its place: block and offset in one number. One thread.
 */
final class Shelf {
    private static final int OFFSET_BITS = 14;
    private static final int BLOCK = 1 << OFFSET_BITS;
    private static final byte[] NONE = {};

    private final Overflow overflow;
    /** The bytes of each block; {@code NONE} once they are on disk. */
    private byte[][] blocks = {};

    private long[] onDisk = {};
    private int[] ends = {};
    private int used;
    private int count;

    Shelf(Overflow overflow) {
        this.overflow = overflow;
    }

    int count() {
        return count;
    }

    static int block(int place) {
        return place >>> OFFSET_BITS;
    }

    static int offset(int place) {
        return place & (BLOCK - 1);
    }

    void add(byte[] record, int length) {
        byte[] last = used == 0 ? NONE : blocks[used - 1];
        if (used == 0 || ends[used - 1] + length > last.length) {
            last = begun(length);
        }
        System.arraycopy(record, 0, last, ends[used - 1], length);
        ends[used - 1] += length;
        count++;
    }

    private byte[] begun(int length) {
        if (used > 0) {
            settle(used - 1);
        }
        if (used == blocks.length) {
            int larger = Math.max(4, used + (used >> 1));
            blocks = Arrays.copyOf(blocks, larger);
            onDisk = Arrays.copyOf(onDisk, larger);
            ends = Arrays.copyOf(ends, larger);
        }
        byte[] fresh = new byte[Math.max(length, used == 0 ? BLOCK >> 3 : BLOCK)];
        blocks[used] = fresh;
        used++;
        return fresh;
    }

    private void settle(int index) {
        byte[] block = blocks[index];
        if (overflow.takes(block.length)) {
            onDisk[index] = overflow.write(block, ends[index]);
            blocks[index] = NONE;
        }
    }

    /** Its blocks; those on disk are read, and let go of with the answer. */
    byte[][] load() {
        byte[][] loaded = new byte[used][];
        for (int i = 0; i < used; i++) {
            byte[] block = blocks[i];
            loaded[i] = block == NONE ? overflow.read(onDisk[i], ends[i]) : block;
        }
        return loaded;
    }

    /** The places of all records, in the order they came. */
    int[] places(byte[][] loaded) {
        int[] places = new int[count];
        int next = 0;
        for (int block = 0; block < used; block++) {
            for (int at = 0; at < ends[block]; at += Packed.length(loaded[block], at)) {
                places[next++] = (block << OFFSET_BITS) | at;
            }
        }
        return places;
    }
}
