package io.gwms.platform.woocommerce;

import static io.gwms.platform.reading.Fields.count;
import static io.gwms.platform.reading.Fields.elements;
import static io.gwms.platform.reading.Fields.joined;
import static io.gwms.platform.reading.Fields.list;
import static io.gwms.platform.reading.Fields.money;
import static io.gwms.platform.reading.Fields.moneyIfGiven;
import static io.gwms.platform.reading.Fields.needed;
import static io.gwms.platform.reading.Fields.sku;
import static io.gwms.platform.reading.Fields.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.reading.Orders;
import io.gwms.redact.Redactor;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns one order of the API into the SDK's words, or says why it cannot. */
final class OrderMapping {
    private final OrderWords words;

    OrderMapping(OrderWords words) {
        this.words = words;
    }

    /** The order, with what was refunded of it; {@code refunds} is empty for one without. */
    FetchedOrder map(JsonNode order, List<JsonNode> refunds, Redactor redactor) {
        return Orders.read(
                order,
                order.path("id").asText(""),
                order.path("number").asText(""),
                one -> read(one, refundedIn(refunds)),
                redactor);
    }

    private PlatformOrder read(JsonNode order, Map<Long, Long> refunded) {
        String currency = needed(order, "currency");
        String word = needed(order, "status");
        String number = needed(order, "number");
        boolean gone = words.isGone(word);
        List<PlatformOrderLine> lines = list(order, "line_items")
                .map(line -> line(line, currency, refunded, gone))
                .toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("line_items is empty, but must have at least one line");
        }
        return PlatformOrder.builder(String.valueOf(count(order, "id")), number)
                .source(text(order, "created_via"))
                .orderedAt(instant(order, "date_created_gmt"))
                .changedAt(instant(order, "date_modified_gmt"))
                .fact(words.factOf(number, word, lines))
                .fulfillmentStatus(word)
                .onHold(words.isHeld(word))
                .buyerNote(text(order, "customer_note"))
                .payment(new Payment(
                        money(order, "total", currency),
                        method(order),
                        instantIfGiven(order, "date_paid_gmt"),
                        moneyIfGiven(order, "shipping_total", currency),
                        moneyIfGiven(order, "total_tax", currency),
                        moneyIfGiven(order, "discount_total", currency)))
                .recipient(recipient(order))
                .lines(lines)
                .build();
    }

    private static PlatformOrderLine line(JsonNode line, String currency, Map<Long, Long> refunded, boolean gone) {
        long id = count(line, "id");
        long quantity = count(line, "quantity");
        long removed = Math.min(quantity, refunded.getOrDefault(id, 0L));
        return new PlatformOrderLine(
                String.valueOf(id),
                sku(line, "sku"),
                text(line, "name"),
                quantity,
                removed,
                gone ? quantity - removed : 0,
                money(line, "price", currency));
    }

    /** Pieces by line; a refund names its line in its metadata and counts below zero. */
    private static Map<Long, Long> refundedIn(List<JsonNode> refunds) {
        Map<Long, Long> refunded = new HashMap<>();
        refunds.stream()
                .flatMap(refund -> elements(refund.path("line_items")))
                .forEach(line -> elements(line.path("meta_data"))
                        .filter(meta -> meta.path("key").asText("").equals("_refunded_item_id"))
                        .findFirst()
                        .ifPresent(meta -> refunded.merge(
                                meta.path("value").asLong(),
                                Math.abs(line.path("quantity").asLong(0)),
                                Long::sum)));
        return refunded;
    }

    private static String method(JsonNode order) {
        String title = text(order, "payment_method_title");
        return title.isBlank() ? text(order, "payment_method") : title;
    }

    /** Goods go to the address of the bill when the buyer gave no other. */
    private static Recipient recipient(JsonNode order) {
        JsonNode shipping = order.path("shipping");
        JsonNode billing = order.path("billing");
        boolean given = !joined("", text(shipping, "address_1"), text(shipping, "city"), text(shipping, "postcode"))
                .isBlank();
        JsonNode to = given ? shipping : billing;
        String phone = text(to, "phone");
        return new Recipient(
                joined(" ", text(to, "first_name"), text(to, "last_name")),
                phone.isBlank() ? text(billing, "phone") : phone,
                text(to, "country"),
                text(to, "state"),
                text(to, "city"),
                joined("\n", text(to, "company"), text(to, "address_1"), text(to, "address_2")),
                text(to, "postcode"));
    }

    /** Times come without a zone; those named «gmt» are of Greenwich, the others of the site. */
    static Instant instant(JsonNode order, String field) {
        String text = needed(order, field);
        return LocalDateTime.parse(text.endsWith("Z") ? text.substring(0, text.length() - 1) : text)
                .toInstant(ZoneOffset.UTC);
    }

    private static @Nullable Instant instantIfGiven(JsonNode order, String field) {
        return text(order, field).isBlank() ? null : instant(order, field);
    }
}
