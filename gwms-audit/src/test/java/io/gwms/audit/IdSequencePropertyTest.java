package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

/** Ids grow, whatever the clock does, and never meet those of another process. */
class IdSequencePropertyTest {
    @Property
    void growWithEveryCall(@ForAll List<@LongRange(min = 0, max = 4_000_000_000_000L) Long> moments) {
        IdSequence ids = IdSequence.create();
        String last = "";
        for (long millis : moments) {
            String id = ids.next(Instant.ofEpochMilli(millis));
            assertThat(id).isGreaterThan(last).hasSize(30);
            last = id;
        }
    }

    @Test
    void twoProcessesNeverMeet() {
        assertThat(IdSequence.create().next(Exchanges.NOON))
                .isNotEqualTo(IdSequence.create().next(Exchanges.NOON));
    }

    @Test
    void aClockThatStandsStillIsOvertakenWhenItsCounterIsFull() {
        IdSequence ids = new IdSequence("node");
        String last = "";
        for (int i = 0; i < (1 << 24) + 2; i++) {
            last = ids.next(Instant.EPOCH.plusMillis(7));
        }
        assertThat(last).isEqualTo("000000000008" + "000001" + "node");
    }
}
