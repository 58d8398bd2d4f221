package io.gwms.order;

/** Derives the status of an order from its facts. */
final class OrderStatusRule {
    private OrderStatusRule() {}

    static OrderStatus statusOf(Order order) {
        return switch (order.closing()) {
            case CANCELLED -> OrderStatus.CANCELLED;
            case FINISHED_ON_PLATFORM -> OrderStatus.COMPLETED;
            case MANUALLY_SHIPPED -> OrderStatus.MANUAL_COMPLETED;
            case NONE -> openStatusOf(order);
        };
    }

    private static OrderStatus openStatusOf(Order order) {
        long required = order.lines().stream().mapToLong(OrderLine::required).sum();
        long shipped = order.lines().stream().mapToLong(OrderLine::shipped).sum();
        if (shipped > 0) {
            boolean all = order.lines().stream().allMatch(line -> line.shipped() >= line.required());
            if (!all || required == 0) {
                return all ? OrderStatus.SHIPPED : OrderStatus.PARTIALLY_SHIPPED;
            }
            boolean told = order.shipments().stream()
                    .allMatch(shipment -> shipment.writeBack() == Shipment.WriteBack.CONFIRMED);
            return told ? OrderStatus.COMPLETED : OrderStatus.SHIPPED;
        }
        if (order.openDispatch().isPresent()) {
            return OrderStatus.PROCESSING;
        }
        return switch (order.acknowledge()) {
            case ACCEPTED_ALL, PARTIAL, REJECTED_ALL -> OrderStatus.ACKNOWLEDGED;
            case NONE, IN_FLIGHT, UNKNOWN -> OrderStatus.PENDING;
        };
    }
}
