package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.Gwms;
import io.gwms.state.Change;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.credential.InMemoryCredentials;
import io.gwms.testkit.evidence.InMemorySnapshots;
import io.gwms.testkit.evidence.InMemorySyncLog;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** How long a repeated command is known. */
class CommandRetentionTest {
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final InMemoryState state = InMemoryState.empty();

    private Gwms gwms(UnaryOperator<Gwms.Builder> settings) {
        return settings.apply(Gwms.builder()
                        .state(state)
                        .syncLog(InMemorySyncLog.empty())
                        .snapshots(InMemorySnapshots.empty())
                        .credentials(InMemoryCredentials.empty())
                        .catalogue(FixedCatalogue.builder().build())
                        .stock(InMemoryStockLedger.builder().build())
                        .clock(clock)
                        .transport(call -> {
                            throw new IllegalStateException("nobody calls");
                        }))
                .build();
    }

    private boolean knownAfter(Gwms gwms, Duration age) {
        state.commit(List.of(
                new Change.ForgetCommands(clock.instant().plusMillis(1)),
                new Change.RecordCommand("k", "h", "r", clock.instant())));
        gwms.step();
        clock.advance(age);
        gwms.step();
        return state.orders().command("k").isPresent();
    }

    @Test
    void aKeyIsKeptForSevenDays() {
        try (Gwms gwms = gwms(settings -> settings)) {
            assertThat(knownAfter(gwms, Duration.ofDays(7))).isTrue();
            assertThat(knownAfter(gwms, Duration.ofDays(7).plusMillis(1))).isFalse();
        }
    }

    @Test
    void aHostSaysHowLong() {
        try (Gwms gwms = gwms(settings -> settings.commandRetention(Duration.ofDays(30)))) {
            assertThat(knownAfter(gwms, Duration.ofDays(8))).isTrue();
        }
    }

    @Test
    void lessThanAnHourIsRefused() {
        assertThatThrownBy(() -> gwms(settings -> settings.commandRetention(Duration.ofMinutes(1))))
                .hasMessageContaining("GWMS-1101")
                .hasMessageContaining("commandRetention");
    }
}
