package io.gwms.internal.task;

import static java.util.Objects.requireNonNull;

import io.gwms.state.StateRepository;
import io.gwms.task.ManualReason;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskLeaseLostException;
import io.gwms.task.TaskResult;
import io.gwms.time.GwmsClock;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Runs a claimed task: asks its handler, has the answer stored, and never throws for what a handler did. Shared. */
final class RoundRunner {
    private static final Logger LOG = LoggerFactory.getLogger(RoundRunner.class);

    private final StateRepository state;
    private final GwmsClock clock;
    private final TaskTypes types;
    private final SafeText words;
    private final Completer completer;

    RoundRunner(StateRepository state, GwmsClock clock, TaskTypes types, SafeText words) {
        this.state = state;
        this.clock = clock;
        this.types = types;
        this.words = words;
        this.completer = new Completer(state, clock, words);
    }

    /** A claim of that incarnation, about to be run. */
    LiveRun open(SyncTask claimed, long incarnation) {
        Instant now = clock.instant();
        return new LiveRun(state, claimed, incarnation, policy(claimed), now);
    }

    /** Runs it to its end. */
    void run(LiveRun run, Patience patience) {
        SyncTask task = run.task();
        Optional<TaskHandler> handler = types.handler(task);
        if (handler.isEmpty()) {
            park(run, ManualReason.NO_HANDLER, TaskTypes.nobodyDoes(task.type()), patience);
        } else if (TaskRules.isCrashLoop(task, run.policy())) {
            String error = "the process died " + task.crashes() + " times in a row while it ran this task; look at the"
                    + " logs of those processes for its cause, then use Sync Now";
            park(run, ManualReason.CRASH_LOOP, error, patience);
        } else {
            ask(run, handler.get()).ifPresent(result -> completer.complete(run, result, patience));
        }
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
                    .setCause(e)
                    .log();
            return PollingPolicy.prompt();
        }
    }

    private void park(LiveRun run, ManualReason reason, String error, Patience patience) {
        log(run).setMessage("A task needs a person")
                .addKeyValue("reason", reason)
                .addKeyValue("error", error)
                .log();
        completer.park(run, reason, error, patience);
    }

    /** The handler's answer; empty when it noticed that the task is no longer its own. */
    private Optional<TaskResult> ask(LiveRun run, TaskHandler handler) {
        run.begin();
        try {
            return Optional.of(requireNonNull(handler.run(run), "the handler's answer"));
        } catch (TaskLeaseLostException e) {
            if (!run.isLeaseLost()) {
                return Optional.of(TaskResult.failed("the handler gave the task up although it was its own"));
            }
            log(run).setMessage("A round ended early: its task was taken over, changed or cancelled")
                    .log();
            return Optional.empty();
        } catch (Throwable e) {
            String error = words.of(e);
            log(run).setMessage("A handler threw; the round counts as failed")
                    .addKeyValue("error", error)
                    .log();
            return Optional.of(TaskResult.failed(error));
        } finally {
            run.end();
        }
    }

    /** Fails a round that outlived its deadline, and tells its handler. */
    void overdue(LiveRun run, Patience patience) {
        String error =
                "the round took longer than " + TaskRules.inWords(run.policy().deadline()) + ", its deadline";
        log(run).setMessage("A round outlived its deadline and is given up").log();
        if (completer.complete(run, TaskResult.failed(error), patience)) {
            run.abandon();
        }
    }

    /** Gives a claim back that could not be run here now. */
    void giveBack(LiveRun run, String why, Patience patience) {
        completer.complete(run, TaskResult.againAfter(TaskRules.SHORTEST_WAIT, why), patience);
    }

    private static LoggingEventBuilder log(LiveRun run) {
        return LOG.atWarn()
                .addKeyValue("task", run.task().id())
                .addKeyValue("type", run.task().type())
                .addKeyValue("round", run.task().rounds());
    }
}
