package io.gwms.proxy.shipbob;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.order.Money;
import io.gwms.order.Recipient;
import io.gwms.outbound.Charge;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.wire.Replies;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Outbound orders in the platform's words, and back. */
final class ShipBobOrders {
    private ShipBobOrders() {}

    /**
     * An order to create. Products are named by reference id alone: with a name, the platform would make an unknown
     * product on the spot instead of refusing the order.
     */
    static ObjectNode request(OutboundRequest order, long location) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put("reference_id", order.reference())
                .put("order_number", order.reference())
                .put("type", "DTC")
                .put("shipping_method", order.channel())
                .put("location_id", location);
        Recipient to = order.recipient();
        ObjectNode recipient =
                body.putObject("recipient").put("name", to.name()).put("phone_number", to.phone());
        recipient
                .putObject("address")
                .put("address1", to.address().replace('\n', ' '))
                .put("city", to.city())
                .put("state", to.state())
                .put("country", to.country())
                .put("zip_code", to.zip());
        var products = body.putArray("products");
        for (OutboundRequest.Line line : order.lines()) {
            products.addObject().put("reference_id", line.proxySku()).put("quantity", line.quantity());
        }
        return body;
    }

    static RemoteStatus status(String word) {
        return switch (word) {
            case "Processing", "ImportReview" -> RemoteStatus.IN_WORK;
            case "PartiallyFulfilled" -> RemoteStatus.PARTLY_SHIPPED;
            case "Fulfilled" -> RemoteStatus.SHIPPED;
            case "Cancelled" -> RemoteStatus.CANCELLED;
            case "Exception" -> RemoteStatus.EXCEPTION;
            default -> RemoteStatus.UNRECOGNIZED;
        };
    }

    /** An order as the platform shows it. What left is counted from its completed shipments, never from its own status. */
    static RemoteOrder order(JsonNode row) {
        List<JsonNode> left = StreamSupport.stream(
                        Replies.list(row, "shipments").spliterator(), false)
                .filter(shipment -> Replies.text(shipment, "status").equals("Completed"))
                .toList();
        Map<String, Long> asked = new HashMap<>();
        List<String> skus = new ArrayList<>();
        for (JsonNode product : Replies.list(row, "products")) {
            String sku = sku(product);
            if (asked.merge(sku, Replies.whole(product.path("quantity")), Math::addExact) != null
                    && !skus.contains(sku)) {
                skus.add(sku);
            }
        }
        Map<String, Long> done = done(left, asked);
        List<RemoteOrder.Line> lines = skus.stream()
                .map(sku -> new RemoteOrder.Line(sku, asked.getOrDefault(sku, 0L), done.getOrDefault(sku, 0L)))
                .toList();
        String word = row.path("status").asText("");
        return RemoteOrder.builder(row.path("reference_id").asText(""), Replies.text(row, "id"), status(word), word)
                .lines(lines)
                .trackingNumber(first(left, "tracking_number"))
                .carrier(first(left, "carrier"))
                .charges(charges(row))
                .endedAt(lastEnd(left))
                .build();
    }

    private static String sku(JsonNode product) {
        String reference = product.path("reference_id").asText("");
        return reference.isBlank() ? product.path("sku").asText("") : reference;
    }

    /**
     * Pieces of each product that left. A product made of several items (a bundle) is not counted by its items: it left
     * when its shipment did.
     */
    private static Map<String, Long> done(List<JsonNode> left, Map<String, Long> asked) {
        Map<String, Long> done = new HashMap<>();
        for (JsonNode shipment : left) {
            for (JsonNode product : Replies.list(shipment, "products")) {
                Set<String> items = new HashSet<>();
                long pieces = 0;
                for (JsonNode item : Replies.list(product, "inventory_items")) {
                    items.add(item.path("id").asText(""));
                    pieces = Math.addExact(pieces, Replies.whole(item.path("quantity")));
                }
                String sku = sku(product);
                if (items.size() > 1) {
                    done.put(sku, asked.getOrDefault(sku, 0L));
                } else {
                    done.merge(sku, pieces, Math::addExact);
                }
            }
        }
        return done;
    }

    private static String first(List<JsonNode> shipments, String field) {
        return shipments.stream()
                .map(shipment -> shipment.path("tracking").path(field).asText(""))
                .filter(text -> !text.isBlank() && !text.equals("null"))
                .findFirst()
                .orElse("");
    }

    private static List<Charge> charges(JsonNode row) {
        List<Charge> charges = new ArrayList<>();
        for (JsonNode shipment : row.path("shipments")) {
            String currency = shipment.path("invoice_currency_code").asText("");
            if (shipment.path("invoice_amount").isNumber() && !currency.isBlank()) {
                charges.add(new Charge(
                        "shipment " + shipment.path("id").asText(""),
                        new Money(shipment.path("invoice_amount").decimalValue(), currency)));
            }
        }
        return charges;
    }

    private static @Nullable Instant lastEnd(List<JsonNode> left) {
        return left.stream()
                .map(shipment -> time(shipment.path("actual_fulfillment_date")))
                .flatMap(Optional::stream)
                .max(Instant::compareTo)
                .orElse(null);
    }

    /** A date with its offset; anything else is no time, for a guess at a zone would be one. */
    static Optional<Instant> time(JsonNode node) {
        try {
            return node.isTextual()
                    ? Optional.of(OffsetDateTime.parse(node.asText().strip()).toInstant())
                    : Optional.empty();
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }
}
