package io.gwms.testkit.shopify;

import io.gwms.testkit.shopify.HeldOrder.FulfilmentOrder;
import io.gwms.testkit.shopify.HeldOrder.Part;
import io.gwms.testkit.shopify.HeldOrder.Shipment;
import io.gwms.testkit.shopify.HeldOrder.Tracking;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What the mutations do and refuse. Two equal fulfillmentCreate calls make two fulfilments unless the quantities forbid
 * it: there is no key that would tell the server they are one.
 */
final class Mutations {
    private static final int STAFF_NOTE_MAX = 255;

    private final OrderBook book;

    Mutations(OrderBook book) {
        this.book = book;
    }

    /** What was asked of one fulfilment order. */
    private record Wanted(HeldOrder order, FulfilmentOrder group, List<Part> parts) {}

    Map<String, @Nullable Object> fulfillmentCreate(Map<String, Object> input) {
        List<Map<String, Object>> groups = maps(input.get("lineItemsByFulfillmentOrder"));
        groups.forEach(group -> Gid.number("FulfillmentOrder", text(group, "fulfillmentOrderId")));
        Optional<List<String>> notPositive = notPositive(groups);
        if (notPositive.isPresent()) {
            return refused("fulfillment", notPositive.get(), "Quantity must be greater than 0");
        }
        var wanted = new ArrayList<Wanted>();
        for (Map<String, Object> group : groups) {
            long id = Gid.number("FulfillmentOrder", text(group, "fulfillmentOrderId"));
            Optional<HeldOrder> order = book.owner(id, 100);
            Optional<FulfilmentOrder> found = order.flatMap(owner -> group(owner, id));
            if (found.isEmpty()) {
                return refused("Fulfillment order does not exist.");
            }
            String status = order.get().status(found.get());
            if (!status.equals("OPEN") && !status.equals("IN_PROGRESS")) {
                return refused("Fulfillment order %d has an unfulfillable status= %s."
                        .formatted(id, status.toLowerCase(Locale.ROOT)));
            }
            wanted.add(new Wanted(order.get(), found.get(), parts(order.get(), found.get(), group)));
        }
        if (wanted.isEmpty()) {
            return refused("At least one fulfillment order is required.");
        }
        if (wanted.stream().map(w -> w.order().id()).distinct().count() > 1
                || wanted.stream().map(w -> w.group().location()).distinct().count() > 1) {
            return refused(
                    "All fulfillment orders must belong to the same order and be assigned to the same location.");
        }
        HeldOrder order = wanted.get(0).order();
        List<Part> parts = wanted.stream().flatMap(w -> w.parts().stream()).toList();
        Map<Integer, Integer> sums = new LinkedHashMap<>();
        parts.forEach(part -> sums.merge(part.line(), part.quantity(), Integer::sum));
        boolean allKnown = sums.keySet().stream()
                .allMatch(
                        line -> wanted.stream().anyMatch(w -> w.group().lines().contains(line)));
        if (!allKnown || sums.entrySet().stream().anyMatch(sum -> sum.getValue() > order.remaining(sum.getKey()))) {
            return refused("Invalid fulfillment order line item quantity requested.");
        }
        var merged = sums.entrySet().stream()
                .map(sum -> new Part(sum.getKey(), sum.getValue()))
                .toList();
        HeldOrder shipped = book.put(order.shipped(
                wanted.get(0).group().location(), merged, tracking(input.get("trackingInfo")), book.now()));
        return payload("fulfillment", OrderView.shipment(shipped, shipped.lastShipment()), List.of());
    }

    Map<String, @Nullable Object> fulfillmentTrackingInfoUpdate(
            String fulfillmentId, Map<String, Object> trackingInput) {
        var tracking = tracking(trackingInput);
        return change(
                fulfillmentId,
                shipment -> new Shipment(
                        shipment.id(),
                        shipment.name(),
                        shipment.status(),
                        shipment.displayStatus(),
                        shipment.createdAt(),
                        book.now(),
                        shipment.location(),
                        shipment.parts(),
                        tracking));
    }

    Map<String, @Nullable Object> fulfillmentCancel(String fulfillmentId) {
        return change(fulfillmentId, shipment -> withStatus(shipment, "CANCELLED", "CANCELED"));
    }

    Shipment withStatus(Shipment shipment, String status, String displayStatus) {
        return new Shipment(
                shipment.id(),
                shipment.name(),
                status,
                displayStatus,
                shipment.createdAt(),
                book.now(),
                shipment.location(),
                shipment.parts(),
                shipment.tracking());
    }

    Map<String, @Nullable Object> orderCancel(Map<String, Object> arguments) {
        long id = Gid.number("Order", text(arguments, "orderId"));
        Optional<HeldOrder> order = book.byId(id);
        if (order.isEmpty()) {
            return notCancelled("orderId", "Order does not exist", "NOT_FOUND");
        }
        if (arguments.get("refund") != null && arguments.get("refundMethod") != null) {
            return notCancelled(
                    "refund", "Only one of the arguments `refund` or `refund_method` is allowed.", "INVALID");
        }
        if (arguments.get("staffNote") instanceof String note && note.length() > STAFF_NOTE_MAX) {
            return notCancelled("staffNote", "Staff note is too long. Maximum length is 255 characters.", "INVALID");
        }
        if (order.get().cancelledAt() != null) {
            return notCancelled("orderId", "Cannot cancel an order that has already been canceled", "INVALID");
        }
        if (order.get().shipments().stream().anyMatch(Shipment::counts)) {
            return notCancelled("orderId", "Cannot cancel an order that has outstanding fulfillments", "INVALID");
        }
        book.put(order.get().cancelled(text(arguments, "reason"), book.now()));
        var job = UUID.nameUUIDFromBytes(("cancel " + id).getBytes(StandardCharsets.UTF_8));
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("job", Map.of("id", "gid://shopify/Job/" + job, "done", false));
        payload.put("orderCancelUserErrors", List.of());
        payload.put("userErrors", List.of());
        return payload;
    }

    private Map<String, @Nullable Object> change(String fulfillmentId, UnaryOperator<Shipment> change) {
        long id = Gid.number("Fulfillment", fulfillmentId);
        Optional<HeldOrder> order = book.owner(id, 100);
        int index = order.map(owner ->
                        owner.shipments().stream().map(Shipment::id).toList().indexOf(id))
                .orElse(-1);
        if (order.isEmpty() || index < 0) {
            return refused("fulfillment", List.of("fulfillmentId"), "Fulfillment does not exist.");
        }
        var shipments = new ArrayList<>(order.get().shipments());
        shipments.set(index, change.apply(shipments.get(index)));
        HeldOrder changed = book.put(order.get().withShipments(shipments, book.now()));
        return payload(
                "fulfillment", OrderView.shipment(changed, changed.shipments().get(index)), List.of());
    }

    private static Optional<FulfilmentOrder> group(HeldOrder order, long id) {
        return order.fulfilmentOrders().stream()
                .filter(group -> group.id() == id)
                .findFirst();
    }

    /** The lines named, or everything left when none is. A line of another order gets an index no order has. */
    private static List<Part> parts(HeldOrder order, FulfilmentOrder group, Map<String, Object> input) {
        List<Map<String, Object>> lines = maps(input.get("fulfillmentOrderLineItems"));
        if (lines.isEmpty()) {
            return group.lines().stream()
                    .filter(line -> order.remaining(line) > 0)
                    .map(line -> new Part(line, order.remaining(line)))
                    .toList();
        }
        return lines.stream()
                .map(line -> {
                    long id = Gid.number("FulfillmentOrderLineItem", text(line, "id"));
                    return new Part(id / 1000 == order.id() ? (int) (id % 1000) - 1 : -1, quantity(line));
                })
                .toList();
    }

    /** The path of the first quantity below one. */
    private static Optional<List<String>> notPositive(List<Map<String, Object>> groups) {
        for (int group = 0; group < groups.size(); group++) {
            List<Map<String, Object>> lines = maps(groups.get(group).get("fulfillmentOrderLineItems"));
            for (int line = 0; line < lines.size(); line++) {
                if (quantity(lines.get(line)) < 1) {
                    return Optional.of(List.of(
                            "fulfillment",
                            "lineItemsByFulfillmentOrder",
                            Integer.toString(group),
                            "fulfillmentOrderLineItems",
                            Integer.toString(line),
                            "quantity"));
                }
            }
        }
        return Optional.empty();
    }

    private static List<Tracking> tracking(@Nullable Object input) {
        if (!(input instanceof Map<?, ?> info)) {
            return List.of();
        }
        List<?> numbers = many(info.get("numbers"), info.get("number"));
        List<?> urls = many(info.get("urls"), info.get("url"));
        return IntStream.range(0, Math.max(numbers.size(), urls.size()))
                .mapToObj(i -> new Tracking(at(numbers, i), at(urls, i), (String) info.get("company")))
                .toList();
    }

    private static List<?> many(@Nullable Object several, @Nullable Object one) {
        return several instanceof List<?> list ? list : one == null ? List.of() : List.of(one);
    }

    private static @Nullable String at(List<?> list, int index) {
        return index < list.size() ? String.valueOf(list.get(index)) : null;
    }

    private static Map<String, @Nullable Object> refused(String message) {
        return refused("fulfillment", List.of("fulfillment"), message);
    }

    private static Map<String, @Nullable Object> refused(String result, List<String> field, String message) {
        return payload(result, null, List.of(Map.of("field", field, "message", message)));
    }

    private static Map<String, @Nullable Object> payload(
            String result, @Nullable Object value, List<Map<String, Object>> userErrors) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put(result, value);
        payload.put("userErrors", userErrors);
        return payload;
    }

    private static Map<String, @Nullable Object> notCancelled(String field, String message, String code) {
        Map<String, @Nullable Object> payload = new LinkedHashMap<>();
        payload.put("job", null);
        payload.put(
                "orderCancelUserErrors", List.of(Map.of("field", List.of(field), "message", message, "code", code)));
        payload.put("userErrors", List.of(Map.of("field", List.of(field), "message", message)));
        return payload;
    }

    private static String text(Map<String, Object> input, String key) {
        return String.valueOf(input.get(key));
    }

    private static int quantity(Map<String, Object> line) {
        return ((Number) Objects.requireNonNull(line.get("quantity"))).intValue();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, Object>> maps(@Nullable Object list) {
        return list == null ? List.of() : (List<Map<String, Object>>) list;
    }
}
