package io.gwms.trace;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;

/**
 * One thing that happened for an order.
 *
 * @param at when it happened or began
 * @param kind what it is about
 * @param ref what to look it up by, for example {@code task:4711} or {@code run:17}
 * @param text the same in words; redacted
 */
public record TraceEntry(Instant at, TraceKind kind, String ref, String text) {
    public TraceEntry {
        requireNonNull(at, "at");
        requireNonNull(kind, "kind");
        Require.text(ref, "ref");
        Require.text(text, "text");
    }
}
