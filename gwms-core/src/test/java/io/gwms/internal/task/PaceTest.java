package io.gwms.internal.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** How much is held ahead, and how lateness is told. */
class PaceTest {
    private static final Instant DUE = Instant.parse("2026-06-01T08:00:00Z");

    private static void took(Pace pace, Duration round) {
        for (int i = 0; i < 200; i++) {
            pace.took(round.toNanos());
        }
    }

    @Test
    void longRoundsAreNeverHeldAhead() {
        Pace pace = new Pace(8, 1_000);
        took(pace, Duration.ofSeconds(10));
        assertThat(pace.claims()).isEqualTo(8);
    }

    @Test
    void shortRoundsAreHeldAheadForAThirdOfASecondUpToTheMost() {
        Pace pace = new Pace(8, 1_000);
        took(pace, Duration.ofMillis(20));
        assertThat(pace.claims()).isBetween(8 + 115, 8 + 125);
        took(pace, Duration.ofNanos(5_000));
        assertThat(pace.claims()).isEqualTo(1_000);
    }

    @Test
    void nothingIsHeldAheadOnceClaimsWaitedTooLong() {
        Pace pace = new Pace(8, 1_000);
        took(pace, Duration.ofNanos(5_000));
        pace.hangs();
        assertThat(pace.claims()).isEqualTo(8);
    }

    @Test
    void latenessIsExactToAnEighthAndForgetsAfterAMinute() {
        Lateness lateness = new Lateness();
        for (int millis = 1; millis <= 1_000; millis++) {
            lateness.began(DUE, DUE.plusMillis(millis));
        }

        Duration[] late = lateness.percentiles(DUE.plusSeconds(1), 0.5, 0.95, 0.99);
        assertThat(late[0].toMillis()).isBetween(500L, 563L);
        assertThat(late[1].toMillis()).isBetween(950L, 1_069L);
        assertThat(late[2].toMillis()).isBetween(990L, 1_114L);
        assertThat(lateness.percentiles(DUE.plusSeconds(80), 0.5)).containsExactly(Duration.ZERO);
    }
}
