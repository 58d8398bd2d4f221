package io.gwms.testkit.state;

import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import java.time.Instant;

/** How a stored task looks after a step of its life. What it is about stays. */
final class StoredTasks {
    private StoredTasks() {}

    static SyncTask running(SyncTask task, Instant now) {
        return task.toBuilder()
                .status(TaskStatus.RUNNING)
                .lastExecutedAt(now)
                .rounds(task.rounds() + 1)
                .runToken(task.runToken() + 1)
                .build();
    }

    static SyncTask rescued(SyncTask task, boolean counts, Instant now) {
        return task.toBuilder()
                .status(TaskStatus.WAITING)
                .nextExecutionAt(now)
                .crashes(task.crashes() + (counts ? 1 : 0))
                .runToken(task.runToken() + 1)
                .build();
    }

    static SyncTask withCheckpoint(SyncTask task, String checkpoint) {
        return task.toBuilder().checkpoint(checkpoint).build();
    }

    /** The stored task with the progress of the other one; what it is about stays, by hand the checkpoint too. Only a claim makes it run. */
    static SyncTask progressed(SyncTask stored, SyncTask task, boolean byHand) {
        boolean runs = task.status() == TaskStatus.RUNNING;
        return stored.toBuilder()
                .status(runs ? stored.status() : task.status())
                .thirdPartyNo(task.thirdPartyNo())
                .requestId(task.requestId())
                .lastExecutedAt(task.lastExecutedAt())
                .nextExecutionAt(runs ? stored.nextExecutionAt() : task.nextExecutionAt())
                .finishedAt(task.finishedAt())
                .attempts(task.attempts())
                .failures(task.failures())
                .crashes(task.crashes())
                .rounds(task.rounds())
                .summary(task.summary())
                .error(task.error())
                .manualReason(task.manualReason())
                .rerunRequested(task.rerunRequested())
                .checkpoint(byHand ? stored.checkpoint() : task.checkpoint())
                .runToken(task.runToken())
                .build();
    }
}
