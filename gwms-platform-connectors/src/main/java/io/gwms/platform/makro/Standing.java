package io.gwms.platform.makro;

import io.gwms.platform.PlatformFact;
import java.util.Collection;
import java.util.Map;

/** How an item stands, by Makro's word for it. A word that is not known counts as open. */
enum Standing {
    OPEN,
    /** Open, and too late to cancel. */
    PACKED,
    LEFT,
    OVER,
    CANCELLED;

    // spotless:off
    private static final Map<String, Standing> WORDS = Map.ofEntries(
            Map.entry("APPROVED", OPEN),
            Map.entry("PACKING_IN_PROGRESS", OPEN),
            Map.entry("FORM_FAILED", OPEN),
            Map.entry("PACKED", PACKED),
            Map.entry("READY_TO_DISPATCH", PACKED),
            Map.entry("PICKUP_COMPLETE", LEFT),
            Map.entry("SHIPPED", LEFT),
            Map.entry("DELIVERED", OVER),
            Map.entry("COMPLETED", OVER),
            Map.entry("RETURN_REQUESTED", OVER),
            Map.entry("RETURNED", OVER),
            Map.entry("CANCELLED", CANCELLED));
    // spotless:on

    static Standing of(String word) {
        return WORDS.getOrDefault(word, OPEN);
    }

    boolean hasLeft() {
        return this == LEFT || this == OVER;
    }

    boolean isOpen() {
        return this == OPEN || this == PACKED;
    }

    /** How an order of items that stand so stands; what was cancelled of it does not count beside the rest. */
    static PlatformFact fact(Collection<Standing> items) {
        if (items.stream().allMatch(CANCELLED::equals)) {
            return PlatformFact.CANCELLED;
        }
        if (items.stream().noneMatch(Standing::hasLeft)) {
            return PlatformFact.OPEN;
        }
        if (items.stream().anyMatch(Standing::isOpen)) {
            return PlatformFact.PARTLY_SHIPPED;
        }
        return items.contains(LEFT) ? PlatformFact.SHIPPED : PlatformFact.COMPLETED;
    }
}
