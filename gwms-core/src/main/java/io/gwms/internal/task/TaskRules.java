package io.gwms.internal.task;

import io.gwms.task.ManualReason;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a task after a round, after Sync Now and after a cancel (sync-tasks, sections 2.7, 3.1
 * and 3.2). Pure functions. Each task they give has a run token one higher, so that an end is accepted
 * once and whoever held the older token is shut out.
 */
public final class TaskRules {
    /** The shortest wait a far side can ask for; without one a task would spin. */
    public static final Duration SHORTEST_WAIT = Duration.ofSeconds(1);

    /** How the error of a round begins whose result could not be stored. */
    public static final String NOT_STORED = "the result could not be stored: ";

    private TaskRules() {}

    /**
     * The task after a round.
     *
     * @param text what came of it, in words
     * @param now when the round ended; waits count from here
     */
    public static SyncTask afterRound(
            Round round, TaskVerdict verdict, String text, PollingPolicy policy, Instant now) {
        SyncTask before = round.claimed();
        int used = round.isSyncNow() ? 0 : 1;
        int attempts = before.attempts() + used;
        TaskEdit edit = TaskEdit.of(round.current())
                .executedAt(round.startedAt())
                .syncNow(false)
                .manual(null)
                .words(text, "")
                .counters(attempts, 0, 0);
        return verdict.fold(new TaskVerdict.Cases<TaskEdit>() {
                    @Override
                    public TaskEdit done() {
                        return edit.finished(TaskStatus.SUCCESS, now);
                    }

                    @Override
                    public TaskEdit again() {
                        return unfinished(policy.waitAfterRound(Math.max(1, attempts)), attempts);
                    }

                    @Override
                    public TaskEdit againAfter(Duration delay) {
                        edit.counters(before.attempts(), round.failuresBefore(), 0);
                        return unfinished(delay.compareTo(SHORTEST_WAIT) < 0 ? SHORTEST_WAIT : delay, 0);
                    }

                    @Override
                    public TaskEdit failed() {
                        int failures = round.failuresBefore() + used;
                        edit.counters(attempts, failures, 0).words(text, text);
                        if (failures >= policy.failuresToManual()) {
                            return manual(
                                    ManualReason.CONSECUTIVE_FAILURES,
                                    failures + " rounds failed in a row; the last one: " + text);
                        }
                        return unfinished(policy.waitAfterFailure(Math.max(1, failures)), attempts);
                    }

                    @Override
                    public TaskEdit needsHuman(ManualReason reason) {
                        edit.counters(attempts, round.failuresBefore(), 0);
                        return manual(reason, text);
                    }

                    private TaskEdit unfinished(Duration wait, int roundsUsed) {
                        return limitReached(before, policy, roundsUsed, now)
                                .map(limit ->
                                        manual(ManualReason.RETRIES_EXHAUSTED, limit + "; the last round: " + text))
                                .orElseGet(() -> round.isRerunRequested()
                                        ? edit.status(TaskStatus.WAITING)
                                                .dueAt(now)
                                                .syncNow(true)
                                        : edit.status(TaskStatus.WAITING).dueAt(now.plus(wait)));
                    }

                    private TaskEdit manual(ManualReason reason, String error) {
                        edit.words(text, error);
                        return round.isRerunRequested()
                                ? reopened(edit, now)
                                : edit.status(TaskStatus.MANUAL).manual(reason);
                    }
                })
                .done();
    }

    /** Which limit is reached with that many rounds used by now, in words. */
    private static Optional<String> limitReached(SyncTask task, PollingPolicy policy, int rounds, Instant now) {
        int most = policy.roundsToManual();
        if (most > 0 && rounds >= most) {
            return Optional.of("not finished after " + rounds + " rounds");
        }
        Duration age = policy.ageToManual();
        return age == null || now.isBefore(task.createdAt().plus(age))
                ? Optional.empty()
                : Optional.of("not finished " + inWords(age) + " after it was created");
    }

    /** The task of a claim that is not run at all, because a person is needed first. */
    public static SyncTask parked(SyncTask claimed, ManualReason reason, String error) {
        return TaskEdit.of(claimed)
                .status(TaskStatus.MANUAL)
                .manual(reason)
                .words(error, error)
                .syncNow(false)
                .done();
    }

    /** The task of a claim whose round never began, handed back due as it was. */
    static SyncTask handedBack(SyncTask claimed) {
        boolean first = claimed.rounds() == 1;
        TaskEdit edit = TaskEdit.of(claimed).status(first ? TaskStatus.PENDING : TaskStatus.WAITING);
        return (first ? edit.executedAt(null) : edit).done();
    }

    /** Whether the worker died in it so often that it is not run again without a person. */
    public static boolean isCrashLoop(SyncTask claimed, PollingPolicy policy) {
        return claimed.crashes() >= policy.crashesToManual();
    }

    /** Why Sync Now is refused; empty when it would be accepted (section 2.3, «Actions»). */
    public static Optional<String> syncNowRefusal(SyncTask task) {
        return switch (task.status()) {
            case SUCCESS -> Optional.of("the task has finished with success; there is nothing left to run");
            case CANCELLED -> Optional.of("the task is cancelled and will not run any more");
            case PENDING, WAITING, RUNNING, MANUAL -> Optional.empty();
        };
    }

    /** The task after an accepted Sync Now; null when one that was asked for before does it already. */
    public static @Nullable SyncTask syncNow(SyncTask task, Instant now) {
        TaskEdit edit = TaskEdit.of(task);
        return switch (task.status()) {
            case PENDING, WAITING ->
                task.rerunRequested() && !task.nextExecutionAt().isAfter(now)
                        ? null
                        : edit.dueAt(now).syncNow(true).done();
            case RUNNING -> edit.syncNow(true).done();
            case MANUAL -> reopened(edit, now).done();
            case SUCCESS, CANCELLED -> throw new IllegalStateException("Sync Now of a finished task " + task.id());
        };
    }

    /**
     * The task, due by then at the latest; one that runs is run once more. Null when nothing changes, as for one that
     * has ended or needs a person.
     */
    public static @Nullable SyncTask dueBy(SyncTask task, Instant at) {
        TaskEdit edit = TaskEdit.of(task);
        return switch (task.status()) {
            case PENDING, WAITING ->
                task.nextExecutionAt().isAfter(at) ? edit.dueAt(at).done() : null;
            case RUNNING -> edit.syncNow(true).done(); // the round it runs for may have asked before the news came
            case MANUAL, SUCCESS, CANCELLED -> null;
        };
    }

    private static TaskEdit reopened(TaskEdit edit, Instant now) {
        return edit.status(TaskStatus.PENDING)
                .counters(0, 0, 0)
                .manual(null)
                .syncNow(true)
                .dueAt(now);
    }

    /** Why a cancel is refused; empty when it would be accepted. */
    public static Optional<String> cancelRefusal(SyncTask task) {
        return switch (task.status()) {
            case SUCCESS -> Optional.of("the task has finished with success; there is nothing left to cancel");
            case CANCELLED -> Optional.of("the task is cancelled already");
            case PENDING, WAITING, RUNNING, MANUAL -> Optional.empty();
        };
    }

    /** The task after an accepted cancel. A round that runs goes on, but its result is dropped. */
    public static SyncTask cancelled(SyncTask task, String reason, Instant now) {
        return TaskEdit.of(task)
                .finished(TaskStatus.CANCELLED, now)
                .manual(null)
                .syncNow(false)
                .words(reason, task.error())
                .done();
    }

    /** A duration as people say it: {@code 14 days}, {@code 4 h}, {@code 30 min}. */
    public static String inWords(Duration duration) {
        if (duration.toHours() >= 48 && duration.toSeconds() % 86_400 == 0) {
            return duration.toDays() + " days";
        }
        if (duration.toHours() >= 1 && duration.toSeconds() % 3_600 == 0) {
            return duration.toHours() + " h";
        }
        return duration.toMinutes() >= 1 && duration.toSeconds() % 60 == 0
                ? duration.toMinutes() + " min"
                : duration.toSeconds() + " s";
    }
}
