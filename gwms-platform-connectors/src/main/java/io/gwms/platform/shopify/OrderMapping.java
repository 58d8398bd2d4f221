package io.gwms.platform.shopify;

import static io.gwms.platform.reading.Fields.count;
import static io.gwms.platform.reading.Fields.elements;
import static io.gwms.platform.reading.Fields.joined;
import static io.gwms.platform.reading.Fields.needed;
import static io.gwms.platform.reading.Fields.sku;
import static io.gwms.platform.reading.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.order.Money;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.StoreSession;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Orders;
import io.gwms.redact.Redactor;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns one order of a reply into the SDK's words, or says why it cannot. */
final class OrderMapping {
    private OrderMapping() {}

    static FetchedOrder map(StoreSession session, JsonNode order) {
        boolean sellsForReal = !session.credential().settings().containsKey(ShopifyConnector.DEVELOPMENT_STORE);
        return Orders.read(order, id(order), number(order), one -> read(one, sellsForReal), session.redactor());
    }

    static FetchedOrder unreadable(JsonNode order, String reason, Redactor redactor) {
        return Orders.unreadable(id(order), number(order), reason, order.toString(), redactor);
    }

    private static String id(JsonNode order) {
        return order.path("id").asText("");
    }

    private static String number(JsonNode order) {
        return order.path("name").asText("");
    }

    private static PlatformOrder read(JsonNode order, boolean sellsForReal) {
        if (!order.at("/lineItems/nodes").isArray()) {
            throw new IllegalArgumentException("lineItems is missing or has no list of lines");
        }
        List<PlatformOrderLine> lines =
                elements(order.at("/lineItems/nodes")).map(OrderMapping::line).toList();
        String word = order.path("displayFulfillmentStatus").asText("");
        PlatformFact fact = OrderWords.factOf(order, word, lines);
        return PlatformOrder.builder(needed(order, "id"), needed(order, "name"))
                .source(text(order, "sourceName"))
                .orderedAt(instant(needed(order, "createdAt")))
                .changedAt(instant(needed(order, "updatedAt")))
                .fact(fact)
                .fulfillmentStatus(word)
                .onHold(OrderWords.isHeld(order, word, fact))
                .testOrder(sellsForReal && order.path("test").asBoolean())
                .buyerNote(text(order, "note"))
                .payment(payment(order))
                .recipient(recipient(order))
                .lines(lines)
                .build();
    }

    /** A line that needs no shipping counts as shipped: there is nothing to hand to a warehouse. */
    private static PlatformOrderLine line(JsonNode line) {
        long quantity = count(line, "quantity");
        long current = Math.min(quantity, count(line, "currentQuantity"));
        boolean ships = line.path("requiresShipping").asBoolean(true);
        long shipped = ships ? Math.max(0, current - count(line, "unfulfilledQuantity")) : current;
        return new PlatformOrderLine(
                needed(line, "id"),
                sku(line, "sku"),
                text(line, "title"),
                quantity,
                quantity - current,
                shipped,
                money(line, "discountedUnitPriceSet"));
    }

    private static Payment payment(JsonNode order) {
        return new Payment(
                money(order, "currentTotalPriceSet"),
                elements(order.path("paymentGatewayNames"))
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ")),
                paidAt(order),
                moneyIfGiven(order, "totalShippingPriceSet"),
                moneyIfGiven(order, "totalTaxSet"),
                moneyIfGiven(order, "totalDiscountsSet"));
    }

    private static @Nullable Instant paidAt(JsonNode order) {
        return elements(order.path("transactions"))
                .filter(payment -> payment.path("status").asText().equals("SUCCESS"))
                .filter(payment ->
                        List.of("SALE", "CAPTURE").contains(payment.path("kind").asText()))
                .filter(payment -> payment.path("processedAt").isTextual())
                .map(payment -> instant(payment.path("processedAt").asText()))
                .min(Comparator.naturalOrder())
                .orElse(null);
    }

    private static Recipient recipient(JsonNode order) {
        JsonNode to = order.path("shippingAddress");
        if (!to.isObject()) {
            return Recipient.none();
        }
        String name = text(to, "name");
        String phone = text(to, "phone");
        String state = text(to, "province");
        return new Recipient(
                name.isBlank() ? joined(" ", text(to, "firstName"), text(to, "lastName")) : name,
                phone.isBlank() ? text(order, "phone") : phone,
                text(to, "countryCodeV2"),
                state.isBlank() ? text(to, "provinceCode") : state,
                text(to, "city"),
                joined("\n", text(to, "company"), text(to, "address1"), text(to, "address2")),
                text(to, "zip"));
    }

    private static Money money(JsonNode node, String bag) {
        JsonNode money = node.path(bag).path("shopMoney");
        return Fields.money(money, "amount", needed(money, "currencyCode"));
    }

    private static @Nullable Money moneyIfGiven(JsonNode node, String bag) {
        return node.path(bag).path("shopMoney").hasNonNull("amount") ? money(node, bag) : null;
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
