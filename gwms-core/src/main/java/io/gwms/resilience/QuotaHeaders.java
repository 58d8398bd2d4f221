package io.gwms.resilience;

import io.gwms.transport.HttpReply;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the headers that many platforms tell their limits with. Whatever is illegible counts as not said. */
final class QuotaHeaders {
    private static final String[] PREFIXES = {"X-RateLimit-", "RateLimit-", "X-Rate-Limit-"};
    private static final Duration LONGEST = Duration.ofDays(2);
    /** Above it a number is a moment in seconds since 1970, below it seconds from now. */
    private static final double EARLIEST_EPOCH = 1e9;

    private static final double EARLIEST_EPOCH_MILLIS = 1e12;

    private QuotaHeaders() {}

    /** What the headers of a reply tell; empty when none of them is there. */
    static Optional<QuotaReading> read(HttpReply reply, Instant now) {
        Duration waitFor = waitFor(reply, now);
        double rate = number(reply, "x-amzn-RateLimit-Limit");
        if (rate > 0) {
            return Optional.of(new QuotaReading(Math.max(1, Math.ceil(rate)), -1, rate, null, 1, waitFor));
        }
        for (String prefix : PREFIXES) {
            double limit = number(reply, prefix + "Limit");
            double remaining = number(reply, prefix + "Remaining");
            if (limit > 0 && remaining >= 0) {
                return Optional.of(
                        new QuotaReading(limit, remaining, 0, reset(reply, prefix + "Reset", now), 1, waitFor));
            }
        }
        return Optional.ofNullable(waitFor).map(QuotaReading::leaveAlone);
    }

    private static @Nullable Duration waitFor(HttpReply reply, Instant now) {
        String text = reply.header("Retry-After").orElse("").strip();
        double seconds = number(text);
        if (seconds >= 0) {
            return bounded(seconds);
        }
        if (text.isEmpty()) {
            return null;
        }
        try {
            Instant until = DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            return bounded(Duration.between(reply.date().orElse(now), until).toMillis() / 1000.0);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static @Nullable Duration reset(HttpReply reply, String name, Instant now) {
        double value = number(reply, name);
        if (value < 0) {
            return null;
        }
        if (value >= EARLIEST_EPOCH_MILLIS) {
            return bounded((value - now.toEpochMilli()) / 1000);
        }
        return bounded(value >= EARLIEST_EPOCH ? value - now.toEpochMilli() / 1000.0 : value);
    }

    /** A far side may not put a store to sleep for ever by a slip. */
    private static Duration bounded(double seconds) {
        return bounded(Duration.ofMillis((long) Math.ceil(1000 * Math.max(0, Math.min(seconds, 1e9)))));
    }

    /** The same of what a connector has read. */
    static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }

    private static double number(HttpReply reply, String name) {
        return number(reply.header(name).orElse("").strip());
    }

    private static double number(String text) {
        return text.matches("\\d{1,15}(\\.\\d{1,9})?") ? Double.parseDouble(text) : -1;
    }
}
