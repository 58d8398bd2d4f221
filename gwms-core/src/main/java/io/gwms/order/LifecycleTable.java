package io.gwms.order;

import static io.gwms.order.OrderStatus.ACKNOWLEDGED;
import static io.gwms.order.OrderStatus.CANCELLED;
import static io.gwms.order.OrderStatus.PARTIALLY_SHIPPED;
import static io.gwms.order.OrderStatus.PENDING;
import static io.gwms.order.OrderStatus.PROCESSING;
import static io.gwms.order.OrderStatus.SHIPPED;

import io.gwms.order.Cell.Move;

/**
 * The transition table: for every action, kind and status what the action amounts to. A new action,
 * kind or status does not compile until its cells are written here. The rows are those of the page
 * docs/orders/lifecycle.md, which is made from this table.
 */
final class LifecycleTable {
    private static final Cell DISPATCH = Cell.go("1", Move.DISPATCH, PROCESSING);
    private static final Cell DISPATCH_ACCEPTED = Cell.go("17", Move.DISPATCH, PROCESSING);
    private static final Cell ACKNOWLEDGE_FIRST = Cell.no("13", ReasonCode.ACKNOWLEDGE_FIRST);
    private static final Cell WITH_WAREHOUSE = Cell.no("24", ReasonCode.ALREADY_DISPATCHED);
    private static final Cell PARTLY_GONE = Cell.no("27", ReasonCode.ALREADY_DISPATCHED);
    private static final Cell GONE = Cell.no("32", ReasonCode.ALREADY_DISPATCHED);

    private static final Cell BIND_PENDING = Cell.go("6", Move.BIND, PENDING);
    private static final Cell BIND_ACKNOWLEDGED = Cell.go("6", Move.BIND, ACKNOWLEDGED);
    private static final Cell FROZEN = Cell.no("34", ReasonCode.MAPPING_FROZEN);

    private static final Cell NOT_SHIPPED_WAITING = Cell.no("35", ReasonCode.NOT_SHIPPED);
    private static final Cell NOT_SHIPPED_PROCESSING = Cell.no("25", ReasonCode.NOT_SHIPPED);
    private static final Cell RETRY_SOME = Cell.go("28", Move.RETRY_PARTIAL_WRITE_BACK, PARTIALLY_SHIPPED);
    private static final Cell RETRY = Cell.go("30", Move.RETRY_WRITE_BACK, SHIPPED);

    private static final Cell CANCEL_HERE = Cell.go("7", Move.CANCEL_HERE, CANCELLED);
    private static final Cell REJECT_INSTEAD = Cell.no("14", ReasonCode.USE_REJECT_ALL);
    private static final Cell CANCEL_UNLESS_PROMISED = Cell.go("22", Move.CANCEL_UNLESS_PROMISED, CANCELLED);
    private static final Cell ASK_WAREHOUSE = Cell.go("23", Move.ASK_WAREHOUSE_TO_CANCEL, PROCESSING, CANCELLED);
    private static final Cell SOME_SHIPPED = Cell.no("27", ReasonCode.PARTLY_SHIPPED);
    private static final Cell ALL_SHIPPED = Cell.no("32", ReasonCode.ALREADY_SHIPPED);

    private static final Cell NOT_FOR_CONSUMERS = Cell.no("16", ReasonCode.NOT_B2B);
    private static final Cell TERMINAL = Cell.no("33", ReasonCode.TERMINAL);

    private LifecycleTable() {}

    // spotless:off
    static Cell cell(OrderStatus status, OrderAction action, OrderKind kind) {
        return switch (action) {
            case DISPATCH -> switch (kind) {
                case B2C -> switch (status) {
                    case PENDING           -> DISPATCH;
                    case ACKNOWLEDGED      -> NOT_FOR_CONSUMERS;
                    case PROCESSING        -> WITH_WAREHOUSE;
                    case PARTIALLY_SHIPPED -> PARTLY_GONE;
                    case SHIPPED           -> GONE;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
                case B2B -> switch (status) {
                    case PENDING           -> ACKNOWLEDGE_FIRST;
                    case ACKNOWLEDGED      -> DISPATCH_ACCEPTED;
                    case PROCESSING        -> WITH_WAREHOUSE;
                    case PARTIALLY_SHIPPED -> PARTLY_GONE;
                    case SHIPPED           -> GONE;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
            };
            case BIND_SKU -> switch (kind) {
                case B2C, B2B -> switch (status) {
                    case PENDING           -> BIND_PENDING;
                    case ACKNOWLEDGED      -> BIND_ACKNOWLEDGED;
                    case PROCESSING, PARTIALLY_SHIPPED, SHIPPED -> FROZEN;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
            };
            case MARK_SHIPPED -> switch (kind) {
                case B2C, B2B -> switch (status) {
                    case PENDING, ACKNOWLEDGED -> NOT_SHIPPED_WAITING;
                    case PROCESSING        -> NOT_SHIPPED_PROCESSING;
                    case PARTIALLY_SHIPPED -> RETRY_SOME;
                    case SHIPPED           -> RETRY;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
            };
            case CANCEL -> switch (kind) {
                case B2C -> switch (status) {
                    case PENDING           -> CANCEL_HERE;
                    case ACKNOWLEDGED      -> CANCEL_UNLESS_PROMISED;
                    case PROCESSING        -> ASK_WAREHOUSE;
                    case PARTIALLY_SHIPPED -> SOME_SHIPPED;
                    case SHIPPED           -> ALL_SHIPPED;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
                case B2B -> switch (status) {
                    case PENDING           -> REJECT_INSTEAD;
                    case ACKNOWLEDGED      -> CANCEL_UNLESS_PROMISED;
                    case PROCESSING        -> ASK_WAREHOUSE;
                    case PARTIALLY_SHIPPED -> SOME_SHIPPED;
                    case SHIPPED           -> ALL_SHIPPED;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
            };
        };
    }
    // spotless:on
}
