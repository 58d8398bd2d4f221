package io.gwms;

import io.gwms.order.Intake;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.order.OrderEvents;
import io.gwms.order.OrderId;
import io.gwms.platform.PlatformOrder;
import io.gwms.redact.Redactor;
import io.gwms.state.Change;
import io.gwms.store.Store;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Redacts the far side's words before an order keeps them in its exceptions and its journal. */
final class RedactedEvents implements OrderEvents {
    private final OrderEvents events;
    private final Redactor redactor;

    RedactedEvents(OrderEvents events, Redactor redactor) {
        this.events = events;
        this.redactor = redactor;
    }

    @Override
    public Intake received(Store store, PlatformOrder order, @Nullable Order stored) {
        return events.received(store, order, stored);
    }

    @Override
    public Receiver receiver(Store store, Collection<PlatformOrder> orders) {
        return events.receiver(store, orders);
    }

    @Override
    public List<Change> happened(OrderId order, OrderEvent event) {
        return events.happened(order, redacted(event));
    }

    private OrderEvent redacted(OrderEvent event) {
        if (event instanceof OrderEvent.OutboundRejected rejected) {
            return new OrderEvent.OutboundRejected(rejected.outbound(), redactor.text(rejected.text()));
        }
        if (event instanceof OrderEvent.CancelRefused refused) {
            return new OrderEvent.CancelRefused(refused.outbound(), redactor.text(refused.text()));
        }
        if (event instanceof OrderEvent.WriteBackFailed failed) {
            return new OrderEvent.WriteBackFailed(
                    failed.shipmentId(), failed.permanent(), redactor.text(failed.text()));
        }
        if (event instanceof OrderEvent.WriteBackUnknown unknown) {
            return new OrderEvent.WriteBackUnknown(unknown.shipmentId(), redactor.text(unknown.text()));
        }
        return event;
    }
}
