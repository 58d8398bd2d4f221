package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.task.TaskRules;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.time.GwmsClock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The sync tasks as people see and steer them (sync-tasks, sections 2.1 to 2.7).
 *
 * <p><b>Threads:</b> shared.
 */
@Incubating
public final class Tasks {
    private final StateRepository state;
    private final GwmsClock clock;
    private final Function<SyncTask, Optional<PollingPolicy>> policies;
    private final Runnable wake;

    private Tasks(
            StateRepository state,
            GwmsClock clock,
            Function<SyncTask, Optional<PollingPolicy>> policies,
            Runnable wake) {
        this.state = requireNonNull(state, "state");
        this.clock = requireNonNull(clock, "clock");
        this.policies = requireNonNull(policies, "policies");
        this.wake = requireNonNull(wake, "wake");
    }

    /**
     * The tasks of that state. For the runtime.
     *
     * @param policies the policy of a task, where it is known
     * @param wake called when a task has become due
     */
    public static Tasks over(
            StateRepository state,
            GwmsClock clock,
            Function<SyncTask, Optional<PollingPolicy>> policies,
            Runnable wake) {
        return new Tasks(state, clock, policies, wake);
    }

    /** The task of that id. */
    public Optional<SyncTask> find(TaskId id) {
        return state.tasks().find(id);
    }

    /** A page of tasks, newest first. */
    public List<SyncTask> list(TaskQuery query) {
        return state.tasks().list(query);
    }

    /** The rounds of a task, oldest first. */
    public List<TaskAttempt> attempts(TaskId id) {
        return state.tasks().attempts(id);
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
        return change(id, TaskRules::syncNowRefusal, task -> TaskRules.syncNow(task, clock.instant()));
    }

    /**
     * Ends a task for good. A round that runs goes on, but its result is dropped; nothing is asked of the
     * far side.
     */
    public TaskAnswer cancel(TaskId id) {
        return change(
                id, TaskRules::cancelRefusal, task -> TaskRules.cancelled(task, "cancelled by hand", clock.instant()));
    }

    /** Why a task stands as it does; empty when there is no such task. */
    public Optional<TaskExplanation> explain(TaskId id) {
        return find(id).map(task -> new Explaining(task, policies.apply(task), attempts(id)).inWordsForPeople());
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
            TaskId id, Function<SyncTask, Optional<String>> refusal, Function<SyncTask, @Nullable SyncTask> change) {
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
            if (changed == null
                    || state.commit(List.of(new Change.UpdateTask(changed, task.runToken(), null)))
                            .isCommitted()) {
                wake.run();
                return new TaskAnswer.Submitted(id);
            }
        }
    }
}
