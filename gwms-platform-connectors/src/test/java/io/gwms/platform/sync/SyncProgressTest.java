package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.SyncCounts;
import io.gwms.ordersync.SyncFailure;
import io.gwms.ordersync.TimeWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a run knows of itself outlives its process, and a window that is read anew is read as it was to be read. */
class SyncProgressTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Instant BROKEN_TO = NOON.minusSeconds(30);
    private static final SyncProgress.Place PLACE =
            new SyncProgress.Place(1, NOON.minusSeconds(90), "page-3", 17, 4, 2, "PENDING/id-7", BROKEN_TO);

    private static TimeWindow minutes(int from, int to) {
        return new TimeWindow(NOON.minus(Duration.ofMinutes(from)), NOON.minus(Duration.ofMinutes(to)));
    }

    private static SyncProgress progress() {
        return new SyncProgress(
                NOON,
                NOON.minusSeconds(300),
                List.of(minutes(90, 60), minutes(30, 0), minutes(80, 70)),
                2,
                true,
                PLACE,
                new SyncCounts(5, 4, 6, 2, 1),
                3,
                NOON.plusSeconds(60),
                new SyncFailure(FailureFamily.PLATFORM, "NO_ANSWER", "Platform: no answer."));
    }

    @Test
    void whatIsWrittenIsReadBack() {
        assertThat(SyncProgress.parse(progress().text())).contains(progress());
        SyncProgress fresh = SyncProgress.planned(NOON, NOON, List.of());
        assertThat(SyncProgress.parse(fresh.text())).contains(fresh);
        assertThat(SyncProgress.parse("")).isEmpty();
    }

    @Test
    void aSliceThatIsReadAnewBeginsAtItsFirstPageAndStaysAsNarrow() {
        SyncProgress anew = progress().sliceAnew();

        assertThat(anew.at()).isEqualTo(new SyncProgress.Place(1, NOON.minusSeconds(90), null, 0, 4, 3, "", BROKEN_TO));
        assertThat(anew.counts()).as("what was skipped of it is met again").isEqualTo(new SyncCounts(5, 4, 4, 2, 1));
    }

    @Test
    void theSliceBehindBeginsWithWhatWasSkippedByThen() {
        SyncProgress next = progress().sliceDone(NOON.minusSeconds(60), new SyncCounts(5, 4, 9, 2, 1));

        assertThat(next.at()).isEqualTo(new SyncProgress.Place(1, NOON.minusSeconds(60), null, 0, 9, 0, "", BROKEN_TO));
        assertThat(next.failures()).as("it got further").isZero();
        assertThat(next.sliceDone(NOON, next.counts()).at())
                .as("the next stretch")
                .isEqualTo(new SyncProgress.Place(2, null, null, 0, 9, 0, "", null));
    }

    @Test
    void aRunThatGoesOnAfterItFailedMayFailAsOftenAsANewOne() {
        SyncProgress again = progress().afterFailure().orElseThrow();

        assertThat(again.failures()).isZero();
        assertThat(again.endedAt()).isNull();
        assertThat(again.at()).isEqualTo(PLACE);
    }

    @Test
    void theWindowsThatAreOnlyReadAgainAreNoneOfItsOwn() {
        assertThat(progress().dataWindow()).contains(minutes(90, 0));
    }
}
