package io.gwms.platform.sync;

import io.gwms.evidence.SyncLogRepository;
import io.gwms.ordersync.SyncCounts;
import io.gwms.ordersync.SyncFailure;
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
        return Tally.asOf(log.find(SyncJob.runOf(task)).orElse(null), progress.counts());
    }

    /** Records a run that was asked for, unless it is known. */
    SyncRunId submitted(TaskId id) {
        SyncRunId run = SyncJob.runOf(id);
        if (log.find(run).isEmpty()) {
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
            log.list(new SyncRunQuery(null, null, open, RECORDS, null)).forEach(this::reconcile);
        }
    }

    /** The same for one record of a run that has not ended, as far as it says. */
    void reconcile(SyncRun run) {
        Optional<SyncTask> task = taskOf(run.id());
        if (task.isEmpty()) {
            log.save(abandoned(run));
        }
        task.filter(RunLog::isOver).ifPresent(over -> {
            Optional<SyncProgress> progress = SyncProgress.parse(over.checkpoint());
            save(
                    over,
                    progress,
                    Tally.asOf(run, progress.map(SyncProgress::counts).orElse(SyncCounts.NONE)));
        });
    }

    private static SyncRun abandoned(SyncRun run) {
        return new SyncRun(
                run.id(),
                run.store(),
                run.storeName(),
                run.platform(),
                run.kind(),
                run.trigger(),
                run.mode(),
                run.retryOf(),
                SyncRun.Status.FAILED,
                run.window(),
                run.submittedAt(),
                run.startedAt(),
                run.endedAt(),
                run.counts(),
                run.created(),
                run.updated(),
                run.skipped(),
                run.quarantined(),
                run.notFound(),
                FailureWords.platform("TASK_GONE", "the task of this run is not stored any more"));
    }

    /** The task of a run; empty when it is not stored (any more). */
    Optional<SyncTask> taskOf(SyncRunId run) {
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
                job.retryOf(),
                status,
                progress == null ? job.window() : progress.dataWindow().orElse(null),
                task.createdAt(),
                progress == null ? null : progress.startedAt(),
                progress == null ? null : progress.endedAt(),
                tally.counts(),
                tally.created.first(),
                tally.updated.first(),
                tally.skipped.first(),
                tally.quarantined.first(),
                tally.notFound.first(),
                status == SyncRun.Status.FAILED ? FailureWords.safe(failure(task, progress), redactor) : null));
    }

    private static SyncRun.Status status(SyncTask task, @Nullable SyncProgress progress) {
        if (progress != null && progress.endedAt() != null) {
            return progress.failure() == null ? SyncRun.Status.SUCCESS : SyncRun.Status.FAILED;
        }
        if (isOver(task)) {
            return SyncRun.Status.FAILED;
        }
        return progress == null ? SyncRun.Status.QUEUED : SyncRun.Status.RUNNING;
    }

    private static SyncFailure failure(SyncTask task, @Nullable SyncProgress progress) {
        if (progress != null && progress.failure() != null) {
            return progress.failure();
        }
        return FailureWords.platform(
                "TASK_" + task.status(),
                task.error().isEmpty() ? "the sync task ended before the run did: " + task.status() : task.error());
    }
}
