package io.gwms.testkit.takealot;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * One sale at Takealot, which is one item of an order: sales of one order share its id and its date. Immutable.
 *
 * @param orderId the order's number; an order has one sale or several
 * @param orderItemId the sale's own number; 0 until it is seeded
 * @param orderedAt when the order was placed; {@link Instant#EPOCH} for «now» when it is seeded
 * @param status the word for how the sale stands; any word is taken
 * @param sku the seller's SKU; may be empty
 * @param title the product's title
 * @param quantity pieces
 * @param sellingPrice the price of all its pieces together, in rand
 * @param customer the buyer's name; may be empty
 * @param dc the distribution centre it comes from, such as {@code JHB}
 */
public record TakealotSale(
        long orderId,
        long orderItemId,
        Instant orderedAt,
        String status,
        String sku,
        String title,
        int quantity,
        BigDecimal sellingPrice,
        String customer,
        String dc) {
    public TakealotSale {
        if (orderId < 1) {
            throw new IllegalArgumentException("orderId is " + orderId + ", but must be 1 or more");
        }
        if (quantity < 1) {
            throw new IllegalArgumentException("quantity is " + quantity + ", but must be 1 or more");
        }
        requireNonNull(orderedAt, "orderedAt");
        requireNonNull(status, "status");
        requireNonNull(sku, "sku");
        requireNonNull(title, "title");
        requireNonNull(sellingPrice, "sellingPrice");
        requireNonNull(customer, "customer");
        requireNonNull(dc, "dc");
    }

    /** A new lead-time sale of so many pieces at 99.00 rand each, ordered when it is seeded. */
    public static TakealotSale of(long orderId, String sku, int quantity) {
        return new TakealotSale(
                orderId,
                0,
                Instant.EPOCH,
                "New Lead Time Order",
                sku,
                "Item " + sku,
                quantity,
                new BigDecimal("99.00").multiply(BigDecimal.valueOf(quantity)),
                "Thandi Nkosi",
                "JHB");
    }

    /** The same sale with another word for how it stands. */
    public TakealotSale withStatus(String word) {
        return new TakealotSale(
                orderId, orderItemId, orderedAt, word, sku, title, quantity, sellingPrice, customer, dc);
    }

    /** The same sale, ordered at that moment. */
    public TakealotSale withOrderedAt(Instant moment) {
        return new TakealotSale(orderId, orderItemId, moment, status, sku, title, quantity, sellingPrice, customer, dc);
    }

    /** The same sale for that price of all its pieces together. */
    public TakealotSale withSellingPrice(String rand) {
        return new TakealotSale(
                orderId, orderItemId, orderedAt, status, sku, title, quantity, new BigDecimal(rand), customer, dc);
    }

    TakealotSale withItemId(long id) {
        return new TakealotSale(orderId, id, orderedAt, status, sku, title, quantity, sellingPrice, customer, dc);
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("order_id", orderId)
                .put("order_item_id", orderItemId)
                .put("order_date", orderedAt.toString())
                .put("sale_status", status)
                .put("sku", sku)
                .put("product_title", title)
                .put("quantity", quantity)
                .put("selling_price", sellingPrice)
                .put("customer", customer)
                .put("dc", dc);
    }

    static TakealotSale fromJson(JsonNode json) {
        TakealotSale plain = of(
                json.path("order_id").asLong(),
                json.path("sku").asText(""),
                json.path("quantity").asInt(1));
        return new TakealotSale(
                plain.orderId,
                json.path("order_item_id").asLong(0),
                Instant.parse(json.path("order_date").asText(plain.orderedAt.toString())),
                json.path("sale_status").asText(plain.status),
                plain.sku,
                json.path("product_title").asText(plain.title),
                plain.quantity,
                json.has("selling_price") ? json.path("selling_price").decimalValue() : plain.sellingPrice,
                json.path("customer").asText(plain.customer),
                json.path("dc").asText(plain.dc));
    }
}
