package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.outbound.Charge;
import io.gwms.outbound.OutboundId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What all events of an order have in common. */
class OrderEventsTest {
    private final Desk desk = new Desk();

    @Test
    void everyKindOfEventHasARule() {
        OrderId id = desk.processing();
        OutboundId outbound = desk.outbound(id).id();
        List<OrderEvent> all = List.of(
                new OrderEvent.OutboundAccepted(outbound, "1", ""),
                new OrderEvent.OutboundRejected(outbound, "x"),
                desk.shipped(id, "S1", 1, false),
                new OrderEvent.Charged(outbound, List.of(new Charge("freight", Money.of("4.20", "USD")))),
                new OrderEvent.OutboundCancelled(outbound, ""),
                new OrderEvent.CancelRefused(outbound, "x"),
                new OrderEvent.WrittenBack("S1", "F"),
                new OrderEvent.WriteBackFailed("S1", true, "x"),
                new OrderEvent.WriteBackUnknown("S1", "x"),
                new OrderEvent.Acknowledged("k"),
                new OrderEvent.AcknowledgeFailed("k", true, "x"),
                new OrderEvent.AcknowledgeUnknown("k", "x"),
                new OrderEvent.TrackingIssued("S1", "P-1", ""),
                new OrderEvent.CancelNotTold("x"),
                new OrderEvent.CancelTold("cancelled"));
        assertThat(all).hasSameSizeAs(OrderEvent.class.getPermittedSubclasses());
        for (OrderEvent event : all) {
            assertThat(desk.orders.events().happened(id, event)).isNotNull();
            desk.happen(id, event);
        }
    }

    @Test
    void eventsThatNameNothingOfTheOrderAreRefusedLoudly() {
        OrderId id = desk.processing();
        assertThatThrownBy(() -> desk.happen(id, new OrderEvent.WrittenBack("S9", "F")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("S9");
        assertThatThrownBy(() -> desk.happen(id, new OrderEvent.TrackingIssued("S9", "T", "")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("S9");
        assertThatThrownBy(() -> desk.happen(id, new OrderEvent.OutboundCancelled(new OutboundId("other"), "")))
                .hasMessageContaining("other");
        assertThatThrownBy(() -> desk.happen(
                        id,
                        new OrderEvent.Shipped(
                                desk.outbound(id).id(), "S1", Map.of("L9", 1L), "T", "DHL", "", desk.now, false, "")))
                .hasMessageContaining("quantities");
    }

    @Test
    void anOrderIsComparedWithItselfAlone() {
        Order stored = desk.order(desk.pending());
        assertThatThrownBy(() -> desk.orders.events().received(Desk.STORE, desk.sold("1002"), stored))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("s1/1002");
    }
}
