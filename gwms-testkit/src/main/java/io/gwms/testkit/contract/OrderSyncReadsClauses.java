package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.TimeWindow;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.store.StoreId;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a {@link StateRepository} shows of coverage and quarantine. */
abstract class OrderSyncReadsClauses extends StateReadsClauses {
    @Test
    @DisplayName("joins proven windows that touch or overlap, for each store and kind apart")
    public void joinsProvenWindows() {
        commit(
                prove(ACME, OrderKind.B2C, 0, 10),
                prove(ACME, OrderKind.B2C, 20, 30),
                prove(BETA, OrderKind.B2C, 0, 99),
                prove(ACME, OrderKind.B2B, 50, 60));
        commit(
                prove(ACME, OrderKind.B2C, 10, 15),
                prove(ACME, OrderKind.B2C, 5, 12),
                prove(ACME, OrderKind.B2C, 40, 50));

        assertThat(state().orderSync().coverage(ACME, OrderKind.B2C).proven())
                .containsExactly(window(0, 15), window(20, 30), window(40, 50));
        assertThat(state().orderSync().coverage(ACME, OrderKind.B2B).proven()).containsExactly(window(50, 60));
        commit(prove(ACME, OrderKind.B2C, 15, 45));
        assertThat(state().orderSync().coverage(ACME, OrderKind.B2C).proven()).containsExactly(window(0, 50));
    }

    @Test
    @DisplayName("loses no window when eight runs prove windows at the same moment")
    public void eightProversLoseNothing() {
        commit(prove(ACME, OrderKind.B2C, 0, 10));

        Race.of(8, racer -> () -> {
            commit(prove(ACME, OrderKind.B2C, 10L * (racer + 1), 10L * (racer + 2)));
            return racer;
        });

        assertThat(state().orderSync().coverage(ACME, OrderKind.B2C).proven()).containsExactly(window(0, 90));
    }

    @Test
    @DisplayName("keeps the hull of what runs set out to cover, and when open orders were last asked for again")
    public void keepsWhatIsWanted() {
        commit(new Change.NoteSweep(ACME, OrderKind.B2C, NOON));
        assertThat(state().orderSync().coverage(ACME, OrderKind.B2C)).isEqualTo(Coverage.none(ACME, OrderKind.B2C));

        commit(want(20, 30));
        commit(want(10, 15), want(25, 60), prove(ACME, OrderKind.B2C, 20, 30));
        commit(new Change.NoteSweep(ACME, OrderKind.B2C, NOON.plusSeconds(99)));

        Coverage coverage = state().orderSync().coverage(ACME, OrderKind.B2C);
        assertThat(coverage.wanted()).isEqualTo(window(10, 60));
        assertThat(coverage.sweptAt()).isEqualTo(NOON.plusSeconds(99));
        assertThat(coverage.gaps()).containsExactly(window(10, 20), window(30, 60));
        assertThat(state().orderSync().coverage(ACME, OrderKind.B2B).wanted()).isNull();
    }

    private static Change want(long from, long to) {
        return new Change.WantWindow(ACME, OrderKind.B2C, window(from, to));
    }

    private static Change prove(StoreId store, OrderKind kind, long from, long to) {
        return new Change.ProveWindow(store, kind, window(from, to));
    }

    private static TimeWindow window(long from, long to) {
        return new TimeWindow(NOON.plusSeconds(from), NOON.plusSeconds(to));
    }

    @Test
    @DisplayName("adds up how often an order failed and keeps when it was first seen")
    public void countsQuarantine() {
        commit(new Change.Quarantine(quarantined("1", "first", 0, 1)));
        commit(new Change.Quarantine(quarantined("0", "other", 1, 1)));
        commit(new Change.Quarantine(quarantined("1", "second", 60, 2)));

        assertThat(state().orderSync().quarantined(ACME))
                .containsExactly(
                        new Quarantined(
                                ACME,
                                OrderKind.B2C,
                                "1",
                                "#1",
                                FailureFamily.ORDER_DATA,
                                "UNREADABLE",
                                "second",
                                "{}",
                                NOON,
                                NOON.plusSeconds(60),
                                3,
                                window(60, 120)),
                        quarantined("0", "other", 1, 1));

        assertThat(state().orderSync().quarantined(ACME, List.of("0", "0", "gone")))
                .containsExactly(quarantined("0", "other", 1, 1));
        assertThat(state().orderSync().quarantined(ACME, List.of())).isEmpty();
        assertThat(state().orderSync().quarantinedAfter(ACME, "", 1)).containsExactly(quarantined("0", "other", 1, 1));
        assertThat(state().orderSync().quarantinedAfter(ACME, "0", 9))
                .extracting(Quarantined::platformOrderId)
                .containsExactly("1");

        commit(new Change.Release(ACME, "1"), new Change.Release(ACME, "never there"));
        assertThat(state().orderSync().quarantined(ACME)).containsExactly(quarantined("0", "other", 1, 1));
        assertThat(state().orderSync().quarantined(BETA)).isEmpty();
    }

    private static Quarantined quarantined(String id, String reason, long seconds, int attempts) {
        Instant at = NOON.plusSeconds(seconds);
        return new Quarantined(
                ACME,
                OrderKind.B2C,
                id,
                "#" + id,
                FailureFamily.ORDER_DATA,
                "UNREADABLE",
                reason,
                "{}",
                at,
                at,
                attempts,
                seconds == 1 ? null : window(seconds, seconds + 60));
    }
}
