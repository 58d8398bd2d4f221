package io.gwms.task;

import static io.gwms.internal.task.TaskRules.inWords;

import io.gwms.internal.task.OutcomeNames;
import io.gwms.internal.task.TaskRules;
import io.gwms.internal.task.TaskTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts the rules that apply to a task into words. */
final class Explaining {
    private final SyncTask task;
    private final Optional<PollingPolicy> policy;
    private final String policyFailure;
    private final Optional<TaskAttempt> last;
    private final List<TaskControl> controls;

    Explaining(SyncTask task, Policies.Answer policy, List<TaskAttempt> attempts, List<TaskControl> controls) {
        this.task = task;
        this.policy = policy.policy();
        this.policyFailure = policy.failure();
        this.controls = controls.stream()
                .filter(control -> control.scope().covers(TaskLane.of(task)))
                .toList();
        this.last = attempts.isEmpty() ? Optional.empty() : Optional.of(attempts.get(attempts.size() - 1));
    }

    TaskExplanation inWordsForPeople() {
        return new TaskExplanation(
                task,
                TaskRules.syncNowRefusal(task).orElse(null),
                TaskRules.cancelRefusal(task).orElse(null),
                nextTime(),
                roundsLeft(),
                toHuman(),
                task.error(),
                ErrorFamily.of(task));
    }

    private String nextTime() {
        return switch (task.status()) {
            case RUNNING -> task.rerunRequested() ? "it runs now, as asked by Sync Now" : "it runs now";
            case SUCCESS, CANCELLED -> "it is over";
            case MANUAL -> "none until a person decides: fix the cause, then use Sync Now";
            case PENDING, WAITING ->
                (task.rerunRequested() ? "at once: Sync Now was asked for, or news of it came in" : byPolicy())
                        + heldBy();
        };
    }

    private String byPolicy() {
        if (task.crashes() > 0) {
            return "at once: the process that ran it died";
        }
        if (last.isEmpty()) {
            return "the first round of a " + task.type() + " task, as set when it was created";
        }
        if (last.get().outcome().equals(OutcomeNames.AGAIN_AFTER)) {
            return "the far side named this time; it uses up no attempt";
        }
        return policy.map(rule -> byStep(rule, last.get()))
                .orElse("set by the policy of its type, which is not installed here");
    }

    private String byStep(PollingPolicy rule, TaskAttempt round) {
        boolean failed = round.outcome().equals(OutcomeNames.FAILED);
        int step = Math.max(1, failed ? task.failures() : task.attempts());
        Duration wait = failed ? rule.waitAfterFailure(step) : rule.waitAfterRound(step);
        String words = inWords(wait)
                + (failed
                        ? " after failed round " + step + " in a row"
                        : " after unfinished round " + step + " of a " + task.type() + " task");
        return task.nextExecutionAt().isBefore(round.endedAt().plus(wait))
                ? "brought forward, because news of it came in; else " + words
                : words;
    }

    /** Pauses and limits, which set no time but may make it pass. */
    private String heldBy() {
        StringBuilder words = new StringBuilder();
        for (TaskControl control : controls) {
            if (control.isPaused()) {
                words.append("; not before ")
                        .append(control.scope())
                        .append(" is resumed, which is paused: ")
                        .append(control.pausedBecause());
            } else {
                words.append("; as the limit of ").append(control.scope()).append(" allows");
            }
        }
        return words.toString();
    }

    private @Nullable Integer roundsLeft() {
        return task.status().isLive()
                ? policy.filter(rule -> rule.roundsToManual() > 0)
                        .map(rule -> Math.max(0, rule.roundsToManual() - task.attempts()))
                        .orElse(null)
                : null;
    }

    private String toHuman() {
        if (task.status() == TaskStatus.MANUAL) {
            return (task.manualReason() == null
                            ? "a person is needed"
                            : task.manualReason().value()) + ": " + task.error();
        }
        if (!task.status().isLive()) {
            return "nothing any more";
        }
        return policy.map(this::limits).orElseGet(() -> "nothing here: " + TaskTypes.nobodyDoes(task.type()))
                + (policyFailure.isEmpty()
                        ? ""
                        : "; by the policy of short work, because the one of its type cannot be told: "
                                + policyFailure);
    }

    private String limits(PollingPolicy rule) {
        List<String> limits = new ArrayList<>();
        limits.add(rule.failuresToManual() + " failed rounds in a row (" + task.failures() + " so far)");
        if (rule.roundsToManual() > 0) {
            limits.add(rule.roundsToManual() + " unfinished rounds (" + task.attempts() + " so far)");
        }
        Duration age = rule.ageToManual();
        if (age != null) {
            limits.add(inWords(age) + " without an end, on " + task.createdAt().plus(age));
        }
        limits.add(rule.crashesToManual() + " crashes in a row (" + task.crashes() + " so far)");
        return String.join("; ", limits) + "; or its handler says so";
    }
}
