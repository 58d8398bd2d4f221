package io.gwms.internal.task;

import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;

/** Tasks to try rules on. */
final class SampleTasks {
    static final Instant CREATED = Instant.parse("2026-06-01T08:00:00Z");

    private SampleTasks() {}

    /** A task claimed for the first time. */
    static SyncTask claimed() {
        return claimed(0, 0, 0, false);
    }

    static SyncTask claimed(int attempts, int failures, int crashes, boolean syncNow) {
        NewTask task = NewTask.of(TaskType.CANCEL, "cancel:OB-1", BusinessType.OUTBOUND, "OB-1", CREATED);
        return SyncTask.builder(new TaskId(1), task)
                .status(TaskStatus.RUNNING)
                .lastExecutedAt(CREATED)
                .attempts(attempts)
                .failures(failures)
                .crashes(crashes)
                .rounds(attempts + 1)
                .rerunRequested(syncNow)
                .runToken(7)
                .build();
    }

    /** The same task as the queue hands it out for its next round. */
    static SyncTask claimedAgain(SyncTask task) {
        return TaskEdit.of(task).status(TaskStatus.RUNNING).done();
    }

    static SyncTask withStatus(TaskStatus status) {
        return TaskEdit.of(claimed()).status(status).done();
    }
}
