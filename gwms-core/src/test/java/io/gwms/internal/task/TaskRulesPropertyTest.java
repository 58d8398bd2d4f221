package io.gwms.internal.task;

import static io.gwms.internal.task.SampleTasks.CREATED;
import static io.gwms.internal.task.SampleTasks.claimed;
import static io.gwms.internal.task.SampleTasks.claimedAgain;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.task.ManualReason;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskVerdict;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class TaskRulesPropertyTest {
    /** What may happen to a task between two looks at it. */
    record Step(TaskVerdict verdict, Duration took, boolean syncNowWhileRunning, boolean syncNowAfter) {}

    @Provide
    Arbitrary<PollingPolicy> policies() {
        return Arbitraries.of(
                PollingPolicy.create(),
                PollingPolicy.cancel(),
                PollingPolicy.query(),
                PollingPolicy.inventory(),
                PollingPolicy.prompt());
    }

    @Provide
    Arbitrary<Step> steps() {
        Arbitrary<TaskVerdict> verdicts = Arbitraries.oneOf(
                Arbitraries.of(
                        new TaskVerdict.Done(),
                        new TaskVerdict.Again(),
                        new TaskVerdict.Failed(),
                        new TaskVerdict.NeedsHuman(ManualReason.REJECTED)),
                Arbitraries.longs().between(-10, 100_000).map(s -> new TaskVerdict.AgainAfter(Duration.ofSeconds(s))));
        Arbitrary<Duration> took = Arbitraries.longs().between(0, 1_000_000).map(Duration::ofMillis);
        Arbitrary<Boolean> flag = Arbitraries.of(true, false, false);
        return Combinators.combine(verdicts, took, flag, flag).as(Step::new);
    }

    @Property(tries = 500)
    void everyStepKeepsTheLaws(
            @ForAll("policies") PollingPolicy policy, @ForAll @Size(max = 40) List<@From("steps") Step> steps) {
        SyncTask task = claimed();
        Instant now = CREATED;
        for (Step step : steps) {
            Round round = Round.of(task, now);
            now = now.plus(step.took);
            if (step.syncNowWhileRunning) {
                round = round.with(TaskRules.syncNow(round.current(), now));
            }
            SyncTask after = TaskRules.afterRound(round, step.verdict, "text", policy, now);
            checkAfter(round, after, now);
            if (step.syncNowAfter && TaskRules.syncNowRefusal(after).isEmpty()) {
                SyncTask asked = TaskRules.syncNow(after, now);
                if (asked != null) {
                    assertThat(asked.runToken()).isGreaterThan(after.runToken());
                    after = asked;
                }
            }
            if (after.status() != TaskStatus.WAITING && after.status() != TaskStatus.PENDING) {
                return;
            }
            now = after.nextExecutionAt();
            task = claimedAgain(after);
        }
    }

    private static void checkAfter(Round round, SyncTask after, Instant now) {
        assertThat(after.runToken())
                .as("tokens never go back")
                .isGreaterThan(round.current().runToken());
        assertThat(after.status()).as("a round that ended does not run").isNotEqualTo(TaskStatus.RUNNING);
        assertThat(after.manualReason() != null)
                .as("a reason, exactly when a person is needed")
                .isEqualTo(after.status() == TaskStatus.MANUAL);
        assertThat(after.attempts()).isLessThanOrEqualTo(round.claimed().attempts() + 1);
        if (after.status() == TaskStatus.WAITING || after.status() == TaskStatus.PENDING) {
            assertThat(after.nextExecutionAt())
                    .as("due never before the outcome")
                    .isAfterOrEqualTo(now);
        }
    }

    @Property
    void cancelLadderNeverShrinks(@ForAll @IntRange(min = 0, max = 21) int attempts) {
        assertThat(waitAfter(attempts + 1)).isGreaterThanOrEqualTo(waitAfter(attempts));
    }

    private static Duration waitAfter(int attempts) {
        SyncTask after = TaskRules.afterRound(
                Round.of(claimed(attempts, 0, 0, false), CREATED),
                new TaskVerdict.Again(),
                "",
                PollingPolicy.cancel(),
                CREATED);
        return Duration.between(CREATED, after.nextExecutionAt());
    }
}
