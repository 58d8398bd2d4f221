package io.gwms.platform.reading;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

/** Reads moments as platforms write them. */
public final class Moments {
    /** {@code 2026-07-01T12:00:00Z} */
    private static final int SECONDS_OF_UTC = 20;

    private Moments() {}

    /**
     * A moment with its offset, by ISO 8601. The form in whole seconds of UTC, which most platforms send, is read without the
     * general parser, which makes a kilobyte of garbage.
     *
     * @throws java.time.DateTimeException when it is none
     */
    public static Instant of(String text) {
        return isInSecondsOfUtc(text)
                ? LocalDateTime.of(
                                digits(text, 0, 4),
                                digits(text, 5, 7),
                                digits(text, 8, 10),
                                digits(text, 11, 13),
                                digits(text, 14, 16),
                                digits(text, 17, 19))
                        .toInstant(ZoneOffset.UTC)
                : OffsetDateTime.parse(text).toInstant();
    }

    private static boolean isInSecondsOfUtc(String text) {
        if (text.length() != SECONDS_OF_UTC) {
            return false;
        }
        for (int i = 0; i < SECONDS_OF_UTC; i++) {
            char c = text.charAt(i);
            boolean right = switch (i) {
                case 4, 7 -> c == '-';
                case 10 -> c == 'T';
                case 13, 16 -> c == ':';
                case 19 -> c == 'Z';
                default -> c >= '0' && c <= '9';
            };
            if (!right) {
                return false;
            }
        }
        return true;
    }

    private static int digits(String text, int from, int to) {
        return Integer.parseInt(text, from, to, 10);
    }
}
