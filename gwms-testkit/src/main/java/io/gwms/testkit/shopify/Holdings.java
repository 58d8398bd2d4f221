package io.gwms.testkit.shopify;

import io.gwms.testkit.shopify.HeldOrder.Shipment;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a store holds, as JSON that does not depend on time or on the sequence things happened in. */
final class Holdings {
    private Holdings() {}

    static String of(List<HeldOrder> all, List<StockItem> stock) {
        var orders = new ArrayList<Map<String, Object>>();
        var fulfilments = new ArrayList<Map<String, Object>>();
        all.stream().sorted(Comparator.comparingLong(HeldOrder::id)).forEach(order -> {
            orders.add(order(order));
            order.shipments().forEach(shipment -> fulfilments.add(fulfilment(order, shipment)));
        });
        Map<String, Object> holdings = new LinkedHashMap<>();
        holdings.put("orders", orders);
        holdings.put("fulfillments", fulfilments);
        if (!stock.isEmpty()) {
            holdings.put("stock", stock);
        }
        return Json.write(holdings);
    }

    private static Map<String, Object> order(HeldOrder order) {
        Map<String, Object> holding = new LinkedHashMap<>();
        holding.put("id", Gid.of("Order", order.id()));
        holding.put("name", order.name());
        holding.put("fulfillmentStatus", order.fulfilmentStatus());
        holding.put("cancelled", order.cancelledAt() != null);
        return holding;
    }

    private static Map<String, Object> fulfilment(HeldOrder order, Shipment shipment) {
        Map<String, Object> holding = new LinkedHashMap<>();
        holding.put("id", Gid.of("Fulfillment", shipment.id()));
        holding.put("order", order.name());
        holding.put("status", shipment.status());
        holding.put(
                "lines",
                shipment.parts().stream().map(part -> line(order, part)).toList());
        holding.put("tracking", shipment.tracking());
        return holding;
    }

    private static Map<String, @Nullable Object> line(HeldOrder order, HeldOrder.Part part) {
        Map<String, @Nullable Object> holding = new LinkedHashMap<>();
        holding.put("lineItem", Gid.of("LineItem", order.lineId(part.line())));
        holding.put("sku", order.facts().lines().get(part.line()).sku());
        holding.put("quantity", part.quantity());
        return holding;
    }
}
