package io.gwms.proxy.reconcile;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads records, as {@link Packed} says; what was written first is read first. One thread. */
final class PackedReader {
    private byte[] bytes = {};
    private int at;

    void go(byte[] bytes, int at) {
        this.bytes = bytes;
        this.at = at;
    }

    /** Goes to the inbound number of a record. */
    void goInto(byte[] record, int at) {
        go(record, at + Packed.INBOUND);
    }

    /** The whole time of the key of a record, when the inbound number was read. */
    @Nullable
    Instant time(byte[] record, int from) {
        int flags = Packed.flags(record, from);
        if ((flags & Packed.NO_TIME) != 0) {
            return null;
        }
        return Instant.ofEpochMilli(Packed.millis(record, from)).plusNanos((flags & Packed.NANOS) == 0 ? 0 : number());
    }

    long number() {
        long value = Packed.number(bytes, at);
        while (bytes[at++] < 0) {
            // it goes on
        }
        return value;
    }

    void skipText() {
        at = Packed.textEnd(bytes, at);
    }

    int fixed() {
        int value = (int) Packed.INT.get(bytes, at);
        at += Integer.BYTES;
        return value;
    }

    /** Whether that is the text which begins here, without making one. */
    boolean isNext(String text) {
        int length = (int) number();
        if (length < 0) {
            return wide(-length).equals(text);
        }
        boolean same = length == text.length();
        for (int i = 0; same && i < length; i++) {
            same = bytes[at + i] == text.charAt(i);
        }
        at += length;
        return same;
    }

    @SuppressWarnings("deprecation") // the one way to make a text of ASCII bytes without looking at each of them
    String text() {
        int length = (int) number();
        if (length < 0) {
            return wide(-length);
        }
        String text = new String(bytes, 0, at, length);
        at += length;
        return text;
    }

    private String wide(int size) {
        StringBuilder text = new StringBuilder(size);
        int end = at + size;
        while (at < end) {
            int first = bytes[at++];
            if (first >= 0) {
                text.append((char) first);
            } else {
                text.append((char) (((first & 0xF) << 12) | ((bytes[at] & 0x3F) << 6) | (bytes[at + 1] & 0x3F)));
                at += 2;
            }
        }
        return text.toString();
    }
}
