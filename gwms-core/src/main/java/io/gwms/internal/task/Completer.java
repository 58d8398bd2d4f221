package io.gwms.internal.task;

import io.gwms.internal.LastingFailure;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.SqlWork;
import io.gwms.state.StateRepository;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import io.gwms.task.TaskLeaseLostException;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskStatus;
import io.gwms.time.GwmsClock;
import java.sql.Connection;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes the ends of rounds and stores one alone: the task under its run token, the attempt, and what the handler wants
 * changed, in one commit. {@link Flusher} stores many at once. Shared.
 */
final class Completer {
    private static final Logger LOG = LoggerFactory.getLogger(Completer.class);
    private static final int MOST_CONFLICTS = 5;

    private final StateRepository state;
    private final GwmsClock clock;
    private final SafeText words;
    private final Counts counts;
    private final LastingFailure storing;

    Completer(StateRepository state, GwmsClock clock, SafeText words, Counts counts, LastingFailure storing) {
        this.state = state;
        this.clock = clock;
        this.words = words;
        this.counts = counts;
        this.storing = storing;
    }

    /** The end of a round, now. */
    Ending ending(LiveRun run, TaskResult result) {
        return Ending.of(run, head(result, run), result::changes);
    }

    /** The end of a round whose handler has not returned, now. */
    Ending endingFromOutside(LiveRun run, TaskResult result) {
        return Ending.fromOutside(run, head(result, run));
    }

    /** The end of a claim that began no round, because a person is needed first. */
    Ending parked(LiveRun run, ManualReason reason, String error) {
        Instant now = clock.instant();
        return Ending.of(
                run,
                round -> new Change.UpdateTask(
                        TaskRules.parked(round.current(), reason, error),
                        round.current().runToken(),
                        attempt(round, now, OutcomeNames.MANUAL, error),
                        true),
                List::of);
    }

    /** The end of a claim that began no round and is handed back, due as before. */
    Ending handedBack(LiveRun run) {
        return Ending.of(
                run,
                round -> new Change.UpdateTask(
                        TaskRules.handedBack(round.current()), round.current().runToken(), null, true),
                List::of);
    }

    private Function<Round, Change.UpdateTask> head(TaskResult result, LiveRun run) {
        Instant now = clock.instant();
        String text = words.of(result.text());
        return claim -> {
            Round round = result.isProgress() ? claim.progressed() : claim;
            SyncTask before = round.current();
            SyncTask after = TaskEdit.of(TaskRules.afterRound(round, result.verdict(), text, run.policy(), now))
                    .learnt(
                            result.thirdPartyNo().orElse(before.thirdPartyNo()),
                            result.requestId().orElse(before.requestId()),
                            result.checkpoint().orElse(before.checkpoint()))
                    .done(before.runToken() + 1);
            boolean keepsCheckpoint = result.checkpoint().isEmpty(); // the handler may commit one at this moment
            TaskAttempt attempt = attempt(round, now, OutcomeNames.of(result.verdict()), text);
            return new Change.UpdateTask(after, before.runToken(), attempt, keepsCheckpoint);
        };
    }

    private static TaskAttempt attempt(Round round, Instant now, String outcome, String text) {
        Instant endedAt = now.isBefore(round.startedAt()) ? round.startedAt() : now;
        SyncTask task = round.claimed();
        return new TaskAttempt(task.id(), task.rounds(), round.startedAt(), endedAt, round.cause(), outcome, text);
    }

    /**
     * Asks the handler for its changes, for as long as the store it may read cannot be reached and {@code patience}
     * lasts.
     *
     * @return the end to store, which is a failure when its changes cannot be told; empty when it is given up
     */
    Optional<Ending> asked(Ending ending, Patience patience) {
        for (int failures = 1; ; failures++) {
            try {
                ending.ask();
                storing.over();
                return Optional.of(ending);
            } catch (Throwable e) {
                if (!Ending.isOutage(e)) {
                    return Optional.of(failure(ending.run(), words.of(e)));
                }
                if (!patience.again(ending.run(), failures, e)) {
                    givenUp(ending.run(), e);
                    return Optional.empty();
                }
            }
        }
    }

    /**
     * Stores the end alone, or that the round failed when its changes cannot be stored. An end whose task is somebody
     * else's by now is dropped. Tries again as long as {@code patience} says.
     *
     * @return whether it was stored
     */
    boolean store(Ending ending, Patience patience) {
        for (int failures = 1; ; failures++) {
            try {
                boolean stored = storeOrFail(ending);
                storing.over();
                return stored;
            } catch (Throwable e) {
                if (!patience.again(ending.run(), failures, e)) {
                    givenUp(ending.run(), e);
                    return false;
                }
            }
        }
    }

    private boolean storeOrFail(Ending ending) {
        String met = "";
        while (ending.conflicts() < MOST_CONFLICTS) {
            try {
                ending.ask();
                CommitResult answer = commitFenced(ending);
                if (!(answer instanceof CommitResult.Conflict conflict)) {
                    return true;
                }
                if (isStale(conflict)) {
                    return false;
                }
                met = conflict.what();
                ending.metConflict();
            } catch (Throwable e) {
                if (Ending.isOutage(e)) {
                    throw e;
                }
                return commitFenced(failure(ending.run(), words.of(e))).isCommitted();
            }
        }
        String why = "what it builds upon changed meanwhile, " + MOST_CONFLICTS + " times in a row; last: " + met;
        return commitFenced(failure(ending.run(), why)).isCommitted();
    }

    private Ending failure(LiveRun run, String why) {
        String error = TaskRules.NOT_STORED + why;
        warn(run, "A round failed because its result could not be stored", error);
        return ending(run, TaskResult.failed(error));
    }

    /**
     * Commits under the task's token for as long as the claim lives: a person's Sync Now counts the token up and leaves
     * the claim alive. The end of a dead claim is dropped.
     */
    private CommitResult commitFenced(Ending ending) {
        while (true) {
            CommitResult answer = state.commit(all(ending));
            if (!(answer instanceof CommitResult.Conflict conflict) || !isStale(conflict)) {
                if (answer.isCommitted()) {
                    counts.stored(ending.update());
                }
                return answer;
            }
            LiveRun run = ending.run();
            Optional<SyncTask> stored = find(run.task().id());
            if (stored.filter(ending::isStored).isPresent()) {
                counts.stored(ending.update());
                return new CommitResult.Committed(List.of());
            }
            if (!run.refresh(ending.update().expectedToken(), stored)) {
                if (ending.from() == Ending.From.ROUND) {
                    counts.stale(List.of(run));
                }
                return answer;
            }
            ending.rebuild();
        }
    }

    private static boolean isStale(CommitResult.Conflict conflict) {
        return conflict.index() == 0 && conflict.kind() == CommitResult.Kind.STALE_TOKEN;
    }

    private static List<Change> all(Ending ending) {
        List<Change> own = ending.changes();
        List<Change> changes = new ArrayList<>(own.size() + 1);
        changes.add(ending.update());
        changes.addAll(own);
        return changes;
    }

    /** Stores the end of the round with the handler's own statements, in a transaction of ours. */
    Change.UpdateTask completeWith(LiveRun run, TaskResult result, SqlWork own) {
        return complete(run, result, changes -> state.commit(changes, own));
    }

    /** Writes the end of the round into a transaction of the host's. */
    Change.UpdateTask completeIn(LiveRun run, TaskResult result, Connection connection) {
        StateRepository joined = state.joined(connection);
        return complete(run, result, joined::commit);
    }

    private Change.UpdateTask complete(LiveRun run, TaskResult result, Function<List<Change>, CommitResult> commit) {
        if (run.completed() != null) {
            throw new IllegalStateException("the round of task " + run.task().id()
                    + " was completed already; complete it once and return the result");
        }
        Ending ending = ending(run, result);
        while (ending.conflicts() < MOST_CONFLICTS) {
            ending.ask();
            CommitResult answer = commit.apply(all(ending));
            if (!(answer instanceof CommitResult.Conflict conflict)) {
                return ending.update();
            }
            if (!isStale(conflict)) {
                ending.metConflict();
            } else if (run.refresh(ending.update().expectedToken())) {
                ending.rebuild();
            } else {
                throw new TaskLeaseLostException(run.task().id());
            }
        }
        throw new IllegalStateException(
                "the end of the round of task " + run.task().id()
                        + " could not be stored: what its changes build upon changed meanwhile, " + MOST_CONFLICTS
                        + " times in a row; read it again and complete again, or return the result");
    }

    /**
     * What is left to store of a round that its handler completed in a transaction of the host's: nothing when the host
     * has committed it; a failure when it has not.
     */
    Optional<Ending> verified(LiveRun run, Change.UpdateTask completed, String failure, Patience patience) {
        for (int failures = 1; ; failures++) {
            try {
                Optional<SyncTask> stored = find(run.task().id());
                storing.over();
                boolean open = stored.filter(task -> task.status() == TaskStatus.RUNNING
                                && task.rounds() == run.task().rounds())
                        .isPresent();
                if (open) {
                    warn(run, "A round failed because the host did not commit its end", failure);
                    return Optional.of(ending(run, TaskResult.failed(failure)));
                }
                if (stored.filter(task -> isFollowedBy(completed, task)).isPresent()) {
                    counts.stored(completed);
                } else {
                    counts.stale(List.of(run));
                }
                return Optional.empty();
            } catch (Throwable e) {
                if (!patience.again(run, failures, e)) {
                    givenUp(run, e);
                    return Optional.empty();
                }
            }
        }
    }

    /** Whether the stored task is as the end left it, or has gone on from there. */
    private static boolean isFollowedBy(Change.UpdateTask end, SyncTask stored) {
        return stored.runToken() > end.task().runToken()
                || (stored.runToken() == end.task().runToken()
                        && stored.status() == end.task().status());
    }

    /** Keeps that the round begins; false when the task is no longer this claim's, or the store stays out of reach. */
    boolean begins(LiveRun run, Patience patience) {
        for (int failures = 1; ; failures++) {
            try {
                boolean begins = state.queue().begin(run.task().id(), run.task().rounds());
                storing.over();
                return begins;
            } catch (Throwable e) {
                if (!Ending.isOutage(e)) {
                    throw e;
                }
                if (!patience.again(run, failures, e)) {
                    warn(run, "A round did not begin, because that could not be stored", words.of(e));
                    return false;
                }
            }
        }
    }

    /** Commits a checkpoint while the task is this round's. */
    void checkpoint(LiveRun run, String checkpoint) {
        TaskId task = run.task().id();
        long token = run.round().current().runToken();
        while (!state.queue().checkpoint(task, token, checkpoint)) {
            if (!run.refresh(token)) {
                throw new TaskLeaseLostException(task);
            }
            token = run.round().current().runToken();
        }
    }

    /** Commits changes with a checkpoint while the task is this round's. */
    CommitResult commit(LiveRun run, List<Change> changes, String checkpoint) {
        TaskId task = run.task().id();
        while (true) {
            long token = run.round().current().runToken();
            List<Change> all = new ArrayList<>();
            all.add(new Change.KeepCheckpoint(task, token, checkpoint));
            all.addAll(changes);
            CommitResult result = state.commit(all);
            if (!(result instanceof CommitResult.Conflict conflict)) {
                return result;
            }
            if (conflict.index() > 0) {
                return new CommitResult.Conflict(conflict.index() - 1, conflict.kind(), conflict.what());
            }
            if (!run.refresh(token)) {
                throw new TaskLeaseLostException(task);
            }
        }
    }

    /** The task as it is stored. */
    Optional<SyncTask> find(TaskId task) {
        return state.tasks().find(task);
    }

    /** Runs what a handler wants to be told by; it breaks nothing here. */
    void tell(LiveRun run, Runnable told) {
        try {
            told.run();
        } catch (Throwable e) {
            warn(run, "A handler's listener for a lost lease threw", words.of(e));
        }
    }

    /** Says that an end will not be stored by this node. */
    void givenUp(LiveRun run, @Nullable Throwable failure) {
        warn(
                run,
                "The end of a round could not be stored; the task is rescued later",
                failure == null ? "the lease was lost" : words.of(failure));
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
