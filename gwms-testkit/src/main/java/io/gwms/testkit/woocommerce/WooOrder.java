package io.gwms.testkit.woocommerce;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.Rows;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

/** An order as it is put into a {@link FakeWooCommerce}: paid and being processed unless said otherwise. */
public final class WooOrder {
    private final List<Line> lines = new ArrayList<>();
    private String number = "";
    private String status = "processing";
    private String note = "";
    private boolean virtual;

    private record Line(String sku, int quantity, BigDecimal price) {}

    private WooOrder() {}

    /** An order whose number is its id, without lines yet. */
    public static WooOrder create() {
        return new WooOrder();
    }

    /** An order that a plugin gave a number of its own. */
    public static WooOrder numbered(String number) {
        WooOrder order = new WooOrder();
        order.number = requireNonNull(number, "number");
        return order;
    }

    /** Adds a line at 10.00 a piece. */
    public WooOrder line(String sku, int quantity) {
        return line(sku, quantity, "10.00");
    }

    /** Adds a line. */
    public WooOrder line(String sku, int quantity, String unitPrice) {
        lines.add(new Line(sku, quantity, new BigDecimal(unitPrice)));
        return this;
    }

    /** WooCommerce's word for its state, or a plugin's. */
    public WooOrder status(String word) {
        this.status = requireNonNull(word, "word");
        return this;
    }

    /** What the buyer wrote. */
    public WooOrder note(String customerNote) {
        this.note = requireNonNull(customerNote, "customerNote");
        return this;
    }

    /** The buyer gave no shipping address, only one for the bill. */
    public WooOrder withoutShippingAddress() {
        this.virtual = true;
        return this;
    }

    /** The order as the API shows it; what begins with an underscore is the fake's own. */
    ObjectNode row(long id, long firstLine, Instant now, ZoneId site) {
        ObjectNode row = Rows.object()
                .put("id", id)
                .put("parent_id", 0)
                .put("number", number.isEmpty() ? String.valueOf(id) : number)
                .put("order_key", "wc_order_" + id)
                .put("created_via", "checkout")
                .put("version", "9.4.0")
                .put("status", status)
                .put("currency", "USD")
                .put("discount_total", "1.00")
                .put("discount_tax", "0.00")
                .put("shipping_total", "7.00")
                .put("shipping_tax", "0.00")
                .put("total_tax", "1.35")
                .put("prices_include_tax", false)
                .put("customer_id", 0)
                .put("customer_note", note)
                .put("payment_method", "bacs")
                .put("payment_method_title", "Direct Bank Transfer");
        BigDecimal goods = lines.stream()
                .map(line -> line.price().multiply(BigDecimal.valueOf(line.quantity())))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        row.put("total", goods.add(new BigDecimal("7.35")).toPlainString());
        Dates.put(row, "date_created", now, site);
        Dates.put(row, "date_modified", now, site);
        if (List.of("pending", "failed", "on-hold").contains(status)) {
            row.putNull("date_paid").putNull("date_paid_gmt");
        } else {
            Dates.put(row, "date_paid", now, site);
        }
        row.set("billing", address().put("email", "ann.lee@example.com").put("phone", "555-0100"));
        row.set("shipping", virtual ? nowhere() : address());
        ArrayNode items = row.putArray("line_items");
        for (int i = 0; i < lines.size(); i++) {
            items.add(item(firstLine + i, lines.get(i)));
        }
        row.putArray("shipping_lines")
                .addObject()
                .put("id", firstLine + 900)
                .put("method_id", "flat_rate")
                .put("method_title", "Flat Rate")
                .put("total", "7.00");
        row.putArray("refunds");
        row.putArray("meta_data");
        return row;
    }

    private static ObjectNode item(long id, Line line) {
        String total =
                line.price().multiply(BigDecimal.valueOf(line.quantity())).toPlainString();
        ObjectNode item = Rows.object()
                .put("id", id)
                .put("name", "Product " + line.sku())
                .put("product_id", 93)
                .put("variation_id", 0)
                .put("quantity", line.quantity())
                .put("subtotal", total)
                .put("total", total)
                .put("sku", line.sku())
                .put("price", line.price());
        item.putArray("meta_data");
        return item;
    }

    private static ObjectNode address() {
        return Rows.object()
                .put("first_name", "Ann")
                .put("last_name", "Lee")
                .put("company", "Lee & Co")
                .put("address_1", "969 Market")
                .put("address_2", "Floor 2")
                .put("city", "San Francisco")
                .put("state", "CA")
                .put("postcode", "94103")
                .put("country", "US");
    }

    private static ObjectNode nowhere() {
        ObjectNode nowhere = address();
        nowhere.properties().forEach(field -> nowhere.put(field.getKey(), ""));
        return nowhere;
    }
}
