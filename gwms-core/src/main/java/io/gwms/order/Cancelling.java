package io.gwms.order;

import io.gwms.internal.PlatformCancel;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.state.Change;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.util.ArrayList;
import java.util.List;

/** Gives up an order, or what is left of it (rows 7, 22, 23 and 29). */
final class Cancelling {
    private Cancelling() {}

    static Decision here(Order order, CancelOrder request, OrderFacts facts, Cell cell) {
        List<Reason> unmet = unmet(order, request, facts, cell);
        if (!unmet.isEmpty()) {
            return new Decision.Refused(unmet, List.of());
        }
        Order next = order.change(facts.now())
                .closing(Closing.CANCELLED)
                .exceptions(List.of())
                .done();
        String detail = request.tellsPlatform() ? "the platform is told" : "";
        return new Decision.Accepted(next, cell, detail, told(order, request, facts));
    }

    private static List<Change> told(Order order, CancelOrder request, OrderFacts facts) {
        if (!request.tellsPlatform() || order.platform().fact() == PlatformFact.CANCELLED) {
            return List.of();
        }
        PlatformCancel told = new PlatformCancel(order.id(), false, request.cause(), request.reason());
        return List.of(Effects.platformCancel(order, told, facts.now()));
    }

    private static List<Reason> unmet(Order order, CancelOrder request, OrderFacts facts, Cell cell) {
        List<Reason> unmet = new ArrayList<>(cell.unmet(order, facts));
        if (request.tellsPlatform() && !facts.takesCancels()) {
            unmet.add(ReasonCode.CANCEL_UNSUPPORTED.plain());
        }
        return unmet;
    }

    /** Row 22: what was promised is taken back on the platform first. */
    static Decision unlessPromised(Order order, CancelOrder request, OrderFacts facts, Cell cell) {
        if (order.acknowledge() == AcknowledgeState.REJECTED_ALL) {
            return here(order, request, facts, cell);
        }
        List<Reason> unmet = cell.unmet(order, facts);
        return unmet.isEmpty()
                ? Acknowledgements.withdrawn(order, request, facts, cell)
                : new Decision.Refused(unmet, List.of());
    }

    static Decision atWarehouse(Order order, CancelOrder request, OrderFacts facts, Cell cell) {
        List<Reason> unmet = unmet(order, request, facts, cell);
        if (!unmet.isEmpty()) {
            return new Decision.Refused(unmet, List.of());
        }
        OutboundOrder outbound = facts.outbound();
        if (outbound == null) {
            throw new IllegalStateException("order " + order.id() + " is with a warehouse without an outbound order");
        }
        if (Guard.has(order, OrderException.OUTBOUND_REJECTED)) {
            SyncTask create = Effects.live(facts.liveTasks(), TaskType.CREATE, Effects.key(outbound.id()));
            if (create != null && wasNeverSentAgain(create)) {
                return neverExistedThere(order, request, outbound, create, facts, cell);
            }
        }
        boolean asked = order.cancelRequest().isAsked()
                && (!request.tellsPlatform() || order.cancelRequest() != CancelRequest.BY_OPERATOR);
        SyncTask cancel = Effects.live(facts.liveTasks(), TaskType.CANCEL, Effects.key(outbound.id()));
        if (asked && (cancel == null || cancel.status() != TaskStatus.MANUAL)) {
            return Decision.Accepted.unmoved(order, List.of());
        }
        CancelRequest asker =
                request.tellsPlatform() ? CancelRequest.BY_OPERATOR_EVERYWHERE : CancelRequest.BY_OPERATOR;
        Order next = order.change(facts.now())
                .cancelRequest(asked ? order.cancelRequest() : asker)
                .exceptions(new OpenExceptions(order.exceptions(), facts.now())
                        .close(OrderException.CANCEL_REFUSED)
                        .list())
                .done();
        List<Change> effects = new ArrayList<>();
        Effects.addOrHurry(effects, cancel, Effects.cancel(outbound.id(), facts.route(), facts.now()), facts.now());
        return new Decision.Accepted(next, cell, "the warehouse is asked to cancel " + outbound.id(), effects);
    }

    /** Whether the create stands where the refusal left it: whatever was sent since may have been taken. */
    private static boolean wasNeverSentAgain(SyncTask create) {
        return create.status() == TaskStatus.MANUAL && create.checkpoint().isEmpty();
    }

    private static Decision neverExistedThere(
            Order order, CancelOrder request, OutboundOrder outbound, SyncTask create, OrderFacts facts, Cell cell) {
        Order next = order.change(facts.now())
                .lines(Lines.released(order.lines()))
                .dispatches(WarehouseEvents.withState(order, outbound.id(), DispatchAttempt.State.CANCELLED))
                .closing(Closing.CANCELLED)
                .exceptions(List.of())
                .done();
        List<Change> effects = new ArrayList<>(told(order, request, facts));
        effects.add(new Change.SaveOutbound(outbound.next(
                OutboundOrder.State.CANCELLED, outbound.thirdPartyNo(), outbound.remoteStatus(), facts.now())));
        effects.add(Effects.ended(create, "the order is cancelled", facts.now()));
        return new Decision.Accepted(next, cell, "the warehouse never took " + outbound.id(), effects);
    }

    /** Row 29: what the warehouse left unshipped is cancelled, so that the platform can be told of the whole. */
    static Decision rest(Order order, OrderFacts facts, Cell cell) {
        List<Reason> unmet = cell.unmet(order, facts);
        if (!unmet.isEmpty()) {
            return new Decision.Refused(unmet, List.of());
        }
        Order.Change change = order.change(facts.now())
                .lines(Lines.restCancelled(order.lines()))
                .exceptions(new OpenExceptions(order.exceptions(), facts.now())
                        .close(OrderException.SHORT_CLOSED)
                        .list());
        Order next = EventStep.completed(order, change, facts.writeBack(), facts.completeOn());
        List<Change> effects = new ArrayList<>();
        for (String shipment : WriteBacks.due(order, next, facts.writeBack())) {
            effects.add(Effects.writeBack(next, shipment, facts.now()));
        }
        return new Decision.Accepted(next, cell, "the rest is given up", effects);
    }
}
