package io.gwms.order;

import io.gwms.internal.PlatformCancel;
import io.gwms.internal.Require;
import io.gwms.order.EventTable.Incident;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.WriteBackSupport;
import io.gwms.sku.SkuMapping;
import io.gwms.state.Change;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a warehouse says of an outbound order, and what that makes of its order (rows E1 to E6, E21). */
final class WarehouseEvents {
    private final Order order;
    private final OutboundOrder outbound;
    private final Map<String, SkuMapping> mappings;
    private final WriteBackSupport support;
    private final CompleteOn completeOn;
    private final boolean issuesTracking;
    private final Instant now;
    private final boolean isOpen;

    WarehouseEvents(
            Order order,
            OutboundOrder outbound,
            Map<String, SkuMapping> mappings,
            WriteBackSupport support,
            CompleteOn completeOn,
            boolean issuesTracking,
            Instant now) {
        this.order = order;
        this.outbound = outbound;
        this.mappings = mappings;
        this.support = support;
        this.completeOn = completeOn;
        this.issuesTracking = issuesTracking;
        this.now = now;
        this.isOpen = isOpen(order, outbound.id());
    }

    List<Change> accepted(OrderEvent.OutboundAccepted event) {
        boolean first = outbound.state() == OutboundOrder.State.CREATED;
        boolean told = outbound.thirdPartyNo().equals(event.thirdPartyNo())
                && outbound.remoteStatus().equals(event.remoteStatus());
        if (!first && (told || !outbound.state().isOpen())) {
            return List.of();
        }
        OutboundOrder next = outbound.next(
                first ? OutboundOrder.State.ACCEPTED : outbound.state(),
                event.thirdPartyNo(),
                event.remoteStatus(),
                now);
        return step(order.change(now)
                        .exceptions(exceptions()
                                .close(OrderException.OUTBOUND_REJECTED)
                                .list()))
                .outbound(next)
                .noted(first)
                .done(Incident.OUTBOUND_ACCEPTED, outbound.id() + " is " + event.thirdPartyNo() + " at the warehouse");
    }

    List<Change> rejected(OrderEvent.OutboundRejected event) {
        if (!isOpen || outbound.state() != OutboundOrder.State.CREATED) {
            return List.of();
        }
        if (isCancelAsked()) {
            return cancelled(new OrderEvent.OutboundCancelled(outbound.id(), outbound.remoteStatus()));
        }
        return step(order.change(now)
                        .exceptions(exceptions()
                                .open(
                                        OrderException.OUTBOUND_REJECTED,
                                        outbound.id().value(),
                                        event.text())
                                .list()))
                .done(Incident.OUTBOUND_REJECTED, event.text());
    }

    List<Change> shipped(OrderEvent.Shipped event) {
        List<Shipment> shipments = new ArrayList<>(order.shipments());
        boolean isNew = addOrComplete(shipments, event);
        List<OrderLine> lines = isNew ? withShipped(event) : order.lines();
        OpenExceptions exceptions = exceptions();
        if (!isNew) {
            compareNumbers(exceptions, event);
        }
        if (isNew && order.cancelRequest() != CancelRequest.NONE && isOpen) {
            exceptions.open(OrderException.SHIPPED_DESPITE_CANCEL, "", "goods left although a cancel was asked for");
        }
        if (isNew && (!isOpen || order.status().isTerminal())) {
            exceptions.open(
                    OrderException.SHIPPED_AFTER_CANCEL,
                    event.shipmentId(),
                    "goods left by " + outbound.id() + ", which had ended");
        }
        Order.Change change = order.change(now).shipments(shipments);
        boolean goodsWin = isNew && isOpen && isCancelAsked();
        if (goodsWin) {
            change.cancelRequest(CancelRequest.REFUSED);
        }
        boolean closes = isOpen && (event.last() || allocated(lines) == 0);
        if (closes) {
            exceptions.close(OrderException.PLATFORM_REOPENED);
            lines = closed(lines, exceptions);
            change.dispatches(withState(order, outbound.id(), DispatchAttempt.State.CLOSED));
        }
        EventStep step = step(change.lines(lines).exceptions(exceptions.list()));
        boolean all = step.after().status() != OrderStatus.PARTIALLY_SHIPPED;
        return step.outbound(nextOutbound(isNew, isNew ? closes || !isOpen : closes, event.remoteStatus()))
                .done(all ? Incident.SHIPPED_ALL : Incident.SHIPPED_SOME, detail(event));
    }

    private String detail(OrderEvent.Shipped event) {
        return "shipment " + event.shipmentId() + " by " + event.carrier()
                + (event.trackingNumber().isBlank() ? ", no tracking number yet" : ", " + event.trackingNumber());
    }

    private @Nullable OutboundOrder nextOutbound(boolean isNew, boolean ended, String remoteStatus) {
        if (!isNew && !outbound.state().isOpen()) {
            return null;
        }
        OutboundOrder.State state =
                ended ? OutboundOrder.State.SHIPPED : isNew ? OutboundOrder.State.PARTLY_SHIPPED : outbound.state();
        boolean same = state == outbound.state() && remoteStatus.equals(outbound.remoteStatus());
        return same ? null : outbound.next(state, outbound.thirdPartyNo(), remoteStatus, now);
    }

    /** Adds the shipment, or the tracking number a known one lacked; says whether it is new. */
    private boolean addOrComplete(List<Shipment> shipments, OrderEvent.Shipped event) {
        PlatformFact fact = order.platform().fact();
        for (int i = 0; i < shipments.size(); i++) {
            Shipment known = shipments.get(i);
            if (!known.id().equals(event.shipmentId())) {
                continue;
            }
            if (known.trackingNumber().isBlank() && !event.trackingNumber().isBlank()) {
                shipments.set(
                        i,
                        known.writeBack() == Shipment.WriteBack.NONE
                                ? shipment(event, known.quantities(), fact)
                                : known.withTracking(event.trackingNumber(), event.carrier()));
            }
            return false;
        }
        Require.that(
                event.quantities().entrySet().stream()
                        .anyMatch(piece -> piece.getValue() > 0
                                && order.line(piece.getKey()).isPresent()),
                "quantities of shipment " + event.shipmentId(),
                event.quantities(),
                "at least one piece of one line of order " + order.id());
        shipments.add(shipment(event, event.quantities(), fact));
        return true;
    }

    /** What was told of a shipment stays; that its warehouse gives it another number by now is shown. */
    private void compareNumbers(OpenExceptions exceptions, OrderEvent.Shipped event) {
        String told = order.shipment(event.shipmentId())
                .map(Shipment::trackingNumber)
                .orElse("")
                .strip();
        String said = event.trackingNumber().strip();
        boolean ofTheWarehouse = !issuesTracking && order.closing() != Closing.MANUALLY_SHIPPED;
        if (told.isEmpty() || said.isEmpty() || !ofTheWarehouse) {
            return;
        }
        if (said.equalsIgnoreCase(told)) {
            exceptions.close(OrderException.TRACKING_CHANGED, event.shipmentId());
        } else {
            exceptions.open(
                    OrderException.TRACKING_CHANGED,
                    event.shipmentId(),
                    "the warehouse gives the tracking number " + said + " now; the platform is told " + told
                            + ", so correct it there");
        }
    }

    private Shipment shipment(OrderEvent.Shipped event, Map<String, Long> quantities, PlatformFact fact) {
        boolean tells = order.closing() == Closing.NONE && !order.hasAttempt();
        return new Shipment(
                event.shipmentId(),
                quantities,
                event.trackingNumber(),
                event.carrier(),
                event.serviceType(),
                event.shippedAt(),
                tells
                        ? WriteBacks.initial(event.trackingNumber(), fact, support, issuesTracking)
                        : Shipment.WriteBack.NONE,
                "");
    }

    private List<OrderLine> withShipped(OrderEvent.Shipped event) {
        List<OrderLine> lines = new ArrayList<>(order.lines());
        lines.replaceAll(line -> {
            long quantity = Math.max(0, event.quantities().getOrDefault(line.lineId(), 0L));
            if (quantity == 0) {
                return line;
            }
            OrderLine shipped = line.withShipped(line.shipped() + quantity);
            long left = order.allocated(line) - (isOpen ? quantity : 0);
            return order.withAllocated(shipped, Math.max(0, left));
        });
        return List.copyOf(lines);
    }

    /** The outbound order ships no more: what is left was cancelled as asked, is not wanted any more, or is short. */
    private List<OrderLine> closed(List<OrderLine> lines, OpenExceptions exceptions) {
        if (order.cancelRequest() != CancelRequest.NONE || order.platform().fact() == PlatformFact.CANCELLED) {
            return Lines.restCancelled(lines);
        }
        List<OrderLine> wanted = Lines.lessened(order.platform(), lines);
        long missing = wanted.stream().mapToLong(OrderLine::unshipped).sum();
        if (missing > 0) {
            exceptions.open(
                    OrderException.SHORT_CLOSED,
                    "",
                    "the warehouse ships no more of " + outbound.id() + "; " + missing + " pieces are missing");
        }
        return Lines.released(wanted);
    }

    List<Change> cancelled(OrderEvent.OutboundCancelled event) {
        if (!isOpen) {
            return List.of();
        }
        OutboundOrder next =
                outbound.next(OutboundOrder.State.CANCELLED, outbound.thirdPartyNo(), event.remoteStatus(), now);
        boolean partly = order.status() == OrderStatus.PARTIALLY_SHIPPED;
        if (partly) {
            OpenExceptions exceptions = exceptions();
            List<OrderLine> lines = closed(order.lines(), exceptions);
            boolean asked = order.cancelRequest() != CancelRequest.NONE;
            return step(order.change(now)
                            .lines(lines)
                            .dispatches(withState(order, outbound.id(), DispatchAttempt.State.CLOSED))
                            .exceptions(exceptions.list()))
                    .outbound(next)
                    .done(
                            asked ? Incident.OUTBOUND_CANCELLED_AS_ASKED : Incident.OUTBOUND_CANCELLED_UNASKED,
                            outbound.id() + " ships no more");
        }
        Order.Change change =
                order.change(now).dispatches(withState(order, outbound.id(), DispatchAttempt.State.CANCELLED));
        if (isCancelAsked() || order.platform().fact() == PlatformFact.CANCELLED) {
            return told(step(change.lines(Lines.released(order.lines()))
                            .closing(Closing.CANCELLED)
                            .exceptions(List.of())))
                    .outbound(next)
                    .done(Incident.OUTBOUND_CANCELLED_AS_ASKED, outbound.id() + " is cancelled as asked");
        }
        return step(waitingAgain(change))
                .outbound(next)
                .done(Incident.OUTBOUND_CANCELLED_UNASKED, outbound.id() + " was cancelled by the warehouse");
    }

    /** The platform hears of it now that it is sure, if it was asked for. */
    private EventStep told(EventStep step) {
        boolean tells = order.cancelRequest() == CancelRequest.BY_OPERATOR_EVERYWHERE
                && order.platform().fact() != PlatformFact.CANCELLED;
        return tells ? step.effect(Effects.platformCancel(order, PlatformCancel.afterWarehouse(order), now)) : step;
    }

    private Order.Change waitingAgain(Order.Change change) {
        PlatformFact fact = order.platform().fact();
        if (fact == PlatformFact.SHIPPED || fact == PlatformFact.COMPLETED) {
            return change.lines(Lines.released(order.lines()))
                    .closing(Closing.FINISHED_ON_PLATFORM)
                    .exceptions(List.of());
        }
        List<OrderLine> lines = order.kind() == OrderKind.B2C
                ? Lines.of(order.platform(), order.lines(), mappings)
                : Lines.acknowledged(order.platform(), Lines.released(order.lines()), mappings);
        OpenExceptions exceptions = exceptions()
                .grown(lines)
                .close(OrderException.OUTBOUND_REJECTED)
                .close(OrderException.UPSTREAM_CHANGED_AFTER_DISPATCH)
                .close(OrderException.CANCEL_REFUSED)
                .close(OrderException.PLATFORM_REOPENED)
                .open(
                        OrderException.OUTBOUND_CANCELLED_BY_WAREHOUSE,
                        outbound.id().value(),
                        "the warehouse cancelled " + outbound.id());
        return change.lines(lines)
                .cancelRequest(CancelRequest.NONE)
                .exceptions(Judgement.judge(exceptions, order.platform(), lines).list());
    }

    List<Change> cancelRefused(OrderEvent.CancelRefused event) {
        if (!isOpen || !isCancelAsked()) {
            return List.of();
        }
        return step(order.change(now)
                        .cancelRequest(CancelRequest.REFUSED)
                        .exceptions(exceptions()
                                .open(
                                        OrderException.CANCEL_REFUSED,
                                        outbound.id().value(),
                                        event.text())
                                .list()))
                .done(Incident.CANCEL_REFUSED, event.text());
    }

    private boolean isCancelAsked() {
        return order.cancelRequest().isAsked();
    }

    private EventStep step(Order.Change change) {
        return new EventStep(order, change, support, completeOn);
    }

    private OpenExceptions exceptions() {
        return new OpenExceptions(order.exceptions(), now);
    }

    private static boolean isOpen(Order order, OutboundId outbound) {
        for (DispatchAttempt attempt : order.dispatches()) {
            if (attempt.outbound().equals(outbound)) {
                return attempt.state() == DispatchAttempt.State.OPEN;
            }
        }
        return false;
    }

    private long allocated(List<OrderLine> lines) {
        long allocated = 0;
        for (OrderLine line : lines) {
            allocated += order.allocated(line);
        }
        return allocated;
    }

    static List<DispatchAttempt> withState(Order order, OutboundId outbound, DispatchAttempt.State state) {
        List<DispatchAttempt> attempts = new ArrayList<>(order.dispatches());
        attempts.replaceAll(attempt -> attempt.outbound().equals(outbound) ? attempt.withState(state) : attempt);
        return List.copyOf(attempts);
    }
}
