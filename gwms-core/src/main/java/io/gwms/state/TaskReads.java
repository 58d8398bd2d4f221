package io.gwms.state;

import io.gwms.Incubating;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskCount;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads tasks. <b>Threads:</b> shared. */
@Incubating("the runtime's own: both implementations are the SDK's, and it grows with the rules of the engine")
public interface TaskReads {
    /** The task of that id. */
    Optional<SyncTask> find(TaskId id);

    /** The tasks of those ids that exist, in no particular order; one round trip to the store. */
    List<SyncTask> findAll(Collection<TaskId> ids);

    /** The live task of that type and effect key. */
    Optional<SyncTask> findLive(TaskType type, String key);

    /** A page of tasks, newest first. */
    List<SyncTask> list(TaskQuery query);

    /** The rounds of a task, oldest first. */
    List<TaskAttempt> attempts(TaskId id);

    /** How many tasks each status has; a status that no task has is left out. */
    Map<TaskStatus, Long> countByStatus();

    /**
     * Counts the tasks of a filter that live, by type and status.
     *
     * @param now until when a task counts as due
     * @param overdueSince by type, since when a due task counts as overdue; a type that is missing has none
     */
    List<TaskCount> countLive(TaskQuery filter, Instant now, Map<TaskType, Instant> overdueSince);

    /** How many tasks that query shows on all its pages together. */
    long count(TaskQuery query);

    /** How many rounds of the tasks of a filter failed, or died with their process, in a stretch of time. */
    long countFailedRounds(TaskQuery filter, Instant from, Instant to);

    /**
     * Counts the rounds that ended in a stretch of time, by outcome such as {@code DONE} or {@code FAILED}. Both ends
     * count to the quarter of an hour they lie in. Of the filter, type, business type, warehouse and route apply.
     */
    Map<String, Long> countRounds(TaskQuery filter, Instant from, Instant to);

    /** How many tasks need a person, by reason. */
    Map<ManualReason, Long> countManual(TaskQuery filter);

    /** The pauses and limits of tasks, by no particular order. */
    List<TaskControl> controls();

    /** When the next pending or waiting task is due that is not paused. */
    default Optional<Instant> nextDue() {
        return nextDue(type -> true);
    }

    /** The same among tasks of some types. */
    Optional<Instant> nextDue(Predicate<TaskType> types);
}
