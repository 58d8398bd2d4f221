package io.gwms.internal.task;

import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskResult;
import io.gwms.time.GwmsClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends a round in one commit: the task under its run token, the attempt, and what the handler wants
 * changed. Shared.
 */
final class Completer {
    private static final Logger LOG = LoggerFactory.getLogger(Completer.class);
    private static final int MOST_CONFLICTS = 5;

    private final StateRepository state;
    private final GwmsClock clock;
    private final SafeText words;

    Completer(StateRepository state, GwmsClock clock, SafeText words) {
        this.state = state;
        this.clock = clock;
        this.words = words;
    }

    /**
     * Stores the result, or that the round failed when its changes cannot be stored. A result whose task
     * is somebody else's by now is dropped. Tries again as long as {@code patience} says.
     *
     * @return whether the claim has ended in the store
     */
    boolean complete(LiveRun run, TaskResult result, Patience patience) {
        return patiently(run, patience, () -> store(run, result));
    }

    /** Ends a claim without a round, because a person is needed first. */
    void park(LiveRun run, ManualReason reason, String error, Patience patience) {
        Function<Round, Change.UpdateTask> end = round -> new Change.UpdateTask(
                TaskRules.parked(round.current(), reason, error),
                round.current().runToken(),
                attempt(round, clock.instant(), OutcomeNames.MANUAL, error),
                true);
        patiently(run, patience, () -> commitFenced(run, end, List.of()));
    }

    private boolean patiently(LiveRun run, Patience patience, Runnable work) {
        int failures = 0;
        while (true) {
            try {
                work.run();
                return true;
            } catch (Throwable e) {
                failures++;
                if (!patience.again(run, failures, e)) {
                    warn(run, "The end of a round could not be stored; the task is rescued later", words.of(e));
                    return false;
                }
            }
        }
    }

    private void store(LiveRun run, TaskResult result) {
        String met = "";
        for (int conflicts = 0; conflicts < MOST_CONFLICTS; conflicts++) {
            try {
                CommitResult answer = commitFenced(run, round -> end(run, round, result), result.changes());
                if (!(answer instanceof CommitResult.Conflict conflict)) {
                    return;
                }
                met = conflict.what();
            } catch (Throwable e) {
                if (e instanceof DatabaseException outage && isOutage(outage)) {
                    throw outage;
                }
                fail(run, "the result could not be stored: " + words.of(e));
                return;
            }
        }
        fail(
                run,
                "the result could not be stored: what it builds upon changed meanwhile, " + MOST_CONFLICTS
                        + " times in a row; last: " + met);
    }

    private void fail(LiveRun run, String error) {
        warn(run, "A round failed because its result could not be stored", error);
        TaskResult failure = TaskResult.failed(error);
        commitFenced(run, round -> end(run, round, failure), List.of());
    }

    /**
     * Commits under the task's token for as long as the claim lives: a person's Sync Now counts the token
     * up and leaves the claim alive. The end of a dead claim is dropped.
     */
    private CommitResult commitFenced(LiveRun run, Function<Round, Change.UpdateTask> ending, List<Change> own) {
        while (true) {
            Change.UpdateTask end = ending.apply(run.round());
            List<Change> changes = new ArrayList<>(own.size() + 1);
            changes.add(end);
            changes.addAll(own);
            CommitResult answer = state.commit(changes);
            boolean stale = answer instanceof CommitResult.Conflict conflict
                    && conflict.index() == 0
                    && conflict.kind() == CommitResult.Kind.STALE_TOKEN;
            if (!stale) {
                return answer;
            }
            if (!run.refresh(end.expectedToken())) {
                dropped(run, end);
                return new CommitResult.Committed(List.of());
            }
        }
    }

    private Change.UpdateTask end(LiveRun run, Round round, TaskResult result) {
        SyncTask before = round.current();
        Instant now = clock.instant();
        String text = words.of(result.text());
        SyncTask after = TaskEdit.of(TaskRules.afterRound(round, result.verdict(), text, run.policy(), now))
                .learnt(
                        result.thirdPartyNo().orElse(before.thirdPartyNo()),
                        result.requestId().orElse(before.requestId()),
                        result.checkpoint().orElse(before.checkpoint()))
                .done(before.runToken() + 1);
        String outcome = OutcomeNames.of(result.verdict());
        boolean keepsCheckpoint = result.checkpoint().isEmpty(); // the handler may commit one at this moment
        return new Change.UpdateTask(after, before.runToken(), attempt(round, now, outcome, text), keepsCheckpoint);
    }

    private static TaskAttempt attempt(Round round, Instant now, String outcome, String text) {
        Instant endedAt = now.isBefore(round.startedAt()) ? round.startedAt() : now;
        SyncTask task = round.claimed();
        return new TaskAttempt(task.id(), task.rounds(), round.startedAt(), endedAt, round.cause(), outcome, text);
    }

    private static boolean isOutage(DatabaseException failure) {
        return switch (failure.kind()) {
            case RETRYABLE, UNAVAILABLE, COMMIT_UNKNOWN -> true;
            case UNIQUE_VIOLATION, OTHER -> false;
        };
    }

    private static void dropped(LiveRun run, Change.UpdateTask end) {
        LOG.atInfo()
                .setMessage("The end of a round was dropped: the task was taken over, changed or ended meanwhile")
                .addKeyValue("task", run.task().id())
                .addKeyValue("type", run.task().type())
                .addKeyValue("round", run.task().rounds())
                .addKeyValue("dropped", end.task().status())
                .log();
    }

    private static void warn(LiveRun run, String message, String failure) {
        LOG.atWarn()
                .setMessage(message)
                .addKeyValue("task", run.task().id())
                .addKeyValue("type", run.task().type())
                .addKeyValue("failure", failure)
                .log();
    }
}
