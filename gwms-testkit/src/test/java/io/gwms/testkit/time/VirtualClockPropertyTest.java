package io.gwms.testkit.time;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;

class VirtualClockPropertyTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @Property
    void timeNeverRunsBackwards(@ForAll @NotEmpty List<@LongRange(min = -100_000, max = 100_000) Long> pushes) {
        var clock = VirtualClock.startingAt(START);
        for (long seconds : pushes) {
            Instant before = clock.instant();
            Instant after = clock.advanceTo(START.plusSeconds(seconds));
            assertThat(after).isAfterOrEqualTo(before).isEqualTo(clock.instant());
        }
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(Math.max(0, Collections.max(pushes))));
    }

    @Property
    void everyStepForwardCounts(@ForAll List<@LongRange(min = 0, max = 100_000) Long> steps) {
        var clock = VirtualClock.startingAt(START);
        steps.forEach(seconds -> clock.advance(Duration.ofSeconds(seconds)));
        assertThat(clock.instant())
                .isEqualTo(START.plusSeconds(
                        steps.stream().mapToLong(Long::longValue).sum()));
    }

    @Example
    void noStepIsLostBetweenThreads() {
        var clock = VirtualClock.startingAt(START);
        IntStream.range(0, 10_000).parallel().forEach(i -> clock.advance(Duration.ofSeconds(1)));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(10_000));
    }

    @Example
    void negativeStepIsRefused() {
        var clock = VirtualClock.startingAt(START);
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).hasMessageContaining("zero or longer");
    }
}
