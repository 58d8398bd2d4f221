package io.gwms.internal.task;

import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * How an engine runs.
 *
 * @param node the name of this node; one that is started again under it resumes what it left
 * @param workers rounds that may run at once
 * @param executor where rounds run; null for daemon threads of its own
 * @param lease how long a node is believed to live without a sign of life
 * @param housekeepingEvery the time between two runs of the housekeeping
 */
public record EngineSettings(
        String node, int workers, @Nullable Executor executor, Duration lease, Duration housekeepingEvery) {}
