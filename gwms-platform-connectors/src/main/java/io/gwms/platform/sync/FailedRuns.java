package io.gwms.platform.sync;

import io.gwms.ordersync.SyncMode;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.time.GwmsClock;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;

/**
 * Tasks of runs that failed. Each waits for a person until another run of the store takes its place: the same request
 * made again, or a run that covers what the failed one left open. The log keeps the failed run as it was.
 */
final class FailedRuns {
    static final ManualReason RUN_FAILED = new ManualReason("RUN_FAILED");

    private final StateRepository state;
    private final GwmsClock clock;

    FailedRuns(StateRepository state, GwmsClock clock) {
        this.state = state;
        this.clock = clock;
    }

    /** Ends those that asked for just this, so that it can be asked for again. */
    List<Change> replacedBy(SyncJob job) {
        String key = job.key();
        return ended(job, failed -> failed.key().equals(key), "the same orders were asked for again");
    }

    /** Ends those whose gap a run of everything up to its begin has closed: not one that began after it. */
    List<Change> closedBy(SyncJob job, SyncTask task, Instant began) {
        return job.mode() == SyncMode.IMMEDIATE
                ? ended(
                        job,
                        failed -> !failed.id().equals(task.id())
                                && isImmediate(failed, job)
                                && !OrderSyncHandler.begun(failed).isAfter(began),
                        "a later run brought what this one did not: " + SyncJob.runOf(task.id()))
                : List.of();
    }

    private static boolean isImmediate(SyncTask failed, SyncJob job) {
        SyncJob other = SyncJob.parse(failed.payload());
        return other.mode() == SyncMode.IMMEDIATE && other.kind() == job.kind();
    }

    private List<Change> ended(SyncJob job, Predicate<SyncTask> which, String why) {
        return new SyncTasks(state)
                .live(job.store().value(), TaskStatus.MANUAL).stream()
                        .filter(which)
                        .<Change>map(failed ->
                                new Change.UpdateTask(failed.superseded(why, clock.instant()), failed.runToken(), null))
                        .toList();
    }
}
