package io.gwms.order;

import io.gwms.platform.PlatformOrder;

/**
 * Holds what was ordered only to try a shop out: its goods do not leave by accident, and no order is missing. A person who
 * releases one has the last word.
 */
final class TestOrders {
    /** Why it is held, and what its mark says. */
    static final String TEXT = "a test order: no money came in; release it only if its goods are to leave";

    private TestOrders() {}

    /** The hold an order comes in with; empty for a real one. */
    static String holdAtFirst(PlatformOrder platform) {
        return platform.testOrder() ? TEXT : "";
    }

    /** Holds what turns out to be a test, and lets go what turns out to be none; other holds stay. */
    static void holdOrRelease(Order stored, PlatformOrder platform, Order.Change change) {
        boolean wasTest = stored.platform().testOrder();
        if (platform.testOrder() && !wasTest && stored.hold().isEmpty()) {
            change.hold(TEXT);
        } else if (!platform.testOrder() && wasTest && stored.hold().equals(TEXT)) {
            change.hold("");
        }
    }
}
