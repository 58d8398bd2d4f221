package io.gwms.proxy.task;

import static java.util.Objects.requireNonNullElse;

import io.gwms.catalogue.Channel;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.order.Shipment;
import io.gwms.outbound.OutboundOrder;
import io.gwms.proxy.RemoteOrder;
import io.gwms.state.Change;
import io.gwms.task.ManualReason;
import io.gwms.task.TaskResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Books what a warehouse did with an outbound order it has. */
final class Following {
    static final ManualReason EXCEPTION_THERE = new ManualReason("WAREHOUSE_EXCEPTION");
    private static final ManualReason UNKNOWN_STATUS = new ManualReason("UNKNOWN_STATUS");
    private static final ManualReason SHORT_SHIPPED = new ManualReason("SHORT_SHIPPED");

    private final Desk desk;
    private final Map<String, String> carrierNames;

    Following(Desk desk, Map<String, String> carrierNames) {
        this.desk = desk;
        this.carrierNames = Map.copyOf(carrierNames);
    }

    /** How it stands, in the warehouse's own word where there is one. */
    static String word(RemoteOrder remote) {
        return remote.rawStatus().isEmpty() ? remote.status().name() : remote.rawStatus();
    }

    /** What an order that was found amounts to; a word without a known meaning is waited out, or for a person. */
    TaskResult seen(OutboundOrder outbound, RemoteOrder remote, Counter counter, boolean wordsForAPerson) {
        String word = word(remote);
        TaskResult result = switch (remote.status()) {
            case SHIPPED -> hasLeft(remote) ? shipped(outbound, remote, counter, true) : nothingLeft(outbound, remote);
            case PARTLY_SHIPPED -> shipped(outbound, remote, counter, false);
            case CANCELLED -> cancelled(outbound, remote, counter);
            case EXCEPTION ->
                TaskResult.needsHuman(
                                EXCEPTION_THERE,
                                "the warehouse stopped it (" + word + "); clear that there, then Sync Now")
                        .with(() -> withCharges(outbound, remote, noted(outbound, remote)));
            case IN_WORK, CANCELLING ->
                TaskResult.again("the warehouse has it in work (" + word + ")")
                        .with(() -> withCharges(outbound, remote, noted(outbound, remote)));
            case PUT_AWAY, UNRECOGNIZED ->
                unknownWord("the warehouse says '" + word + "', a word without a known meaning", wordsForAPerson)
                        .with(() -> withCharges(outbound, remote, noted(outbound, remote)));
        };
        return result.thirdPartyNo(remote.thirdPartyNo());
    }

    /** «Shipped» and nothing that left contradict each other, so neither is booked. */
    private TaskResult nothingLeft(OutboundOrder outbound, RemoteOrder remote) {
        return TaskResult.needsHuman(
                        SHORT_SHIPPED,
                        "the warehouse says '" + word(remote)
                                + "' and tells of no piece that left; nothing is booked: look"
                                + " there, then Sync Now, or cancel the order if nothing will come")
                .with(() -> withCharges(outbound, remote, noted(outbound, remote)));
    }

    /** What it charges comes with whatever else it says. */
    private List<Change> withCharges(OutboundOrder outbound, RemoteOrder remote, List<Change> changes) {
        if (remote.charges().isEmpty()) {
            return changes;
        }
        List<Change> all = new ArrayList<>(happened(outbound, new OrderEvent.Charged(outbound.id(), remote.charges())));
        all.addAll(changes);
        return all;
    }

    static TaskResult unknownWord(String text, boolean forAPerson) {
        return forAPerson ? TaskResult.needsHuman(UNKNOWN_STATUS, text) : TaskResult.again(text);
    }

    /** The warehouse cancelled it: what left before is booked as shipped, the rest will not come. */
    TaskResult cancelled(OutboundOrder outbound, RemoteOrder remote, Counter counter) {
        if (hasLeft(remote)) {
            return outbound.state() == OutboundOrder.State.CREATED
                    ? accepted(outbound, remote)
                    : shipped(outbound, remote, counter, true);
        }
        return TaskResult.done("the warehouse cancelled it (" + word(remote) + ")")
                .with(() -> withCharges(
                        outbound,
                        remote,
                        happened(outbound, new OrderEvent.OutboundCancelled(outbound.id(), remote.rawStatus()))));
    }

    /** Whether any piece of it left. */
    static boolean hasLeft(RemoteOrder remote) {
        return remote.lines().stream().anyMatch(line -> line.done() > 0);
    }

    /** Its number over there is kept before anything is booked under it; the next round, at once, books. */
    private TaskResult accepted(OutboundOrder outbound, RemoteOrder remote) {
        var event = new OrderEvent.OutboundAccepted(outbound.id(), remote.thirdPartyNo(), remote.rawStatus());
        return TaskResult.againAfter(
                        Duration.ZERO,
                        "the warehouse had it as " + remote.thirdPartyNo() + "; what left is booked next")
                .with(() -> happened(outbound, event));
    }

    private List<Change> noted(OutboundOrder outbound, RemoteOrder remote) {
        if (outbound.remoteStatus().equals(remote.rawStatus())) {
            return List.of();
        }
        return happened(
                outbound, new OrderEvent.OutboundAccepted(outbound.id(), remote.thirdPartyNo(), remote.rawStatus()));
    }

    private TaskResult shipped(OutboundOrder outbound, RemoteOrder remote, Counter counter, boolean last) {
        Goods.Booked booked = Goods.done(outbound, remote, counter.route(), desk.routes);
        if (!booked.problem().isEmpty()) {
            return TaskResult.remoteDoneLocalFailed("the warehouse shipped " + remote.thirdPartyNo()
                            + " and it cannot be booked here: " + booked.problem()
                            + "; correct the routes, and it is booked by itself")
                    .checkpoint(new Needs(booked.unmapped()).text());
        }
        Instant seenAt = desk.setup.clock().instant();
        boolean isShort = outbound.lines().stream()
                .anyMatch(line -> booked.pieces().getOrDefault(line.orderLineId(), 0L) < line.quantity());
        String tracking = remote.trackingNumber().isEmpty() ? "no tracking number yet" : remote.trackingNumber();
        TaskResult result;
        if (!last) {
            result = TaskResult.again("shipped in part (" + tracking + ")");
        } else if (isShort) {
            result = TaskResult.needsHuman(
                    SHORT_SHIPPED,
                    "the warehouse shipped less than was asked for and ships no more: " + booked.pieces()
                            + " by line; what shipped is booked");
        } else if (remote.trackingNumber().isEmpty()) {
            result = TaskResult.again("shipped, " + tracking);
        } else {
            result = TaskResult.done("shipped, " + tracking);
        }
        return result.with(
                () -> withCharges(outbound, remote, shipment(outbound, remote, booked.pieces(), last, seenAt)));
    }

    /** What of that is not booked yet, as things stand now. */
    private List<Change> shipment(
            OutboundOrder outbound, RemoteOrder remote, Map<String, Long> pieces, boolean last, Instant seenAt) {
        Optional<Order> order = desk.setup.state().orders().find(outbound.order());
        String prefix = outbound.id() + "/";
        List<Shipment> known = order.stream()
                .flatMap(each -> each.shipments().stream())
                .filter(shipment -> shipment.id().startsWith(prefix))
                .toList();
        Map<String, Long> fresh = new HashMap<>(pieces);
        known.forEach(shipment ->
                shipment.quantities().forEach((line, quantity) -> fresh.merge(line, -quantity, Math::addExact)));
        fresh.values().removeIf(quantity -> quantity <= 0);
        if (fresh.isEmpty()) {
            return completed(outbound, remote, known, last);
        }
        return happened(
                outbound,
                event(
                        outbound,
                        remote,
                        prefix + (known.size() + 1),
                        fresh,
                        last,
                        requireNonNullElse(remote.endedAt(), seenAt)));
    }

    /** Nothing more left; a shipment may get its tracking number, and the outbound order its end. */
    private List<Change> completed(OutboundOrder outbound, RemoteOrder remote, List<Shipment> known, boolean last) {
        if (known.isEmpty()) {
            return last
                    ? happened(outbound, new OrderEvent.OutboundCancelled(outbound.id(), remote.rawStatus()))
                    : List.of();
        }
        Shipment newest = known.get(known.size() - 1);
        return happened(outbound, event(outbound, remote, newest.id(), newest.quantities(), last, newest.shippedAt()));
    }

    private OrderEvent.Shipped event(
            OutboundOrder outbound,
            RemoteOrder remote,
            String shipmentId,
            Map<String, Long> quantities,
            boolean last,
            Instant shippedAt) {
        Optional<Channel> channel = desk.setup.catalogue().channel(outbound.warehouse(), outbound.channel());
        String carrier = remote.carrier().isEmpty()
                ? channel.map(Channel::carrier).orElse("")
                : carrierNames.getOrDefault(remote.carrier(), remote.carrier());
        return new OrderEvent.Shipped(
                outbound.id(),
                shipmentId,
                quantities,
                remote.trackingNumber(),
                carrier,
                channel.map(Channel::serviceType).orElse(""),
                shippedAt,
                last,
                remote.rawStatus());
    }

    /** Whether every shipment of it has its tracking number. */
    boolean isTold(OutboundOrder outbound) {
        return desk.setup.state().orders().find(outbound.order()).stream()
                .flatMap(order -> order.shipments().stream())
                .filter(shipment -> shipment.id().startsWith(outbound.id() + "/"))
                .noneMatch(shipment -> shipment.trackingNumber().isEmpty());
    }

    private List<Change> happened(OutboundOrder outbound, OrderEvent event) {
        return desk.setup.orderEvents().happened(outbound.order(), event);
    }
}
