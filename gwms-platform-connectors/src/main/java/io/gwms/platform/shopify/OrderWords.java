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

    private OrderWords() {}

    static boolean isHeld(String word) {
        return HELD.contains(word);
    }

    static PlatformFact factOf(JsonNode order, String word, List<PlatformOrderLine> lines) {
        if (!order.path("cancelledAt").isMissingNode()
                && !order.path("cancelledAt").isNull()) {
            return PlatformFact.CANCELLED;
        }
        return switch (word) {
            case "FULFILLED" -> isFinished(order) ? PlatformFact.COMPLETED : PlatformFact.SHIPPED;
            case "FULFILLMENT_NOT_REQUIRED" -> PlatformFact.COMPLETED;
            case "PARTIALLY_FULFILLED" -> PlatformFact.PARTLY_SHIPPED;
            case "UNFULFILLED",
                    "OPEN",
                    "IN_PROGRESS",
                    "PENDING_FULFILLMENT",
                    "RESTOCKED",
                    "REQUEST_DECLINED",
                    "ON_HOLD",
                    "SCHEDULED" -> PlatformFact.OPEN;
            default -> byQuantities(order, word, lines);
        };
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
