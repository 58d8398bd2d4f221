package io.gwms.proxy.task;

import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.order.Order;
import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.reconcile.InFlight;
import io.gwms.sku.SentSku;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.StateRepository;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Finds what is on its way between a warehouse and us (rules 7 to 10): open outbound orders that shipped over there and
 * are not booked here. Only orders of SKUs that differ are asked about. Where the warehouse does not say how an order
 * stands, a cancel is under way or it has lost sight of the order, nothing of its SKUs is corrected.
 */
final class OnTheWay {
    /** How far apart the clocks of the two sides may be. */
    private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

    private final Desk desk;
    private final Counter counter;
    private final ProxyCapabilities.Inventory inventory;
    private final Instant readFrom;
    private final Instant readTo;
    private final Map<WarehouseSku, Long> shipped = new HashMap<>();
    private final Map<WarehouseSku, Long> received = new HashMap<>();
    private final Set<WarehouseSku> unsettled = new HashSet<>();

    OnTheWay(Desk desk, Counter counter, ProxyCapabilities.Inventory inventory, Instant readFrom, Instant readTo) {
        this.desk = desk;
        this.counter = counter;
        this.inventory = inventory;
        this.readFrom = readFrom.minus(CLOCKS_APART);
        this.readTo = readTo.plus(CLOCKS_APART);
    }

    InFlight find(Set<WarehouseSku> differing) {
        StateRepository state = desk.setup.state();
        for (OutboundOrder outbound :
                state.warehouseOrders().openOutbounds(counter.route().warehouse())) {
            Set<WarehouseSku> skus =
                    outbound.lines().stream().map(OutboundLine::sku).collect(Collectors.toSet());
            if (skus.stream().anyMatch(differing::contains)) {
                ask(outbound, skus);
            }
        }
        Set<String> inbounds = new HashSet<>();
        for (InboundOrder inbound :
                state.warehouseOrders().openInbounds(counter.route().warehouse())) {
            Set<WarehouseSku> skus =
                    inbound.lines().stream().map(InboundLine::sku).collect(Collectors.toSet());
            if (inventory.inboundNumbers()) {
                inbounds.add(inbound.id().value());
            } else if (skus.stream().anyMatch(differing::contains)) {
                ask(inbound, skus);
            }
        }
        return new InFlight(shipped, unsettled, inbounds, received);
    }

    /**
     * Only where batches name no inbound order: else those of an open one are left alone by its number. What came once the
     * pages were read is in none of them; what came while they were, or nobody knows when, may be in them or not.
     */
    private void ask(InboundOrder inbound, Set<WarehouseSku> skus) {
        var session = counter.session().withContext(counter.session().context().withAction(CallAction.INBOUND_QUERY));
        Optional<Optional<RemoteOrder>> answer = Desk.only(counter.connector()
                        .findInbounds(
                                new FindOrders(session, List.of(inbound.id().value()))))
                .asDone();
        if (answer.isEmpty()) {
            skus.forEach(sku -> received.put(sku, InFlight.UNKNOWN));
            return;
        }
        Map<WarehouseSku, Long> came = new HashMap<>();
        Set<WarehouseSku> perhapsRead = new HashSet<>();
        Instant ended = answer.get().map(RemoteOrder::endedAt).orElse(null);
        for (RemoteOrder.Receipt receipt : answer.get().map(Receiving::all).orElse(List.of())) {
            Optional<SentSku> local = Goods.local(receipt.proxySku(), inbound.sentAs(), counter.route(), desk.routes);
            if (local.isEmpty()) {
                skus.forEach(sku -> came.put(sku, InFlight.UNKNOWN));
                break;
            }
            Instant at = receipt.putAwayAt() == null ? ended : receipt.putAwayAt();
            if (at != null && at.isAfter(readTo)) {
                continue;
            }
            if (at == null || !at.plus(inventory.timePrecision()).isBefore(readFrom)) {
                perhapsRead.add(local.get().sku());
            }
            came.merge(
                    local.get().sku(),
                    Math.multiplyExact(receipt.quantity(), local.get().unitsEach()),
                    Math::addExact);
        }
        inbound.receipts().forEach(receipt -> came.merge(receipt.sku(), -receipt.booked(), Math::addExact));
        came.forEach((sku, pieces) -> {
            boolean known = pieces == 0 || (pieces > 0 && !perhapsRead.contains(sku));
            received.merge(
                    sku,
                    known ? pieces : InFlight.UNKNOWN,
                    (one, other) -> one < 0 || other < 0 ? InFlight.UNKNOWN : one + other);
        });
    }

    private void ask(OutboundOrder outbound, Set<WarehouseSku> skus) {
        var session = counter.session().withContext(counter.session().context().withAction(CallAction.OUTBOUND_QUERY));
        Outcome<Optional<RemoteOrder>> answer = Desk.only(counter.connector()
                .findOutbounds(new FindOrders(session, List.of(outbound.id().value()))));
        Optional<Optional<RemoteOrder>> known = answer.asDone();
        if (known.isEmpty()) {
            unsettled.addAll(skus);
        } else if (known.get().isPresent()) {
            weigh(outbound, known.get().get(), skus);
        } else if (outbound.state() != OutboundOrder.State.CREATED) {
            unsettled.addAll(skus);
        }
    }

    /** Whether what left of it may still change without a word. */
    private static boolean isInDoubt(RemoteStatus status) {
        return status == RemoteStatus.CANCELLING
                || status == RemoteStatus.EXCEPTION
                || status == RemoteStatus.UNRECOGNIZED;
    }

    private void weigh(OutboundOrder outbound, RemoteOrder remote, Set<WarehouseSku> skus) {
        if (isInDoubt(remote.status())) {
            unsettled.addAll(skus);
            return;
        }
        boolean moved = remote.status() == RemoteStatus.SHIPPED
                || remote.status() == RemoteStatus.PARTLY_SHIPPED
                || Following.hasLeft(remote);
        if (!moved) {
            return;
        }
        Goods.Booked done = Goods.done(outbound, remote, counter.route(), desk.routes);
        Instant at = remote.endedAt();
        if (at != null && at.isAfter(readTo)) {
            return;
        }
        boolean certain = at != null && at.isBefore(readFrom) && done.problem().isEmpty();
        if (!certain) {
            unsettled.addAll(skus);
            return;
        }
        Map<WarehouseSku, Long> unbooked = new HashMap<>(done.units());
        bookedUnits(outbound).forEach((sku, units) -> unbooked.merge(sku, -units, Math::addExact));
        unbooked.forEach((sku, units) -> {
            if (units > 0) {
                shipped.merge(sku, units, Math::addExact);
            }
        });
    }

    private Map<WarehouseSku, Long> bookedUnits(OutboundOrder outbound) {
        Map<String, Long> pieces = new HashMap<>();
        Optional<Order> order = desk.setup.state().orders().find(outbound.order());
        order.stream()
                .flatMap(each -> each.shipments().stream())
                .filter(shipment -> shipment.id().startsWith(outbound.id() + "/"))
                .forEach(shipment -> shipment.quantities()
                        .forEach((line, quantity) -> pieces.merge(line, quantity, Math::addExact)));
        Map<WarehouseSku, Long> units = new HashMap<>();
        for (OutboundLine line : outbound.lines()) {
            long booked = Math.min(line.quantity(), pieces.getOrDefault(line.orderLineId(), 0L));
            units.merge(line.sku(), booked * line.unitsEach(), Math::addExact);
        }
        return units;
    }
}
