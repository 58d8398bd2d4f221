package io.gwms.proxy.reconcile;

import java.util.Arrays;

/**
 * Records of one side of one part of the stock, one after the other; what memory has no room for is on disk. They are
 * looked at all together, in one array of bytes. One thread.
 */
final class Shelf {
    private static final int BLOCK = 1 << 14;
    private static final int ABOUT_A_RECORD = 56;
    private static final int MOST = Integer.MAX_VALUE - 8;
    private static final byte[] NONE = {};

    private final Overflow overflow;
    /** Blocks that are full, {@code NONE} for those on disk, where those begin there, and the length of each. */
    private byte[][] blocks = {};

    private long[] onDisk = {};
    private int[] lengths = {};
    private int full;
    private int count;
    private int bytes;
    /** The block that is being filled, and where it ends so far. */
    private byte[] last = NONE;

    private int end;

    Shelf(Overflow overflow) {
        this.overflow = overflow;
    }

    int count() {
        return count;
    }

    /** Adds the record that begins there. */
    void add(byte[] record, int at) {
        int length = Packed.length(record, at);
        if (length > last.length - end) {
            begin(length);
        }
        System.arraycopy(record, at, last, end, length);
        end += length;
        bytes = Math.addExact(bytes, length);
        count++;
    }

    /** Touches the memory that the next record goes to, so that it is at hand then; gives anything. */
    int fetch() {
        int next = end + ABOUT_A_RECORD;
        return next < last.length ? last[end] + last[next] : 0;
    }

    private void begin(int length) {
        int size = Math.max(length, last == NONE ? BLOCK >> 3 : BLOCK);
        boolean free = last != NONE && settle();
        if (!free || size > last.length) {
            last = new byte[size];
        }
        end = 0;
    }

    /** Lays the block that is being filled to the full ones; says whether it went to disk and its memory is free. */
    private boolean settle() {
        if (full == blocks.length) {
            int larger = Math.max(4, full + (full >> 1));
            blocks = Arrays.copyOf(blocks, larger);
            onDisk = Arrays.copyOf(onDisk, larger);
            lengths = Arrays.copyOf(lengths, larger);
        }
        boolean leaves = overflow.takes(last.length);
        blocks[full] = leaves ? NONE : last;
        onDisk[full] = leaves ? overflow.write(last, end) : 0;
        lengths[full++] = end;
        return leaves;
    }

    /** How many bytes its records are. */
    int bytes() {
        return bytes;
    }

    /**
     * All records in the order they came, {@link #bytes} of bytes.
     *
     * @param to where they are copied to when it is large enough
     */
    byte[] load(byte[] to) {
        byte[] all = to.length >= bytes ? to : new byte[(int) Math.min(MOST, bytes * 5L / 4)];
        int at = 0;
        for (int i = 0; i < full; i++) {
            if (blocks[i] == NONE) {
                overflow.read(onDisk[i], all, at, lengths[i]);
            } else {
                System.arraycopy(blocks[i], 0, all, at, lengths[i]);
            }
            at += lengths[i];
        }
        System.arraycopy(last, 0, all, at, end);
        return all;
    }

    /** What is done with a record. */
    interface Sink {
        void take(byte[] bytes, int at);
    }

    /** Hands out all records in the order they came. */
    void forEach(Sink sink) {
        byte[] all = load(NONE);
        for (int at = 0; at < bytes; at += Packed.length(all, at)) {
            sink.take(all, at);
        }
    }

    /** Hands out all records in the order they came, and holds none any more. */
    void empty(Sink sink) {
        forEach(sink);
        for (int i = 0; i < full; i++) {
            overflow.gone(blocks[i].length);
        }
        blocks = new byte[0][];
        full = 0;
        last = NONE;
        end = 0;
        bytes = 0;
        count = 0;
    }
}
