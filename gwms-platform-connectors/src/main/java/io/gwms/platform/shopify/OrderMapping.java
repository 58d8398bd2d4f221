package io.gwms.platform.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.order.Money;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.redact.Redactor;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Turns one order of a reply into the SDK's words, or says why it cannot. */
final class OrderMapping {
    private OrderMapping() {}

    static FetchedOrder map(JsonNode order, Redactor redactor) {
        try {
            return new FetchedOrder.Read(read(order));
        } catch (IllegalArgumentException | DateTimeException e) {
            return unreadable(order, String.valueOf(e.getMessage()), redactor);
        } catch (RuntimeException e) {
            // Whatever is wrong with one order, or with this class, stops no other (PlatformConnector, rule 4).
            return unreadable(order, e.getClass().getName() + ": " + e.getMessage(), redactor);
        }
    }

    /** An order to be set aside, under its id, else its number, else a digest of what came. */
    static FetchedOrder unreadable(JsonNode order, String reason, Redactor redactor) {
        String raw = order.toString();
        String number = order.path("name").asText("");
        String id = order.path("id").asText("");
        String known = !id.isBlank() ? id : !number.isBlank() ? number : "unreadable-" + digest(raw);
        return new FetchedOrder.Unreadable(known, number, ShopifyFailures.redacted(reason, redactor), raw);
    }

    private static String digest(String raw) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(raw.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static PlatformOrder read(JsonNode order) {
        if (!order.at("/lineItems/nodes").isArray()) {
            throw new IllegalArgumentException("lineItems is missing or has no list of lines");
        }
        List<PlatformOrderLine> lines =
                elements(order.at("/lineItems/nodes")).map(OrderMapping::line).toList();
        String word = order.path("displayFulfillmentStatus").asText("");
        return PlatformOrder.builder(needed(order, "id"), needed(order, "name"))
                .source(text(order, "sourceName"))
                .orderedAt(instant(needed(order, "createdAt")))
                .changedAt(instant(needed(order, "updatedAt")))
                .fact(OrderWords.factOf(order, word, lines))
                .fulfillmentStatus(word)
                .onHold(OrderWords.isHeld(word))
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
                text(line, "sku"),
                text(line, "title"),
                quantity,
                quantity - current,
                shipped,
                money(line.path("discountedUnitPriceSet"), "discountedUnitPriceSet"));
    }

    private static Payment payment(JsonNode order) {
        return new Payment(
                money(order.path("currentTotalPriceSet"), "currentTotalPriceSet"),
                elements(order.path("paymentGatewayNames"))
                        .map(JsonNode::asText)
                        .collect(Collectors.joining(", ")),
                paidAt(order),
                moneyIfGiven(order.path("totalShippingPriceSet")),
                moneyIfGiven(order.path("totalTaxSet")),
                moneyIfGiven(order.path("totalDiscountsSet")));
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

    private static Money money(JsonNode bag, String name) {
        Money money = moneyIfGiven(bag);
        if (money == null) {
            throw new IllegalArgumentException(name + " is missing or no amount: " + bag);
        }
        return money;
    }

    private static @Nullable Money moneyIfGiven(JsonNode bag) {
        JsonNode money = bag.path("shopMoney");
        return money.hasNonNull("amount")
                ? new Money(new BigDecimal(money.path("amount").asText()), needed(money, "currencyCode"))
                : null;
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static long count(JsonNode node, String field) {
        JsonNode value = node.path(field);
        if (!value.canConvertToLong() || !value.isIntegralNumber()) {
            throw new IllegalArgumentException(field + " is " + value + ", but must be a whole number");
        }
        return value.longValue();
    }

    private static String needed(JsonNode node, String field) {
        String value = text(node, field);
        if (value.isBlank()) {
            throw new IllegalArgumentException(field + " is missing, but must be given");
        }
        return value;
    }

    private static String text(JsonNode node, String field) {
        return node.path(field).asText("");
    }

    private static String joined(String separator, String... parts) {
        return Stream.of(parts).filter(part -> !part.isBlank()).collect(Collectors.joining(separator));
    }

    private static Stream<JsonNode> elements(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false);
    }
}
