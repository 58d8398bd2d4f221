package io.gwms.order;

import io.gwms.platform.PlatformFact;
import io.gwms.platform.WriteBackSupport;
import java.util.ArrayList;
import java.util.List;

/** What of an order itself stands in the way of a move, whatever the inputs of the command. */
final class OrderGuards {
    private OrderGuards() {}

    static List<Reason> of(Cell.Move move, Order order, WriteBackSupport support) {
        return switch (move) {
            case REFUSE -> List.of();
            case DISPATCH -> dispatch(order);
            case BIND, CANCEL_HERE, ASK_WAREHOUSE_TO_CANCEL -> noAttempt(order);
            case CANCEL_UNLESS_PROMISED -> cancelAcknowledged(order);
            case RETRY_PARTIAL_WRITE_BACK -> retrySome(order, support);
            case RETRY_WRITE_BACK -> retry(order, support);
        };
    }

    private static List<Reason> noAttempt(Order order) {
        return isAttemptOpen(order) ? List.of(ReasonCode.ATTEMPT_IN_PROGRESS.plain()) : List.of();
    }

    private static boolean isAttemptOpen(Order order) {
        return order.acknowledge() == AcknowledgeState.IN_FLIGHT || order.acknowledge() == AcknowledgeState.UNKNOWN;
    }

    private static List<Reason> dispatch(Order order) {
        List<Reason> reasons = new ArrayList<>(2);
        if (isAttemptOpen(order)) {
            reasons.add(ReasonCode.ATTEMPT_IN_PROGRESS.plain());
        }
        if (!order.hold().isEmpty()) {
            reasons.add(ReasonCode.ON_HOLD.about("", ReasonCode.ON_HOLD.text() + ": " + order.hold()));
        }
        if (order.platform().onHold()) {
            reasons.add(ReasonCode.PLATFORM_ON_HOLD.plain());
        }
        PlatformFact fact = order.platform().fact();
        if (fact != PlatformFact.OPEN && fact != PlatformFact.PARTLY_SHIPPED) {
            reasons.add(ReasonCode.PLATFORM_CLOSED.plain());
        }
        if (order.kind() == OrderKind.B2B && order.acknowledge() == AcknowledgeState.REJECTED_ALL) {
            reasons.add(ReasonCode.NOTHING_ACCEPTED.plain());
        }
        if (has(order, OrderException.REACK_REQUIRED)) {
            reasons.add(ReasonCode.REACK_REQUIRED.plain());
        }
        Judgement.addAddress(order.platform(), reasons);
        Judgement.addShippable(order.lines(), reasons);
        return reasons;
    }

    private static List<Reason> cancelAcknowledged(Order order) {
        return order.acknowledge() == AcknowledgeState.REJECTED_ALL
                ? List.of()
                : List.of(ReasonCode.ACK_COMMITTED.plain());
    }

    private static List<Reason> retrySome(Order order, WriteBackSupport support) {
        List<Reason> reasons = new ArrayList<>(2);
        if (support == WriteBackSupport.NONE) {
            reasons.add(ReasonCode.WRITEBACK_UNSUPPORTED.plain());
        }
        if (support == WriteBackSupport.WHOLE_ORDER) {
            reasons.add(ReasonCode.PARTIAL_WRITEBACK_UNSUPPORTED.plain());
        }
        if (WriteBacks.retryable(order, WriteBackSupport.PARTIAL).isEmpty()) {
            reasons.add(ReasonCode.NOTHING_TO_RETRY.plain());
        }
        return reasons;
    }

    private static List<Reason> retry(Order order, WriteBackSupport support) {
        List<Reason> reasons = new ArrayList<>(2);
        if (support == WriteBackSupport.NONE) {
            reasons.add(ReasonCode.WRITEBACK_UNSUPPORTED.plain());
        }
        if (WriteBacks.retryable(order, WriteBackSupport.PARTIAL).isEmpty()) {
            reasons.add(ReasonCode.TRACKING_MISSING.plain());
        }
        return reasons;
    }

    static boolean has(Order order, String code) {
        for (OrderException exception : order.exceptions()) {
            if (exception.code().equals(code)) {
                return true;
            }
        }
        return false;
    }
}
