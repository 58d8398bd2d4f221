package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.testkit.state.InMemoryState;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** An order that somebody else changes between the look at it and the commit: it is looked at again. */
class OvertakenTest {
    private final FragileState state = new FragileState(InMemoryState.empty());
    private final Desk desk = new Desk(state);
    private final OrderId id = Desk.id("1001");

    private void platformSays(String city) {
        desk.receive(Sold.later(Sold.city(desk.platform(id), city), 1));
    }

    @Test
    void whatIsSentIsWhatThePlatformSaysByThen() {
        desk.pending();
        state.faster(() -> platformSays("Rome"));
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.outbound(id).recipient().city()).isEqualTo("Rome");
        assertThat(desk.tasks()).hasSize(1);
    }

    @Test
    void whatCannotBeDoneByThenIsRefused() {
        desk.pending();
        state.faster(() -> desk.orders.cancel(id));
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.TERMINAL);
        assertThat(desk.tasks()).isEmpty();
    }

    @Test
    void aRefusalIsKeptAllTheSame() {
        desk.pending();
        state.faster(() -> platformSays(""));
        OrderResult result = desk.orders.dispatch(DispatchOrder.of(id, Desk.WAREHOUSE, Desk.PICKUP));
        assertThat(Desk.codes(result)).containsExactly(ReasonCode.ADDRESS_INCOMPLETE, ReasonCode.LABEL_REQUIRED);
        assertThat(desk.exceptions(id)).containsExactly("ADDRESS_INCOMPLETE", "LABEL_REQUIRED");
    }

    @Test
    void aWaitingOrderIsJudgedAnewByAMappingAllTheSame() {
        desk.receive(desk.sold("1001"));
        state.faster(() -> desk.orders.hold(HoldOrder.of(id, "stock count")));
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.order(id).hold()).isEqualTo("stock count");
    }

    @Test
    void anOrderThatNeverRestsIsToldToBeBusy() {
        desk.pending();
        AtomicInteger times = new AtomicInteger();
        overtakeEach(times);
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.BUSY);
        assertThat(times).hasValueGreaterThan(1);
        assertThat(desk.tasks()).isEmpty();
    }

    private void overtakeEach(AtomicInteger times) {
        state.faster(() -> {
            desk.receive(Sold.later(desk.platform(id), 1));
            times.incrementAndGet();
            overtakeEach(times);
        });
    }
}
