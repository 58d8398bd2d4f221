package io.gwms;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a step did.
 *
 * @param rounds how many rounds of tasks ran
 * @param nextDueAt when the next task is due; null when none is waiting
 */
public record StepReport(int rounds, @Nullable Instant nextDueAt) {
    StepReport(int rounds, Optional<Instant> nextDue) {
        this(rounds, requireNonNull(nextDue, "nextDue").orElse(null));
    }

    /** When the next task is due, where one is waiting. */
    public Optional<Instant> nextDue() {
        return Optional.ofNullable(nextDueAt);
    }
}
