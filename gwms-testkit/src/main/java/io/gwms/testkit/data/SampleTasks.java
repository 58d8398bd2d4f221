package io.gwms.testkit.data;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.ProxySystem;
import io.gwms.task.BusinessType;
import io.gwms.task.ManualReason;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Tasks as they come and go. */
public final class SampleTasks {
    private SampleTasks() {}

    /** A CREATE task of that effect for a warehouse, due at once. */
    public static NewTask create(String key, Instant now) {
        return NewTask.of(TaskType.CREATE, key, BusinessType.OUTBOUND, "OUT-" + key, now)
                .route(new TaskRoute(new WarehouseCode("JNB-1"), "ZAJNBA", new ProxySystem("4PX")));
    }

    /** The task at the end of a round: its new status, and when it is due again. */
    public static SyncTask after(SyncTask task, TaskStatus status, Instant due, String summary) {
        return task.toBuilder()
                .status(status)
                .nextExecutionAt(due)
                .finishedAt(status.isLive() ? null : due)
                .attempts(task.attempts() + 1)
                .failures(0)
                .crashes(0)
                .summary(summary)
                .error("")
                .manualReason(status == TaskStatus.MANUAL ? ManualReason.REJECTED : null)
                .rerunRequested(false)
                .build();
    }

    /** The same task under another run token. */
    public static SyncTask withToken(SyncTask task, long runToken) {
        return task.toBuilder().runToken(runToken).build();
    }

    /** The same as another task. */
    public static SyncTask withId(SyncTask task, TaskId id) {
        return task.toBuilder().id(id).build();
    }

    /** The round that has just ended, for the task's history. */
    public static TaskAttempt round(SyncTask task, Instant ended, String outcome) {
        @Nullable Instant started = task.lastExecutedAt();
        return new TaskAttempt(
                task.id(), Math.max(1, task.rounds()), started == null ? ended : started, ended, "DUE", outcome, "");
    }
}
