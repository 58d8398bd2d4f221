package io.gwms.internal.task;

import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task being changed: starts as the task is, ends as it is to be, under a run token one higher. One thread. */
final class TaskEdit {
    private final SyncTask from;
    private final SyncTask.Builder next;

    private TaskEdit(SyncTask task) {
        this.from = task;
        this.next = task.toBuilder();
    }

    static TaskEdit of(SyncTask task) {
        return new TaskEdit(task);
    }

    TaskEdit status(TaskStatus status) {
        next.status(status);
        return this;
    }

    TaskEdit dueAt(Instant dueAt) {
        next.nextExecutionAt(dueAt);
        return this;
    }

    TaskEdit finished(TaskStatus how, Instant at) {
        next.status(how).finishedAt(at);
        return this;
    }

    TaskEdit executedAt(@Nullable Instant startedAt) {
        next.lastExecutedAt(startedAt);
        return this;
    }

    TaskEdit counters(int attempts, int failures, int crashes) {
        next.attempts(attempts).failures(failures).crashes(crashes);
        return this;
    }

    TaskEdit syncNow(boolean syncNow) {
        next.rerunRequested(syncNow);
        return this;
    }

    TaskEdit words(String summary, String error) {
        next.summary(summary).error(error);
        return this;
    }

    TaskEdit manual(@Nullable ManualReason reason) {
        next.manualReason(reason);
        return this;
    }

    TaskEdit learnt(String thirdPartyNo, String requestId, String checkpoint) {
        next.thirdPartyNo(thirdPartyNo).requestId(requestId).checkpoint(checkpoint);
        return this;
    }

    SyncTask done() {
        return done(from.runToken() + 1);
    }

    SyncTask done(long runToken) {
        return next.runToken(runToken).build();
    }
}
