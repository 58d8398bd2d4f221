package io.gwms.time;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.ordersync.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

class CalendarPeriodPropertyTest {
    /** A moment is in its own period, and the whole line of time is cut without gap or overlap. */
    @Property(tries = 500)
    void periodsTileTime(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second,
            @ForAll CalendarPeriod period,
            @ForAll DayOfWeek weekBegins,
            @ForAll("zones") ZoneId zone) {
        Instant moment = Instant.ofEpochSecond(second);
        TimeWindow window = period.at(moment, zone, weekBegins);

        assertThat(window.contains(moment)).isTrue();
        assertThat(period.at(window.from(), zone, weekBegins)).isEqualTo(window);
        assertThat(period.at(window.to().minusNanos(1), zone, weekBegins)).isEqualTo(window);
        assertThat(period.at(window.to(), zone, weekBegins).from()).isEqualTo(window.to());
        if (period == CalendarPeriod.THIS_WEEK) {
            assertThat(window.from().atZone(zone).getDayOfWeek()).isEqualTo(weekBegins);
        }
    }

    @Provide
    Arbitrary<ZoneId> zones() {
        List<String> names = new ArrayList<>(ZoneId.getAvailableZoneIds());
        names.sort(null);
        return Arbitraries.of(names).map(ZoneId::of);
    }
}
