package io.gwms.order;

import static io.gwms.order.OrderStatus.ACKNOWLEDGED;
import static io.gwms.order.OrderStatus.CANCELLED;
import static io.gwms.order.OrderStatus.COMPLETED;
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
    // spotless:off
    private static final Cell ACKNOWLEDGE = Cell.go("10", Move.ACKNOWLEDGE, PENDING)
            .when(Guard.NO_ATTEMPT, Guard.NOT_HELD, Guard.PLATFORM_OPEN, Guard.CAN_ACKNOWLEDGE);
    private static final Cell AMEND = Cell.go("21", Move.AMEND_ACKNOWLEDGEMENT, ACKNOWLEDGED)
            .when(Guard.NO_ATTEMPT, Guard.NOT_HELD, Guard.PLATFORM_OPEN, Guard.CAN_AMEND);
    private static final Cell NOT_FOR_CONSUMERS = Cell.no("16", ReasonCode.NOT_B2B);
    private static final Cell ACKNOWLEDGED_LONG_AGO = Cell.no("36", ReasonCode.ALREADY_DISPATCHED);

    private static final Cell DISPATCH = Cell.go("1", Move.DISPATCH, PROCESSING)
            .when(Guard.NO_ATTEMPT, Guard.NOT_HELD, Guard.NOT_HELD_THERE, Guard.PLATFORM_OPEN,
                    Guard.ADDRESS_COMPLETE, Guard.SOMETHING_TO_SHIP);
    private static final Cell DISPATCH_ACCEPTED = Cell.go("17", Move.DISPATCH, PROCESSING)
            .when(Guard.NO_ATTEMPT, Guard.NOT_HELD, Guard.NOT_HELD_THERE, Guard.PLATFORM_OPEN,
                    Guard.SOMETHING_ACCEPTED, Guard.NOT_GROWN, Guard.ADDRESS_COMPLETE, Guard.SOMETHING_TO_SHIP);
    private static final Cell ACKNOWLEDGE_FIRST = Cell.no("13", ReasonCode.ACKNOWLEDGE_FIRST);
    private static final Cell WITH_WAREHOUSE = Cell.no("24", ReasonCode.ALREADY_DISPATCHED);
    private static final Cell PARTLY_GONE = Cell.no("27", ReasonCode.ALREADY_DISPATCHED);
    private static final Cell GONE = Cell.no("32", ReasonCode.ALREADY_DISPATCHED);

    private static final Cell BIND_PENDING = Cell.go("6", Move.BIND, PENDING).when(Guard.NO_ATTEMPT);
    private static final Cell BIND_ACKNOWLEDGED = Cell.go("6", Move.BIND, ACKNOWLEDGED).when(Guard.NO_ATTEMPT);
    private static final Cell FROZEN = Cell.no("34", ReasonCode.MAPPING_FROZEN);

    private static final Cell NOT_SHIPPED_WAITING = Cell.no("35", ReasonCode.NOT_SHIPPED);
    private static final Cell NOT_SHIPPED_PROCESSING = Cell.no("25", ReasonCode.NOT_SHIPPED);
    private static final Cell RETRY_SOME = Cell.go("28", Move.RETRY_PARTIAL_WRITE_BACK, PARTIALLY_SHIPPED)
            .when(Guard.NO_ATTEMPT, Guard.CAN_TELL, Guard.CAN_TELL_PARTLY, Guard.SOMETHING_FAILED);
    private static final Cell RETRY = Cell.go("30", Move.RETRY_WRITE_BACK, SHIPPED)
            .when(Guard.NO_ATTEMPT, Guard.CAN_TELL, Guard.TRACKING_KNOWN);

    private static final Cell SHIP_BY_HAND = Cell.go("8", Move.SHIP_BY_HAND, PENDING)
            .when(Guard.NO_ATTEMPT, Guard.NOT_HELD, Guard.PLATFORM_OPEN, Guard.CAN_TELL, Guard.SOMETHING_TO_SHIP);
    private static final Cell CORRECT_BY_HAND = Cell.go("31", Move.CORRECT_BY_HAND, SHIPPED)
            .when(Guard.NO_ATTEMPT, Guard.NOT_HELD, Guard.CAN_TELL, Guard.WRITE_BACK_RESTS);
    private static final Cell NOT_BY_HAND = Cell.no("15", ReasonCode.NOT_OFFERED_FOR_B2B);
    private static final Cell WAREHOUSE_SHIPS = Cell.no("26", ReasonCode.OUTBOUND_ACTIVE);

    private static final Cell CANCEL_HERE = Cell.go("7", Move.CANCEL_HERE, CANCELLED).when(Guard.NO_ATTEMPT);
    private static final Cell REJECT_INSTEAD = Cell.no("14", ReasonCode.USE_REJECT_ALL);
    private static final Cell CANCEL_UNLESS_PROMISED = Cell.go("22", Move.CANCEL_UNLESS_PROMISED, CANCELLED, ACKNOWLEDGED)
            .when(Guard.NO_ATTEMPT, Guard.NOT_PROMISED);
    private static final Cell ASK_WAREHOUSE = Cell.go("23", Move.ASK_WAREHOUSE_TO_CANCEL, PROCESSING, CANCELLED)
            .when(Guard.NO_ATTEMPT);
    private static final Cell SOME_SHIPPED = Cell.no("27", ReasonCode.PARTLY_SHIPPED);
    private static final Cell ALL_SHIPPED = Cell.no("32", ReasonCode.ALREADY_SHIPPED);

    private static final Cell CLOSE_SHORT = Cell.go("29", Move.CLOSE_SHORT, SHIPPED, COMPLETED)
            .when(Guard.NO_ATTEMPT, Guard.OUTBOUND_CLOSED);
    private static final Cell NOT_SHORT = Cell.no("29", ReasonCode.NOT_SHORT_CLOSED);

    private static final Cell HOLD_PENDING = Cell.go("OD", Move.HOLD, PENDING);
    private static final Cell HOLD_ACKNOWLEDGED = Cell.go("OD", Move.HOLD, ACKNOWLEDGED);
    private static final Cell RELEASE_PENDING = Cell.go("OD", Move.RELEASE, PENDING).when(Guard.HELD);
    private static final Cell RELEASE_ACKNOWLEDGED = Cell.go("OD", Move.RELEASE, ACKNOWLEDGED).when(Guard.HELD);
    private static final Cell NOT_HELD = Cell.no("OD", ReasonCode.NOT_ON_HOLD);

    private static final Cell TERMINAL = Cell.no("33", ReasonCode.TERMINAL);

    private static final OrderStatus[] STATUSES = OrderStatus.values();
    private static final OrderKind[] KINDS = OrderKind.values();
    private static final Cell[] CELLS = cells();

    private LifecycleTable() {}

    static Cell cell(OrderStatus status, OrderAction action, OrderKind kind) {
        return CELLS[index(status, action, kind)];
    }

    @SuppressWarnings("EnumOrdinal") // a place in a list that lives as long as the process, nothing stores it
    private static int index(OrderStatus status, OrderAction action, OrderKind kind) {
        return (action.ordinal() * KINDS.length + kind.ordinal()) * STATUSES.length + status.ordinal();
    }

    /** All cells of {@link #written}, which is too long to be compiled into its callers. */
    private static Cell[] cells() {
        OrderAction[] actions = OrderAction.values();
        Cell[] cells = new Cell[actions.length * KINDS.length * STATUSES.length];
        for (OrderAction action : actions) {
            for (OrderKind kind : KINDS) {
                for (OrderStatus status : STATUSES) {
                    cells[index(status, action, kind)] = written(status, action, kind);
                }
            }
        }
        return cells;
    }

    private static Cell written(OrderStatus status, OrderAction action, OrderKind kind) {
        return switch (action) {
            case ACKNOWLEDGE -> switch (kind) {
                case B2C -> switch (status) {
                    case PENDING, ACKNOWLEDGED, PROCESSING, PARTIALLY_SHIPPED, SHIPPED -> NOT_FOR_CONSUMERS;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
                case B2B -> switch (status) {
                    case PENDING           -> ACKNOWLEDGE;
                    case ACKNOWLEDGED      -> AMEND;
                    case PROCESSING, PARTIALLY_SHIPPED, SHIPPED -> ACKNOWLEDGED_LONG_AGO;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
            };
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
            case MANUAL_SHIP -> switch (kind) {
                case B2C -> switch (status) {
                    case PENDING           -> SHIP_BY_HAND;
                    case ACKNOWLEDGED      -> NOT_FOR_CONSUMERS;
                    case PROCESSING, PARTIALLY_SHIPPED -> WAREHOUSE_SHIPS;
                    case SHIPPED           -> CORRECT_BY_HAND;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
                case B2B -> switch (status) {
                    case PENDING, ACKNOWLEDGED, PROCESSING, PARTIALLY_SHIPPED, SHIPPED -> NOT_BY_HAND;
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
            case CLOSE_SHORT -> switch (kind) {
                case B2C, B2B -> switch (status) {
                    case PENDING, ACKNOWLEDGED, PROCESSING, SHIPPED -> NOT_SHORT;
                    case PARTIALLY_SHIPPED -> CLOSE_SHORT;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
            };
            case HOLD -> switch (kind) {
                case B2C, B2B -> switch (status) {
                    case PENDING           -> HOLD_PENDING;
                    case ACKNOWLEDGED      -> HOLD_ACKNOWLEDGED;
                    case PROCESSING        -> WITH_WAREHOUSE;
                    case PARTIALLY_SHIPPED -> PARTLY_GONE;
                    case SHIPPED           -> GONE;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
            };
            case RELEASE -> switch (kind) {
                case B2C, B2B -> switch (status) {
                    case PENDING           -> RELEASE_PENDING;
                    case ACKNOWLEDGED      -> RELEASE_ACKNOWLEDGED;
                    case PROCESSING, PARTIALLY_SHIPPED, SHIPPED -> NOT_HELD;
                    case COMPLETED, CANCELLED, MANUAL_COMPLETED -> TERMINAL;
                };
            };
        };
    }
    // spotless:on
}
