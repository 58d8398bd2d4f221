package io.gwms.order;

import io.gwms.order.EventTable.Incident;
import io.gwms.order.Shipment.WriteBack;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.WriteBackSupport;
import io.gwms.state.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * How an attempt ends (rows 8 to 12, 21, 22 and 31). What the platform said of the order meanwhile was
 * kept and takes effect now (row E15). An answer to an attempt that has ended changes nothing.
 */
final class AttemptEvents {
    private final Order order;
    private final WriteBackSupport support;
    private final CompleteOn completeOn;
    private final boolean issuesTracking;
    private final boolean rejectAllCancels;
    private final Instant now;

    AttemptEvents(
            Order order,
            WriteBackSupport support,
            CompleteOn completeOn,
            boolean issuesTracking,
            boolean rejectAllCancels,
            Instant now) {
        this.order = order;
        this.support = support;
        this.completeOn = completeOn;
        this.issuesTracking = issuesTracking;
        this.rejectAllCancels = rejectAllCancels;
        this.now = now;
    }

    List<Change> acknowledged(String key) {
        return order.attempt() instanceof OrderAttempt.Acknowledging attempt
                        && attempt.key().equals(key)
                ? acknowledged(attempt)
                : List.of();
    }

    private List<Change> acknowledged(OrderAttempt.Acknowledging attempt) {
        OpenExceptions exceptions = exceptions().close(OrderException.ACK_FAILED);
        List<OrderLine> lines = answered(attempt, exceptions);
        AcknowledgeState outcome = outcome(lines);
        Order.Change change = order.change(now)
                .attempt(null)
                .acknowledge(outcome)
                .acknowledgedFor(attempt.warehouse())
                .lines(lines);
        String said = "the platform knows: " + outcome;
        if (!attempt.cancels()) {
            change.exceptions(exceptions.list());
            if (rejectAllCancels && outcome == AcknowledgeState.REJECTED_ALL && isWaiting()) {
                change.closing(Closing.CANCELLED).exceptions(List.of());
            }
            return step(parked(change))
                    .done(
                            outcome == AcknowledgeState.REJECTED_ALL ? Incident.ALL_REJECTED : Incident.ACKNOWLEDGED,
                            said);
        }
        if (isWaiting()) {
            change.closing(Closing.CANCELLED).exceptions(List.of());
        } else {
            parked(change.lines(Lines.restCancelled(lines)).exceptions(exceptions.list()));
        }
        return step(change).done(Incident.PROMISE_WITHDRAWN, said);
    }

    /** The lines with what was accepted; never less than has shipped, never more than is wanted by now. */
    private List<OrderLine> answered(OrderAttempt.Acknowledging attempt, OpenExceptions exceptions) {
        Map<String, AcknowledgedLine> answers =
                attempt.lines().stream().collect(Collectors.toMap(AcknowledgedLine::lineId, Function.identity()));
        List<OrderLine> lines = new ArrayList<>(order.lines().size());
        for (OrderLine line : order.lines()) {
            AcknowledgedLine answer = answers.get(line.lineId());
            long promised = Math.max(answer == null ? 0 : answer.accepted(), line.shipped());
            long accepted = Math.min(promised, line.wanted());
            long rejected = answer == null ? 0 : Math.min(answer.rejected(), line.wanted() - accepted);
            lines.add(line.withAccepted(accepted, rejected, answer == null ? "" : answer.rejectReason()));
        }
        exceptions.grown(lines);
        return List.copyOf(lines);
    }

    /** What it comes to by now: the platform may have taken back what it wanted meanwhile. */
    private static AcknowledgeState outcome(List<OrderLine> lines) {
        long accepted = 0;
        long rejected = 0;
        for (OrderLine line : lines) {
            accepted += line.accepted() == null ? 0 : line.accepted();
            rejected += line.rejected();
        }
        return AcknowledgeState.of(accepted, rejected);
    }

    List<Change> acknowledgeFailed(OrderEvent.AcknowledgeFailed event) {
        if (!isOpen(event.key())) {
            return List.of();
        }
        return failed(
                event.permanent(),
                exceptions().open(OrderException.ACK_FAILED, "", event.text()),
                Incident.ACKNOWLEDGE_FAILED,
                event.text());
    }

    List<Change> acknowledgeUnknown(OrderEvent.AcknowledgeUnknown event) {
        if (!(order.attempt() instanceof OrderAttempt.Acknowledging attempt)
                || !attempt.key().equals(event.key())) {
            return List.of();
        }
        return step(order.change(now)
                        .attempt(attempt.asUnknown())
                        .exceptions(exceptions()
                                .open(OrderException.ACK_FAILED, "", event.text())
                                .list()))
                .done(Incident.ACKNOWLEDGE_UNKNOWN, event.text());
    }

    /** The platform knows of the shipment by hand: it is recorded, or stands in for those that failed. */
    List<Change> shippedByHand(OrderAttempt.ManualShipping attempt, String platformShipmentId) {
        Shipment told = attempt.shipment().withWriteBack(WriteBack.CONFIRMED, platformShipmentId);
        Order.Change change = order.change(now).attempt(null).closing(Closing.MANUALLY_SHIPPED);
        if (order.status() == OrderStatus.PENDING) {
            List<Shipment> shipments = new ArrayList<>(order.shipments());
            shipments.add(told);
            List<OrderLine> lines = new ArrayList<>(order.lines());
            lines.replaceAll(
                    line -> line.withShipped(line.shipped() + told.quantities().getOrDefault(line.lineId(), 0L)));
            change.shipments(shipments).lines(List.copyOf(lines));
        } else {
            List<Shipment> shipments = new ArrayList<>(order.shipments());
            shipments.replaceAll(one -> one.writeBack() == WriteBack.CONFIRMED ? one : one.corrected(told));
            change.shipments(shipments);
        }
        OpenExceptions exceptions = exceptions().dispatched().close(OrderException.BUYER_ASKS_TO_CANCEL);
        exceptions.openIf(
                order.platform().fact() == PlatformFact.CANCELLED,
                OrderException.CANCELLED_AFTER_SHIPMENT,
                "the platform cancelled it while it was being shipped");
        return step(change.exceptions(exceptions.list()))
                .done(Incident.SHIPPED_BY_HAND, told.trackingNumber() + " by " + told.carrier());
    }

    List<Change> handShipmentFailed(OrderAttempt.ManualShipping attempt, OrderEvent.WriteBackFailed event) {
        return failed(
                event.permanent(),
                exceptions()
                        .open(
                                OrderException.WRITEBACK_FAILED,
                                attempt.shipment().id(),
                                event.text()),
                Incident.HAND_SHIPMENT_FAILED,
                attempt.shipment().trackingNumber() + " by "
                        + attempt.shipment().carrier() + ": " + event.text());
    }

    List<Change> handShipmentUnknown(OrderAttempt.ManualShipping attempt, OrderEvent.WriteBackUnknown event) {
        return step(order.change(now)
                        .attempt(attempt.asUnknown())
                        .exceptions(exceptions()
                                .open(
                                        OrderException.WRITEBACK_FAILED,
                                        attempt.shipment().id(),
                                        event.text())
                                .list()))
                .done(Incident.HAND_SHIPMENT_UNKNOWN, event.text());
    }

    /** A failure that is tried again leaves the attempt open: its task may send any moment. */
    private List<Change> failed(boolean permanent, OpenExceptions exceptions, Incident incident, String text) {
        Order.Change change = order.change(now).exceptions(exceptions.list());
        return step(permanent ? parked(change.attempt(null)) : change).done(incident, text);
    }

    /** What the platform said of the order while the attempt was under way. */
    private Order.Change parked(Order.Change change) {
        if (PlatformEvents.isFinished(order.platform()) && (isWaiting() || order.status() == OrderStatus.SHIPPED)) {
            return change.closing(Closing.FINISHED_ON_PLATFORM).exceptions(List.of());
        }
        if (order.platform().fact() != PlatformFact.CANCELLED) {
            return change.shipments(WriteBacks.toldAgain(order.shipments(), support, issuesTracking));
        }
        return isWaiting() ? change.closing(Closing.CANCELLED).exceptions(List.of()) : change;
    }

    private boolean isWaiting() {
        return order.status() == OrderStatus.PENDING || order.status() == OrderStatus.ACKNOWLEDGED;
    }

    private boolean isOpen(String key) {
        OrderAttempt attempt = order.attempt();
        return attempt != null && attempt.key().equals(key);
    }

    private EventStep step(Order.Change change) {
        return new EventStep(order, change, support, completeOn);
    }

    private OpenExceptions exceptions() {
        return new OpenExceptions(order.exceptions(), now);
    }
}
