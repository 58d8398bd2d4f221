package io.gwms.proxy.reconcile;

import io.gwms.stock.StockQuality;
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
    static final int WRONG = 1 << 2;
    static final int STATED = 1 << 3;
    /** The inbound number over there is the one of the key. */
    static final int PROXY_INBOUND_IS_KEY = 1 << 4;
    /** The local inbound number is the one of the key. */
    static final int LOCAL_INBOUND_IS_KEY = 1 << 5;
    /** The time is finer than a millisecond. */
    static final int NANOS = 1 << 6;

    /** As many parts that one of ten million rows fits into what a processor keeps near. */
    static final int PART_BITS = 10;

    static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    static final int NANOS_PER_MILLI = 1_000_000;
    static final int FLAG_BITS = 7;
    static final int LONGEST = (1 << (Integer.SIZE - 1 - FLAG_BITS)) - 1;
    /** The number of the SKU here, and the hash of the inbound number behind it. */
    static final int SKU = 4;

    static final int INBOUND_HASH = 8;
    static final int MILLIS = 12;
    static final int UNITS = 20;
    static final int ORIGIN = 28;
    /** The inbound number; the rest is behind it. */
    static final int INBOUND = 32;
    /** The SKU over there is at the very end of a row. */
    static final int SKU_THERE = Integer.BYTES;

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
    static int textEnd(byte[] bytes, int at) {
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

    static long number(byte[] bytes, int from) {
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
}
