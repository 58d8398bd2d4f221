package io.gwms.proxy.reconcile;

import io.gwms.internal.Require;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Writes one record behind the other, as {@link Packed} says. One thread. */
final class PackedWriter {
    private byte[] bytes = new byte[512];
    /** Where the last record begins. */
    private int start;

    private int end;

    byte[] bytes() {
        return bytes;
    }

    /** Begins a record with what it is matched by, its pieces and its origin. */
    void begin(
            int sku,
            StockQuality quality,
            String inboundNo,
            @Nullable Instant inboundAt,
            long units,
            int flags,
            int origin) {
        ensure(Packed.INBOUND);
        start = end;
        int nanos = inboundAt == null ? 0 : inboundAt.get(ChronoField.NANO_OF_SECOND) % Packed.NANOS_PER_MILLI;
        bytes[start] = (byte) (flags
                | (quality == StockQuality.DEFECTIVE ? Packed.DEFECTIVE : 0)
                | (inboundAt == null ? Packed.NO_TIME : 0)
                | (nanos == 0 ? 0 : Packed.NANOS));
        Packed.INT.set(bytes, start + Packed.SKU, sku);
        Packed.LONG.set(bytes, start + Packed.MILLIS, inboundAt == null ? 0 : inboundAt.toEpochMilli());
        Packed.LONG.set(bytes, start + Packed.UNITS, units);
        Packed.INT.set(bytes, start + Packed.ORIGIN, origin);
        end = start + Packed.INBOUND;
        text(inboundNo);
        Packed.INT.set(bytes, start + Packed.INBOUND_HASH, Packed.hash(bytes, start + Packed.INBOUND, end));
        if (nanos != 0) {
            number(nanos);
        }
    }

    int size() {
        return end;
    }

    void clear() {
        end = 0;
    }

    /** Ends the record and says how long it is. */
    int finish() {
        int length = end - start;
        Require.that(length <= Packed.LONGEST, "bytes of a row or batch", length, "at most " + Packed.LONGEST);
        Packed.INT.set(bytes, start, length << Packed.FLAG_BITS | bytes[start]);
        return length;
    }

    /** Ends a row, with room for its Packed.SKU over there, and says how long it is. */
    int finishRow() {
        ensure(Packed.SKU_THERE);
        end += Packed.SKU_THERE;
        return finish();
    }

    /** Adds bytes that were written elsewhere. */
    void bytes(byte[] from, int begin, int length) {
        ensure(length);
        System.arraycopy(from, begin, bytes, end, length);
        end += length;
    }

    /** A number that is read quickly. */
    void fixed(int value) {
        ensure(Integer.BYTES);
        Packed.INT.set(bytes, end, value);
        end += Integer.BYTES;
    }

    void number(long value) {
        ensure(10);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[end++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[end++] = (byte) rest;
    }

    void text(String text) {
        int length = text.length();
        ensure(length * 3 + 10);
        int before = end;
        number(length);
        byte[] to = bytes;
        int at = end;
        int seen = 0;
        for (int i = 0; i < length; i++) {
            char letter = text.charAt(i);
            seen |= letter;
            to[at + i] = (byte) letter;
        }
        if (seen < 0x80) {
            end = at + length;
        } else {
            end = before;
            wide(text);
        }
    }

    private void wide(String text) {
        int size = 0;
        for (int i = 0; i < text.length(); i++) {
            size += text.charAt(i) < 0x80 ? 1 : 3;
        }
        number(-size);
        for (int i = 0; i < text.length(); i++) {
            char letter = text.charAt(i);
            if (letter < 0x80) {
                bytes[end++] = (byte) letter;
            } else {
                bytes[end++] = (byte) (0xE0 | (letter >> 12));
                bytes[end++] = (byte) (0x80 | ((letter >> 6) & 0x3F));
                bytes[end++] = (byte) (0x80 | (letter & 0x3F));
            }
        }
    }

    private void ensure(int more) {
        if (end + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, end + more));
        }
    }
}
