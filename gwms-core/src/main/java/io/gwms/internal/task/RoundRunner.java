package io.gwms.internal.task;

import static java.util.Objects.requireNonNull;

import io.gwms.state.Change;
import io.gwms.task.ManualReason;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskLeaseLostException;
import io.gwms.task.TaskResult;
import io.gwms.time.GwmsClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Runs a claimed task: asks its handler, makes its end of the answer, and never throws for what a handler did. Shared. */
final class RoundRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RoundRunner.class);

    private final GwmsClock clock;
    private final TaskTypes types;
    private final SafeText words;
    private final Completer completer;
    private final Counts counts;

    RoundRunner(GwmsClock clock, TaskTypes types, SafeText words, Completer completer, Counts counts) {
        this.clock = clock;
        this.types = types;
        this.words = words;
        this.completer = completer;
        this.counts = counts;
    }

    /** The tasks of a claim, in its order, as in hand from now on. */
    List<LiveRun> open(Node.Claim claim) {
        Instant now = clock.instant();
        long nanos = System.nanoTime();
        List<LiveRun> runs = new ArrayList<>(claim.tasks().size());
        for (SyncTask task : claim.tasks()) {
            runs.add(new LiveRun(completer, task, claim.incarnation(), policy(task), now, nanos));
        }
        return runs;
    }

    /** The task's policy; that of short work when it has none or its function breaks. */
    private PollingPolicy policy(SyncTask task) {
        try {
            return types.policy(task).orElseGet(PollingPolicy::prompt);
        } catch (RuntimeException e) {
            LOG.atError()
                    .setMessage("The policy of a task cannot be told; that of short work is taken")
                    .addKeyValue("task", task.id())
                    .addKeyValue("type", task.type())
                    .setCause(words.cause(e))
                    .log();
            return PollingPolicy.prompt();
        }
    }

    /** Runs it; the end that is to be stored, or nothing when there is none. */
    Optional<Ending> run(LiveRun run, Patience patience) {
        SyncTask task = run.task();
        TaskHandler handler = types.handler(task)
                .orElseThrow(() -> new IllegalStateException("a task was claimed that nobody here does: " + task.id()));
        if (TaskRules.isCrashLoop(task, run.policy())) {
            String error = "the process died " + task.crashes() + " times in a row while it ran this task; look at the"
                    + " logs of those processes for its cause, then use Sync Now";
            return Optional.of(parked(run, ManualReason.CRASH_LOOP, error));
        }
        if (task.crashes() > 0 && !completer.begins(run, patience)) {
            run.loseLease();
            return Optional.empty();
        }
        return ask(run, handler, patience);
    }

    private Ending parked(LiveRun run, ManualReason reason, String error) {
        log(run).setMessage("A task needs a person")
                .addKeyValue("reason", reason)
                .addKeyValue("error", error)
                .log();
        return completer.parked(run, reason, error);
    }

    private Optional<Ending> ask(LiveRun run, TaskHandler handler, Patience patience) {
        run.begin(clock.instant());
        counts.began(run.task(), run.startedAt());
        try {
            TaskResult result = requireNonNull(
                    handler.run(run), "the handler answered null, but must answer a TaskResult, such as done(…)");
            return run.completed() == null
                    ? Optional.of(completer.ending(run, isLate(run) ? late(run, result) : result))
                    : ended(run, "the host's transaction that held the end of this round was not committed", patience);
        } catch (TaskLeaseLostException e) {
            return givenUp(run);
        } catch (Throwable e) {
            String error = words.of(e);
            log(run).setMessage(
                            run.completed() == null
                                    ? "A handler threw; the round counts as failed"
                                    : "A handler threw after it had completed its round")
                    .addKeyValue("error", error)
                    .log();
            return run.completed() == null
                    ? Optional.of(completer.ending(run, TaskResult.failed(error)))
                    : ended(run, error, patience);
        } finally {
            run.end();
        }
    }

    /** Whoever looks after deadlines may not have come by yet, and in a stepped runtime nobody does. */
    private boolean isLate(LiveRun run) {
        return clock.instant().isAfter(run.deadline());
    }

    /** The handler has stored the end by itself; in a transaction of the host's it may not have been committed. */
    private Optional<Ending> ended(LiveRun run, String failure, Patience patience) {
        Change.UpdateTask completed = requireNonNull(run.completed(), "completed");
        if (run.isCompletedByHost()) {
            return completer.verified(run, completed, failure, patience);
        }
        counts.stored(completed);
        return Optional.empty();
    }

    private Optional<Ending> givenUp(LiveRun run) {
        if (!run.isLeaseLost()) {
            return Optional.of(
                    completer.ending(run, TaskResult.failed("the handler gave the task up although it was its own")));
        }
        counts.stale(List.of(run));
        return Optional.empty();
    }

    /** The failure of a round whose handler has not returned although its deadline is over. */
    Ending hangs(LiveRun run) {
        return completer.endingFromOutside(run, TaskResult.failed(overdue(run)));
    }

    private static TaskResult late(LiveRun run, TaskResult result) {
        return TaskResult.failed(overdue(run) + "; what came too late: " + result.text());
    }

    private static String overdue(LiveRun run) {
        log(run).setMessage("A round outlived its deadline and is given up").log();
        return "the round took longer than " + TaskRules.inWords(run.policy().deadline()) + ", its deadline";
    }

    /** The end of a claim that could not be run here now. */
    Ending refused(LiveRun run, String why) {
        return completer.ending(run, TaskResult.againAfter(TaskRules.SHORTEST_WAIT, why));
    }

    /** The failure of a round that could not be ended as its handler said. */
    Ending broken(LiveRun run, Throwable failure) {
        return completer.ending(run, TaskResult.failed(words.of(failure)));
    }

    private static LoggingEventBuilder log(LiveRun run) {
        return LOG.atWarn()
                .addKeyValue("task", run.task().id())
                .addKeyValue("type", run.task().type())
                .addKeyValue("round", run.task().rounds());
    }
}
