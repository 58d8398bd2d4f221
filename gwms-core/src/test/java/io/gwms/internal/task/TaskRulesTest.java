package io.gwms.internal.task;

import static io.gwms.internal.task.SampleTasks.CREATED;
import static io.gwms.internal.task.SampleTasks.claimed;
import static io.gwms.internal.task.SampleTasks.claimedAgain;
import static io.gwms.internal.task.SampleTasks.withStatus;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.task.ManualReason;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskRulesTest {
    private static final TaskVerdict DONE = new TaskVerdict.Done();
    private static final TaskVerdict AGAIN = new TaskVerdict.Again();
    private static final TaskVerdict FAILED = new TaskVerdict.Failed();

    private static SyncTask after(SyncTask claimed, TaskVerdict verdict, PollingPolicy policy, Instant now) {
        return TaskRules.afterRound(Round.of(claimed, now), verdict, "as the warehouse says", policy, now);
    }

    /** The waits of one round after the other, in minutes, until the task leaves WAITING. */
    private static List<Long> waits(PollingPolicy policy, TaskVerdict verdict, int rounds) {
        List<Long> waits = new ArrayList<>();
        Instant now = CREATED;
        SyncTask task = claimed();
        for (int i = 0; i < rounds; i++) {
            task = after(task, verdict, policy, now);
            if (task.status() != TaskStatus.WAITING) {
                break;
            }
            waits.add(Duration.between(now, task.nextExecutionAt()).toMinutes());
            now = task.nextExecutionAt();
            task = claimedAgain(task);
        }
        return waits;
    }

    @Test
    void createPollsEveryThirtyMinutes() {
        assertThat(waits(PollingPolicy.create(), AGAIN, 4)).containsExactly(30L, 30L, 30L, 30L);
    }

    @Test
    void cancelWaitsLongerUpToFourHours() {
        assertThat(waits(PollingPolicy.cancel(), AGAIN, 6)).containsExactly(10L, 20L, 60L, 240L, 240L, 240L);
    }

    @Test
    void queryPollsEveryTwentyFourHours() {
        assertThat(waits(PollingPolicy.query(), AGAIN, 2)).containsExactly(1_440L, 1_440L);
    }

    @Test
    void inventoryRetriesThreeTimesInsideItsSlotAndThenNeedsAPerson() {
        assertThat(waits(PollingPolicy.inventory(), FAILED, 9)).containsExactly(5L, 15L, 45L);
    }

    @Test
    void cancelNeedsAPersonAfterTwentyFourRounds() {
        assertThat(waits(PollingPolicy.cancel(), AGAIN, 99)).hasSize(23);
        SyncTask last = after(claimed(23, 0, 0, false), AGAIN, PollingPolicy.cancel(), CREATED);
        assertThat(last.status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(last.manualReason()).isEqualTo(ManualReason.RETRIES_EXHAUSTED);
        assertThat(last.error()).contains("not finished after 24 rounds").contains("as the warehouse says");
    }

    @Test
    void createNeedsAPersonFourteenDaysAfterItWasCreated() {
        Instant justBefore = CREATED.plus(Duration.ofDays(14)).minusMillis(1);
        assertThat(after(claimed(), AGAIN, PollingPolicy.create(), justBefore).status())
                .isEqualTo(TaskStatus.WAITING);
        SyncTask late = after(claimed(), AGAIN, PollingPolicy.create(), justBefore.plusMillis(1));
        assertThat(late.manualReason()).isEqualTo(ManualReason.RETRIES_EXHAUSTED);
        assertThat(late.error()).contains("not finished 14 days after it was created");
    }

    @Test
    void rateLimitedTaskStillAges() {
        TaskVerdict limited = new TaskVerdict.AgainAfter(Duration.ofMinutes(1));
        assertThat(after(claimed(), limited, PollingPolicy.create(), CREATED.plus(Duration.ofDays(15)))
                        .status())
                .isEqualTo(TaskStatus.MANUAL);
    }

    @Test
    void fiveFailuresInARowNeedAPerson() {
        SyncTask fifth = after(claimed(4, 4, 0, false), FAILED, PollingPolicy.create(), CREATED);
        assertThat(fifth.status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(fifth.manualReason()).isEqualTo(ManualReason.CONSECUTIVE_FAILURES);
        assertThat(fifth.failures()).isEqualTo(5);
    }

    @Test
    void failureBehindProgressIsTheFirstOfItsRow() {
        Round further = Round.of(claimed(9, 4, 0, false), CREATED).progressed();

        SyncTask task = TaskRules.afterRound(further, FAILED, "no answer", PollingPolicy.cancel(), CREATED);

        assertThat(task.failures()).isEqualTo(1);
        assertThat(task.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task.nextExecutionAt()).isEqualTo(CREATED.plus(Duration.ofMinutes(10)));
    }

    @Test
    void delayOfTheFarSideBehindProgressEndsARowOfFailures() {
        Round further = Round.of(claimed(9, 4, 0, false), CREATED).progressed();
        TaskVerdict limited = new TaskVerdict.AgainAfter(Duration.ofSeconds(90));

        assertThat(TaskRules.afterRound(further, limited, "", PollingPolicy.cancel(), CREATED)
                        .failures())
                .isZero();
    }

    @Test
    void notYetIsNoFailureAndEndsARowOfThem() {
        SyncTask task = after(claimed(4, 4, 2, false), AGAIN, PollingPolicy.create(), CREATED);
        assertThat(task.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task.failures()).isZero();
        assertThat(task.crashes()).isZero();
        assertThat(task.error()).isEmpty();
    }

    @Test
    void delayOfTheFarSideUsesUpNoAttemptAndEndsNoRowOfFailures() {
        TaskVerdict limited = new TaskVerdict.AgainAfter(Duration.ofSeconds(90));
        SyncTask task = after(claimed(3, 2, 0, false), limited, PollingPolicy.cancel(), CREATED);
        assertThat(task.attempts()).isEqualTo(3);
        assertThat(task.failures()).isEqualTo(2);
        assertThat(task.nextExecutionAt()).isEqualTo(CREATED.plusSeconds(90));
    }

    @Test
    void delayOfTheFarSideIsAtLeastASecondSoThatATaskNeverSpins() {
        TaskVerdict now = new TaskVerdict.AgainAfter(Duration.ofSeconds(-5));
        assertThat(after(claimed(), now, PollingPolicy.cancel(), CREATED).nextExecutionAt())
                .isEqualTo(CREATED.plusSeconds(1));
    }

    @Test
    void doneIsSuccessAndClearsTheError() {
        SyncTask task = after(claimed(3, 2, 0, false), DONE, PollingPolicy.create(), CREATED);
        assertThat(task.status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(task.summary()).isEqualTo("as the warehouse says");
        assertThat(task.error()).isEmpty();
    }

    @Test
    void handlersWordMakesItManualWithTheReason() {
        TaskVerdict human = new TaskVerdict.NeedsHuman(ManualReason.REMOTE_DONE_LOCAL_FAILED);
        SyncTask task = after(claimed(), human, PollingPolicy.create(), CREATED);
        assertThat(task.status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(task.manualReason()).isEqualTo(ManualReason.REMOTE_DONE_LOCAL_FAILED);
        assertThat(task.error()).isEqualTo("as the warehouse says");
    }

    @Test
    void syncNowRoundNeitherAdvancesTheLadderNorUsesAnAttempt() {
        SyncTask task = after(claimed(1, 0, 0, true), AGAIN, PollingPolicy.cancel(), CREATED);
        assertThat(task.attempts()).isEqualTo(1);
        assertThat(task.nextExecutionAt()).isEqualTo(CREATED.plus(Duration.ofMinutes(10)));
        assertThat(task.rerunRequested()).isFalse();
        assertThat(after(claimed(23, 0, 0, true), AGAIN, PollingPolicy.cancel(), CREATED)
                        .status())
                .as("the 24th round does not count when a person asked for it")
                .isEqualTo(TaskStatus.WAITING);
    }

    @Test
    void failedSyncNowRoundIsNotCountedInTheRow() {
        SyncTask task = after(claimed(4, 4, 0, true), FAILED, PollingPolicy.create(), CREATED);
        assertThat(task.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task.failures()).isEqualTo(4);
    }

    @Test
    void roundAskedForWhileOneRunsFollowsAtOnce() {
        SyncTask claimed = claimed(2, 0, 0, false);
        Round round = Round.of(claimed, CREATED).with(TaskRules.syncNow(claimed, CREATED));
        SyncTask task = TaskRules.afterRound(round, AGAIN, "", PollingPolicy.cancel(), CREATED.plusSeconds(5));
        assertThat(task.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task.nextExecutionAt()).isEqualTo(CREATED.plusSeconds(5));
        assertThat(task.rerunRequested()).isTrue();
        assertThat(TaskRules.afterRound(round, DONE, "", PollingPolicy.cancel(), CREATED)
                        .status())
                .as("what is finished is not run again")
                .isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void roundAskedForReopensATaskThatWouldNeedAPerson() {
        SyncTask claimed = claimed(4, 4, 0, false);
        Round round = Round.of(claimed, CREATED).with(TaskRules.syncNow(claimed, CREATED));
        SyncTask task = TaskRules.afterRound(round, FAILED, "x", PollingPolicy.create(), CREATED);
        assertThat(task.status()).isEqualTo(TaskStatus.PENDING);
        assertThat(task.failures()).isZero();
        assertThat(task.manualReason()).isNull();
    }

    @Test
    void syncNowMakesAWaitingTaskDueAndIsCoalesced() {
        Instant now = CREATED.minusSeconds(60);
        SyncTask due = TaskRules.syncNow(withStatus(TaskStatus.WAITING), now);
        assertThat(due).isNotNull();
        assertThat(due.nextExecutionAt()).isEqualTo(now);
        assertThat(due.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(TaskRules.syncNow(due, now.plusSeconds(1))).isNull();
    }

    @Test
    void newsOfATaskThatRunsIsFollowedByARoundAlsoWhenSyncNowMadeItRun() {
        SyncTask claimed = claimed(2, 0, 0, true);
        SyncTask told = TaskRules.dueBy(claimed, CREATED);
        assertThat(told)
                .as("the round may have asked the far side before the news came")
                .isNotNull();

        Round round = Round.of(claimed, CREATED).with(told);
        assertThat(TaskRules.afterRound(round, AGAIN, "", PollingPolicy.cancel(), CREATED)
                        .nextExecutionAt())
                .isEqualTo(CREATED);
    }

    @Test
    void newsMakesAWaitingTaskDueNoLaterThanItWas() {
        SyncTask waiting = withStatus(TaskStatus.WAITING);
        Instant due = waiting.nextExecutionAt();
        assertThat(TaskRules.dueBy(waiting, due)).isNull();
        assertThat(TaskRules.dueBy(waiting, due.plusSeconds(1))).isNull();
        assertThat(TaskRules.dueBy(waiting, due.minusSeconds(1)))
                .extracting(SyncTask::nextExecutionAt)
                .isEqualTo(due.minusSeconds(1));
        assertThat(TaskRules.dueBy(withStatus(TaskStatus.MANUAL), due)).isNull();
        assertThat(TaskRules.dueBy(withStatus(TaskStatus.SUCCESS), due)).isNull();
    }

    @Test
    void syncNowReopensATaskThatNeedsAPerson() {
        SyncTask manual = after(claimed(4, 4, 0, false), FAILED, PollingPolicy.create(), CREATED);
        SyncTask reopened = TaskRules.syncNow(manual, CREATED.plusSeconds(1));
        assertThat(reopened).isNotNull();
        assertThat(reopened.status()).isEqualTo(TaskStatus.PENDING);
        assertThat(reopened.attempts()).isZero();
        assertThat(reopened.failures()).isZero();
        assertThat(reopened.manualReason()).isNull();
        assertThat(reopened.nextExecutionAt()).isEqualTo(CREATED.plusSeconds(1));
    }

    @Test
    void finishedTasksRefuseSyncNowAndCancel() {
        for (TaskStatus status : TaskStatus.values()) {
            assertThat(TaskRules.syncNowRefusal(withStatus(status)).isPresent()).isEqualTo(!status.isLive());
            assertThat(TaskRules.cancelRefusal(withStatus(status)).isPresent()).isEqualTo(!status.isLive());
        }
    }

    @Test
    void threeCrashesInARowAreALoop() {
        assertThat(TaskRules.isCrashLoop(claimed(0, 0, 2, false), PollingPolicy.create()))
                .isFalse();
        assertThat(TaskRules.isCrashLoop(claimed(0, 0, 3, false), PollingPolicy.create()))
                .isTrue();
    }

    @Test
    void durationsReadAsPeopleSayThem() {
        assertThat(TaskRules.inWords(Duration.ofDays(14))).isEqualTo("14 days");
        assertThat(TaskRules.inWords(Duration.ofHours(24))).isEqualTo("24 h");
        assertThat(TaskRules.inWords(Duration.ofMinutes(30))).isEqualTo("30 min");
        assertThat(TaskRules.inWords(Duration.ofSeconds(90))).isEqualTo("90 s");
    }
}
