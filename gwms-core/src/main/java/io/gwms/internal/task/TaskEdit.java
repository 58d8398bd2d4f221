package io.gwms.internal.task;

import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task being changed: starts as the task is, ends as it is to be, under a run token one higher. One thread. */
final class TaskEdit {
    private final SyncTask from;
    private TaskStatus status;
    private Instant nextExecutionAt;
    private @Nullable Instant lastExecutedAt;
    private @Nullable Instant finishedAt;
    private int attempts;
    private int failures;
    private int crashes;
    private boolean syncNow;
    private String summary;
    private String error;
    private @Nullable ManualReason manualReason;
    private String thirdPartyNo;
    private String requestId;
    private String checkpoint;

    private TaskEdit(SyncTask task) {
        this.from = task;
        this.status = task.status();
        this.nextExecutionAt = task.nextExecutionAt();
        this.lastExecutedAt = task.lastExecutedAt();
        this.finishedAt = task.finishedAt();
        this.attempts = task.attempts();
        this.failures = task.failures();
        this.crashes = task.crashes();
        this.syncNow = task.rerunRequested();
        this.summary = task.summary();
        this.error = task.error();
        this.manualReason = task.manualReason();
        this.thirdPartyNo = task.thirdPartyNo();
        this.requestId = task.requestId();
        this.checkpoint = task.checkpoint();
    }

    static TaskEdit of(SyncTask task) {
        return new TaskEdit(task);
    }

    TaskEdit status(TaskStatus status) {
        this.status = status;
        return this;
    }

    TaskEdit dueAt(Instant dueAt) {
        this.nextExecutionAt = dueAt;
        return this;
    }

    TaskEdit finished(TaskStatus how, Instant at) {
        this.status = how;
        this.finishedAt = at;
        return this;
    }

    TaskEdit executedAt(@Nullable Instant startedAt) {
        this.lastExecutedAt = startedAt;
        return this;
    }

    TaskEdit counters(int attempts, int failures, int crashes) {
        this.attempts = attempts;
        this.failures = failures;
        this.crashes = crashes;
        return this;
    }

    TaskEdit syncNow(boolean syncNow) {
        this.syncNow = syncNow;
        return this;
    }

    TaskEdit words(String summary, String error) {
        this.summary = summary;
        this.error = error;
        return this;
    }

    TaskEdit manual(@Nullable ManualReason reason) {
        this.manualReason = reason;
        return this;
    }

    TaskEdit learnt(String thirdPartyNo, String requestId, String checkpoint) {
        this.thirdPartyNo = thirdPartyNo;
        this.requestId = requestId;
        this.checkpoint = checkpoint;
        return this;
    }

    SyncTask done() {
        return done(from.runToken() + 1);
    }

    SyncTask done(long runToken) {
        return new SyncTask(
                from.id(),
                from.type(),
                from.key(),
                status,
                from.businessType(),
                from.businessNo(),
                thirdPartyNo,
                from.route(),
                requestId,
                from.createdAt(),
                lastExecutedAt,
                nextExecutionAt,
                finishedAt,
                attempts,
                failures,
                crashes,
                from.rounds(),
                summary,
                error,
                manualReason,
                syncNow,
                from.payload(),
                checkpoint,
                runToken);
    }
}
