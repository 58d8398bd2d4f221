package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.WriteBackSupport;
import io.gwms.state.Change;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of a purchase order of which all was rejected (row 11), where a host has it cancelled and elsewhere. */
class RejectAllTest {
    private static OrderStatus answered(long accepted, boolean rejectAllCancels) {
        OrderAttempt asked = new OrderAttempt.Acknowledging(
                "key",
                false,
                SampleOrders.WAREHOUSE,
                List.of(new AcknowledgedLine("L1", accepted, 5 - accepted, accepted == 5 ? "" : "no stock")),
                false);
        Order order = SampleOrders.in(OrderStatus.PENDING, OrderKind.B2B)
                .change(SampleOrders.NOW)
                .attempt(asked)
                .done();
        AttemptEvents events = new AttemptEvents(
                order, WriteBackSupport.PARTIAL, CompleteOn.WRITE_BACK, false, rejectAllCancels, SampleOrders.NOW);
        return ((Change.SaveOrder) events.acknowledged("key").get(0)).order().status();
    }

    @Test
    void endsItOnlyWhereThatIsTheChoice() {
        assertThat(answered(0, true)).isEqualTo(OrderStatus.CANCELLED);
        assertThat(answered(0, false)).isEqualTo(OrderStatus.ACKNOWLEDGED);
    }

    @Test
    void whatIsAcceptedInPartNeverEndsByThat() {
        assertThat(answered(1, true)).isEqualTo(OrderStatus.ACKNOWLEDGED);
        assertThat(answered(5, true)).isEqualTo(OrderStatus.ACKNOWLEDGED);
    }
}
