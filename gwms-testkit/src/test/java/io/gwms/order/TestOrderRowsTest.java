package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An order that only tries the shop out: it comes in, and its goods do not leave by accident. */
class TestOrderRowsTest {
    private final Desk desk = new Desk();
    private final OrderId id = Desk.id("1001");

    @BeforeEach
    void bind() {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
    }

    private PlatformOrder tried() {
        return desk.sold("1001").toBuilder().testOrder(true).build();
    }

    @Test
    void comesInOnHoldWithItsReasonAndItsMark() {
        assertThat(desk.receive(tried()).verdict()).isEqualTo(Intake.Verdict.CREATED);

        assertThat(desk.order(id).hold()).startsWith("a test order");
        assertThat(desk.exceptions(id)).containsExactly(OrderException.TEST_ORDER);
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.ON_HOLD);
        assertThat(Desk.codes(desk.orders.manualShip(new ManualShipment(id, "T9", "DHL", ""))))
                .containsExactly(ReasonCode.ON_HOLD);
    }

    @Test
    void goesOnceAPersonReleasesItAndStaysReleased() {
        desk.receive(tried());
        desk.orders.release(id);

        desk.receive(Sold.later(tried(), 5));

        assertThat(desk.order(id).hold()).isEmpty();
        assertThat(desk.exceptions(id)).as("still to be seen").containsExactly(OrderException.TEST_ORDER);
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void isHeldWhenItTurnsOutToBeOneAndLetGoWhenItTurnsOutToBeNone() {
        desk.receive(desk.sold("1001"));
        desk.receive(tried());
        assertThat(desk.order(id).hold()).as("at the same moment there").startsWith("a test order");

        desk.receive(Sold.later(desk.sold("1001"), 5));

        assertThat(desk.order(id).hold()).isEmpty();
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void aPersonsHoldIsLeftAsItIs() {
        desk.receive(desk.sold("1001"));
        desk.orders.hold(HoldOrder.of(id, "wait for Ann"));
        desk.receive(Sold.later(tried(), 5));
        assertThat(desk.order(id).hold()).isEqualTo("wait for Ann");

        desk.receive(Sold.later(desk.sold("1001"), 10));
        assertThat(desk.order(id).hold()).isEqualTo("wait for Ann");
    }

    @Test
    void oneThatHasEndedThereIsNotHeldHere() {
        desk.receive(Sold.fact(tried(), PlatformFact.COMPLETED));

        assertThat(desk.order(id).hold()).isEmpty();
        assertThat(desk.exceptions(id)).isEmpty();
    }
}
