package io.gwms.audit;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.HexFormat;

/**
 * Ids that grow with time within a process and never meet those of another: milliseconds, a counter within them, and a
 * random name of this sequence. All in lower-case hex of fixed width, so that text order is their order.
 */
final class IdSequence {
    private static final int COUNTER_BITS = 24;

    private final String node;
    private long lastMillis;
    private long counter;

    IdSequence(String node) {
        this.node = node;
    }

    /** A sequence with a random name of 48 bits. */
    static IdSequence create() {
        byte[] name = new byte[6];
        new SecureRandom().nextBytes(name);
        return new IdSequence(HexFormat.of().formatHex(name));
    }

    /** The random name of this sequence, which all its ids end with. */
    String node() {
        return node;
    }

    /** The next id; a clock that stands still or runs back is overtaken. */
    synchronized String next(Instant now) {
        long millis = now.toEpochMilli();
        if (millis > lastMillis) {
            lastMillis = millis;
            counter = 0;
        } else if (++counter >>> COUNTER_BITS != 0) {
            lastMillis++;
            counter = 0;
        }
        HexFormat hex = HexFormat.of();
        return hex.toHexDigits(lastMillis, 12) + hex.toHexDigits(counter, COUNTER_BITS / 4) + node;
    }
}
