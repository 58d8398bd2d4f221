package io.gwms.proxy.reconcile;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * How a row or a batch lies in bytes: what it is matched by and its pieces at fixed places, everything else behind them.
 * Texts are a length and their characters, one byte for each of ASCII and three for any other, so that every text comes
 * back as it was.
 */
final class Packed {
    static final int DEFECTIVE = 1;
    static final int NO_TIME = 1 << 1;
    static final int UNMAPPED = 1 << 2;
    static final int WRONG = 1 << 3;
    static final int STATED = 1 << 4;
    /** The inbound number over there is the one of the key. */
    static final int PROXY_INBOUND_IS_KEY = 1 << 5;
    /** The local inbound number is the one of the key. */
    static final int LOCAL_INBOUND_IS_KEY = 1 << 6;

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int KEY_END = 4;
    private static final int SKU_HASH = 8;
    private static final int INBOUND_HASH = 12;
    private static final int MILLIS = 16;
    private static final int UNITS = 24;
    private static final int FLAGS = 32;
    private static final int KEY = 33;

    private Packed() {}

    static int length(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static int skuHash(byte[] bytes, int at) {
        return (int) INT.get(bytes, at + SKU_HASH);
    }

    static long millis(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + MILLIS);
    }

    /** Pieces here: the total of a row in them, the quantity of a batch. */
    static long units(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at + UNITS);
    }

    static int flags(byte[] bytes, int at) {
        return bytes[at + FLAGS];
    }

    /** Spreads what a record is matched by over 64 bits; records of one key have the same. */
    static long mixed(byte[] bytes, int at, long time) {
        long mixed = (long) LONG.get(bytes, at + SKU_HASH) * 0x9E3779B97F4A7C15L;
        mixed ^= (time + (flags(bytes, at) & DEFECTIVE)) * 0xC2B2AE3D27D4EB4FL;
        mixed ^= mixed >>> 32;
        mixed *= 0xD6E8FEB86659FD93L;
        return mixed ^ (mixed >>> 32);
    }

    /** Whether both have the same SKU, inventory type and inbound number; of the time nothing is said. */
    static boolean isSameBatch(byte[] one, int at, byte[] other, int otherAt) {
        int end = (int) INT.get(one, at + KEY_END);
        return (long) LONG.get(one, at + SKU_HASH) == (long) LONG.get(other, otherAt + SKU_HASH)
                && end == (int) INT.get(other, otherAt + KEY_END)
                && ((flags(one, at) ^ flags(other, otherAt)) & DEFECTIVE) == 0
                && Arrays.equals(one, at + KEY, at + end, other, otherAt + KEY, otherAt + end);
    }

    static int partOf(int skuHash) {
        return (skuHash * 0x9E3779B9) >>> 24;
    }

    /** Writes one record after the other over the same bytes. */
    static final class Writer {
        private byte[] bytes = new byte[512];
        private int end;

        byte[] bytes() {
            return bytes;
        }

        /** Begins a record with what it is matched by. */
        void begin(String sku, String inboundNo, long millis, long units, int flags) {
            end = KEY;
            text(sku);
            text(inboundNo);
            INT.set(bytes, KEY_END, end);
            INT.set(bytes, SKU_HASH, sku.hashCode());
            INT.set(bytes, INBOUND_HASH, inboundNo.hashCode());
            LONG.set(bytes, MILLIS, millis);
            LONG.set(bytes, UNITS, units);
            bytes[FLAGS] = (byte) flags;
        }

        int size() {
            return end;
        }

        void clear() {
            end = 0;
        }

        /** Ends the record and says how long it is. */
        int finish() {
            INT.set(bytes, 0, end);
            return end;
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

        /** Goes to the texts of a record's key. */
        void key(byte[] bytes, int at) {
            this.bytes = bytes;
            this.at = at + KEY;
        }

        long number() {
            long value = 0;
            for (int shift = 0; ; shift += 7) {
                byte part = bytes[at++];
                value |= (long) (part & 0x7F) << shift;
                if (part >= 0) {
                    return (value >>> 1) ^ -(value & 1);
                }
            }
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
