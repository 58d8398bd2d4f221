package io.gwms.platform.takealot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gwms.order.Money;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderListing;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Orders;
import io.gwms.platform.takealot.SaleWords.Stand;
import io.gwms.redact.Redactor;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Makes orders of sales. One sale is one item of an order; its price is that of all its pieces together, or of one; Takealot
 * delivers, so there is no address; no moment of change is told, so an order is taken to have changed when it was ordered
 * and its content tells versions apart.
 */
final class SaleRows {
    private static final String RAND = "ZAR";

    private final SaleDates dates;
    private final boolean pricesAreOfAPiece;
    private final Redactor redactor;

    SaleRows(SaleDates dates, boolean pricesAreOfAPiece, Redactor redactor) {
        this.dates = dates;
        this.pricesAreOfAPiece = pricesAreOfAPiece;
        this.redactor = redactor;
    }

    /** Sales by the order they belong to; one without an order stands alone, under a key of its own. */
    static Map<String, List<JsonNode>> byOrder(Iterable<JsonNode> rows) {
        Map<String, List<JsonNode>> orders = new LinkedHashMap<>();
        for (JsonNode row : rows) {
            String id = orderId(row);
            orders.computeIfAbsent(
                            id.isEmpty() ? Orders.NAMELESS + Orders.digest(row.toString()) : id,
                            key -> new ArrayList<>())
                    .add(row);
        }
        return orders;
    }

    /** The order that a sale belongs to; empty when it does not say. */
    static String orderId(JsonNode row) {
        return row.path("order_id").asText("").strip();
    }

    /** Whether an order may have that number. */
    static boolean isOrderId(String number) {
        return number.matches("\\d{1,18}");
    }

    /** The orders that sales belong to, each once. */
    static List<OrderListing.Listed> listed(List<JsonNode> rows) {
        return rows.stream()
                .map(SaleRows::orderId)
                .filter(id -> !id.isEmpty())
                .distinct()
                .map(id -> new OrderListing.Listed(id, id, null, null))
                .toList();
    }

    FetchedOrder order(String id, List<JsonNode> rows) {
        ArrayNode all = JsonNodeFactory.instance.arrayNode().addAll(rows);
        String number = rows.get(0).path("order_id").asText("");
        return Orders.read(all, id, number, sales -> read(id, rows), redactor);
    }

    Instant orderedAt(JsonNode row) {
        return dates.moment(Fields.needed(row, "order_date"));
    }

    private PlatformOrder read(String id, List<JsonNode> rows) {
        Map<String, PlatformOrderLine> lines = new LinkedHashMap<>();
        Map<String, Stand> stands = new LinkedHashMap<>();
        BigDecimal total = BigDecimal.ZERO;
        for (JsonNode row : rows) {
            String word = word(row);
            Stand stand = SaleWords.standOf(word, id);
            PlatformOrderLine line = line(row, stand);
            if (lines.put(line.lineId(), line) == null && stand != Stand.CANCELLED) {
                total = total.add(
                        pricesAreOfAPiece ? price(row).multiply(BigDecimal.valueOf(line.quantity())) : price(row));
            }
            stands.put(line.lineId(), stand);
        }
        JsonNode first = rows.get(0);
        Instant at = orderedAt(first);
        return PlatformOrder.builder(id, Fields.needed(first, "order_id"))
                .orderedAt(at)
                .changedAt(at)
                .fact(SaleWords.factOf(List.copyOf(stands.values())))
                .fulfillmentStatus(rows.stream().map(SaleRows::word).distinct().collect(Collectors.joining(" / ")))
                .onHold(stands.containsValue(Stand.UNKNOWN))
                .platformDelivers(true)
                .payment(new Payment(new Money(total, RAND), "", null, null, null, null))
                .recipient(new Recipient(Fields.text(first, "customer"), "", "", "", "", "", ""))
                .lines(List.copyOf(lines.values()))
                .build();
    }

    private PlatformOrderLine line(JsonNode row, Stand stand) {
        long quantity = wholeNumber(row, "quantity");
        return new PlatformOrderLine(
                Fields.needed(row, "order_item_id"),
                Fields.sku(row, "sku"),
                Fields.text(row, "product_title"),
                quantity,
                stand == Stand.CANCELLED ? quantity : 0,
                stand.isOutOfOurHands() ? quantity : 0,
                new Money(
                        quantity == 0 || pricesAreOfAPiece
                                ? price(row)
                                : price(row).divide(BigDecimal.valueOf(quantity), MathContext.DECIMAL64),
                        RAND));
    }

    /** A text as the webhook sends it; the published schema says boolean, which tells nothing and is kept as it is. */
    private static String word(JsonNode row) {
        String word = row.path("sale_status").asText("").strip();
        return word.isEmpty() ? "no status" : word;
    }

    private static BigDecimal price(JsonNode row) {
        return Fields.money(row, "selling_price", RAND).amount();
    }

    private static long wholeNumber(JsonNode row, String field) {
        String text = row.path(field).asText("").strip();
        if (!text.matches("\\d{1,12}")) {
            throw new IllegalArgumentException(field + " is '" + text + "', but must be a whole number");
        }
        return Long.parseLong(text);
    }
}
