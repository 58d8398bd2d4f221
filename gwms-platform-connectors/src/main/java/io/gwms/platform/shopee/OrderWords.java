package io.gwms.platform.shopee;

import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrderLine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Shopee's words for the state of an order and of a package mean. */
final class OrderWords {
    private static final Logger LOG = LoggerFactory.getLogger(OrderWords.class);

    private enum Flag {
        NONE,
        HOLD,
        CANCEL_ASKED
    }

    private record Meaning(PlatformFact fact, Flag flag) {}

    // spotless:off
    private static final Map<String, Meaning> WORDS = Map.ofEntries(
            Map.entry("UNPAID", new Meaning(PlatformFact.OPEN, Flag.HOLD)),
            Map.entry("PENDING", new Meaning(PlatformFact.OPEN, Flag.HOLD)),
            Map.entry("INVOICE_PENDING", new Meaning(PlatformFact.OPEN, Flag.HOLD)),
            Map.entry("READY_TO_SHIP", new Meaning(PlatformFact.OPEN, Flag.NONE)),
            Map.entry("PROCESSED", new Meaning(PlatformFact.OPEN, Flag.NONE)),
            Map.entry("RETRY_SHIP", new Meaning(PlatformFact.OPEN, Flag.NONE)),
            Map.entry("IN_CANCEL", new Meaning(PlatformFact.OPEN, Flag.CANCEL_ASKED)),
            Map.entry("SHIPPED", new Meaning(PlatformFact.SHIPPED, Flag.NONE)),
            Map.entry("TO_CONFIRM_RECEIVE", new Meaning(PlatformFact.SHIPPED, Flag.NONE)),
            Map.entry("COMPLETED", new Meaning(PlatformFact.COMPLETED, Flag.NONE)),
            Map.entry("TO_RETURN", new Meaning(PlatformFact.COMPLETED, Flag.NONE)),
            Map.entry("CANCELLED", new Meaning(PlatformFact.CANCELLED, Flag.NONE)));
    // spotless:on

    /** A package in one of these states has left the seller. */
    private static final Set<String> LEFT =
            Set.of("LOGISTICS_PICKUP_DONE", "LOGISTICS_DELIVERY_DONE", "LOGISTICS_DELIVERY_FAILED", "LOGISTICS_LOST");

    /**
     * A package in one of these states was handed over. One that the carrier could not collect waits for it to come again;
     * handing it over anew is not for {@code ship_order}.
     */
    private static final Set<String> ARRANGED = Set.of(
            "LOGISTICS_REQUEST_CREATED",
            "LOGISTICS_PICKUP_DONE",
            "LOGISTICS_PICKUP_RETRY",
            "LOGISTICS_PICKUP_FAILED",
            "LOGISTICS_DELIVERY_DONE",
            "LOGISTICS_DELIVERY_FAILED",
            "LOGISTICS_LOST");

    private OrderWords() {}

    static boolean isHeld(String word) {
        return is(word, Flag.HOLD);
    }

    static boolean isAskedToCancel(String word) {
        return is(word, Flag.CANCEL_ASKED);
    }

    private static boolean is(String word, Flag flag) {
        Meaning meaning = WORDS.get(word);
        return meaning != null && meaning.flag() == flag;
    }

    static boolean hasLeft(String logisticsStatus) {
        return LEFT.contains(logisticsStatus);
    }

    static boolean isReady(String logisticsStatus) {
        return logisticsStatus.equals("LOGISTICS_READY");
    }

    /** A word that nobody knows proves nothing. */
    static boolean isArranged(String logisticsStatus) {
        return ARRANGED.contains(logisticsStatus);
    }

    /** What a word means by itself; empty when it is not known. */
    static Optional<PlatformFact> factOf(String word) {
        return Optional.ofNullable(WORDS.get(word)).map(Meaning::fact);
    }

    /** How an order stands: by its word, and where that says open or nothing, by what of it has left. */
    static PlatformFact factOf(String orderSn, String word, List<PlatformOrderLine> lines) {
        Optional<PlatformFact> known = factOf(word);
        if (known.isPresent() && known.get() != PlatformFact.OPEN) {
            return known.get();
        }
        boolean some = lines.stream().anyMatch(line -> line.shippedElsewhere() > 0);
        boolean all = lines.stream().allMatch(line -> line.shippedElsewhere() + line.removed() >= line.quantity());
        if (known.isPresent()) {
            return some && !all ? PlatformFact.PARTLY_SHIPPED : PlatformFact.OPEN;
        }
        LOG.atWarn()
                .setMessage("Shopee uses an order status that is not known; the packages decide")
                .addKeyValue("order", orderSn)
                .addKeyValue("status", word)
                .log();
        return some ? (all ? PlatformFact.SHIPPED : PlatformFact.PARTLY_SHIPPED) : PlatformFact.OPEN;
    }
}
