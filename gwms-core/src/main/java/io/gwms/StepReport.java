package io.gwms;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a step did.
 *
 * @param rounds how many rounds of tasks ran
 * @param nextDueAt when the next task is due; null when none is waiting
 */
public record StepReport(int rounds, @Nullable Instant nextDueAt) {}
