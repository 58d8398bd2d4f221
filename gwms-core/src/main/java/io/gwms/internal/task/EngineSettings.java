package io.gwms.internal.task;

import io.gwms.task.TaskId;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How an engine runs.
 *
 * @param node the name of this node; one that is started again under it resumes what it left
 * @param workers rounds that may run at once
 * @param inHand most claims at once: waiting for a worker, being run, being stored
 * @param executor where rounds run; null for daemon threads of its own
 * @param lease how long a node is believed to live without a sign of life
 * @param housekeepingEvery the time between two runs of the housekeeping
 * @param dropped told of tasks whose round's result was dropped
 */
public record EngineSettings(
        String node,
        int workers,
        int inHand,
        @Nullable Executor executor,
        Duration lease,
        Duration housekeepingEvery,
        Consumer<List<TaskId>> dropped) {}
