package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.ordersync.TimeWindow;
import io.gwms.platform.OrderCursor;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The edges of what is asked for: the oldest moment a platform shows, now, and the smallest part. */
class SlicingTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Duration LOOKBACK = Duration.ofDays(30);
    private static final Instant EARLIEST = NOON.minus(LOOKBACK).plus(Duration.ofMinutes(1));
    private static final Duration LAG = Duration.ofMinutes(5);

    private final Slicing slicing =
            new Slicing(new OrderCursor(OrderCursor.Field.CHANGED_AT, true, null, LOOKBACK, LAG, 50), NOON);

    @Test
    void nothingIsAskedForThatThePlatformDoesNotShowAMinuteLater() {
        assertThat(slicing.earliest()).contains(EARLIEST);
        assertThat(slicing.within(new TimeWindow(NOON.minus(Duration.ofDays(90)), NOON)))
                .containsExactly(new TimeWindow(EARLIEST, NOON));
        assertThat(slicing.within(new TimeWindow(NOON.minus(Duration.ofDays(90)), EARLIEST)))
                .isEmpty();
        TimeWindow oldest = new TimeWindow(EARLIEST, NOON);
        assertThat(slicing.slice(oldest, null).asked())
                .as("it cannot reach back by the lag")
                .isEqualTo(oldest);
    }

    @Test
    void aStretchThatBeganTooEarlyIsAskedForAsItIs() {
        TimeWindow older = new TimeWindow(EARLIEST.minus(Duration.ofDays(1)), NOON);

        assertThat(slicing.slice(older, null)).isEqualTo(new Slicing.Slice(older, older));
    }

    @Test
    void whatIsAskedForEndsNow() {
        TimeWindow tomorrow = new TimeWindow(NOON.minusSeconds(60), NOON.plus(Duration.ofDays(1)));

        assertThat(slicing.within(tomorrow)).containsExactly(new TimeWindow(NOON.minusSeconds(60), NOON.plusMillis(1)));
    }

    @Test
    void aWindowThatReachesBackCanBeMadeSmallerHoweverShortItIs() {
        TimeWindow short5 = new TimeWindow(NOON.minusSeconds(5), NOON);

        assertThat(new Slicing.Slice(short5, short5).isSmallest()).isTrue();
        assertThat(new Slicing.Slice(short5, new TimeWindow(NOON.minusSeconds(305), NOON)).isSmallest())
                .isFalse();
    }

    @Test
    void aPartNeverReachesBeyondWhatIsBroken() {
        TimeWindow stretch = new TimeWindow(NOON.minusSeconds(60), NOON);
        Instant from = NOON.minusSeconds(58);
        Instant brokenTo = NOON.minusSeconds(57);
        var place = new SyncProgress.Place(0, from, null, 0, 0, 0, "", brokenTo);

        assertThat(slicing.at(stretch, place).asked()).isEqualTo(new TimeWindow(from, brokenTo));
    }

    @Test
    void aPlatformThatTellsWholeSecondsShowsTheFirstSecondOfAWindow() {
        TimeWindow window = new TimeWindow(NOON.plusMillis(400), NOON.plusSeconds(10));

        assertThat(Slicing.holds(window, NOON)).isTrue();
        assertThat(Slicing.holds(window, NOON.minusMillis(1))).isFalse();
        assertThat(Slicing.holds(window, NOON.plusSeconds(10))).isFalse();
    }
}
