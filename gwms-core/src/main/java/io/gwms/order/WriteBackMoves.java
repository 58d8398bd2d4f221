package io.gwms.order;

import io.gwms.order.Shipment.WriteBack;
import io.gwms.state.Change;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Tells the platform of shipments because a person wants it told (rows 8, 28, 30 and 31). */
final class WriteBackMoves {
    /** How the ids of shipments by hand begin. */
    static final String BY_HAND = "manual-";

    private WriteBackMoves() {}

    static Decision again(Order order, OrderFacts facts, Cell cell) {
        List<Reason> unmet = cell.unmet(order, facts);
        if (!unmet.isEmpty()) {
            return new Decision.Refused(unmet, List.of());
        }
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
            Effects.addOrHurry(
                    effects,
                    Effects.live(facts.liveTasks(), TaskType.WRITE_BACK, key),
                    Effects.writeBack(order, shipment.id(), facts.now()),
                    facts.now());
        }
        if (effects.isEmpty() && shipments.equals(order.shipments())) {
            return Decision.Accepted.unmoved(order, List.of());
        }
        Order next = order.change(facts.now()).shipments(shipments).done();
        return new Decision.Accepted(next, cell, "telling the platform again of " + ids, effects);
    }

    /** The platform is told first; the order moves when it knows. */
    static Decision byHand(Order order, ManualShipment typed, OrderFacts facts, Cell cell) {
        List<Reason> reasons = new ArrayList<>(cell.unmet(order, facts));
        if (typed.trackingNumber().isEmpty()) {
            reasons.add(ReasonCode.TRACKING_REQUIRED.plain());
        }
        if (typed.channel().isEmpty()) {
            reasons.add(ReasonCode.CHANNEL_REQUIRED.plain());
        }
        if (!reasons.isEmpty()) {
            return new Decision.Refused(reasons, List.of());
        }
        Shipment shipment = new Shipment(
                BY_HAND + (order.version() + 1),
                cell.move() == Cell.Move.SHIP_BY_HAND ? open(order) : unconfirmed(order),
                typed.trackingNumber(),
                typed.channel(),
                typed.serviceType(),
                facts.now(),
                WriteBack.PENDING,
                "");
        String key = Effects.writeBackKey(order.id(), shipment.id());
        Order next = order.change(facts.now())
                .attempt(new OrderAttempt.ManualShipping(key, false, shipment))
                .done();
        List<Change> effects = new ArrayList<>();
        for (SyncTask task : facts.liveTasks()) {
            if (task.type().equals(TaskType.WRITE_BACK)) {
                effects.add(Effects.ended(task, "replaced by " + shipment.id(), facts.now()));
            }
        }
        effects.add(Effects.writeBack(next, shipment.id(), facts.now()));
        String detail = "the platform is told of " + typed.trackingNumber() + " by " + typed.channel();
        return new Decision.Accepted(next, cell, detail, effects);
    }

    private static Map<String, Long> open(Order order) {
        Map<String, Long> open = new TreeMap<>();
        for (OrderLine line : order.lines()) {
            if (line.unshipped() > 0) {
                open.put(line.lineId(), line.unshipped());
            }
        }
        return open;
    }

    private static Map<String, Long> unconfirmed(Order order) {
        Map<String, Long> pieces = new TreeMap<>();
        for (Shipment shipment : order.shipments()) {
            if (shipment.writeBack() != WriteBack.CONFIRMED) {
                shipment.quantities().forEach((line, quantity) -> pieces.merge(line, quantity, Long::sum));
            }
        }
        return pieces;
    }
}
