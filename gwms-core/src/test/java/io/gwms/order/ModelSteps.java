package io.gwms.order;

import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.WriteBackSupport;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can happen in a state of the model, done by the real rules: commands by {@link
 * OrderLifecycle#decide}, the rest by the rules of outside events.
 */
final class ModelSteps {
    /**
     * What is walked.
     *
     * @param kind the kind of order
     * @param support what its platform can be told
     * @param completeOn what completes it when it has shipped
     * @param acknowledges what its platform takes of acknowledgements
     * @param holds whether it is held and released
     * @param figures whether the platform changes what it wants
     * @param dispatches how often it is dispatched at most
     * @param shipments how many shipments of warehouses it has at most
     */
    record Scope(
            OrderKind kind,
            WriteBackSupport support,
            CompleteOn completeOn,
            AcknowledgeSupport acknowledges,
            boolean holds,
            boolean figures,
            int dispatches,
            int shipments) {
        Scope(
                OrderKind kind,
                WriteBackSupport support,
                AcknowledgeSupport acknowledges,
                boolean holds,
                boolean figures,
                int dispatches,
                int shipments) {
            this(kind, support, CompleteOn.WRITE_BACK, acknowledges, holds, figures, dispatches, shipments);
        }

        Scope completing(CompleteOn on) {
            return new Scope(kind, support, on, acknowledges, holds, figures, dispatches, shipments);
        }
    }

    /**
     * One step.
     *
     * @param what in words
     * @param action the action, when a person did it
     * @param decision what was decided of it
     * @param after the state after it
     * @param isFollowed whether the walk goes on from there; left out where it would never end
     */
    record Step(
            String what,
            @Nullable OrderAction action,
            @Nullable Decision decision,
            ModelWorld after,
            boolean isFollowed) {}

    /** COMPLETED is left out: to every rule it is the same as SHIPPED. PARTLY_SHIPPED comes with its figures. */
    private static final List<PlatformFact> FACTS =
            List.of(PlatformFact.OPEN, PlatformFact.SHIPPED, PlatformFact.CANCELLED);

    private static final Store STORE =
            Store.of(SampleOrders.STORE, "Shop", PlatformType.SHOPIFY, URI.create("https://shop.example"));

    private final Scope scope;
    private final OrderLifecycle lifecycle;

    ModelSteps(Scope scope, OrderLifecycle lifecycle) {
        this.scope = scope;
        this.lifecycle = lifecycle;
    }

    /** Three pieces in two lines, as it comes in for the first time (row E22). */
    ModelWorld start() {
        PlatformOrder platform = withLines(
                SampleOrders.platform(scope.kind(), PlatformFact.OPEN), List.of(line("L1", 2), line("L2", 1)));
        Intake intake = intake(platform, SampleOrders.NOW).firstSeen(STORE);
        Order order = ((Change.SaveOrder) intake.changes().get(0)).order();
        return new ModelWorld(order, List.of(), java.util.Set.of());
    }

    OrderFacts facts(ModelWorld world) {
        Order order = world.order();
        OrderFacts sample = SampleOrders.facts(order);
        return new OrderFacts(
                now(world),
                scope.support(),
                scope.completeOn(),
                scope.acknowledges(),
                true,
                sample.warehouse(),
                sample.channel(),
                null,
                order.openDispatch().isPresent() ? world.lastOutbound() : null,
                sample.mappings(),
                java.util.Set.of(SampleOrders.SKU, new WarehouseSku("WH-2")),
                Map.of(),
                List.of(),
                100);
    }

    List<Offer> offers(ModelWorld world) {
        return lifecycle.offers(world.order(), facts(world));
    }

    private static Instant now(ModelWorld world) {
        return SampleOrders.NOW.plusSeconds(world.order().version());
    }

    List<Step> of(ModelWorld world) {
        List<Step> steps = new ArrayList<>();
        commands(world, steps);
        attempts(world, steps);
        warehouse(world, steps);
        writeBacks(world, steps);
        snapshots(world, steps);
        return steps;
    }

    private void commands(ModelWorld world, List<Step> steps) {
        Order order = world.order();
        for (OrderAction action : OrderAction.values()) {
            command(world, SampleOrders.command(action, order), steps);
        }
        if (scope.kind() == OrderKind.B2B) {
            command(
                    world,
                    new OrderCommand.Acknowledge(AcknowledgeOrder.acceptAll(order, SampleOrders.WAREHOUSE)),
                    steps);
            List<AcknowledgeOrder.Line> some = new ArrayList<>();
            order.lines()
                    .forEach(line ->
                            some.add(new AcknowledgeOrder.Line(line.lineId(), Math.min(1, line.wanted()), "no stock")));
            command(
                    world,
                    new OrderCommand.Acknowledge(new AcknowledgeOrder(order.id(), SampleOrders.WAREHOUSE, some)),
                    steps);
        }
    }

    private void command(ModelWorld world, OrderCommand command, List<Step> steps) {
        Decision decision = lifecycle.decide(world.order(), command, facts(world));
        boolean isFollowed = switch (command.action()) {
            case BIND_SKU -> false;
            case HOLD, RELEASE -> scope.holds();
            case DISPATCH -> world.order().dispatches().size() < scope.dispatches();
            case ACKNOWLEDGE, MARK_SHIPPED, MANUAL_SHIP, CANCEL, CLOSE_SHORT -> true;
        };
        ModelWorld after = world;
        if (decision instanceof Decision.Accepted accepted) {
            after = world.after(accepted.changes(world.order(), command.action(), JournalEntry.OPERATOR, facts(world)));
        } else if (decision instanceof Decision.Refused refused) {
            after = world.after(refused.record());
        }
        steps.add(new Step(command.toString(), command.action(), decision, after, isFollowed));
    }

    private void attempts(ModelWorld world, List<Step> steps) {
        OrderAttempt attempt = world.order().attempt();
        if (attempt == null) {
            return;
        }
        String key = attempt.key();
        AttemptEvents events =
                new AttemptEvents(world.order(), scope.support(), scope.completeOn(), false, false, now(world));
        PlatformEvents told = new PlatformEvents(world.order(), scope.support(), scope.completeOn(), false, now(world));
        if (attempt instanceof OrderAttempt.ManualShipping manual) {
            String id = manual.shipment().id();
            event(world.answered(key), "by hand: taken", told.writtenBack(new OrderEvent.WrittenBack(id, "F")), steps);
            event(
                    world.answered(key),
                    "by hand: refused",
                    told.failed(new OrderEvent.WriteBackFailed(id, true, "no")),
                    steps);
            event(world, "by hand: not now", told.failed(new OrderEvent.WriteBackFailed(id, false, "no")), steps);
            event(world, "by hand: no reply", told.unknown(new OrderEvent.WriteBackUnknown(id, "lost")), steps);
        } else {
            event(world.answered(key), "acknowledged", events.acknowledged(key), steps);
            event(
                    world.answered(key),
                    "acknowledge refused",
                    events.acknowledgeFailed(new OrderEvent.AcknowledgeFailed(key, true, "no")),
                    steps);
            event(
                    world,
                    "acknowledge: no reply",
                    events.acknowledgeUnknown(new OrderEvent.AcknowledgeUnknown(key, "lost")),
                    steps);
        }
    }

    private void warehouse(ModelWorld world, List<Step> steps) {
        for (OutboundOrder outbound : world.outbounds()) {
            WarehouseEvents events = new WarehouseEvents(
                    world.order(),
                    outbound,
                    facts(world).mappings(),
                    scope.support(),
                    scope.completeOn(),
                    false,
                    now(world));
            event(
                    world,
                    "taken by the warehouse",
                    events.accepted(new OrderEvent.OutboundAccepted(outbound.id(), "N", "NEW")),
                    steps);
            event(world, "refused by it", events.rejected(new OrderEvent.OutboundRejected(outbound.id(), "no")), steps);
            event(
                    world,
                    "dropped by it",
                    events.cancelled(new OrderEvent.OutboundCancelled(outbound.id(), "X")),
                    steps);
            event(
                    world,
                    "cancel refused",
                    events.cancelRefused(new OrderEvent.CancelRefused(outbound.id(), "no")),
                    steps);
            if (world.order().shipments().size() < scope.shipments()) {
                long first = world.left(outbound, "L1");
                long second = world.left(outbound, "L2");
                for (boolean last : new boolean[] {false, true}) {
                    ship(world, outbound, Math.min(1, first), 0, last, steps);
                    ship(world, outbound, first, second, last, steps);
                }
            }
        }
    }

    private void ship(
            ModelWorld world, OutboundOrder outbound, long first, long second, boolean last, List<Step> steps) {
        Map<String, Long> pieces = new java.util.TreeMap<>();
        if (first > 0) {
            pieces.put("L1", first);
        }
        if (second > 0) {
            pieces.put("L2", second);
        }
        if (pieces.isEmpty()) {
            return;
        }
        boolean isOpen = world.order().dispatches().stream()
                .anyMatch(one -> one.outbound().equals(outbound.id()) && one.state() == DispatchAttempt.State.OPEN);
        WarehouseEvents events = new WarehouseEvents(
                world.order(),
                outbound,
                facts(world).mappings(),
                scope.support(),
                scope.completeOn(),
                false,
                now(world));
        OrderEvent.Shipped shipped = new OrderEvent.Shipped(
                outbound.id(),
                outbound.id() + "/" + world.order().version(),
                pieces,
                "T1",
                "DHL",
                isOpen ? "" : "late",
                now(world),
                last,
                "OUT");
        event(world, "shipped " + pieces + (last ? ", no more" : ""), events.shipped(shipped), steps);
    }

    private void writeBacks(ModelWorld world, List<Step> steps) {
        PlatformEvents events =
                new PlatformEvents(world.order(), scope.support(), scope.completeOn(), false, now(world));
        for (Shipment shipment : world.order().shipments()) {
            boolean waits = shipment.writeBack() == Shipment.WriteBack.PENDING
                    || shipment.writeBack() == Shipment.WriteBack.UNKNOWN;
            if (waits) {
                String id = shipment.id();
                event(world, "written back", events.writtenBack(new OrderEvent.WrittenBack(id, "F")), steps);
                event(world, "not taken", events.failed(new OrderEvent.WriteBackFailed(id, true, "no")), steps);
                event(world, "no reply", events.unknown(new OrderEvent.WriteBackUnknown(id, "lost")), steps);
            }
        }
    }

    /** The platform changes its mind once about the goods; it opens again what has ended (row E20) or what it cancelled. */
    private void snapshots(ModelWorld world, List<Step> steps) {
        PlatformOrder platform = world.order().platform();
        for (PlatformFact fact : FACTS) {
            boolean again = platform.fact() == PlatformFact.CANCELLED
                    || world.order().status().isTerminal();
            if (fact != PlatformFact.OPEN || again) {
                snapshot(world, fact, line -> line, steps);
            }
        }
        PlatformOrderLine first = platform.lines().get(0);
        if (scope.figures() && platform.fact() == PlatformFact.OPEN && first.equals(line("L1", 2))) {
            snapshot(world, PlatformFact.PARTLY_SHIPPED, line -> figures(line, 2, 0, 1), steps);
            snapshot(world, PlatformFact.OPEN, line -> figures(line, 2, 1, 0), steps);
            snapshot(world, PlatformFact.OPEN, line -> figures(line, 3, 0, 0), steps);
            seen(world, PlatformFact.OPEN, List.of(figures(first, 2, 2, 0), figures(line("L2", 1), 1, 1, 0)), steps);
        }
    }

    private void snapshot(
            ModelWorld world, PlatformFact fact, UnaryOperator<PlatformOrderLine> first, List<Step> steps) {
        PlatformOrder old = world.order().platform();
        List<PlatformOrderLine> lines = new ArrayList<>(old.lines());
        lines.set(0, first.apply(lines.get(0)));
        seen(world, fact, lines, steps);
    }

    private void seen(ModelWorld world, PlatformFact fact, List<PlatformOrderLine> lines, List<Step> steps) {
        PlatformOrder old = world.order().platform();
        if (fact == old.fact() && lines.equals(old.lines())) {
            return;
        }
        PlatformOrder seen = withFact(withLines(old, lines), fact, now(world));
        @Nullable OutboundOrder open = world.order().openDispatch().isPresent() ? world.lastOutbound() : null;
        Intake intake = intake(seen, now(world)).seenAgain(world.order(), open, outbound -> null);
        event(world, "the platform says " + fact + " " + lines.get(0), intake.changes(), steps);
    }

    private IntakeRules intake(PlatformOrder platform, Instant now) {
        Map<String, io.gwms.sku.SkuMapping> mappings = SampleOrders.facts(
                        SampleOrders.in(OrderStatus.PENDING, scope.kind()))
                .mappings();
        return new IntakeRules(platform, mappings, scope.support(), scope.completeOn(), false, now);
    }

    private static void event(ModelWorld world, String what, List<Change> changes, List<Step> steps) {
        steps.add(new Step(what, null, null, world.after(changes), true));
    }

    private static PlatformOrderLine line(String id, long quantity) {
        return new PlatformOrderLine(id, "P-1", "Thing", quantity, 0, 0, Money.of("2.00", "EUR"));
    }

    private static PlatformOrderLine figures(PlatformOrderLine line, long quantity, long removed, long elsewhere) {
        return new PlatformOrderLine(
                line.lineId(), line.platformSku(), line.name(), quantity, removed, elsewhere, line.unitPrice());
    }

    private static PlatformOrder withLines(PlatformOrder order, List<PlatformOrderLine> lines) {
        return copy(order, order.fact(), order.changedAt(), lines);
    }

    private static PlatformOrder withFact(PlatformOrder order, PlatformFact fact, Instant changedAt) {
        return copy(order, fact, changedAt, order.lines());
    }

    private static PlatformOrder copy(
            PlatformOrder order, PlatformFact fact, Instant changedAt, List<PlatformOrderLine> lines) {
        return order.toBuilder().changedAt(changedAt).fact(fact).lines(lines).build();
    }
}
