package io.gwms.order;

import static io.gwms.order.OrderStatus.ACKNOWLEDGED;
import static io.gwms.order.OrderStatus.CANCELLED;
import static io.gwms.order.OrderStatus.COMPLETED;
import static io.gwms.order.OrderStatus.MANUAL_COMPLETED;
import static io.gwms.order.OrderStatus.PARTIALLY_SHIPPED;
import static io.gwms.order.OrderStatus.PENDING;
import static io.gwms.order.OrderStatus.PROCESSING;
import static io.gwms.order.OrderStatus.SHIPPED;

import java.util.EnumSet;
import java.util.Set;

/**
 * The second half of the transition table: for everything that happens outside and every status, the
 * row that decides and the statuses it may lead to. A new status or incident does not compile until
 * its cells are written here.
 */
final class EventTable {
    /** What can happen outside. */
    enum Incident {
        ACKNOWLEDGED,
        ALL_REJECTED,
        PROMISE_WITHDRAWN,
        ACKNOWLEDGE_FAILED,
        ACKNOWLEDGE_UNKNOWN,
        SHIPPED_BY_HAND,
        HAND_SHIPMENT_FAILED,
        HAND_SHIPMENT_UNKNOWN,
        OUTBOUND_ACCEPTED,
        OUTBOUND_REJECTED,
        SHIPPED_SOME,
        SHIPPED_ALL,
        OUTBOUND_CANCELLED_AS_ASKED,
        OUTBOUND_CANCELLED_UNASKED,
        CANCEL_REFUSED,
        WRITTEN_BACK,
        WRITE_BACK_FAILED,
        WRITE_BACK_UNKNOWN,
        TRACKING_ISSUED,
        PLATFORM_CANCEL_TOLD,
        PLATFORM_CANCEL_FAILED,
        PLATFORM_CHANGED,
        PLATFORM_CANCELLED,
        PLATFORM_FINISHED
    }

    /** The row that decides, and where it may lead. */
    record Target(String row, Set<OrderStatus> to) {}

    private EventTable() {}

    // spotless:off
    static Target target(Incident incident, OrderStatus status) {
        return switch (incident) {
            case ACKNOWLEDGED, ALL_REJECTED -> switch (status) {
                case PENDING           -> to(incident == Incident.ALL_REJECTED ? "11" : "10", OrderStatus.ACKNOWLEDGED, CANCELLED, COMPLETED);
                case ACKNOWLEDGED      -> to("21", OrderStatus.ACKNOWLEDGED, CANCELLED, COMPLETED);
                case PARTIALLY_SHIPPED, SHIPPED -> to("21", PARTIALLY_SHIPPED, SHIPPED, COMPLETED);
                case PROCESSING, COMPLETED, CANCELLED, MANUAL_COMPLETED -> to("21", status);
            };
            case PROMISE_WITHDRAWN -> switch (status) {
                case ACKNOWLEDGED      -> to("22", CANCELLED);
                case PARTIALLY_SHIPPED, SHIPPED -> to("22", SHIPPED, COMPLETED);
                case PENDING, PROCESSING, COMPLETED, CANCELLED, MANUAL_COMPLETED -> to("22", status);
            };
            case ACKNOWLEDGE_FAILED -> switch (status) {
                case PENDING, ACKNOWLEDGED -> to("12", status, CANCELLED, COMPLETED);
                case PARTIALLY_SHIPPED, SHIPPED -> to("12", status, COMPLETED);
                case PROCESSING, COMPLETED, CANCELLED, MANUAL_COMPLETED -> to("12", status);
            };
            case SHIPPED_BY_HAND -> switch (status) {
                case PENDING           -> to("8", MANUAL_COMPLETED);
                case PARTIALLY_SHIPPED, SHIPPED -> to("31", MANUAL_COMPLETED);
                case ACKNOWLEDGED, PROCESSING, COMPLETED, CANCELLED, MANUAL_COMPLETED -> to("8", status);
            };
            case HAND_SHIPMENT_FAILED -> switch (status) {
                case PENDING           -> to("9", PENDING, CANCELLED, COMPLETED);
                case PARTIALLY_SHIPPED, SHIPPED -> to("9", status, COMPLETED);
                case ACKNOWLEDGED, PROCESSING, COMPLETED, CANCELLED, MANUAL_COMPLETED -> to("9", status);
            };
            case ACKNOWLEDGE_UNKNOWN, HAND_SHIPMENT_UNKNOWN -> switch (status) {
                case PENDING, ACKNOWLEDGED, PROCESSING, PARTIALLY_SHIPPED, SHIPPED, COMPLETED, CANCELLED, MANUAL_COMPLETED
                                        -> to(incident == Incident.ACKNOWLEDGE_UNKNOWN ? "12" : "9", status);
            };
            case OUTBOUND_ACCEPTED, CANCEL_REFUSED -> switch (status) {
                case PENDING, ACKNOWLEDGED, PROCESSING, PARTIALLY_SHIPPED, SHIPPED, COMPLETED, CANCELLED, MANUAL_COMPLETED
                                        -> to(incident == Incident.CANCEL_REFUSED ? "E6" : "OD", status);
            };
            case OUTBOUND_REJECTED -> switch (status) {
                case PROCESSING        -> to("OD", PROCESSING);
                case PENDING, ACKNOWLEDGED, PARTIALLY_SHIPPED, SHIPPED, COMPLETED, CANCELLED, MANUAL_COMPLETED
                                        -> to("OD", status);
            };
            case SHIPPED_SOME -> switch (status) {
                case PENDING, ACKNOWLEDGED -> to("E21", PARTIALLY_SHIPPED);
                case PROCESSING        -> to("E1", PARTIALLY_SHIPPED);
                case PARTIALLY_SHIPPED -> to("E1", PARTIALLY_SHIPPED);
                case SHIPPED           -> to("E21", SHIPPED);
                case COMPLETED, CANCELLED, MANUAL_COMPLETED -> to("E21", status);
            };
            case SHIPPED_ALL -> switch (status) {
                case PENDING, ACKNOWLEDGED -> to("E21", SHIPPED, COMPLETED);
                case PROCESSING, PARTIALLY_SHIPPED -> to("E2", SHIPPED, COMPLETED);
                case SHIPPED           -> to("E21", SHIPPED);
                case COMPLETED, CANCELLED, MANUAL_COMPLETED -> to("E21", status);
            };
            case OUTBOUND_CANCELLED_AS_ASKED -> switch (status) {
                case PROCESSING        -> to("E4", CANCELLED);
                case PARTIALLY_SHIPPED -> to("E4", SHIPPED, COMPLETED);
                case PENDING, ACKNOWLEDGED, SHIPPED, COMPLETED, CANCELLED, MANUAL_COMPLETED -> to("E4", status);
            };
            case OUTBOUND_CANCELLED_UNASKED -> switch (status) {
                case PROCESSING        -> to("E5", PENDING, ACKNOWLEDGED, CANCELLED, COMPLETED);
                case PARTIALLY_SHIPPED -> to("E5", PARTIALLY_SHIPPED, SHIPPED, COMPLETED);
                case PENDING, ACKNOWLEDGED, SHIPPED, COMPLETED, CANCELLED, MANUAL_COMPLETED -> to("E5", status);
            };
            case WRITTEN_BACK -> switch (status) {
                case SHIPPED           -> to("E7", SHIPPED, COMPLETED);
                case PENDING, ACKNOWLEDGED, PROCESSING, PARTIALLY_SHIPPED, COMPLETED, CANCELLED, MANUAL_COMPLETED
                                        -> to("E7", status);
            };
            case WRITE_BACK_FAILED, WRITE_BACK_UNKNOWN -> switch (status) {
                case PENDING, ACKNOWLEDGED, PROCESSING, PARTIALLY_SHIPPED, SHIPPED, COMPLETED, CANCELLED, MANUAL_COMPLETED
                                        -> to(incident == Incident.WRITE_BACK_FAILED ? "E8" : "E9", status);
            };
            case TRACKING_ISSUED, PLATFORM_CANCEL_TOLD, PLATFORM_CANCEL_FAILED -> switch (status) {
                case PENDING, ACKNOWLEDGED, PROCESSING, PARTIALLY_SHIPPED, SHIPPED, COMPLETED, CANCELLED, MANUAL_COMPLETED
                                        -> to("OD", status);
            };
            case PLATFORM_CHANGED -> switch (status) {
                case PENDING           -> to("E11", PENDING);
                case ACKNOWLEDGED      -> to("E12", ACKNOWLEDGED);
                case PROCESSING        -> to("E13", PROCESSING);
                case PARTIALLY_SHIPPED -> to("E13", PARTIALLY_SHIPPED, SHIPPED, COMPLETED);
                case SHIPPED, COMPLETED, MANUAL_COMPLETED -> to("E14", status);
                case CANCELLED         -> to("E20", CANCELLED);
            };
            case PLATFORM_CANCELLED -> switch (status) {
                case PENDING, ACKNOWLEDGED -> to("E15", CANCELLED, status);
                case PROCESSING        -> to("E16", PROCESSING);
                case PARTIALLY_SHIPPED -> to("E17", PARTIALLY_SHIPPED, SHIPPED, COMPLETED);
                case SHIPPED, COMPLETED, MANUAL_COMPLETED -> to("E18", status);
                case CANCELLED         -> to("E14", CANCELLED);
            };
            case PLATFORM_FINISHED -> switch (status) {
                case PENDING, ACKNOWLEDGED -> to("E19", COMPLETED, status);
                case PROCESSING        -> to("E19", PROCESSING);
                case PARTIALLY_SHIPPED -> to("E19", PARTIALLY_SHIPPED, SHIPPED, COMPLETED);
                case SHIPPED           -> to("E19", COMPLETED, SHIPPED);
                case COMPLETED, CANCELLED, MANUAL_COMPLETED -> to("E14", status);
            };
        };
    }
    // spotless:on

    private static Target to(String row, OrderStatus to, OrderStatus... orTo) {
        return new Target(row, EnumSet.of(to, orTo));
    }
}
