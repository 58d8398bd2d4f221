package io.gwms.order;

import io.gwms.platform.PlatformOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Opens and closes the exceptions of an order; what stays open keeps the time it was opened. */
final class OpenExceptions {
    private final List<OrderException> open;
    private final Instant now;

    OpenExceptions(List<OrderException> before, Instant now) {
        this.open = new ArrayList<>(before);
        this.now = now;
    }

    OpenExceptions open(String code, String about, String text) {
        for (int i = 0; i < open.size(); i++) {
            OrderException one = open.get(i);
            if (one.code().equals(code) && one.about().equals(about)) {
                open.set(i, new OrderException(code, about, text, one.openedAt()));
                return this;
            }
        }
        open.add(new OrderException(code, about, text, now));
        return this;
    }

    OpenExceptions openIf(boolean holds, String code, String text) {
        return holds ? open(code, "", text) : close(code);
    }

    OpenExceptions close(String code) {
        open.removeIf(one -> one.code().equals(code));
        return this;
    }

    OpenExceptions close(String code, String about) {
        open.removeIf(one -> one.code().equals(code) && one.about().equals(about));
        return this;
    }

    /** Leaves of everything a dispatch can complain about just these. */
    OpenExceptions judged(Collection<Reason> reasons) {
        open.removeIf(one -> isJudged(one) && !names(reasons, one));
        for (Reason reason : reasons) {
            if (reason.code().isException()) {
                open(reason.code().name(), reason.about(), reason.text());
            }
        }
        return this;
    }

    /** A buyer asks to cancel as long as the platform says so, whether a warehouse has the order or not. */
    OpenExceptions asked(PlatformOrder platform) {
        return openIf(
                platform.cancelRequested(),
                OrderException.BUYER_ASKS_TO_CANCEL,
                "the buyer asked the platform to cancel");
    }

    /** An order that is no real one is marked as long as it waits. */
    OpenExceptions tried(PlatformOrder platform) {
        return openIf(platform.testOrder(), OrderException.TEST_ORDER, TestOrders.TEXT);
    }

    /** What the platform added after an acknowledgement is open as long as nobody has answered it. */
    OpenExceptions grown(List<OrderLine> acknowledged) {
        return openIf(
                Lines.haveGrown(acknowledged),
                OrderException.REACK_REQUIRED,
                "the platform added to it after it was acknowledged");
    }

    /** Closes everything that speaks of an order which waits to be dispatched. */
    OpenExceptions dispatched() {
        return judged(List.of())
                .close(OrderException.TEST_ORDER)
                .close(OrderException.ACK_FAILED)
                .close(OrderException.REACK_REQUIRED)
                .close(OrderException.WRITEBACK_FAILED)
                .close(OrderException.OUTBOUND_CANCELLED_BY_WAREHOUSE)
                .close(OrderException.CANCEL_REFUSED);
    }

    List<OrderException> list() {
        return List.copyOf(open);
    }

    private static boolean isJudged(OrderException one) {
        for (ReasonCode code : ReasonCode.values()) {
            if (code.isException() && code.name().equals(one.code())) {
                return true;
            }
        }
        return false;
    }

    private static boolean names(Collection<Reason> reasons, OrderException one) {
        for (Reason reason : reasons) {
            if (reason.code().name().equals(one.code()) && reason.about().equals(one.about())) {
                return true;
            }
        }
        return false;
    }
}
