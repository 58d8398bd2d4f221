package io.gwms.time;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

/** The days, weeks and months that pages offer, by the calendar of whoever looks. */
class CalendarPeriodTest {
    /** A Sunday evening in UTC, a Monday morning in Shanghai. */
    private static final Instant SUNDAY_EVENING = Instant.parse("2026-03-01T20:00:00Z");

    @Test
    void theWeekBeginsOnMondayOfTheZoneThatIsGiven() {
        assertThat(CalendarPeriod.THIS_WEEK.at(SUNDAY_EVENING, ZoneOffset.UTC).from())
                .isEqualTo("2026-02-23T00:00:00Z");
        assertThat(CalendarPeriod.THIS_WEEK
                        .at(SUNDAY_EVENING, ZoneId.of("Asia/Shanghai"))
                        .from())
                .isEqualTo("2026-03-01T16:00:00Z");
    }

    @Test
    void theWeekMayBeginOnAnotherDay() {
        assertThat(CalendarPeriod.THIS_WEEK
                        .at(SUNDAY_EVENING, ZoneOffset.UTC, DayOfWeek.SUNDAY)
                        .from())
                .isEqualTo("2026-03-01T00:00:00Z");
    }

    @Test
    void theMonthEndsWhereTheNextBegins() {
        var february = CalendarPeriod.THIS_MONTH.at(Instant.parse("2028-02-29T23:59:59.999Z"), ZoneOffset.UTC);

        assertThat(february.from()).isEqualTo("2028-02-01T00:00:00Z");
        assertThat(february.to()).isEqualTo("2028-03-01T00:00:00Z");
    }

    @Test
    void aDayIsAsLongAsItsZoneMakesIt() {
        ZoneId newYork = ZoneId.of("America/New_York");
        Instant springForward = Instant.parse("2026-03-08T18:00:00Z");

        assertThat(CalendarPeriod.TODAY.at(springForward, newYork).length()).isEqualTo(Duration.ofHours(23));
        assertThat(CalendarPeriod.TODAY
                        .at(Instant.parse("2018-11-04T12:00:00Z"), ZoneId.of("America/Sao_Paulo"))
                        .from())
                .as("midnight was skipped that day")
                .isEqualTo("2018-11-04T03:00:00Z");
    }
}
