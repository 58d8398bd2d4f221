package io.gwms.platform.woocommerce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A time that some clock skips gives way to the last one before it that none skips. */
class SkippedHoursTest {
    @ParameterizedTest
    @CsvSource({
        "2026-07-01T02:30:00, 2026-07-01T02:30:00",
        "2026-03-08T01:59:59, 2026-03-08T01:59:59", // the night of America
        "2026-03-08T02:30:00, 2026-03-08T01:59:59",
        "2026-03-08T04:00:00, 2026-03-08T04:00:00",
        "2026-03-29T03:30:00, 2026-03-28T22:59:59", // that of Europe, each land an hour before the next
        "2026-10-04T02:15:00, 2026-10-04T01:59:59" // that of Australia
    })
    void skippedTimeGivesWayToOneBeforeIt(LocalDateTime asked, LocalDateTime good) {
        assertThat(SkippedHours.before(asked)).isEqualTo(good);
    }
}
