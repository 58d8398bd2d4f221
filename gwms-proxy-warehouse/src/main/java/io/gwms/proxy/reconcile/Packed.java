package io.gwms.proxy.reconcile;

import io.gwms.internal.Require;
import io.gwms.stock.StockQuality;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.time.Instant;
import java.time.temporal.ChronoField;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a row or a batch lies in bytes: what it is matched by and its pieces at fixed places, everything else behind them.
 * Texts are a length and their characters, one byte for each of ASCII and three for any other, so that every text comes
 * back as it was.
 */
final class Packed {
    static final int DEFECTIVE = 1;
    static final int NO_TIME = 1 << 1;
    static final int WRONG = 1 << 2;
    static final int STATED = 1 << 3;
    /** The inbound number over there is the one of the key. */
    static final int PROXY_INBOUND_IS_KEY = 1 << 4;
    /** The local inbound number is the one of the key. */
    static final int LOCAL_INBOUND_IS_KEY = 1 << 5;
    /** The time is finer than a millisecond. */
    static final int NANOS = 1 << 6;

    /** As many parts that one of a million rows fits into what a processor keeps near; more make adding slower. */
    static final int PART_BITS = 8;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int FLAG_BITS = 7;
    private static final int LONGEST = (1 << (Integer.SIZE - 1 - FLAG_BITS)) - 1;
    /** The number of the SKU here, and the hash of the inbound number behind it. */
    private static final int SKU = 4;

    private static final int INBOUND_HASH = 8;
    private static final int MILLIS = 12;
    private static final int UNITS = 20;
    private static final int ORIGIN = 28;
    /** The inbound number; the rest is behind it. */
    private static final int INBOUND = 32;
    /** The SKU over there is at the very end of a row. */
    private static final int SKU_THERE = Integer.BYTES;

    private Packed() {}

    static int length(byte[] bytes, int at) {
        return (int) INT.get(bytes, at) >>> FLAG_BITS;
    }

    static int flags(byte[] bytes, int at) {
        return bytes[at] & ((1 << FLAG_BITS) - 1);
    }

    /** The number of the SKU here; {@link Names#NONE} when it has none. */
    static int sku(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + SKU);
    }

    static long millis(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + MILLIS);
    }

    /** Pieces here: the total of a row in them, the quantity of a batch. */
    static long units(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + UNITS);
    }

    /** The number of what it shares with others. */
    static int origin(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + ORIGIN);
    }

    /** The SKU of a row over there. */
    static int skuThere(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + length(bytes, at) - SKU_THERE);
    }

    /** Tells a row, written with its pieces over there and no SKU, of its SKU and of how many pieces here each piece is. */
    static void tellSku(byte[] bytes, int at, int sku, int skuThere, int unitsEach) {
        INT.set(bytes, at + SKU, sku);
        INT.set(bytes, at + length(bytes, at) - SKU_THERE, skuThere);
        if (unitsEach != 1) {
            boolean wrong = Rows.isWrong(units(bytes, at), 0, unitsEach, null);
            LONG.set(bytes, at + UNITS, wrong ? 0 : units(bytes, at) * unitsEach);
            bytes[at] = (byte) (bytes[at] | (wrong ? WRONG : 0));
        }
    }

    /** Spreads a text in its bytes over 32 bits, eight of them at a time. */
    static int hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = spread(hash ^ (long) LONG.get(bytes, at));
        }
        long rest = 0;
        for (; at < to; at++) {
            rest = rest << Byte.SIZE | bytes[at];
        }
        return (int) spread(hash ^ rest);
    }

    private static long spread(long value) {
        long mixed = value * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 32);
    }

    /** Spreads what a record is matched by over 64 bits; records of one key have the same. */
    static long mixed(byte[] bytes, int at, long time) {
        long mixed = (long) LONG.get(bytes, at + SKU) * 0x9E3779B97F4A7C15L;
        mixed ^= (time + (flags(bytes, at) & DEFECTIVE)) * 0xC2B2AE3D27D4EB4FL;
        mixed ^= mixed >>> 32;
        mixed *= 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }

    /** Whether both have the same SKU, inventory type and inbound number; of the time nothing is said. */
    static boolean isSameBatch(byte[] one, int at, byte[] other, int otherAt) {
        return (long) LONG.get(one, at + SKU) == (long) LONG.get(other, otherAt + SKU)
                && ((flags(one, at) ^ flags(other, otherAt)) & DEFECTIVE) == 0
                && Arrays.equals(
                        one,
                        at + INBOUND,
                        textEnd(one, at + INBOUND),
                        other,
                        otherAt + INBOUND,
                        textEnd(other, otherAt + INBOUND));
    }

    /** Where the text ends that begins there. */
    private static int textEnd(byte[] bytes, int at) {
        int first = bytes[at];
        if (first >= 0 && (first & 1) == 0) {
            return at + 1 + (first >> 1);
        }
        int end = at;
        while (bytes[end++] < 0) {
            // the length goes on
        }
        return end + (int) Math.abs(number(bytes, at));
    }

    private static long number(byte[] bytes, int from) {
        long value = 0;
        int at = from;
        for (int shift = 0; ; shift += 7) {
            byte part = bytes[at++];
            value |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                return (value >>> 1) ^ -(value & 1);
            }
        }
    }

    static StockQuality quality(byte[] bytes, int at) {
        return (flags(bytes, at) & DEFECTIVE) == 0 ? StockQuality.QUALIFIED : StockQuality.DEFECTIVE;
    }

    /** Which part of a stock a SKU is in. */
    static int partOf(String sku) {
        return (sku.hashCode() * 0x9E3779B9) >>> (Integer.SIZE - PART_BITS);
    }

    /** Writes one record behind the other. */
    static final class Writer {
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
            ensure(INBOUND);
            start = end;
            int nanos = inboundAt == null ? 0 : inboundAt.get(ChronoField.NANO_OF_SECOND) % NANOS_PER_MILLI;
            bytes[start] = (byte) (flags
                    | (quality == StockQuality.DEFECTIVE ? DEFECTIVE : 0)
                    | (inboundAt == null ? NO_TIME : 0)
                    | (nanos == 0 ? 0 : NANOS));
            INT.set(bytes, start + SKU, sku);
            LONG.set(bytes, start + MILLIS, inboundAt == null ? 0 : inboundAt.toEpochMilli());
            LONG.set(bytes, start + UNITS, units);
            INT.set(bytes, start + ORIGIN, origin);
            end = start + INBOUND;
            text(inboundNo);
            INT.set(bytes, start + INBOUND_HASH, hash(bytes, start + INBOUND, end));
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
            Require.that(length <= LONGEST, "bytes of a row or batch", length, "at most " + LONGEST);
            INT.set(bytes, start, length << FLAG_BITS | bytes[start]);
            return length;
        }

        /** Ends a row, with room for its SKU over there, and says how long it is. */
        int finishRow() {
            ensure(SKU_THERE);
            end += SKU_THERE;
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
            INT.set(bytes, end, value);
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

    /** Reads one record after the other; what was written first is read first. */
    static final class Reader {
        private byte[] bytes = {};
        private int at;

        void go(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at;
        }

        /** Goes to the inbound number of a record. */
        void goInto(byte[] record, int at) {
            go(record, at + INBOUND);
        }

        /** The whole time of the key of a record, when the inbound number was read. */
        @Nullable
        Instant time(byte[] record, int from) {
            int flags = flags(record, from);
            if ((flags & NO_TIME) != 0) {
                return null;
            }
            return Instant.ofEpochMilli(millis(record, from)).plusNanos((flags & NANOS) == 0 ? 0 : number());
        }

        long number() {
            long value = Packed.number(bytes, at);
            while (bytes[at++] < 0) {
                // it goes on
            }
            return value;
        }

        void skipText() {
            at = textEnd(bytes, at);
        }

        int fixed() {
            int value = (int) INT.get(bytes, at);
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
}
