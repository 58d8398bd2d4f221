package io.gwms.proxy.extensiv;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.order.Recipient;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.wire.Replies;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Orders and receivers in the system's words, and back. Creates are unverified against the real system. */
record ExtensivPapers(long customer, long facility, ZoneId zone) {
    private static final DateTimeFormatter NO_OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss");

    /** An order to create; unverified. It is made complete at once, for goods are allocated to complete orders only. */
    ObjectNode order(OutboundRequest order) {
        ObjectNode body = paper(order.reference()).put("deferNotification", false);
        Recipient to = order.recipient();
        body.putObject("shipTo")
                .put("name", to.name())
                .put("phoneNumber", to.phone())
                .put("address1", to.address().replace('\n', ' '))
                .put("city", to.city())
                .put("state", to.state())
                .put("zip", to.zip())
                .put("country", to.country());
        int slash = order.channel().indexOf('/');
        ObjectNode routing = body.putObject("routingInfo")
                .put("carrier", slash < 0 ? order.channel() : order.channel().substring(0, slash));
        if (slash >= 0) {
            routing.put("mode", order.channel().substring(slash + 1));
        }
        items(body, "orderItems", order.lines());
        return body;
    }

    /** A receiver to create; unverified. */
    ObjectNode receiver(InboundRequest order) {
        ObjectNode body = paper(order.reference());
        if (order.expectedAt() != null) {
            body.put("expectedDate", NO_OFFSET.format(order.expectedAt().atZone(zone)));
        }
        items(body, "receiveItems", order.lines());
        return body;
    }

    private ObjectNode paper(String reference) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("referenceNum", reference);
        body.putObject("customerIdentifier").put("id", customer);
        body.putObject("facilityIdentifier").put("id", facility);
        return body;
    }

    private static void items(ObjectNode body, String field, List<OutboundRequest.Line> lines) {
        var items = body.putArray(field);
        for (OutboundRequest.Line line : lines) {
            ObjectNode item = items.addObject().put("qty", line.quantity());
            int bar = line.proxySku().indexOf('|');
            item.putObject("itemIdentifier").put("sku", withoutQualifier(line.proxySku()));
            if (bar >= 0) {
                item.put("qualifier", line.proxySku().substring(bar + 1));
            }
        }
    }

    /** An order as the system shows it. */
    RemoteOrder readOrder(JsonNode row) {
        JsonNode readOnly = row.path("readOnly");
        String word = readOnly.path("status").asText("");
        RemoteStatus status = status(word, RemoteStatus.SHIPPED);
        List<JsonNode> items = embedded(row);
        Map<String, Long> left = status == RemoteStatus.SHIPPED ? left(readOnly, items) : Map.of();
        List<RemoteOrder.Line> lines = new ArrayList<>();
        for (JsonNode item : items) {
            String id = Replies.text(item.path("readOnly"), "orderItemId");
            lines.add(new RemoteOrder.Line(sku(item), Replies.whole(item.path("qty")), left.getOrDefault(id, 0L)));
        }
        return RemoteOrder.builder(
                        row.path("referenceNum").asText(""), Replies.text(readOnly, "orderId"), status, named(word))
                .lines(lines)
                .trackingNumber(tracking(row))
                .carrier(text(row.path("routingInfo"), "carrier"))
                .endedAt(time(readOnly.path("processDate")).orElse(null))
                .build();
    }

    /**
     * Pieces of each item that left: what is in the packages, or where nothing was packed what was allocated. A closed
     * order of which neither is told left with nothing that anybody knows of.
     */
    private static Map<String, Long> left(JsonNode readOnly, List<JsonNode> items) {
        Map<String, Long> packed = new HashMap<>();
        for (JsonNode parcel : readOnly.path("packages")) {
            for (JsonNode content : parcel.path("packageContents")) {
                packed.merge(Replies.text(content, "orderItemId"), Replies.whole(content.path("qty")), Math::addExact);
            }
        }
        if (!packed.isEmpty()) {
            return packed;
        }
        Map<String, Long> allocated = new HashMap<>();
        for (JsonNode item : items) {
            for (JsonNode allocation : item.path("readOnly").path("allocations")) {
                allocated.merge(
                        item.path("readOnly").path("orderItemId").asText(""),
                        Replies.whole(allocation.path("qty")),
                        Math::addExact);
            }
        }
        return allocated;
    }

    private static String tracking(JsonNode row) {
        String routed = text(row.path("routingInfo"), "trackingNumber");
        if (!routed.isEmpty()) {
            return routed;
        }
        for (JsonNode parcel : row.path("readOnly").path("packages")) {
            if (!text(parcel, "trackingNumber").isEmpty()) {
                return text(parcel, "trackingNumber");
            }
        }
        return "";
    }

    /** A receiver as the system shows it; what came is dated as the inventory dates it, by its confirmation. */
    RemoteOrder readReceiver(JsonNode row) {
        JsonNode readOnly = row.path("readOnly");
        String word = readOnly.path("status").asText("");
        RemoteStatus status = status(word, RemoteStatus.PUT_AWAY);
        boolean came = status == RemoteStatus.PUT_AWAY;
        Optional<Instant> at = came ? time(row.path("arrivalDate")) : Optional.empty();
        List<RemoteOrder.Line> lines = new ArrayList<>();
        List<RemoteOrder.Receipt> receipts = new ArrayList<>();
        for (JsonNode item : embedded(row)) {
            long quantity = Replies.whole(item.path("qty"));
            JsonNode expected = item.path("readOnly").path("expectedQty");
            lines.add(new RemoteOrder.Line(
                    sku(item), expected.isNumber() ? Replies.whole(expected) : quantity, came ? quantity : 0));
            if (came && quantity > 0) {
                receipts.add(new RemoteOrder.Receipt(sku(item), StockQuality.QUALIFIED, quantity, at.orElse(null)));
            }
        }
        return RemoteOrder.builder(
                        row.path("referenceNum").asText(""), Replies.text(readOnly, "receiverId"), status, named(word))
                .lines(lines)
                .endedAt(at.orElse(null))
                .receipts(receipts)
                .build();
    }

    static RemoteStatus status(String word, RemoteStatus closed) {
        return switch (word) {
            case "0" -> RemoteStatus.IN_WORK;
            case "1" -> closed;
            case "2" -> RemoteStatus.CANCELLED;
            default -> RemoteStatus.UNRECOGNIZED;
        };
    }

    /** The vendor's name of a number it gives a status; what is not known stays as it is. */
    private static String named(String word) {
        return switch (word) {
            case "0" -> "Open";
            case "1" -> "Closed";
            case "2" -> "Canceled";
            default -> word;
        };
    }

    /** The SKU, with the qualifier that tells variants of one SKU apart where there is one. */
    static String sku(JsonNode row) {
        String sku = Replies.told(row.path("itemIdentifier"), "sku");
        String qualifier = text(row, "qualifier");
        return qualifier.isEmpty() ? sku : sku + "|" + qualifier;
    }

    static String withoutQualifier(String sku) {
        int bar = sku.indexOf('|');
        return bar < 0 ? sku : sku.substring(0, bar);
    }

    /** The one list that a HAL object embeds, whatever its relation is called. */
    static List<JsonNode> embedded(JsonNode object) {
        List<JsonNode> rows = new ArrayList<>();
        JsonNode embedded = object.path("_embedded");
        if (!embedded.isObject()
                || embedded.size() != 1
                || !embedded.elements().next().isArray()) {
            throw new IllegalArgumentException("the embedded list is missing");
        }
        embedded.elements().next().forEach(rows::add);
        return rows;
    }

    /** A date in the facility's own time; one with an offset is taken at its word. */
    Optional<Instant> time(JsonNode node) {
        String text = node.isTextual() ? node.asText().strip() : "";
        try {
            return text.isEmpty()
                    ? Optional.empty()
                    : Optional.of(LocalDateTime.parse(text).atZone(zone).toInstant());
        } catch (DateTimeParseException noLocalDate) {
            try {
                return Optional.of(OffsetDateTime.parse(text).toInstant());
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("'" + text + "' is no date", e);
            }
        }
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() ? "" : value.asText("").strip();
    }
}
