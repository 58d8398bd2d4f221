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
        return new SyncTask(
                task.id(),
                task.type(),
                task.key(),
                status,
                task.businessType(),
                task.businessNo(),
                task.thirdPartyNo(),
                task.route(),
                task.requestId(),
                task.createdAt(),
                task.lastExecutedAt(),
                due,
                status.isLive() ? null : due,
                task.attempts() + 1,
                0,
                0,
                task.rounds(),
                summary,
                "",
                status == TaskStatus.MANUAL ? ManualReason.REJECTED : null,
                false,
                task.payload(),
                task.checkpoint(),
                task.runToken());
    }

    /** The same task under another run token. */
    public static SyncTask withToken(SyncTask task, long runToken) {
        return copy(task, task.id(), runToken);
    }

    /** The same as another task. */
    public static SyncTask withId(SyncTask task, TaskId id) {
        return copy(task, id, task.runToken());
    }

    private static SyncTask copy(SyncTask task, TaskId id, long runToken) {
        return new SyncTask(
                id,
                task.type(),
                task.key(),
                task.status(),
                task.businessType(),
                task.businessNo(),
                task.thirdPartyNo(),
                task.route(),
                task.requestId(),
                task.createdAt(),
                task.lastExecutedAt(),
                task.nextExecutionAt(),
                task.finishedAt(),
                task.attempts(),
                task.failures(),
                task.crashes(),
                task.rounds(),
                task.summary(),
                task.error(),
                task.manualReason(),
                task.rerunRequested(),
                task.payload(),
                task.checkpoint(),
                runToken);
    }

    /** The round that has just ended, for the task's history. */
    public static TaskAttempt round(SyncTask task, Instant ended, String outcome) {
        @Nullable Instant started = task.lastExecutedAt();
        return new TaskAttempt(
                task.id(), Math.max(1, task.rounds()), started == null ? ended : started, ended, "DUE", outcome, "");
    }
}
