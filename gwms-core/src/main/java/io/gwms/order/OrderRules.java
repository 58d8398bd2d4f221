package io.gwms.order;

import io.gwms.internal.Require;
import io.gwms.outbound.Charge;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.WriteBackSupport;
import io.gwms.sku.SkuMapping;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Looks up what the rules of outside events need, and applies them. Commits nothing. */
final class OrderRules implements OrderEvents {
    private final StateRepository state;
    private final InstantSource clock;
    private final OrderSettings settings;

    OrderRules(StateRepository state, InstantSource clock, OrderSettings settings) {
        this.state = state;
        this.clock = clock;
        this.settings = settings;
    }

    @Override
    public Intake received(Store store, PlatformOrder platform, @Nullable Order stored) {
        return receiver(store, List.of(platform)).received(platform, stored);
    }

    @Override
    public Receiver receiver(Store store, Collection<PlatformOrder> orders) {
        List<String> skus = orders.stream()
                .flatMap(order -> order.lines().stream())
                .map(PlatformOrderLine::platformSku)
                .toList();
        Map<String, SkuMapping> mappings = mappings(store.id(), skus);
        return (order, stored) -> received(store, order, stored, mappings);
    }

    private Intake received(
            Store store, PlatformOrder platform, @Nullable Order stored, Map<String, SkuMapping> mappings) {
        WriteBackSupport support = settings.writeBack().apply(store.platform());
        boolean issuesTracking = settings.issuesTracking().test(store.platform());
        IntakeRules rules =
                new IntakeRules(platform, mappings, support, settings.completeOn(), issuesTracking, clock.instant());
        if (stored == null) {
            return byPlatform(rules.firstSeen(store));
        }
        OrderId id = new OrderId(store.id(), platform.platformOrderId());
        Require.that(stored.id().equals(id), "stored order", stored.id(), "order " + id + " itself");
        OutboundOrder outbound = openOutbound(stored);
        return byPlatform(rules.seenAgain(stored, outbound, this::askWarehouseToCancel));
    }

    private static Intake byPlatform(Intake intake) {
        return new Intake(intake.verdict(), Journal.by(JournalEntry.PLATFORM, intake.changes()));
    }

    private @Nullable Change askWarehouseToCancel(OutboundOrder outbound) {
        SyncTask live = state.tasks()
                .findLive(TaskType.CANCEL, Effects.key(outbound.id()))
                .orElse(null);
        Instant now = clock.instant();
        return Effects.addedOrHurried(live, Effects.cancel(outbound.id(), route(outbound), now), now);
    }

    @Override
    public List<Change> happened(OrderId id, OrderEvent event) {
        Order order =
                state.orders().find(id).orElseThrow(() -> new IllegalArgumentException("there is no order " + id));
        boolean byPlatform = event instanceof OrderEvent.WrittenBack
                || event instanceof OrderEvent.WriteBackFailed
                || event instanceof OrderEvent.WriteBackUnknown
                || event instanceof OrderEvent.TrackingIssued
                || event instanceof OrderEvent.CancelTold
                || event instanceof OrderEvent.CancelNotTold
                || event instanceof OrderEvent.Acknowledged
                || event instanceof OrderEvent.AcknowledgeFailed
                || event instanceof OrderEvent.AcknowledgeUnknown;
        return Journal.by(byPlatform ? JournalEntry.PLATFORM : JournalEntry.WAREHOUSE, changes(order, event));
    }

    private List<Change> changes(Order order, OrderEvent event) {
        WriteBackSupport support = settings.writeBack().apply(order.platformType());
        Instant now = clock.instant();
        if (event instanceof OrderEvent.Charged charged) {
            return charged(order, charged, now);
        }
        if (event instanceof OrderEvent.OutboundAccepted accepted) {
            return atWarehouse(order, accepted.outbound(), support, now).accepted(accepted);
        }
        if (event instanceof OrderEvent.OutboundRejected rejected) {
            return atWarehouse(order, rejected.outbound(), support, now).rejected(rejected);
        }
        if (event instanceof OrderEvent.Shipped shipped) {
            return atWarehouse(order, shipped.outbound(), support, now).shipped(shipped);
        }
        if (event instanceof OrderEvent.OutboundCancelled cancelled) {
            return atWarehouse(order, cancelled.outbound(), support, now).cancelled(cancelled);
        }
        if (event instanceof OrderEvent.CancelRefused refused) {
            return atWarehouse(order, refused.outbound(), support, now).cancelRefused(refused);
        }
        boolean issuesTracking = settings.issuesTracking().test(order.platformType());
        AttemptEvents attempt = new AttemptEvents(
                order, support, settings.completeOn(), issuesTracking, settings.rejectAllCancels(), now);
        if (event instanceof OrderEvent.Acknowledged acknowledged) {
            return attempt.acknowledged(acknowledged.key());
        }
        if (event instanceof OrderEvent.AcknowledgeFailed failed) {
            return attempt.acknowledgeFailed(failed);
        }
        if (event instanceof OrderEvent.AcknowledgeUnknown unknown) {
            return attempt.acknowledgeUnknown(unknown);
        }
        PlatformEvents platform = new PlatformEvents(order, support, settings.completeOn(), issuesTracking, now);
        if (event instanceof OrderEvent.WrittenBack told) {
            return isKnown(order, told.shipmentId()) ? platform.writtenBack(told) : List.of();
        }
        if (event instanceof OrderEvent.WriteBackFailed failed) {
            return isKnown(order, failed.shipmentId()) ? platform.failed(failed) : List.of();
        }
        if (event instanceof OrderEvent.WriteBackUnknown unknown) {
            return isKnown(order, unknown.shipmentId()) ? platform.unknown(unknown) : List.of();
        }
        if (event instanceof OrderEvent.TrackingIssued issued) {
            return isKnown(order, issued.shipmentId()) ? platform.trackingIssued(issued) : List.of();
        }
        if (event instanceof OrderEvent.CancelTold told) {
            return platform.cancelTold(told);
        }
        if (event instanceof OrderEvent.CancelNotTold failed) {
            return platform.cancelNotTold(failed);
        }
        throw new IllegalStateException("no rule for the event " + event.getClass());
    }

    /** A shipment by hand that came to nothing, or stands in for others, is nobody's any more. */
    private static boolean isKnown(Order order, String shipmentId) {
        boolean isKnown = order.shipment(shipmentId).isPresent();
        Require.that(
                isKnown || shipmentId.startsWith(WriteBackMoves.BY_HAND),
                "shipmentId",
                shipmentId,
                "a shipment of order " + order.id());
        return isKnown;
    }

    /** Money alone: no fact that a status depends on, so the order keeps its version. */
    private List<Change> charged(Order order, OrderEvent.Charged event, Instant now) {
        OutboundId id = outbound(order, event.outbound()).id();
        List<Charge> before = state.warehouseOrders().charges(List.of(id)).getOrDefault(id, List.of());
        if (before.equals(event.charges())) {
            return List.of();
        }
        String costs = id + " costs " + ShippingCost.of(event.charges());
        Change step = Journal.note(order, "CHARGED", costs, JournalEntry.WAREHOUSE, now);
        return List.of(new Change.SetCharges(id, event.charges()), step);
    }

    private OutboundOrder outbound(Order order, OutboundId id) {
        return state.warehouseOrders()
                .outbound(id)
                .filter(one -> one.order().equals(order.id()))
                .orElseThrow(() -> new IllegalArgumentException(
                        "outbound is " + id + ", but must be an outbound order of order " + order.id()));
    }

    private WarehouseEvents atWarehouse(Order order, OutboundId id, WriteBackSupport support, Instant now) {
        OutboundOrder outbound = outbound(order, id);
        List<String> skus = new ArrayList<>();
        for (PlatformOrderLine line : order.platform().lines()) {
            skus.add(line.platformSku());
        }
        return new WarehouseEvents(
                order,
                outbound,
                mappings(order.id().store(), skus),
                support,
                settings.completeOn(),
                settings.issuesTracking().test(order.platformType()),
                now);
    }

    @Nullable
    OutboundOrder openOutbound(Order order) {
        DispatchAttempt open = order.openDispatch().orElse(null);
        return open == null
                ? null
                : state.warehouseOrders().outbound(open.outbound()).orElse(null);
    }

    @Nullable
    TaskRoute route(OutboundOrder outbound) {
        return settings.routes().apply(outbound.warehouse()).orElse(null);
    }

    Map<String, SkuMapping> mappings(Order order) {
        return mappings(
                order.id().store(),
                order.lines().stream().map(OrderLine::platformSku).toList());
    }

    Map<String, SkuMapping> mappings(StoreId store, Collection<String> platformSkus) {
        List<String> named =
                platformSkus.stream().filter(sku -> !sku.isEmpty()).distinct().toList();
        Map<String, SkuMapping> found = new HashMap<>();
        for (SkuMapping mapping : state.mappings().findAll(store, named)) {
            found.put(mapping.platformSku(), mapping);
        }
        return found;
    }
}
