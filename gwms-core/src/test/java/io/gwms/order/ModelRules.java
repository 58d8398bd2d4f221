package io.gwms.order;

import io.gwms.order.ModelSteps.Scope;
import io.gwms.order.ModelSteps.Step;
import io.gwms.order.Shipment.WriteBack;
import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.WriteBackSupport;
import java.util.ArrayList;
import java.util.List;

/** What has to hold of every state and every step of the model, in the words of the specification. */
final class ModelRules {
    private final Scope scope;
    private final OrderLifecycle.Table table;
    private final List<String> broken = new ArrayList<>();

    ModelRules(Scope scope, OrderLifecycle.Table table) {
        this.scope = scope;
        this.table = table;
    }

    private void must(boolean holds, String rule) {
        if (!holds) {
            broken.add(rule);
        }
    }

    /** The rules a state breaks. */
    List<String> brokenBy(ModelWorld world, List<Offer> offers) {
        broken.clear();
        Order order = world.order();
        OrderStatus status = order.status();
        long open = order.dispatches().stream()
                .filter(one -> one.state() == DispatchAttempt.State.OPEN)
                .count();
        long shipped = order.lines().stream().mapToLong(OrderLine::shipped).sum();
        must(open <= 1, "at most one outbound order is open");
        must(
                open
                        == world.outbounds().stream()
                                .filter(one -> one.state().isOpen())
                                .count(),
                "what the order calls open is open");
        must(status != OrderStatus.PROCESSING || open == 1, "PROCESSING has an open outbound order");
        must(!status.isTerminal() || open == 0, "nothing is with a warehouse in the end");
        must(!status.isTerminal() || order.attempt() == null, "no attempt is in flight in the end");
        must(
                world.asked().size() == (order.attempt() == null ? 0 : 1),
                "at most one attempt is in flight, and the order knows it");
        must(open == 0 || order.attempt() == null, "nothing is begun on the platform while a warehouse has it");
        must(status != OrderStatus.CANCELLED || shipped == 0 || world.isLate(), "nothing of a cancelled order shipped");
        must(status != OrderStatus.SHIPPED || isAllShipped(order), "SHIPPED is all of it");
        must(status != OrderStatus.PARTIALLY_SHIPPED || shipped > 0, "PARTIALLY_SHIPPED is some of it");
        must(
                order.kind() == OrderKind.B2B || status != OrderStatus.ACKNOWLEDGED,
                "only purchase orders are acknowledged");
        must(
                order.kind() == OrderKind.B2C
                        || order.dispatches().isEmpty()
                        || order.acknowledge() != AcknowledgeState.NONE,
                "a purchase order is acknowledged before it is dispatched");
        must(
                open == 0 || order.kind() == OrderKind.B2C || accepted(order) > 0,
                "something of a purchase order is accepted once it is dispatched");
        platformsWordCounts(order);
        nothingIsSentTwice(world);
        nothingIsToldTwice(world);
        offersAreTrue(world, offers);
        waysOut(world, offers);
        return List.copyOf(broken);
    }

    private static long accepted(Order order) {
        return order.lines().stream()
                .mapToLong(line -> line.accepted() == null ? 0 : line.accepted())
                .sum();
    }

    private static boolean isAllShipped(Order order) {
        return order.lines().stream().allMatch(line -> line.shipped() >= line.required());
    }

    private static boolean isTold(Order order) {
        return order.shipments().stream().allMatch(one -> one.writeBack() == WriteBack.CONFIRMED);
    }

    private void platformsWordCounts(Order order) {
        OrderStatus status = order.status();
        boolean waits = status == OrderStatus.PENDING || status == OrderStatus.ACKNOWLEDGED;
        must(!waits || wantsWhatItsPlatformWants(order), "a waiting order wants what its platform wants");
        must(
                status != OrderStatus.ACKNOWLEDGED
                        || Guard.has(order, OrderException.REACK_REQUIRED)
                                == order.lines().stream().anyMatch(line -> line.unanswered() > 0),
                "what nobody answered is shown, and nothing else");
        boolean finished = PlatformEvents.isFinished(order.platform());
        must(
                status != OrderStatus.SHIPPED || order.attempt() != null || !finished,
                "what has shipped and is finished on its platform has ended");
        boolean waitsForNothing = switch (scope.completeOn()) {
            case WRITE_BACK -> isTold(order);
            case PLATFORM -> false;
            case SHIPMENT -> isTold(order) || scope.support() == WriteBackSupport.NONE;
        };
        must(
                status != OrderStatus.SHIPPED || order.attempt() != null || !waitsForNothing,
                "what has shipped ends as soon as it can");
        boolean untold = order.shipments().stream().anyMatch(one -> one.writeBack() == WriteBack.NONE);
        must(
                status != OrderStatus.SHIPPED
                        || order.attempt() != null
                        || order.platform().fact() == PlatformFact.CANCELLED
                        || finished
                        || scope.support() == WriteBackSupport.NONE
                        || !untold,
                "an open platform is told of what has shipped");
    }

    private static boolean wantsWhatItsPlatformWants(Order order) {
        return order.platform().lines().stream()
                .allMatch(there -> order.line(there.lineId())
                        .filter(line -> line.ordered() == there.quantity() && line.removed() == there.removed())
                        .isPresent());
    }

    private void nothingIsSentTwice(ModelWorld world) {
        for (OrderLine line : world.order().lines()) {
            long atWarehouses = 0;
            long most = 0;
            for (OutboundOrder outbound : world.outbounds()) {
                for (OutboundLine one : outbound.lines()) {
                    if (one.orderLineId().equals(line.lineId())) {
                        most = Math.max(most, one.quantity());
                        atWarehouses += outbound.state().isOpen() ? world.left(outbound, line.lineId()) : 0;
                    }
                }
            }
            must(world.order().allocated(line) == Math.max(0, atWarehouses), "what a warehouse has is allocated");
            must(
                    world.order().openDispatch().isPresent() || line.surplus() == 0,
                    "a warehouse that has none of it has nothing too much");
            must(most <= Math.max(3, line.ordered()), "no warehouse is asked for more than was ordered");
            must(
                    world.isLate() || line.shipped() + atWarehouses <= Math.max(line.ordered(), 3),
                    "shipped and still to be shipped is no more than was ordered");
        }
    }

    private void nothingIsToldTwice(ModelWorld world) {
        Order order = world.order();
        boolean byHand = order.attempt() instanceof OrderAttempt.ManualShipping;
        boolean told = scope.support() == WriteBackSupport.PARTIAL
                && order.status() == OrderStatus.SHIPPED
                && order.shipments().stream()
                        .anyMatch(one -> one.writeBack() == WriteBack.PENDING || one.writeBack() == WriteBack.UNKNOWN);
        must(!(byHand && told) || world.isLate(), "the platform is not told of the same goods in two ways at once");
    }

    /** A reason is told only where it is true, and a shared guard wherever it does not hold. */
    private void offersAreTrue(ModelWorld world, List<Offer> offers) {
        Order order = world.order();
        for (Offer offer : offers) {
            boolean shared = offer.action() != OrderAction.HOLD && offer.action() != OrderAction.RELEASE;
            Cell cell = table.cell(order.status(), offer.action(), order.kind());
            if (cell.isRefused()) {
                must(offer.reasons().size() == 1, "a plain refusal has one reason");
            } else {
                must(
                        !shared || order.attempt() == null || says(offer, ReasonCode.ATTEMPT_IN_PROGRESS),
                        offer.action() + " waits for the attempt");
                boolean ships = offer.action() == OrderAction.DISPATCH
                        || offer.action() == OrderAction.ACKNOWLEDGE
                        || offer.action() == OrderAction.MANUAL_SHIP;
                must(
                        !ships || order.hold().isEmpty() || says(offer, ReasonCode.ON_HOLD),
                        offer.action() + " is blocked by a hold");
                boolean closedThere = order.status() == OrderStatus.PENDING
                        && order.platform().fact() != PlatformFact.OPEN
                        && order.platform().fact() != PlatformFact.PARTLY_SHIPPED;
                must(
                        !ships || !closedThere || says(offer, ReasonCode.PLATFORM_CLOSED),
                        offer.action() + " needs an order that is open on its platform");
            }
            must(
                    offer.action() != OrderAction.RELEASE
                            || !offer.isEnabled()
                            || !order.hold().isEmpty(),
                    "only what is held is released");
            must(
                    offer.action() != OrderAction.DISPATCH || !offer.isEnabled() || !mustReacknowledge(order),
                    "what the platform added to is acknowledged again first");
            must(
                    offer.action() != OrderAction.ACKNOWLEDGE
                            || !offer.isEnabled()
                            || order.acknowledge() == AcknowledgeState.NONE
                            || scope.acknowledges().amends(),
                    "an acknowledgement is replaced only where that can be done");
            must(
                    offer.action() != OrderAction.CANCEL
                            || !offer.isEnabled()
                            || order.status() != OrderStatus.ACKNOWLEDGED
                            || order.acknowledge() == AcknowledgeState.REJECTED_ALL
                            || scope.acknowledges().amends(),
                    "a promise is taken back only where that can be done");
            for (Reason reason : offer.reasons()) {
                must(isTrue(reason.code(), world), reason.code() + " is told of " + offer.action() + " and is not so");
            }
        }
    }

    /** What the platform added has to be answered, where it lets an answer be replaced. */
    private boolean mustReacknowledge(Order order) {
        return Guard.has(order, OrderException.REACK_REQUIRED)
                && scope.acknowledges().amends();
    }

    private static boolean says(Offer offer, ReasonCode code) {
        return offer.reasons().stream().anyMatch(reason -> reason.code() == code);
    }

    private boolean isTrue(ReasonCode code, ModelWorld world) {
        Order order = world.order();
        OrderStatus status = order.status();
        boolean ended = status.isTerminal();
        boolean b2b = order.kind() == OrderKind.B2B;
        boolean shipped = order.lines().stream().anyMatch(line -> line.shipped() > 0);
        boolean open = order.openDispatch().isPresent();
        return switch (code) {
            case TERMINAL -> ended;
            case ATTEMPT_IN_PROGRESS -> order.attempt() != null;
            case ON_HOLD -> !order.hold().isEmpty();
            case NOT_ON_HOLD -> order.hold().isEmpty() || open || shipped;
            case PLATFORM_CLOSED ->
                order.platform().fact() != PlatformFact.OPEN && order.platform().fact() != PlatformFact.PARTLY_SHIPPED;
            case ACKNOWLEDGE_FIRST -> b2b && order.acknowledge() == AcknowledgeState.NONE;
            case USE_REJECT_ALL -> b2b && order.acknowledge() == AcknowledgeState.NONE;
            case NOT_B2B -> !b2b;
            case NOT_OFFERED_FOR_B2B -> b2b;
            case NOTHING_ACCEPTED -> order.acknowledge() == AcknowledgeState.REJECTED_ALL;
            case REACK_REQUIRED -> mustReacknowledge(order);
            case ALREADY_ACKNOWLEDGED ->
                order.acknowledge() != AcknowledgeState.NONE
                        && !scope.acknowledges().amends();
            case ACKNOWLEDGE_UNSUPPORTED -> !scope.acknowledges().isTaken();
            case ACK_COMMITTED ->
                !scope.acknowledges().amends()
                        && order.lines().stream().anyMatch(line -> line.accepted() != null && line.accepted() > 0);
            case ALREADY_DISPATCHED, MAPPING_FROZEN -> !ended && (open || shipped);
            case OUTBOUND_ACTIVE -> open || status == OrderStatus.PARTIALLY_SHIPPED;
            case NOT_SHIPPED -> !shipped;
            case PARTLY_SHIPPED -> status == OrderStatus.PARTIALLY_SHIPPED;
            case ALREADY_SHIPPED -> status == OrderStatus.SHIPPED;
            case NOT_SHORT_CLOSED -> status != OrderStatus.PARTIALLY_SHIPPED;
            case NO_SHIPPABLE_ITEMS -> order.lines().stream().allMatch(line -> line.unshipped() == 0);
            case WRITEBACK_UNSUPPORTED -> scope.support() == WriteBackSupport.NONE;
            case PARTIAL_WRITEBACK_UNSUPPORTED -> scope.support() == WriteBackSupport.WHOLE_ORDER;
            case NOTHING_TO_RETRY ->
                order.shipments().stream().noneMatch(one -> one.writeBack() == WriteBack.FAILED_PERMANENT);
            case WRITEBACK_IN_PROGRESS -> !isTold(order);
            default -> false;
        };
    }

    /** What a person must be able to do, lest an order is stuck for want of a button. */
    private void waysOut(ModelWorld world, List<Offer> offers) {
        Order order = world.order();
        boolean free = order.attempt() == null && order.hold().isEmpty();
        boolean shippable = order.lines().stream().anyMatch(line -> line.unshipped() > 0);
        boolean b2b = order.kind() == OrderKind.B2B;
        switch (order.status()) {
            case PENDING -> {
                must(
                        b2b || order.attempt() != null || can(offers, OrderAction.CANCEL),
                        "a waiting order can be cancelled");
                must(
                        !b2b
                                || !free
                                || can(offers, OrderAction.ACKNOWLEDGE)
                                        == scope.acknowledges().isTaken(),
                        "a waiting purchase order can be answered where its platform takes that");
                must(
                        b2b || !free || !shippable || can(offers, OrderAction.DISPATCH),
                        "a waiting order can be dispatched");
            }
            case ACKNOWLEDGED ->
                must(
                        !free || !shippable || mustReacknowledge(order) || can(offers, OrderAction.DISPATCH),
                        "what was accepted can be dispatched");
            case PROCESSING -> must(can(offers, OrderAction.CANCEL), "a cancel can be asked for");
            case PARTIALLY_SHIPPED ->
                must(
                        order.openDispatch().isPresent()
                                || order.attempt() != null
                                || can(offers, OrderAction.CLOSE_SHORT),
                        "what was left unshipped can be given up");
            case SHIPPED ->
                must(
                        order.attempt() != null
                                || scope.support() == WriteBackSupport.NONE
                                || (scope.completeOn() == CompleteOn.PLATFORM && isTold(order))
                                || can(offers, OrderAction.MARK_SHIPPED),
                        "the platform can be told again");
            case COMPLETED, CANCELLED, MANUAL_COMPLETED ->
                must(offers.stream().noneMatch(Offer::isEnabled), "nothing is offered for what has ended");
        }
    }

    private static boolean can(List<Offer> offers, OrderAction action) {
        return offers.stream().anyMatch(offer -> offer.action() == action && offer.isEnabled());
    }

    /** The rules a step breaks. */
    List<String> brokenBy(ModelWorld before, Step step, List<Offer> offers) {
        broken.clear();
        Order from = before.order();
        Order to = step.after().order();
        OrderStatus status = from.status();
        must(!status.isTerminal() || to.status() == status, "terminal is never left");
        must(to.version() <= from.version() + 1 && to.version() >= from.version(), "a step is one version");
        if (!status.isTerminal() && to.status().isTerminal() && to.status() != OrderStatus.CANCELLED) {
            boolean noGoods = to.lines().stream().allMatch(line -> line.shipped() == 0);
            boolean platformSaysSo = to.status() == OrderStatus.COMPLETED && PlatformEvents.isFinished(to.platform());
            boolean untellable = scope.completeOn() == CompleteOn.SHIPMENT && scope.support() == WriteBackSupport.NONE;
            must(
                    noGoods
                            || platformSaysSo
                            || isTold(to)
                            || untellable
                            || step.after().isLate(),
                    "what ends with goods was told, where that can be");
            must(
                    noGoods
                            || platformSaysSo
                            || scope.completeOn() != CompleteOn.PLATFORM
                            || to.status() != OrderStatus.COMPLETED,
                    "what waits for its platform's word ends with it");
        }
        if (step.action() == null || step.decision() == null) {
            return List.copyOf(broken);
        }
        Offer offer = offers.stream()
                .filter(one -> one.action() == step.action())
                .findFirst()
                .orElseThrow();
        Cell cell = table.cell(status, step.action(), from.kind());
        if (step.decision() instanceof Decision.Accepted) {
            must(offer.isEnabled(), step.action() + " is accepted and was not offered");
            must(cell.to().contains(to.status()), step.action() + " leads where its row does not");
            must(
                    status != OrderStatus.SHIPPED
                            || !isTold(from)
                            || step.action() != OrderAction.MANUAL_SHIP && step.action() != OrderAction.MARK_SHIPPED,
                    "the platform is not told again of what it knows");
            must(
                    !from.kind().equals(OrderKind.B2B)
                            || step.action() != OrderAction.CANCEL
                            || to.status() != OrderStatus.CANCELLED
                            || from.acknowledge() == AcknowledgeState.REJECTED_ALL,
                    "the platform hears first that a purchase order is cancelled");
            must(
                    from.openDispatch().isEmpty() || step.action() != OrderAction.BIND_SKU,
                    "what a warehouse was sent stays as it was sent");
            must(
                    from.openDispatch().isEmpty() || step.action() != OrderAction.DISPATCH,
                    "what a warehouse has is handed over to none");
        } else if (step.decision() instanceof Decision.Refused refused) {
            must(!refused.reasons().isEmpty(), "a refusal has a reason");
            must(to.status() == status, "a refusal moves nothing");
            must(!offer.isEnabled(), step.action() + " is refused and was offered: " + refused.reasons());
        }
        return List.copyOf(broken);
    }
}
