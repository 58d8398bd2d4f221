package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrderLine;
import java.util.List;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Shopify's words for the state of an order mean. */
final class OrderWords {
    private static final Logger LOG = LoggerFactory.getLogger(OrderWords.class);
    private static final Set<String> HELD = Set.of("ON_HOLD", "SCHEDULED");

    /** The buyer's money is not there, or not any more. Unpaid alone is no reason: cash on delivery is. */
    private static final Set<String> WITHOUT_MONEY = Set.of("EXPIRED", "VOIDED", "REFUNDED");

    private OrderWords() {}

    /** Whether what is left of an order is not to be shipped for now. */
    static boolean isHeld(JsonNode order, String word, PlatformFact fact) {
        boolean isLeft = fact == PlatformFact.OPEN || fact == PlatformFact.PARTLY_SHIPPED;
        return HELD.contains(word)
                || (isLeft
                        && WITHOUT_MONEY.contains(
                                order.path("displayFinancialStatus").asText("")));
    }

    static PlatformFact factOf(JsonNode order, String word, List<PlatformOrderLine> lines) {
        if (!order.path("cancelledAt").isMissingNode()
                && !order.path("cancelledAt").isNull()) {
            return PlatformFact.CANCELLED;
        }
        return switch (word) {
            case "FULFILLED" -> isFinished(order) ? PlatformFact.COMPLETED : PlatformFact.SHIPPED;
            case "FULFILLMENT_NOT_REQUIRED" -> isTakenBack(lines) ? PlatformFact.CANCELLED : PlatformFact.COMPLETED;
            case "PARTIALLY_FULFILLED" -> PlatformFact.PARTLY_SHIPPED;
            case "UNFULFILLED",
                    "OPEN",
                    "IN_PROGRESS",
                    "PENDING_FULFILLMENT",
                    "RESTOCKED",
                    "REQUEST_DECLINED",
                    "ON_HOLD",
                    "SCHEDULED" -> open(lines);
            default -> byQuantities(order, word, lines);
        };
    }

    /** Before 2026-10 an order of which nothing is left to fulfil is called unfulfilled too. */
    private static PlatformFact open(List<PlatformOrderLine> lines) {
        boolean isLeft = lines.stream().anyMatch(line -> line.removed() + line.shippedElsewhere() < line.quantity());
        if (isLeft || lines.isEmpty()) {
            return PlatformFact.OPEN;
        }
        return isTakenBack(lines) ? PlatformFact.CANCELLED : PlatformFact.COMPLETED;
    }

    /** Whether every piece was refunded or edited away, which cancels an order in all but name. */
    private static boolean isTakenBack(List<PlatformOrderLine> lines) {
        return !lines.isEmpty() && lines.stream().allMatch(line -> line.removed() == line.quantity());
    }

    /** Closed by the merchant, or all that was sent has arrived. */
    private static boolean isFinished(JsonNode order) {
        List<String> arrived = StreamSupport.stream(order.path("fulfillments").spliterator(), false)
                .filter(fulfillment -> fulfillment.path("status").asText().equals("SUCCESS"))
                .map(fulfillment -> fulfillment.path("displayStatus").asText())
                .toList();
        return order.path("closed").asBoolean()
                || (!arrived.isEmpty() && arrived.stream().allMatch("DELIVERED"::equals));
    }

    /** A word that is not known yet is kept as it is; the quantities tell how the order stands. */
    private static PlatformFact byQuantities(JsonNode order, String word, List<PlatformOrderLine> lines) {
        LOG.atWarn()
                .setMessage("Shopify uses a fulfilment status that is not known; the quantities decide")
                .addKeyValue("order", order.path("name").asText())
                .addKeyValue("status", word)
                .log();
        boolean some = lines.stream().anyMatch(line -> line.shippedElsewhere() > 0);
        boolean all = lines.stream().allMatch(line -> line.shippedElsewhere() + line.removed() >= line.quantity());
        return all ? PlatformFact.SHIPPED : some ? PlatformFact.PARTLY_SHIPPED : PlatformFact.OPEN;
    }
}
