package io.gwms.proxy.reconcile;

import java.util.Arrays;

/**
 * Records of one side of one part of the stock, one after the other in blocks; what memory has no room for is on disk. A
 * record is named by its place: block and offset in one number. One thread.
 */
final class Shelf {
    private static final int OFFSET_BITS = 14;
    private static final int BLOCK = 1 << OFFSET_BITS;
    private static final int ABOUT_A_RECORD = 48;
    private static final byte[] NONE = {};

    private final Overflow overflow;
    /** The bytes of each block; {@code NONE} once they are on disk. */
    private byte[][] blocks = {};

    private long[] onDisk = {};
    private int[] ends = {};
    private int used;
    private int count;
    /** The last block and where it ends so far. */
    private byte[] last = NONE;

    private int end;

    Shelf(Overflow overflow) {
        this.overflow = overflow;
    }

    int count() {
        return count;
    }

    static int place(int block, int offset) {
        return block << OFFSET_BITS | offset;
    }

    static int block(int place) {
        return place >>> OFFSET_BITS;
    }

    static int offset(int place) {
        return place & (BLOCK - 1);
    }

    void add(byte[] record, int length) {
        if (end + length > last.length) {
            begin(length);
        }
        System.arraycopy(record, 0, last, end, length);
        end += length;
        count++;
    }

    /** Touches the memory that the next record goes to, so that it is at hand then; gives anything. */
    int fetch() {
        int next = end + ABOUT_A_RECORD;
        return next < last.length ? last[next] : 0;
    }

    private void begin(int length) {
        if (used > 0) {
            settle(used - 1);
        }
        if (used == blocks.length) {
            int larger = Math.max(4, used + (used >> 1));
            blocks = Arrays.copyOf(blocks, larger);
            onDisk = Arrays.copyOf(onDisk, larger);
            ends = Arrays.copyOf(ends, larger);
        }
        last = new byte[Math.max(length, used == 0 ? BLOCK >> 3 : BLOCK)];
        end = 0;
        blocks[used] = last;
        used++;
    }

    private void settle(int index) {
        ends[index] = end;
        if (overflow.takes(last.length)) {
            onDisk[index] = overflow.write(last, end);
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

    /** Where that block ends. */
    int end(int block) {
        return block == used - 1 ? end : ends[block];
    }

    /** What is done with a record. */
    interface Sink {
        void take(byte[] bytes, int at);
    }

    /** Hands out all records in the order they came. */
    void forEach(Sink sink) {
        byte[][] loaded = load();
        for (int block = 0; block < loaded.length; block++) {
            byte[] bytes = loaded[block];
            for (int at = 0; at < end(block); at += Packed.length(bytes, at)) {
                sink.take(bytes, at);
            }
        }
    }
}
