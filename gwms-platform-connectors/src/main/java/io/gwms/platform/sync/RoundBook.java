package io.gwms.platform.sync;

import io.gwms.ModuleSetup;
import io.gwms.ordersync.SyncFailure;
import io.gwms.ordersync.SyncMode;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.FetchedOrder;
import io.gwms.state.Change;
import io.gwms.store.Store;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Where a run is, and what one round of it stores: a page and the place behind it are one commit, so that a process that
 * dies goes on at the next page. One thread.
 */
final class RoundBook {
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final int MOST_FAILURES = 5;
    private static final int PAGES_A_RECORD = 20;

    private final ModuleSetup setup;
    private final RunLog log;
    private final Telling telling;
    private final TaskRun run;
    private final SyncJob job;
    private final Store store;
    private final Tally tally;
    private SyncProgress progress;
    private int pages;
    private boolean progressed;

    RoundBook(
            ModuleSetup setup,
            RunLog log,
            Telling telling,
            TaskRun run,
            SyncJob job,
            Store store,
            SyncProgress progress,
            Tally tally) {
        this.setup = setup;
        this.log = log;
        this.telling = telling;
        this.run = run;
        this.job = job;
        this.store = store;
        this.progress = progress;
        this.tally = tally;
    }

    /** How far the run has come. */
    SyncProgress progress() {
        return progress;
    }

    /** Changes what is known of the run; it is kept with what is stored next. */
    void note(UnaryOperator<SyncProgress> change) {
        progress = change.apply(progress);
    }

    /** Goes back to where a window begins; what was skipped of it is met again. */
    void back(UnaryOperator<SyncProgress> change) {
        note(change);
        tally.skippedAgain(progress.counts().skipped());
    }

    /** A number that was asked for, under which the platform knows no order. */
    void notFound(String number) {
        tally.notFound.add(number);
    }

    /** The run is over. */
    void end(@Nullable SyncFailure failure) {
        progress = progress.ended(setup.clock().instant(), failure == null ? null : safe(failure));
    }

    /**
     * Stores a page and where the run is behind it. The log is written first: of a record that is ahead of the checkpoint
     * what is too much can be taken off, while what one behind does not name is lost.
     */
    void store(
            List<FetchedOrder> orders, PageCommit.Scope scope, List<Change> closing, UnaryOperator<SyncProgress> move) {
        PageCommit.Writer writer = (changes, page, last) -> {
            List<Change> all = new ArrayList<>(changes);
            Tally sum = tally.plus(page);
            SyncProgress then = progress.counting(sum.counts());
            if (last) {
                all.addAll(closing);
                then = move.apply(then);
            }
            if (sum.named() > tally.named() || ++pages % PAGES_A_RECORD == 0) {
                log.save(run.task(), then, sum);
            }
            return run.commit(all, then.text());
        };
        tally.add(new PageCommit(setup, store, job.kind(), progress.startedAt(), scope, writer).commit(orders));
        SyncProgress before = progress;
        progress = move.apply(progress.counting(tally.counts()));
        progressed |= !progress.at().equals(before.at());
        telling.tell(run.task(), job, progress);
    }

    /** The platform refused: waits where it asked for that, and ends the run where asking again would not help. */
    Optional<TaskResult> refused(Refusal refusal) {
        if (refusal.code().equals(RefusalCode.RATE_LIMITED)) {
            Duration wait = Waits.asked(refusal, TURN);
            return Optional.of(pause(wait, "waits " + wait + ": " + refusal.text()));
        }
        if (refusal.isTemporary()) {
            return failed(FailureWords.of(refusal));
        }
        end(FailureWords.of(refusal));
        return Optional.empty();
    }

    /** The round ends here and the run goes on after that time. */
    TaskResult pause(Duration wait, String why) {
        keep();
        return ended(TaskResult.againAfter(wait, why + "; so far " + tally));
    }

    /** Asked again by the policy, from the page at fault; after several times in a row the run has failed. */
    Optional<TaskResult> failed(SyncFailure failure) {
        progress = progress.failedOnce();
        if (progress.failures() >= MOST_FAILURES) {
            end(failure);
            return Optional.empty();
        }
        keep();
        return Optional.of(ended(TaskResult.failed(safe(failure).reason())));
    }

    /** Whether a window that is read anew once more has been read anew often enough. */
    static boolean isTooOften(int anew) {
        return anew >= MOST_FAILURES;
    }

    /** What a run of the latest orders sets out to cover, as far as that can be proven at all. */
    static List<Change> wanted(SyncJob job, SyncProgress progress) {
        if (job.mode() != SyncMode.IMMEDIATE) {
            return List.of();
        }
        return progress.dataWindow()
                .flatMap(all -> Slicing.proven(all, progress.provableTo()))
                .<List<Change>>map(window -> List.of(new Change.WantWindow(job.store(), job.kind(), window)))
                .orElse(List.of());
    }

    private void keep() {
        run.checkpoint(progress.text());
        log.save(run.task(), progress, tally);
    }

    private TaskResult ended(TaskResult result) {
        return progressed ? result.progressed() : result;
    }

    private SyncFailure safe(SyncFailure failure) {
        return FailureWords.safe(failure, setup.redactor());
    }
}
