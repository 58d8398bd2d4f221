package io.gwms.platform.woocommerce;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.List;
import java.util.Objects;

/**
 * The hours that clocks skip when summer time begins. WordPress reads the ends of a window by the site's clock, those of
 * Greenwich too ({@code WP_Date_Query::build_mysql_datetime}); a time that this clock skips becomes one an hour later, and
 * what changed in between would be in no window. Where the site is cannot be asked for, so every zone counts.
 */
final class SkippedHours {
    private static final List<ZoneRules> CLOCKS = ZoneId.getAvailableZoneIds().stream()
            .map(zone -> ZoneId.of(zone).getRules())
            .filter(rules -> !rules.isFixedOffset())
            .distinct()
            .toList();

    private SkippedHours() {}

    /** The time itself, or the last one before it that no clock on earth skips. */
    static LocalDateTime before(LocalDateTime time) {
        LocalDateTime good = time;
        while (true) {
            LocalDateTime asked = good;
            LocalDateTime earliest = CLOCKS.stream()
                    .map(clock -> clock.getTransition(asked))
                    .filter(Objects::nonNull)
                    .filter(ZoneOffsetTransition::isGap)
                    .map(gap -> gap.getDateTimeBefore().minusSeconds(1))
                    .min(LocalDateTime::compareTo)
                    .orElse(asked);
            if (earliest.equals(asked)) {
                return asked;
            }
            good = earliest;
        }
    }
}
