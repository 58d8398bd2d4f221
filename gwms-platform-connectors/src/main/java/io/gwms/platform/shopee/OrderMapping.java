package io.gwms.platform.shopee;

import static io.gwms.platform.reading.Fields.count;
import static io.gwms.platform.reading.Fields.countIfGiven;
import static io.gwms.platform.reading.Fields.elements;
import static io.gwms.platform.reading.Fields.joined;
import static io.gwms.platform.reading.Fields.list;
import static io.gwms.platform.reading.Fields.money;
import static io.gwms.platform.reading.Fields.moneyIfGiven;
import static io.gwms.platform.reading.Fields.needed;
import static io.gwms.platform.reading.Fields.seconds;
import static io.gwms.platform.reading.Fields.secondsIfGiven;
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
import io.gwms.platform.reading.Orders;
import io.gwms.redact.Redactor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Turns one order of a detail into the SDK's words, or says why it cannot. */
final class OrderMapping {
    static final String BY_SHOPEE = "fulfilled_by_shopee";

    /** Everything of the detail that is not shown unless it is named. */
    static final String OPTIONAL_FIELDS = String.join(
            ",",
            "total_amount",
            "item_list",
            "package_list",
            "recipient_address",
            "payment_method",
            "pay_time",
            "estimated_shipping_fee",
            "actual_shipping_fee",
            "actual_shipping_fee_confirmed",
            "fulfillment_flag",
            "split_up",
            "shipping_carrier",
            "cancel_by",
            "cancel_reason",
            "buyer_cancel_reason",
            "pickup_done_time");

    private OrderMapping() {}

    static FetchedOrder map(JsonNode order, Redactor redactor) {
        String sn = order.path("order_sn").asText("");
        return Orders.read(order, sn, sn, OrderMapping::read, redactor);
    }

    private static PlatformOrder read(JsonNode order) {
        String currency = needed(order, "currency");
        String word = needed(order, "order_status");
        boolean byShopee = text(order, "fulfillment_flag").equals(BY_SHOPEE);
        List<PlatformOrderLine> lines = lines(order, currency, word, byShopee);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("item_list is empty, but must have at least one line");
        }
        String sn = needed(order, "order_sn");
        Recipient recipient = recipient(order);
        return PlatformOrder.builder(sn, sn)
                .orderedAt(seconds(order, "create_time"))
                .changedAt(seconds(order, "update_time"))
                .fact(OrderWords.factOf(sn, word, lines))
                .fulfillmentStatus(word)
                .onHold(OrderWords.isHeld(word) || order.path("advance_package").asBoolean(false))
                .cancelRequested(OrderWords.isAskedToCancel(word))
                .platformDelivers(byShopee || isMasked(recipient))
                .buyerNote(text(order, "message_to_seller"))
                .payment(payment(order, currency))
                .recipient(recipient)
                .lines(lines)
                .build();
    }

    /** Rows of the same model in the same promotion are one line, for the packages do not tell them apart either. */
    private static List<PlatformOrderLine> lines(JsonNode order, String currency, String word, boolean byShopee) {
        Map<String, Long> left = leftIn(order);
        boolean allLeft = byShopee
                || OrderWords.factOf(word)
                        .filter(fact -> fact == PlatformFact.SHIPPED || fact == PlatformFact.COMPLETED)
                        .isPresent();
        Map<String, PlatformOrderLine> lines = new LinkedHashMap<>();
        list(order, "item_list")
                .forEach(
                        item -> lines.merge(lineId(item), line(item, currency, allLeft, left), OrderMapping::together));
        return List.copyOf(lines.values());
    }

    private static PlatformOrderLine line(JsonNode item, String currency, boolean allLeft, Map<String, Long> left) {
        long quantity = count(item, "model_quantity_purchased");
        long removed = Math.min(quantity, countIfGiven(item, "cancelled_qty"));
        long gone = allLeft ? quantity : left.getOrDefault(lineId(item), 0L);
        String modelSku = sku(item, "model_sku");
        String modelName = text(item, "model_name");
        String name = text(item, "item_name");
        return new PlatformOrderLine(
                lineId(item),
                modelSku.isBlank() ? sku(item, "item_sku") : modelSku,
                modelName.isBlank() ? name : name + " (" + modelName + ")",
                quantity,
                removed,
                Math.min(quantity - removed, gone),
                unitPrice(item, currency));
    }

    /** A deal of a whole bundle is not broken down: a piece of it is 0 by design, which is no price. */
    private static @Nullable Money unitPrice(JsonNode item, String currency) {
        Money price = money(item, "model_discounted_price", currency);
        boolean ofABundle = text(item, "promotion_type").equals("bundle_deal");
        return ofABundle && price.amount().signum() == 0 ? null : price;
    }

    private static PlatformOrderLine together(PlatformOrderLine one, PlatformOrderLine other) {
        long quantity = one.quantity() + other.quantity();
        long removed = one.removed() + other.removed();
        return new PlatformOrderLine(
                one.lineId(),
                one.platformSku(),
                one.name(),
                quantity,
                removed,
                Math.min(quantity - removed, Math.max(one.shippedElsewhere(), other.shippedElsewhere())),
                one.unitPrice());
    }

    /** Pieces by line that are in packages which have left the seller. */
    private static Map<String, Long> leftIn(JsonNode order) {
        Map<String, Long> left = new HashMap<>();
        elements(order.path("package_list"))
                .filter(parcel ->
                        OrderWords.hasLeft(parcel.path("logistics_status").asText("")))
                .forEach(parcel -> contentOf(parcel).forEach((line, pieces) -> left.merge(line, pieces, Long::sum)));
        return left;
    }

    /** Pieces by line of one package. */
    static Map<String, Long> contentOf(JsonNode parcel) {
        return elements(parcel.path("item_list"))
                .collect(Collectors.toMap(
                        OrderMapping::lineId,
                        item -> item.path("model_quantity").asLong(0),
                        Long::sum));
    }

    /** Item, model, its place in a bundle and its promotion: what the packages name a line by. */
    static String lineId(JsonNode item) {
        return count(item, "item_id")
                + ":" + countIfGiven(item, "model_id")
                + ":" + countIfGiven(item, "order_item_id")
                + ":" + countIfGiven(item, "promotion_group_id");
    }

    /** Tax and discount are not in the detail, the total only once the buyer has paid. */
    private static Payment payment(JsonNode order, String currency) {
        boolean confirmed = order.path("actual_shipping_fee_confirmed").asBoolean(false);
        return new Payment(
                moneyIfGiven(order, "total_amount", currency),
                text(order, "payment_method"),
                secondsIfGiven(order, "pay_time"),
                moneyIfGiven(order, confirmed ? "actual_shipping_fee" : "estimated_shipping_fee", currency),
                null,
                null);
    }

    private static Recipient recipient(JsonNode order) {
        JsonNode to = order.path("recipient_address");
        if (!to.isObject()) {
            return Recipient.none();
        }
        String whole = text(to, "full_address");
        return new Recipient(
                text(to, "name"),
                text(to, "phone"),
                text(to, "region"),
                text(to, "state"),
                text(to, "city"),
                whole.isBlank() ? joined("\n", text(to, "town"), text(to, "district")) : whole,
                text(to, "zipcode"));
    }

    /** A masked parcel finds its way by Shopee's label. */
    private static boolean isMasked(Recipient recipient) {
        return recipient.address().contains("***") || recipient.name().contains("***");
    }
}
