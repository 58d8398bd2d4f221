package io.gwms.proxy.reconcile;

import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Texts one after the other in one array of bytes, each with what was written behind it; as objects, a hundred thousand
 * of them lie all over the memory, and looking one up means waiting for it. A text is named by where it begins. One
 * thread.
 */
final class Names {
    static final int NONE = -1;
    private static final int ABOUT_A_NAME = 32;

    private final PackedWriter writer = new PackedWriter();
    private final PackedReader reader = new PackedReader();
    /** A text that is looked for. */
    private final PackedWriter wanted = new PackedWriter();
    /** Open addressing: the hash of a text in the upper half, one more than where it begins in the lower. */
    private long[] table = new long[64];

    private int count;

    /** Where the text begins; {@code NONE} when there is no such text. {@link #reader} is behind it then. */
    int find(String text) {
        return find(text, Names::any);
    }

    /** Where the text begins that has the right thing behind it; {@code NONE} when there is none. */
    int find(String text, Predicate<PackedReader> isRight) {
        wanted.clear();
        wanted.text(text);
        return find(wanted.bytes(), 0, wanted.size(), Packed.hash(wanted.bytes(), 0, wanted.size()), isRight);
    }

    /** The same for a text that is written in those bytes. */
    int find(byte[] bytes, int from, int to, int hash) {
        return find(bytes, from, to, hash, Names::any);
    }

    private static boolean any(PackedReader behind) {
        return true;
    }

    private int find(byte[] bytes, int from, int to, int hash, Predicate<PackedReader> isRight) {
        int mask = table.length - 1;
        for (int slot = hash & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            if ((int) (table[slot] >>> 32) == hash) {
                int at = (int) table[slot] - 1;
                int end = at + to - from;
                if (end <= writer.size() && Arrays.equals(writer.bytes(), at, end, bytes, from, to)) {
                    reader.go(writer.bytes(), end);
                    if (isRight.test(reader)) {
                        return at;
                    }
                }
            }
        }
        return NONE;
    }

    /**
     * Touches what {@link #find} will look at for texts of these hashes. Memory is fetched for all of them at once; one by
     * one, each look-up would wait for its own.
     *
     * @param touched room for as many numbers that say nothing
     */
    void fetch(int[] hashes, int count, int[] touched) {
        int mask = table.length - 1;
        for (int i = 0; i < count; i++) {
            touched[i] = (int) table[hashes[i] & mask];
        }
        for (int i = 0; i < count; i++) {
            touched[i] = fetch(Math.max(0, touched[i] - 1));
        }
    }

    /** Touches the text that begins there and what is behind it, which may lie in another line of memory; gives anything. */
    int fetch(int at) {
        byte[] bytes = writer.bytes();
        return bytes[at] + bytes[Math.min(at + ABOUT_A_NAME, bytes.length - 1)];
    }

    /** Adds a text and says where it begins; {@link #writer} writes behind it. */
    int add(String text) {
        int at = writer.size();
        writer.text(text);
        return added(at);
    }

    /** The same for a text that is written in those bytes. */
    int add(byte[] bytes, int from, int to) {
        int at = writer.size();
        writer.bytes(bytes, from, to - from);
        return added(at);
    }

    private int added(int at) {
        if (++count > table.length / 2) {
            grow();
        }
        index(Packed.hash(writer.bytes(), at, writer.size()), at);
        return at;
    }

    PackedWriter writer() {
        return writer;
    }

    /** The reader of the last call; it is moved by the next one. */
    PackedReader reader() {
        return reader;
    }

    String text(int at) {
        return read(at).text();
    }

    /** A reader behind the text that begins there; it is moved by the next call. */
    PackedReader behind(int at) {
        read(at).skipText();
        return reader;
    }

    /** A reader at the text that begins there; it is moved by the next call. */
    private PackedReader read(int at) {
        reader.go(writer.bytes(), at);
        return reader;
    }

    private void grow() {
        long[] before = table;
        table = new long[before.length * 2];
        for (long entry : before) {
            if (entry != 0) {
                index((int) (entry >>> 32), (int) entry - 1);
            }
        }
    }

    private void index(int hash, int at) {
        int mask = table.length - 1;
        int slot = hash & mask;
        while (table[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        table[slot] = (long) hash << 32 | (at + 1);
    }
}
