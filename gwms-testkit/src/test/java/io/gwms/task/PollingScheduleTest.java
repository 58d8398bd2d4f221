package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.testkit.TimeSkipping;
import io.gwms.testkit.state.InMemoryState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.Test;

/** The times of the product page (sync-tasks, section 3.1), over simulated weeks, through a change of the clocks too. */
class PollingScheduleTest {
    private final TimeSkipping time = TimeSkipping.from(START);
    private final Gwms gwms = Runtimes.bare(InMemoryState.empty(), time.clock())
            .module(Runtimes.module("polls", setup -> {
                setup.handler(TaskType.CREATE, PollingPolicy.create(), run -> TaskResult.again("not yet"));
                setup.handler(TaskType.CANCEL, PollingPolicy.cancel(), run -> TaskResult.again("not yet"));
                setup.handler(TaskType.QUERY, PollingPolicy.query(), run -> TaskResult.again("not yet"));
                setup.handler(TaskType.INVENTORY_SYNC, PollingPolicy.inventory(), run -> TaskResult.failed("HTTP 500"));
            }))
            .build();

    private List<Duration> intervals(TaskType type, Duration span) {
        TaskId id = gwms.tasks().add(NewTask.of(type, "k", BusinessType.OUTBOUND, "OUT-1", time.clock().instant()));
        time.drive(gwms).skip(span);
        List<Duration> intervals = new ArrayList<>();
        List<TaskAttempt> rounds = gwms.tasks().attempts(id);
        for (int i = 1; i < rounds.size(); i++) {
            intervals.add(Duration.between(
                    rounds.get(i - 1).endedAt(), rounds.get(i).startedAt()));
        }
        return intervals;
    }

    @Test
    void createPollsEveryThirtyMinutes() {
        assertThat(intervals(TaskType.CREATE, Duration.ofDays(10)))
                .hasSize(480)
                .containsOnly(Duration.ofMinutes(30));
    }

    @Test
    void cancelPollsAfterTenTwentySixtyMinutesAndThenEveryFourHours() {
        List<Duration> expected = new ArrayList<>(
                List.of(Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofMinutes(60)));
        expected.addAll(Collections.nCopies(20, Duration.ofHours(4)));

        assertThat(intervals(TaskType.CANCEL, Duration.ofDays(7))).isEqualTo(expected);
    }

    @Test
    void queryPollsOnceADay() {
        assertThat(intervals(TaskType.QUERY, Duration.ofDays(30))).hasSize(30).containsOnly(Duration.ofHours(24));
    }

    @Test
    void failedInventoryIsTriedAgainAfterFiveFifteenAndFortyFiveMinutesAndThenNeedsAPerson() {
        assertThat(intervals(TaskType.INVENTORY_SYNC, Duration.ofDays(1)))
                .containsExactly(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(45));
    }

    @Test
    void neitherTheZoneOfTheMachineNorAChangeOfItsClocksMatters() {
        TimeZone before = TimeZone.getDefault();
        try {
            TimeZone.setDefault(TimeZone.getTimeZone("Europe/Berlin"));
            time.clock().advanceTo(Instant.parse("2026-10-24T00:00:00Z")); // clocks go back on the 25th
            assertThat(intervals(TaskType.CREATE, Duration.ofDays(2))).containsOnly(Duration.ofMinutes(30));
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
