package io.gwms.order;

import io.gwms.order.EventTable.Incident;
import io.gwms.order.Shipment.WriteBack;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.WriteBackSupport;
import io.gwms.state.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a platform answers to a write-back, and what that makes of the order (rows E7 to E9). */
final class PlatformEvents {
    private final Order order;
    private final WriteBackSupport support;
    private final CompleteOn completeOn;
    private final boolean issuesTracking;
    private final Instant now;

    PlatformEvents(Order order, WriteBackSupport support, CompleteOn completeOn, boolean issuesTracking, Instant now) {
        this.order = order;
        this.support = support;
        this.completeOn = completeOn;
        this.issuesTracking = issuesTracking;
        this.now = now;
    }

    List<Change> writtenBack(OrderEvent.WrittenBack event) {
        OrderAttempt.ManualShipping attempt = byHand(event.shipmentId());
        if (attempt != null) {
            return attempt().shippedByHand(attempt, event.platformShipmentId());
        }
        OpenExceptions exceptions = exceptions();
        List<Shipment> shipments = new ArrayList<>(order.shipments());
        for (int i = 0; i < shipments.size(); i++) {
            Shipment shipment = shipments.get(i);
            boolean meant = shipment.id().equals(event.shipmentId()) || support == WriteBackSupport.WHOLE_ORDER;
            if (meant && shipment.writeBack() != WriteBack.CONFIRMED) {
                shipments.set(i, shipment.withWriteBack(WriteBack.CONFIRMED, event.platformShipmentId()));
                exceptions.close(OrderException.WRITEBACK_FAILED, shipment.id());
            }
        }
        return told(shipments, exceptions)
                .done(
                        Incident.WRITTEN_BACK,
                        "shipment " + event.shipmentId() + " is " + event.platformShipmentId() + " there");
    }

    List<Change> failed(OrderEvent.WriteBackFailed event) {
        OrderAttempt.ManualShipping attempt = byHand(event.shipmentId());
        if (attempt != null) {
            return attempt().handShipmentFailed(attempt, event);
        }
        WriteBack state = event.permanent() ? WriteBack.FAILED_PERMANENT : WriteBack.FAILED_TEMPORARY;
        OpenExceptions exceptions = exceptions();
        List<Shipment> shipments = moved(event.shipmentId(), state);
        if (isUnconfirmed(event.shipmentId()) && !order.status().isTerminal()) {
            exceptions.open(OrderException.WRITEBACK_FAILED, event.shipmentId(), event.text());
        }
        return told(shipments, exceptions).done(Incident.WRITE_BACK_FAILED, event.text());
    }

    List<Change> unknown(OrderEvent.WriteBackUnknown event) {
        OrderAttempt.ManualShipping attempt = byHand(event.shipmentId());
        if (attempt != null) {
            return attempt().handShipmentUnknown(attempt, event);
        }
        return told(moved(event.shipmentId(), WriteBack.UNKNOWN), exceptions())
                .done(Incident.WRITE_BACK_UNKNOWN, event.text());
    }

    List<Change> trackingIssued(OrderEvent.TrackingIssued event) {
        List<Shipment> shipments = new ArrayList<>(order.shipments());
        shipments.replaceAll(one -> one.id().equals(event.shipmentId())
                ? one.withTracking(event.trackingNumber(), event.carrier().isEmpty() ? one.carrier() : event.carrier())
                : one);
        return told(shipments, exceptions())
                .done(Incident.TRACKING_ISSUED, "the platform issued " + event.trackingNumber());
    }

    List<Change> cancelTold(OrderEvent.CancelTold event) {
        return step(exceptions().close(OrderException.PLATFORM_CANCEL_FAILED))
                .noted(true)
                .done(Incident.PLATFORM_CANCEL_TOLD, "the platform answers: " + event.word());
    }

    List<Change> cancelNotTold(OrderEvent.CancelNotTold event) {
        return step(exceptions().open(OrderException.PLATFORM_CANCEL_FAILED, "", event.text()))
                .done(Incident.PLATFORM_CANCEL_FAILED, event.text());
    }

    private EventStep step(OpenExceptions exceptions) {
        return new EventStep(order, order.change(now).exceptions(exceptions.list()), support, completeOn);
    }

    private AttemptEvents attempt() {
        return new AttemptEvents(order, support, completeOn, issuesTracking, false, now);
    }

    private OrderAttempt.@Nullable ManualShipping byHand(String shipmentId) {
        return order.attempt() instanceof OrderAttempt.ManualShipping attempt
                        && attempt.shipment().id().equals(shipmentId)
                ? attempt
                : null;
    }

    private boolean isUnconfirmed(String shipmentId) {
        return order.shipment(shipmentId).stream().anyMatch(one -> one.writeBack() != WriteBack.CONFIRMED);
    }

    /** A shipment the platform knows of stays known, whatever comes in late. */
    private List<Shipment> moved(String shipmentId, WriteBack state) {
        List<Shipment> shipments = new ArrayList<>(order.shipments());
        shipments.replaceAll(one -> one.id().equals(shipmentId) && one.writeBack() != WriteBack.CONFIRMED
                ? one.withWriteBack(state, one.platformShipmentId())
                : one);
        return shipments;
    }

    private EventStep told(List<Shipment> shipments, OpenExceptions exceptions) {
        return new EventStep(
                order, order.change(now).shipments(shipments).exceptions(exceptions.list()), support, completeOn);
    }

    private OpenExceptions exceptions() {
        return new OpenExceptions(order.exceptions(), now);
    }

    static boolean isFinished(PlatformOrder platform) {
        return platform.fact() == PlatformFact.SHIPPED || platform.fact() == PlatformFact.COMPLETED;
    }
}
