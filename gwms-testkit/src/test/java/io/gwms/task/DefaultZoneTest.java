package io.gwms.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.TimeZone;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tasks go by instants, so neither the default zone nor a change to summer time nor another zone under way shifts them. */
@OnPostgres
@Timeout(120)
class DefaultZoneTest {
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(30);
    private static final int ROUNDS = 10;

    private final TimeZone before = TimeZone.getDefault();

    @AfterEach
    void zoneAsItWas() {
        TimeZone.setDefault(before);
    }

    @Test
    void pollsStayHalfAnHourApartInUtc(TestDatabase database) {
        pollsStayHalfAnHourApart("UTC", Instant.parse("2026-03-29T00:00:00Z"), database);
    }

    @Test
    void pollsStayHalfAnHourApartWhenBerlinGoesForward(TestDatabase database) {
        pollsStayHalfAnHourApart("Europe/Berlin", Instant.parse("2026-03-28T23:00:00Z"), database);
    }

    @Test
    void pollsStayHalfAnHourApartWhenBerlinGoesBack(TestDatabase database) {
        pollsStayHalfAnHourApart("Europe/Berlin", Instant.parse("2026-10-24T23:00:00Z"), database);
    }

    @Test
    void pollsStayHalfAnHourApartWhenNewYorkGoesBack(TestDatabase database) {
        pollsStayHalfAnHourApart("America/New_York", Instant.parse("2026-11-01T04:00:00Z"), database);
    }

    @Test
    void pollsStayHalfAnHourApartWhenNewfoundlandGoesForward(TestDatabase database) {
        pollsStayHalfAnHourApart("America/St_Johns", Instant.parse("2026-03-08T03:30:00Z"), database);
    }

    @Test
    void pollsStayHalfAnHourApartOverTheDayThatSamoaLeftOut(TestDatabase database) {
        pollsStayHalfAnHourApart("Pacific/Apia", Instant.parse("2011-12-30T08:00:00Z"), database);
    }

    @Test
    void pollsStayHalfAnHourApartWhereTheHourIsAQuarterOff(TestDatabase database) {
        pollsStayHalfAnHourApart("Asia/Kathmandu", Instant.parse("2026-06-01T08:00:00Z"), database);
    }

    /** From an hour or two before the zone's clocks change; half way the zone is another one. */
    private static void pollsStayHalfAnHourApart(String zone, Instant start, TestDatabase database) {
        TimeZone.setDefault(TimeZone.getTimeZone(zone));
        VirtualClock time = VirtualClock.startingAt(start);
        List<Instant> rounds = new ArrayList<>();
        try (Gwms gwms = Runtimes.hosted(time)
                .database(database.dataSource())
                .credentialKey(new byte[32])
                .module(Runtimes.module(
                        "tasks",
                        setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), run -> {
                            rounds.add(run.startedAt());
                            if (rounds.size() == ROUNDS / 2) {
                                TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
                            }
                            return TaskResult.again("not yet");
                        })))
                .build()) {
            TaskId id = Runtimes.add(gwms, "OB-1");
            for (int i = 0; i < ROUNDS; i++) {
                gwms.step();
                assertThat(Runtimes.task(gwms, id).nextExecutionAt())
                        .isEqualTo(start.plus(HALF_AN_HOUR.multipliedBy(i + 1)));
                time.advance(HALF_AN_HOUR.minusMillis(1));
                assertThat(gwms.step().rounds()).as("a moment too early").isZero();
                time.advance(Duration.ofMillis(1));
            }

            assertThat(rounds).hasSize(ROUNDS);
            assertThat(gwms.tasks().attempts(id))
                    .extracting(TaskAttempt::startedAt)
                    .isEqualTo(rounds);
            for (int i = 0; i < ROUNDS; i++) {
                assertThat(rounds.get(i)).isEqualTo(start.plus(HALF_AN_HOUR.multipliedBy(i)));
            }
        }
    }
}
