package io.gwms.order;

import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.state.Change;
import io.gwms.task.TaskType;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One state of the model: a real order, its outbound orders, and what the platform was asked.
 *
 * @param order the order
 * @param outbounds every outbound order it ever had, oldest first
 * @param asked the keys of what the platform was asked and has not answered for good
 */
record ModelWorld(Order order, List<OutboundOrder> outbounds, Set<String> asked) {

    /** The state after these changes were committed. */
    ModelWorld after(List<Change> changes) {
        Order next = order;
        List<OutboundOrder> outbounds = new ArrayList<>(this.outbounds);
        Set<String> asked = new LinkedHashSet<>(this.asked);
        for (Change change : changes) {
            if (change instanceof Change.SaveOrder save) {
                next = save.order();
            } else if (change instanceof Change.SaveOutbound save) {
                outbounds.removeIf(one -> one.id().equals(save.outbound().id()));
                outbounds.add(save.outbound());
            } else if (change instanceof Change.AddTask add && isAttempt(add)) {
                asked.add(add.task().key());
            }
        }
        return new ModelWorld(next, List.copyOf(outbounds), Set.copyOf(asked));
    }

    private static boolean isAttempt(Change.AddTask add) {
        boolean byHand = add.task().type().equals(TaskType.WRITE_BACK)
                && add.task().key().contains(":" + WriteBackMoves.BY_HAND);
        return byHand || add.task().type().equals(TaskType.ACKNOWLEDGE);
    }

    /** The same once the platform has answered that for good. */
    ModelWorld answered(String key) {
        Set<String> left = new LinkedHashSet<>(asked);
        left.remove(key);
        return new ModelWorld(order, outbounds, Set.copyOf(left));
    }

    OutboundOrder lastOutbound() {
        return outbounds.get(outbounds.size() - 1);
    }

    /** Pieces of a line that an outbound order was asked for and has not shipped. */
    long left(OutboundOrder outbound, String line) {
        long left = 0;
        for (OutboundLine one : outbound.lines()) {
            left += one.orderLineId().equals(line) ? one.quantity() : 0;
        }
        for (Shipment shipment : order.shipments()) {
            if (shipment.id().startsWith(outbound.id() + "/")) {
                left -= shipment.quantities().getOrDefault(line, 0L);
            }
        }
        return left;
    }

    /** Whether goods left by an outbound order that had ended (row E21). */
    boolean isLate() {
        return order.exceptions().stream().anyMatch(one -> one.code().equals(OrderException.SHIPPED_AFTER_CANCEL))
                || order.shipments().stream().anyMatch(one -> one.serviceType().equals("late"));
    }

    /** Everything that can make a difference later, and nothing else: no version, no time, no text. */
    String key() {
        StringBuilder key = new StringBuilder(160);
        key.append(order.platform().fact()).append(order.acknowledge());
        OrderAttempt attempt = order.attempt();
        if (attempt != null) {
            key.append(attempt.unknown()).append(attempt.<String>fold(ModelWorld::key, ModelWorld::key));
        }
        for (OrderLine line : order.lines()) {
            key.append('/')
                    .append(line.ordered())
                    .append(line.removed())
                    .append(line.shippedElsewhere())
                    .append(line.accepted())
                    .append(line.rejected())
                    .append(line.cancelled())
                    .append(order.allocated(line))
                    .append(line.shipped());
        }
        order.platform()
                .lines()
                .forEach(line -> key.append('.')
                        .append(line.quantity())
                        .append(line.removed())
                        .append(line.shippedElsewhere()));
        outbounds.forEach(one -> key.append(one.state().name().charAt(0)));
        order.dispatches().forEach(one -> key.append(one.state()));
        List<String> shipments = new ArrayList<>();
        order.shipments()
                .forEach(one -> shipments.add((one.id().startsWith(WriteBackMoves.BY_HAND)
                                ? "m"
                                : one.id().substring(0, one.id().indexOf('/')))
                        + new TreeMap<>(one.quantities()).toString()
                        + one.writeBack()
                        + one.serviceType()));
        shipments.sort(null);
        key.append(shipments)
                .append(order.cancelRequest())
                .append(order.closing())
                .append(Guard.has(order, OrderException.REACK_REQUIRED))
                .append(Guard.has(order, OrderException.OUTBOUND_REJECTED))
                .append(isLate())
                .append(order.hold())
                .append(asked.size());
        return key.toString();
    }

    private static String key(OrderAttempt.Acknowledging attempt) {
        return "A" + attempt.cancels() + attempt.lines();
    }

    private static String key(OrderAttempt.ManualShipping attempt) {
        Map<String, Long> pieces = new TreeMap<>(attempt.shipment().quantities());
        return "M" + pieces;
    }
}
