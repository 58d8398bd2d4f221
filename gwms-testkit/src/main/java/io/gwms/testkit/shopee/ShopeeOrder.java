package io.gwms.testkit.shopee;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.Rows;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** An order as it is put into a {@link FakeShopee}: paid and ready to ship, of one package, unless said otherwise. */
public final class ShopeeOrder {
    private final String orderSn;
    private final List<ShopeeLine> lines = new ArrayList<>();
    private String status = "READY_TO_SHIP";
    private Channel channel = Channel.NON_INTEGRATED;
    private boolean masked;
    private boolean split;
    private boolean cashOnDelivery;
    private String message = "";
    private String fulfilledBy = "fulfilled_by_local_seller";

    private ShopeeOrder(String orderSn) {
        this.orderSn = requireNonNull(orderSn, "orderSn");
    }

    /** How the parcels of an order get to the carrier. */
    public enum Channel {
        /** The seller's own carrier and tracking number. */
        NON_INTEGRATED,
        /** Shopee's carrier comes for them; Shopee issues the number. */
        PICKUP,
        /** They are brought to Shopee's carrier; Shopee issues the number. */
        DROPOFF
    }

    /** An order of that number, without lines yet. */
    public static ShopeeOrder of(String orderSn) {
        return new ShopeeOrder(orderSn);
    }

    /** Adds a line of that SKU. */
    public ShopeeOrder line(String sku, int quantity) {
        return line(ShopeeLine.of(sku, quantity));
    }

    /** Adds a line. */
    public ShopeeOrder line(ShopeeLine line) {
        lines.add(line);
        return this;
    }

    /** Shopee's word for its state. */
    public ShopeeOrder status(String word) {
        this.status = requireNonNull(word, "word");
        return this;
    }

    /** How its parcels get to the carrier. */
    public ShopeeOrder channel(Channel how) {
        this.channel = requireNonNull(how, "how");
        return this;
    }

    /** Its recipient is masked, as most markets do. */
    public ShopeeOrder masked() {
        this.masked = true;
        return this;
    }

    /** Each line is a package of its own. */
    public ShopeeOrder split() {
        this.split = true;
        return this;
    }

    /** It is paid when it is delivered. */
    public ShopeeOrder cashOnDelivery() {
        this.cashOnDelivery = true;
        return this;
    }

    /** What the buyer wrote. */
    public ShopeeOrder message(String toSeller) {
        this.message = requireNonNull(toSeller, "toSeller");
        return this;
    }

    /** Shopee's own warehouse sends it. */
    public ShopeeOrder fulfilledByShopee() {
        this.fulfilledBy = "fulfilled_by_shopee";
        return this;
    }

    String orderSn() {
        return orderSn;
    }

    /** The order as the detail shows it; what begins with an underscore is the fake's own. */
    ObjectNode row(String region, String currency, Instant now) {
        long seconds = now.getEpochSecond();
        boolean paid = !status.equals("UNPAID");
        ObjectNode row = Rows.object()
                .put("order_sn", orderSn)
                .put("region", region)
                .put("currency", currency)
                .put("cod", cashOnDelivery)
                .put("order_status", status)
                .put("message_to_seller", message)
                .put("create_time", seconds)
                .put("update_time", seconds)
                .put("days_to_ship", 2)
                .put("ship_by_date", seconds + 172_800)
                .put("reverse_shipping_fee", 0)
                .put("advance_package", false)
                .put("shipping_carrier", carrier())
                .put("payment_method", cashOnDelivery ? "Cash on Delivery" : "Credit Card")
                .put("estimated_shipping_fee", 5)
                .put("actual_shipping_fee_confirmed", false)
                .put("buyer_user_id", 1_170_319_091L)
                .put("buyer_username", "b" + Math.abs((long) orderSn.hashCode()))
                .put("fulfillment_flag", fulfilledBy)
                .put("split_up", split)
                .put("cancel_by", "")
                .put("cancel_reason", "")
                .put("buyer_cancel_reason", "")
                .put("note", "")
                .put("_channel", channel.name());
        if (paid && !cashOnDelivery) {
            row.put("pay_time", seconds);
        } else {
            row.putNull("pay_time");
        }
        if (paid) {
            row.put("total_amount", total());
        }
        row.set("recipient_address", recipient(region));
        ArrayNode items = row.putArray("item_list");
        lines.forEach(line -> items.add(item(line)));
        ArrayNode packages = row.putArray("package_list");
        List<List<ShopeeLine>> parcels = split ? lines.stream().map(List::of).toList() : List.of(lines);
        for (int i = 0; i < parcels.size(); i++) {
            packages.add(parcel(parcels.get(i), i));
        }
        return row;
    }

    private double total() {
        return lines.stream()
                        .mapToDouble(line -> line.price().doubleValue() * line.quantity())
                        .sum()
                + 5;
    }

    private String carrier() {
        return channel == Channel.NON_INTEGRATED ? "Seller Own Fleet" : "Standard Express";
    }

    private ObjectNode recipient(String region) {
        return Rows.object()
                .put("name", masked ? "P******n" : "Mei Lin Tan")
                .put("phone", masked ? "******64" : "6581234567")
                .put("town", "")
                .put("district", "Tiong Bahru")
                .put("city", "Singapore")
                .put("state", "Central")
                .put("region", region)
                .put("zipcode", masked ? "" : "160055")
                .put("full_address", masked ? "55******" : "55 Tiong Bahru Road, #04-12");
    }

    private static ObjectNode item(ShopeeLine line) {
        boolean model = line.modelId() != 0;
        return Rows.object()
                .put("item_id", line.itemId())
                .put("item_name", line.name())
                .put("item_sku", model ? "" : line.sku())
                .put("model_id", line.modelId())
                .put("model_name", model ? "one size" : "")
                .put("model_sku", model ? line.sku() : "")
                .put("model_quantity_purchased", line.quantity())
                .put("model_original_price", line.price())
                .put("model_discounted_price", line.price())
                .put("wholesale", false)
                .put("weight", 0.01)
                .put("order_item_id", line.itemId())
                .put("promotion_group_id", 0)
                .put("active_qty", line.quantity() - line.cancelled())
                .put("cancel_requested_qty", 0)
                .put("cancelled_qty", line.cancelled());
    }

    private ObjectNode parcel(List<ShopeeLine> content, int index) {
        ObjectNode parcel = Rows.object()
                .put("package_number", "OFG" + Math.abs((long) orderSn.hashCode()) + index)
                .put("logistics_status", ready() ? "LOGISTICS_READY" : "LOGISTICS_NOT_START")
                .put("logistics_channel_id", channel == Channel.NON_INTEGRATED ? 18_999 : 18_080)
                .put("shipping_carrier", carrier())
                .put("allow_self_design_awb", true);
        ArrayNode items = parcel.putArray("item_list");
        content.forEach(line -> items.addObject()
                .put("item_id", line.itemId())
                .put("model_id", line.modelId())
                .put("model_quantity", line.quantity() - line.cancelled())
                .put("order_item_id", line.itemId())
                .put("promotion_group_id", 0));
        return parcel;
    }

    private boolean ready() {
        return !List.of("UNPAID", "PENDING", "INVOICE_PENDING", "CANCELLED").contains(status);
    }
}
