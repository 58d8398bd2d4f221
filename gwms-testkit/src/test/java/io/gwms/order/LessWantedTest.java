package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a platform wants less of, or wants again, once a warehouse has the order (rows E1 to E5 and E13). */
class LessWantedTest {
    private final Desk desk = new Desk();

    private void platformWants(OrderId id, PlatformOrderLine... lines) {
        desk.receive(Sold.later(Sold.lines(desk.platform(id), lines), 1));
    }

    private OrderId twoOfFiveShipped() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, true));
        assertThat(desk.exceptions(id)).containsExactly(OrderException.SHORT_CLOSED);
        return id;
    }

    @Test
    void whatIsNotWantedAnyMoreIsNotMissing() {
        OrderId id = twoOfFiveShipped();

        platformWants(id, Sold.line("L1", "P-1", 3));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        assertThat(desk.order(id).lines().get(0).unshipped()).isEqualTo(1);

        platformWants(id, Sold.line("L1", "P-1", 2));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void aLineThatIsGoneIsNotMissing() {
        desk.orders.bindSku(Desk.STORE.id(), "P-2", Desk.SKU, 1);
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        desk.receive(Sold.lines(desk.sold("1001"), Sold.line("L1", "P-1", 5), Sold.line("L2", "P-2", 2)));
        OrderId id = Desk.id("1001");
        desk.dispatch(id);
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);

        platformWants(id, Sold.line("L1", "P-1", 5));

        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void whatBecameLessWhileTheWarehouseHadItIsNotMissingEither() {
        OrderId id = desk.processing();
        platformWants(id, Sold.line("L1", "P-1", 3));
        assertThat(desk.order(id).lines().get(0).ordered()).as("as it was sent").isEqualTo(5);

        desk.happen(id, desk.shipped(id, "S1", 3, true));

        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.exceptions(id)).doesNotContain(OrderException.SHORT_CLOSED);
    }

    @Test
    void lessThanHasShippedIsNoReasonToShipLess() {
        OrderId id = twoOfFiveShipped();
        platformWants(id, Sold.line("L1", "P-1", 1));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
        assertThat(desk.order(id).lines().get(0).shipped()).isEqualTo(2);
    }

    @Test
    void whatIsWantedBeyondWhatWasSentIsNotShort() {
        OrderId id = desk.processing();
        platformWants(id, Sold.line("L1", "P-1", 7));
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(desk.status(id)).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void anOrderOpenedAgainThatShippedWasNotCancelled() {
        for (boolean last : List.of(true, false)) {
            Desk other = new Desk();
            OrderId id = other.processing();
            PlatformOrder open = other.platform(id);
            other.receive(Sold.later(Sold.fact(open, PlatformFact.CANCELLED), 1));
            other.receive(Sold.later(open, 2));
            assertThat(other.exceptions(id)).containsExactly(OrderException.PLATFORM_REOPENED);

            other.happen(id, other.shipped(id, "S1", 2, false));
            assertThat(other.exceptions(id)).contains(OrderException.PLATFORM_REOPENED);
            other.happen(id, other.shipped(id, "S2", 3, last));

            assertThat(other.status(id)).isEqualTo(OrderStatus.SHIPPED);
            assertThat(other.exceptions(id)).isEmpty();
        }
    }
}
