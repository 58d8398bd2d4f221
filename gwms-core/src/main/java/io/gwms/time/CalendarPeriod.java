package io.gwms.time;

import static java.util.Objects.requireNonNull;

import io.gwms.ordersync.TimeWindow;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;

/**
 * The stretches of time that pages offer (product-sync-history, «Time Range»): whole days of the calendar of whoever
 * looks, so the zone is theirs to give.
 */
public enum CalendarPeriod {
    /** From midnight to midnight. */
    TODAY {
        @Override
        LocalDate first(LocalDate today, DayOfWeek weekBegins) {
            return today;
        }

        @Override
        LocalDate next(LocalDate first) {
            return first.plusDays(1);
        }
    },
    /** Seven days from the day weeks begin on. */
    THIS_WEEK {
        @Override
        LocalDate first(LocalDate today, DayOfWeek weekBegins) {
            return today.with(TemporalAdjusters.previousOrSame(weekBegins));
        }

        @Override
        LocalDate next(LocalDate first) {
            return first.plusWeeks(1);
        }
    },
    /** From the first of the month to the first of the next. */
    THIS_MONTH {
        @Override
        LocalDate first(LocalDate today, DayOfWeek weekBegins) {
            return today.withDayOfMonth(1);
        }

        @Override
        LocalDate next(LocalDate first) {
            return first.plusMonths(1);
        }
    };

    /** The one that holds this moment, in weeks that begin on Monday as ISO 8601 has it. */
    public TimeWindow at(Instant moment, ZoneId zone) {
        return at(moment, zone, DayOfWeek.MONDAY);
    }

    /** The one that holds this moment; a day that begins late, for the clocks were put forward, begins then. */
    public TimeWindow at(Instant moment, ZoneId zone, DayOfWeek weekBegins) {
        requireNonNull(zone, "zone");
        LocalDate first = first(moment.atZone(zone).toLocalDate(), requireNonNull(weekBegins, "weekBegins"));
        return new TimeWindow(
                first.atStartOfDay(zone).toInstant(),
                next(first).atStartOfDay(zone).toInstant());
    }

    abstract LocalDate first(LocalDate today, DayOfWeek weekBegins);

    abstract LocalDate next(LocalDate first);
}
