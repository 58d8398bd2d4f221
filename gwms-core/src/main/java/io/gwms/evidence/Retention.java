package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Duration;

/**
 * How long the API log is kept. Contents (headers and bodies) go before the rows of the list, since some platforms limit
 * how long personal data may be kept (Amazon's Data Protection Policy: 30 days); failures are kept longest.
 *
 * @param contents how long headers and bodies of green calls are kept
 * @param failedContents the same of orange and red ones; not shorter
 * @param calls how long green calls are kept at all; not shorter than their contents
 * @param failedCalls the same of orange and red ones; not shorter than either
 * @param bytes how large all may be together, about; the oldest contents go first, green ones before the others, then the
 *     oldest calls
 */
public record Retention(Duration contents, Duration failedContents, Duration calls, Duration failedCalls, long bytes) {
    public Retention {
        requireNonNull(contents, "contents");
        requireNonNull(failedContents, "failedContents");
        requireNonNull(calls, "calls");
        requireNonNull(failedCalls, "failedCalls");
        Require.that(!contents.isNegative(), "contents", contents, "zero or longer");
        Require.that(failedContents.compareTo(contents) >= 0, "failedContents", failedContents, "at least " + contents);
        Require.that(calls.compareTo(contents) >= 0, "calls", calls, "at least " + contents);
        Require.that(failedCalls.compareTo(calls) >= 0, "failedCalls", failedCalls, "at least " + calls);
        Require.that(
                failedCalls.compareTo(failedContents) >= 0, "failedCalls", failedCalls, "at least " + failedContents);
        Require.that(bytes >= 1, "bytes", bytes, "1 or more");
    }

    /** Contents for 30 days and of failures 90, calls for 180 days and failures for 365, of any size. */
    public static Retention standard() {
        return new Retention(
                Duration.ofDays(30), Duration.ofDays(90), Duration.ofDays(180), Duration.ofDays(365), Long.MAX_VALUE);
    }

    /** The same, with other limits for headers and bodies. */
    public Retention withContents(Duration contents, Duration failedContents) {
        return new Retention(contents, failedContents, calls, failedCalls, bytes);
    }

    /** The same, with other limits for whole calls. */
    public Retention withCalls(Duration calls, Duration failedCalls) {
        return new Retention(contents, failedContents, calls, failedCalls, bytes);
    }

    /** The same, with another limit of size. */
    public Retention withBytes(long bytes) {
        return new Retention(contents, failedContents, calls, failedCalls, bytes);
    }
}
