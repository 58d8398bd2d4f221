package io.gwms.order;

import io.gwms.order.Shipment.WriteBack;
import io.gwms.outbound.OutboundOrder;
import io.gwms.state.Change;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a command to an order amounts to. A pure function of the order, the command and the
 * facts: it reads and writes nothing, and knows no time but the one in the facts.
 */
final class OrderLifecycle {
    private OrderLifecycle() {}

    static Decision decide(Order order, OrderCommand command, OrderFacts facts) {
        Cell cell = LifecycleTable.cell(order.status(), command.action(), order.kind());
        if (cell.isRefused()) {
            return refused(cell, order, command, facts);
        }
        return switch (cell.move()) {
            case REFUSE -> cell.refusal();
            case DISPATCH -> Dispatching.decide(order, (OrderCommand.Dispatch) command, facts, cell);
            case BIND -> Binding.decide(order, ((OrderCommand.Bind) command).binding(), facts, cell);
            case CANCEL_HERE, CANCEL_UNLESS_PROMISED -> guarded(cell, order, facts, cancelledHere(order, facts, cell));
            case ASK_WAREHOUSE_TO_CANCEL -> guarded(cell, order, facts, cancelAtWarehouse(order, facts, cell));
            case RETRY_PARTIAL_WRITE_BACK, RETRY_WRITE_BACK ->
                guarded(cell, order, facts, writtenBackAgain(order, facts, cell));
        };
    }

    /** What can be done with an order now; of the facts only those about its platform matter. */
    static List<Offer> offers(Order order, OrderFacts facts) {
        OrderStatus status = order.status();
        List<Offer> offers = new ArrayList<>(4);
        for (OrderAction action : OrderAction.values()) {
            Cell cell = LifecycleTable.cell(status, action, order.kind());
            offers.add(new Offer(
                    action,
                    cell.isRefused()
                            ? cell.refusal().reasons()
                            : OrderGuards.of(cell.move(), order, facts.writeBack())));
        }
        return List.copyOf(offers);
    }

    private static Decision refused(Cell cell, Order order, OrderCommand command, OrderFacts facts) {
        if (!(command instanceof OrderCommand.Dispatch dispatch)) {
            return cell.refusal();
        }
        Decision.Refused refusal = cell.refusal();
        if (dispatch.batch() && order.kind() == OrderKind.B2B) {
            List<Reason> reasons = List.of(refusal.reasons().get(0), ReasonCode.B2B_NO_BATCH.plain());
            refusal = new Decision.Refused(reasons, List.of());
        }
        return dispatch.request().bindings().isEmpty() ? refusal : Binding.kept(order, dispatch, facts, refusal);
    }

    private static Decision guarded(Cell cell, Order order, OrderFacts facts, Decision decision) {
        List<Reason> reasons = OrderGuards.of(cell.move(), order, facts.writeBack());
        return reasons.isEmpty() ? decision : new Decision.Refused(reasons, List.of());
    }

    private static Decision cancelledHere(Order order, OrderFacts facts, Cell cell) {
        Order next = order.change(facts.now())
                .closing(Closing.CANCELLED)
                .exceptions(List.of())
                .done();
        return new Decision.Accepted(
                next, List.of(new Change.SaveOrder(next), Journal.step(order, next, "CANCEL", cell.row(), "")));
    }

    private static Decision cancelAtWarehouse(Order order, OrderFacts facts, Cell cell) {
        OutboundOrder outbound = facts.outbound();
        if (outbound == null) {
            throw new IllegalStateException("order " + order.id() + " is with a warehouse without an outbound order");
        }
        if (OrderGuards.has(order, OrderException.OUTBOUND_REJECTED)) {
            SyncTask create = Effects.live(facts.liveTasks(), TaskType.CREATE, Effects.createKey(outbound.id()));
            if (create != null && wasNeverSentAgain(create)) {
                return neverExistedThere(order, outbound, create, facts, cell);
            }
        }
        boolean asked = order.cancelRequest() == CancelRequest.BY_OPERATOR
                || order.cancelRequest() == CancelRequest.BY_PLATFORM;
        SyncTask cancel = Effects.live(facts.liveTasks(), TaskType.CANCEL, Effects.cancelKey(outbound.id()));
        if (asked && (cancel == null || cancel.status() != TaskStatus.MANUAL)) {
            return new Decision.Accepted(order, List.of());
        }
        Order next = order.change(facts.now())
                .cancelRequest(asked ? order.cancelRequest() : CancelRequest.BY_OPERATOR)
                .exceptions(new OpenExceptions(order.exceptions(), facts.now())
                        .close(OrderException.CANCEL_REFUSED)
                        .list())
                .done();
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.SaveOrder(next));
        changes.add(
                Journal.step(order, next, "CANCEL", cell.row(), "the warehouse is asked to cancel " + outbound.id()));
        addOrHurry(changes, cancel, Effects.cancel(outbound.id(), facts.route(), facts.now()), facts);
        return new Decision.Accepted(next, changes);
    }

    /** Whether the create stands where the refusal left it: whatever was sent since may have been taken. */
    private static boolean wasNeverSentAgain(SyncTask create) {
        return create.status() == TaskStatus.MANUAL && create.checkpoint().isEmpty();
    }

    private static Decision neverExistedThere(
            Order order, OutboundOrder outbound, SyncTask create, OrderFacts facts, Cell cell) {
        Order next = order.change(facts.now())
                .lines(WarehouseEvents.released(order.lines()))
                .dispatches(WarehouseEvents.withState(order, outbound.id(), DispatchAttempt.State.CANCELLED))
                .closing(Closing.CANCELLED)
                .exceptions(List.of())
                .done();
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.SaveOrder(next));
        changes.add(Journal.step(order, next, "CANCEL", cell.row(), "the warehouse never took " + outbound.id()));
        changes.add(new Change.SaveOutbound(outbound.next(
                OutboundOrder.State.CANCELLED, outbound.thirdPartyNo(), outbound.remoteStatus(), facts.now())));
        changes.add(Effects.ended(create, "the order is cancelled", facts.now()));
        return new Decision.Accepted(next, changes);
    }

    private static Decision writtenBackAgain(Order order, OrderFacts facts, Cell cell) {
        List<String> ids = WriteBacks.retryable(order, facts.writeBack());
        List<Shipment> shipments = new ArrayList<>(order.shipments());
        List<Change> effects = new ArrayList<>();
        for (int i = 0; i < shipments.size(); i++) {
            Shipment shipment = shipments.get(i);
            if (!ids.contains(shipment.id())) {
                continue;
            }
            if (shipment.writeBack() != WriteBack.UNKNOWN) {
                shipments.set(i, shipment.withWriteBack(WriteBack.PENDING, shipment.platformShipmentId()));
            }
            String key = Effects.writeBackKey(order.id(), shipment.id());
            addOrHurry(
                    effects,
                    Effects.live(facts.liveTasks(), TaskType.WRITE_BACK, key),
                    Effects.writeBack(order, shipment.id(), facts.now()),
                    facts);
        }
        if (effects.isEmpty() && shipments.equals(order.shipments())) {
            return new Decision.Accepted(order, List.of());
        }
        Order next = order.change(facts.now()).shipments(shipments).done();
        List<Change> changes = new ArrayList<>();
        changes.add(new Change.SaveOrder(next));
        changes.add(Journal.step(order, next, "MARK_SHIPPED", cell.row(), "telling the platform again of " + ids));
        changes.addAll(effects);
        return new Decision.Accepted(next, changes);
    }

    private static void addOrHurry(List<Change> changes, @Nullable SyncTask live, Change add, OrderFacts facts) {
        Change change = Effects.addedOrHurried(live, add, facts.now());
        if (change != null) {
            changes.add(change);
        }
    }
}
