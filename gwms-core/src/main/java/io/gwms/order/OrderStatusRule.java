package io.gwms.order;

import java.util.List;

/**
 * Derives the status of an order from its facts (orders, section 2.1): what ended it first, then what
 * shipped, then what is handed over, then what is acknowledged.
 */
final class OrderStatusRule {
    /** Counts up whenever the same facts would give another status. */
    static final int VERSION = 2;

    private OrderStatusRule() {}

    static OrderStatus statusOf(Order order) {
        return switch (order.closing()) {
            case CANCELLED -> OrderStatus.CANCELLED;
            case FINISHED_ON_PLATFORM -> OrderStatus.COMPLETED;
            case MANUALLY_SHIPPED -> OrderStatus.MANUAL_COMPLETED;
            case NONE -> fromGoods(order);
        };
    }

    private static OrderStatus fromGoods(Order order) {
        boolean dispatched = isDispatched(order);
        if (hasShipped(order.lines())) {
            return dispatched || Judgement.isShippable(order.lines())
                    ? OrderStatus.PARTIALLY_SHIPPED
                    : OrderStatus.SHIPPED;
        }
        if (dispatched) {
            return OrderStatus.PROCESSING;
        }
        if (order.kind() == OrderKind.B2C) {
            return OrderStatus.PENDING;
        }
        return switch (order.acknowledge()) {
            case ACCEPTED_ALL, PARTIAL, REJECTED_ALL -> OrderStatus.ACKNOWLEDGED;
            case NONE -> OrderStatus.PENDING;
        };
    }

    private static boolean hasShipped(List<OrderLine> lines) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).shipped() > 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDispatched(Order order) {
        List<DispatchAttempt> attempts = order.dispatches();
        for (int i = 0; i < attempts.size(); i++) {
            if (attempts.get(i).state() == DispatchAttempt.State.OPEN) {
                return true;
            }
        }
        return false;
    }
}
