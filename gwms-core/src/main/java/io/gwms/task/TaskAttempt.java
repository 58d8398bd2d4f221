package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;

/**
 * One round of a task, kept for ever with it.
 *
 * @param task whose
 * @param round 1 for the first
 * @param startedAt when it began
 * @param endedAt when it ended
 * @param cause why it ran: {@code DUE}, {@code SYNC_NOW} or {@code RESCUE}
 * @param outcome how it ended, for example {@code DONE}, {@code AGAIN}, {@code FAILED}, {@code CRASHED}
 * @param text the summary or error, redacted
 */
public record TaskAttempt(
        TaskId task, int round, Instant startedAt, Instant endedAt, String cause, String outcome, String text) {
    public TaskAttempt {
        requireNonNull(task, "task");
        Require.that(round >= 1, "round", round, "1 or more");
        requireNonNull(startedAt, "startedAt");
        requireNonNull(endedAt, "endedAt");
        Require.text(cause, "cause");
        Require.text(outcome, "outcome");
        requireNonNull(text, "text");
    }
}
