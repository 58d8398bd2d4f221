package io.gwms.audit.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;

/**
 * How far the chain had come at a moment. Keep it where nobody who can write to the log can change it: against it {@link
 * AuditChain#verify} finds a log that was cut at its end or written anew.
 *
 * @param links how many links there were
 * @param hash the hash of the last one, in lower-case hex
 * @param at when it was taken
 */
public record ChainCheckpoint(long links, String hash, Instant at) {
    /** Checks that it can be one. */
    public ChainCheckpoint {
        Require.that(links >= 1, "links", links, "1 or more");
        requireNonNull(hash, "hash");
        Require.that(hash.matches("[0-9a-f]{64}"), "hash", "'" + hash + "'", "64 digits of lower-case hex");
        requireNonNull(at, "at");
    }

    /** Reads what {@link #toString} wrote. */
    public static ChainCheckpoint parse(String text) {
        String[] parts = text.strip().split(" ", -1);
        Require.that(
                parts.length == 3 && parts[0].matches("[0-9]{1,18}"),
                "checkpoint",
                "'" + text + "'",
                "a line that a checkpoint printed");
        return new ChainCheckpoint(Long.parseLong(parts[0]), parts[1], Instant.parse(parts[2]));
    }

    /** One line to keep. */
    @Override
    public String toString() {
        return links + " " + hash + " " + at;
    }
}
