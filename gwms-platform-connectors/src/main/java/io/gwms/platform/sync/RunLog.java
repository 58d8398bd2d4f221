package io.gwms.platform.sync;

import io.gwms.evidence.SyncLogRepository;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import io.gwms.redact.Redactor;
import io.gwms.state.StateRepository;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the order sync log. The log is evidence in another database, so it cannot share a commit with
 * the task: the task is the truth, and a record is what its task says, written as often as needed.
 */
final class RunLog {
    private static final int RECORDS = 100;

    private final SyncLogRepository log;
    private final StateRepository state;
    private final Redactor redactor;

    RunLog(SyncLogRepository log, StateRepository state, Redactor redactor) {
        this.log = log;
        this.state = state;
        this.redactor = redactor;
    }

    /** The record of that task as it was at the checkpoint. */
    Tally tally(TaskId task, SyncProgress progress) {
        return Tally.asOf(log.get(SyncJob.runOf(task)).orElse(null), progress.counts());
    }

    /** Records a run that was asked for, unless it is known. */
    SyncRunId submitted(TaskId id) {
        SyncRunId run = SyncJob.runOf(id);
        if (log.get(run).isEmpty()) {
            state.tasks().find(id).ifPresent(task -> save(task, SyncProgress.parse(task.checkpoint()), new Tally()));
        }
        return run;
    }

    void save(SyncTask task, SyncProgress progress, Tally tally) {
        save(task, Optional.of(progress), tally);
    }

    /** Brings records of runs that ended without saying so up to date: the process died, or a person is needed. */
    void reconcile() {
        for (SyncRun.Status open : List.of(SyncRun.Status.QUEUED, SyncRun.Status.RUNNING)) {
            for (SyncRun run : log.find(new SyncRunQuery(null, null, open, RECORDS, null))) {
                taskOf(run.id()).filter(RunLog::isOver).ifPresent(task -> {
                    Optional<SyncProgress> progress = SyncProgress.parse(task.checkpoint());
                    save(
                            task,
                            progress,
                            Tally.asOf(run, progress.map(SyncProgress::counts).orElse(SyncProgress.Counts.NONE)));
                });
            }
        }
    }

    private Optional<SyncTask> taskOf(SyncRunId run) {
        TaskId id = SyncJob.taskOf(run);
        return id == null ? Optional.empty() : state.tasks().find(id);
    }

    private static boolean isOver(SyncTask task) {
        return !task.status().isLive() || task.status() == TaskStatus.MANUAL;
    }

    private void save(SyncTask task, Optional<SyncProgress> known, Tally tally) {
        SyncJob job = SyncJob.parse(task.payload());
        Optional<Store> store = state.stores().find(job.store());
        @Nullable SyncProgress progress = known.orElse(null);
        SyncRun.Status status = status(task, progress);
        log.save(new SyncRun(
                SyncJob.runOf(task.id()),
                job.store(),
                store.map(Store::name).orElse(job.store().value()),
                store.map(Store::platform).orElse(new PlatformType("UNKNOWN")),
                job.kind(),
                job.trigger(),
                job.mode(),
                status,
                progress == null ? job.window() : progress.dataWindow().orElse(null),
                task.createdAt(),
                progress == null ? null : progress.startedAt(),
                progress == null ? null : progress.endedAt(),
                tally.created,
                tally.updated,
                tally.skipped,
                tally.quarantined,
                status == SyncRun.Status.FAILED ? FailureWords.safe(failure(task, progress), redactor) : ""));
    }

    private static SyncRun.Status status(SyncTask task, @Nullable SyncProgress progress) {
        if (progress != null && progress.endedAt() != null) {
            return progress.failure().isEmpty() ? SyncRun.Status.SUCCESS : SyncRun.Status.FAILED;
        }
        if (isOver(task)) {
            return SyncRun.Status.FAILED;
        }
        return progress == null ? SyncRun.Status.QUEUED : SyncRun.Status.RUNNING;
    }

    private static String failure(SyncTask task, @Nullable SyncProgress progress) {
        if (progress != null && !progress.failure().isEmpty()) {
            return progress.failure();
        }
        return task.error().isEmpty() ? "The sync task ended before the run did: " + task.status() : task.error();
    }
}
