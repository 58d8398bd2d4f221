package io.gwms.state;

import io.gwms.Incubating;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads tasks. <b>Threads:</b> shared. */
@Incubating
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

    /** The pauses and limits of tasks, by no particular order. */
    List<TaskControl> controls();

    /** When the next pending or waiting task is due that is not paused. */
    Optional<Instant> nextDue();
}
