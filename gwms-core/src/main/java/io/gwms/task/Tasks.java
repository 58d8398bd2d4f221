package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.task.TaskRules;
import io.gwms.redact.Redactor;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.time.GwmsClock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sync tasks as people see and steer them (sync-tasks, sections 2.1 to 2.7).
 *
 * <p><b>Threads:</b> shared.
 */
public final class Tasks {
    private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);
    private static final int PAGE = 500;
    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final StateRepository state;
    private final GwmsClock clock;
    private final Policies policies;
    private final Redactor redactor;
    private final Function<SyncTask, List<Change>> cancelled;
    private final Intervals intervals;
    private final Runnable wake;
    private final List<Function<TaskQuery, List<TaskReminder>>> reminders;

    private Tasks(
            StateRepository state,
            GwmsClock clock,
            Redactor redactor,
            Function<SyncTask, Optional<PollingPolicy>> policies,
            Function<SyncTask, List<Change>> cancelled,
            Runnable wake,
            List<Function<TaskQuery, List<TaskReminder>>> reminders) {
        this.state = requireNonNull(state, "state");
        this.clock = requireNonNull(clock, "clock");
        this.redactor = requireNonNull(redactor, "redactor");
        this.policies = new Policies(requireNonNull(policies, "policies"), redactor);
        this.cancelled = requireNonNull(cancelled, "cancelled");
        this.intervals = new Intervals(state, this.policies);
        this.wake = requireNonNull(wake, "wake");
        this.reminders = List.copyOf(reminders);
    }

    /**
     * The tasks of that state. For the runtime.
     *
     * @param redactor masks what the functions below say when they fail
     * @param policies the policy of a task, where it is known
     * @param cancelled what is to change with a cancel of a task by hand
     * @param wake called when a task has become due
     * @param reminders what modules add to the overview of a filter
     */
    public static Tasks over(
            StateRepository state,
            GwmsClock clock,
            Redactor redactor,
            Function<SyncTask, Optional<PollingPolicy>> policies,
            Function<SyncTask, List<Change>> cancelled,
            Runnable wake,
            List<Function<TaskQuery, List<TaskReminder>>> reminders) {
        return new Tasks(state, clock, redactor, policies, cancelled, wake, reminders);
    }

    /** The task of that id. */
    public Optional<SyncTask> find(TaskId id) {
        requireNonNull(id, "id");
        return state.tasks().find(id);
    }

    /** A page of tasks, newest first. */
    public List<SyncTask> list(TaskQuery query) {
        requireNonNull(query, "query");
        return state.tasks().list(query);
    }

    /** The rounds of a task, oldest first. */
    public List<TaskAttempt> attempts(TaskId id) {
        requireNonNull(id, "id");
        return state.tasks().attempts(id);
    }

    /**
     * How the tasks of a filter stand, with what a person should act upon. Every figure is exact.
     *
     * @param filter whose status, if it names any, narrows each figure down too; its page does not matter
     * @param zone where «today» begins at midnight
     */
    public TaskOverview overview(TaskQuery filter, ZoneId zone) {
        requireNonNull(filter, "filter");
        TaskOverview overview = new Overviewing(state.tasks(), filter, clock.instant(), zone, intervals).overview();
        return reminders.isEmpty()
                ? overview
                : overview.withReminders(reminders.stream()
                        .flatMap(source -> told(source, filter).stream())
                        .toList());
    }

    /** What a module that fails would remind of is missing, and says so; the rest is told all the same. */
    private List<TaskReminder> told(Function<TaskQuery, List<TaskReminder>> source, TaskQuery filter) {
        try {
            return source.apply(filter);
        } catch (RuntimeException e) {
            LOG.atError()
                    .setMessage("A module cannot tell what it reminds of")
                    .setCause(redactor.forLog(e))
                    .log();
            return List.of(new TaskReminder(
                    "reminders-failed",
                    "what a module would remind of is missing, because it failed: " + redactor.text(e),
                    "any failure",
                    filter));
        }
    }

    /** How many tasks that query shows on all its pages together. */
    public long count(TaskQuery query) {
        requireNonNull(query, "query");
        return state.tasks().count(query);
    }

    /** How many tasks of a filter need a person, by reason. */
    public Map<ManualReason, Long> manualByReason(TaskQuery filter) {
        requireNonNull(filter, "filter");
        return state.tasks().countManual(filter);
    }

    /**
     * {@link #syncNow} for each task of a filter that needs a person for that reason, the newest first: for when the
     * cause is mended.
     *
     * @return those that were submitted
     */
    public List<TaskId> reopen(ManualReason reason, TaskQuery filter) {
        requireNonNull(filter, "filter");
        List<TaskId> reopened = new ArrayList<>();
        TaskQuery page = filter.firstPage(PAGE).withStatus(TaskStatus.MANUAL).withManualReason(reason);
        for (List<SyncTask> tasks = list(page); !tasks.isEmpty(); tasks = list(page)) {
            for (SyncTask task : tasks) {
                if (syncNow(task.id()).isSubmitted()) {
                    reopened.add(task.id());
                }
            }
            page = page.after(tasks.get(tasks.size() - 1).id());
        }
        return reopened;
    }

    /** The pauses and limits. */
    public List<TaskControl> controls() {
        return state.tasks().controls();
    }

    /**
     * Begins no more rounds in that scope, on whichever node, until {@link #resume}. Rounds that run go on; what
     * becomes due waits and is told in the overview.
     */
    public void pause(TaskScope scope, String because) {
        set(control(scope).paused(because, clock.instant()));
    }

    /** Ends a pause; harmless when there is none. What has become due begins at once. */
    public void resume(TaskScope scope) {
        set(control(scope).resumed(clock.instant()));
    }

    /**
     * Limits the rounds of that scope over all nodes, in place of the limits it had.
     *
     * @param maxRunning most rounds at once; null for no such limit
     * @param maxPerMinute most rounds begun in any one minute of the clock; null for no such limit
     */
    public void limit(TaskScope scope, @Nullable Integer maxRunning, @Nullable Integer maxPerMinute) {
        set(control(scope).limited(maxRunning, maxPerMinute, clock.instant()));
    }

    private TaskControl control(TaskScope scope) {
        return controls().stream()
                .filter(control -> control.scope().equals(scope))
                .findFirst()
                .orElseGet(() -> TaskControl.none(scope, clock.instant()));
    }

    private void set(TaskControl control) {
        CommitResult result = state.commit(List.of(new Change.SetTaskControl(control)));
        if (!result.isCommitted()) {
            throw new IllegalStateException("setting a control met " + result + ", but nothing can conflict with it");
        }
        wake.run();
    }

    /** How many tasks each status has; a status that no task has is left out. */
    public Map<TaskStatus, Long> countByStatus() {
        return state.tasks().countByStatus();
    }

    /**
     * Asks for a round at once. It only submits: look at the task's last execution time and summary for
     * what comes of it.
     *
     * <p>A waiting task becomes due now; a running one runs once more afterwards, however often that was
     * asked; one that needs a person is reopened with its counters at zero. A finished or cancelled one
     * refuses. Such a round uses up no attempt and does not lengthen the waits.
     */
    public TaskAnswer syncNow(TaskId id) {
        return change(
                id, TaskRules::syncNowRefusal, task -> TaskRules.syncNow(task, clock.instant()), task -> List.of());
    }

    /**
     * Waits for the end of the round that was asked for, wherever it runs.
     *
     * @param within how long at most, by the machine's own time
     * @return the round; empty when it was not over in time, or will never begin because the task ended before
     */
    public Optional<TaskAttempt> await(TaskAnswer.Submitted submitted, Duration within) {
        requireNonNull(submitted, "submitted");
        requireNonNull(within, "within");
        long end = System.nanoTime() + within.toNanos();
        while (true) {
            boolean lives = find(submitted.task()) // first, since its last round is there once it does not
                    .filter(task -> task.status().isLive())
                    .isPresent();
            Optional<TaskAttempt> ended = attempts(submitted.task()).stream()
                    .filter(attempt -> attempt.round() >= submitted.round())
                    .findFirst();
            boolean over = ended.isPresent() || System.nanoTime() >= end || !lives;
            if (over || Thread.currentThread().isInterrupted()) {
                return ended;
            }
            LockSupport.parkNanos(Math.min(LOOK_AGAIN.toNanos(), Math.max(1, end - System.nanoTime())));
        }
    }

    /**
     * Ends a task for good. A round that runs goes on, but its result is dropped; nothing is asked of the
     * far side. An order that waited for the task waits no more: what the task was to tell counts as failed.
     */
    public TaskAnswer cancel(TaskId id) {
        return change(
                id,
                TaskRules::cancelRefusal,
                task -> TaskRules.cancelled(task, "cancelled by hand", clock.instant()),
                cancelled);
    }

    /** Why a task stands as it does; empty when there is no such task. */
    public Optional<TaskExplanation> explain(TaskId id) {
        return find(id).map(task -> new Explaining(
                        task, policies.of(task), attempts(id), state.tasks().controls())
                .inWordsForPeople());
    }

    /** Adds a task; when a live one of its type and key exists, that one is the answer. */
    public TaskId add(NewTask task) {
        CommitResult result = state.commit(List.of(new Change.AddTask(task)));
        if (!(result instanceof CommitResult.Committed committed)) {
            throw new IllegalStateException("adding a task met " + result + ", but nothing can conflict with it");
        }
        wake.run();
        return committed.tasks().get(0);
    }

    /** Changes a task under its run token, reading it again for as long as somebody else is faster. */
    private TaskAnswer change(
            TaskId id,
            Function<SyncTask, Optional<String>> refusal,
            Function<SyncTask, @Nullable SyncTask> change,
            Function<SyncTask, List<Change>> besides) {
        requireNonNull(id, "id");
        while (true) {
            SyncTask task = state.tasks().find(id).orElse(null);
            if (task == null) {
                return new TaskAnswer.Refused("there is no task " + id);
            }
            Optional<String> refused = refusal.apply(task);
            if (refused.isPresent()) {
                return new TaskAnswer.Refused(refused.get());
            }
            SyncTask changed = change.apply(task);
            if (changed == null || state.commit(all(changed, task, besides)).isCommitted()) {
                wake.run();
                return new TaskAnswer.Submitted(id, task.rounds() + 1);
            }
        }
    }

    private static List<Change> all(SyncTask changed, SyncTask task, Function<SyncTask, List<Change>> besides) {
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.UpdateTask(changed, task.runToken(), null));
        changes.addAll(besides.apply(task));
        return changes;
    }
}
