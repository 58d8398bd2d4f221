package io.gwms.testkit.state;

import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How a stored task looks after a step of its life. What it is about stays. */
final class StoredTasks {
    private StoredTasks() {}

    static SyncTask running(SyncTask task, Instant now) {
        return with(
                task,
                TaskStatus.RUNNING,
                now,
                task.nextExecutionAt(),
                task.crashes(),
                task.rounds() + 1,
                task.checkpoint(),
                task.runToken() + 1);
    }

    static SyncTask rescued(SyncTask task, boolean counts, Instant now) {
        return with(
                task,
                TaskStatus.WAITING,
                task.lastExecutedAt(),
                now,
                task.crashes() + (counts ? 1 : 0),
                task.rounds(),
                task.checkpoint(),
                task.runToken() + 1);
    }

    static SyncTask withCheckpoint(SyncTask task, String checkpoint) {
        return with(
                task,
                task.status(),
                task.lastExecutedAt(),
                task.nextExecutionAt(),
                task.crashes(),
                task.rounds(),
                checkpoint,
                task.runToken());
    }

    private static SyncTask with(
            SyncTask task,
            TaskStatus status,
            @Nullable Instant lastExecutedAt,
            Instant nextExecutionAt,
            int crashes,
            int rounds,
            String checkpoint,
            long runToken) {
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
                lastExecutedAt,
                nextExecutionAt,
                task.finishedAt(),
                task.attempts(),
                task.failures(),
                crashes,
                rounds,
                task.summary(),
                task.error(),
                task.manualReason(),
                task.rerunRequested(),
                task.payload(),
                checkpoint,
                runToken);
    }

    /** The stored task with the progress of the other one; what it is about stays, by hand the checkpoint too. Only a claim makes it run. */
    static SyncTask progressed(SyncTask stored, SyncTask task, boolean byHand) {
        boolean runs = task.status() == TaskStatus.RUNNING;
        return new SyncTask(
                stored.id(),
                stored.type(),
                stored.key(),
                runs ? stored.status() : task.status(),
                stored.businessType(),
                stored.businessNo(),
                task.thirdPartyNo(),
                stored.route(),
                task.requestId(),
                stored.createdAt(),
                task.lastExecutedAt(),
                runs ? stored.nextExecutionAt() : task.nextExecutionAt(),
                task.finishedAt(),
                task.attempts(),
                task.failures(),
                task.crashes(),
                task.rounds(),
                task.summary(),
                task.error(),
                task.manualReason(),
                task.rerunRequested(),
                stored.payload(),
                byHand ? stored.checkpoint() : task.checkpoint(),
                task.runToken());
    }
}
