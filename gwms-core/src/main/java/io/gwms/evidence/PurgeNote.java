package io.gwms.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;

/**
 * What a step of maintenance removed from the API log.
 *
 * @param number counts the steps
 * @param at when
 * @param what what was removed
 * @param reason by which limit, or the reason an erasure gave
 * @param from when the oldest call it touched was made
 * @param to when the newest call it touched was made
 * @param calls how many calls it touched
 * @param bytes about how many bytes that freed
 */
public record PurgeNote(
        long number, Instant at, What what, String reason, Instant from, Instant to, long calls, long bytes) {
    public PurgeNote {
        Require.that(number >= 1, "number", number, "1 or more");
        requireNonNull(at, "at");
        requireNonNull(what, "what");
        requireNonNull(reason, "reason");
        requireNonNull(from, "from");
        requireNonNull(to, "to");
    }

    /** What is removed of calls. */
    public enum What {
        /** Headers, attempts and bodies; the rows of the list stay. */
        CONTENTS,
        /** The calls, wholly. */
        CALLS,
        /** Contents, and all of the row that may tell of a person. */
        ERASED
    }
}
