package io.gwms.internal.json;

import static io.gwms.internal.json.JsonDocument.child;
import static io.gwms.internal.json.JsonDocument.constant;
import static io.gwms.internal.json.JsonDocument.instant;
import static io.gwms.internal.json.JsonDocument.list;
import static io.gwms.internal.json.JsonDocument.number;
import static io.gwms.internal.json.JsonDocument.object;
import static io.gwms.internal.json.JsonDocument.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.StoredForm;
import io.gwms.order.AcknowledgeState;
import io.gwms.order.AcknowledgedLine;
import io.gwms.order.CancelRequest;
import io.gwms.order.Closing;
import io.gwms.order.DispatchAttempt;
import io.gwms.order.Order;
import io.gwms.order.OrderAttempt;
import io.gwms.order.OrderException;
import io.gwms.order.OrderId;
import io.gwms.order.OrderLine;
import io.gwms.order.Shipment;
import io.gwms.outbound.OutboundId;
import io.gwms.store.PlatformType;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The facts of an order as they are stored. What has a column of its own is not in here. */
public final class OrderDocument {
    /** The schema that is written. An older one is brought up to it when it is read. */
    public static final int SCHEMA = 1;

    private static final int CHARACTERS = 1_536;
    private static final int CHARACTERS_A_LINE = 512;

    private OrderDocument() {}

    /** What an order has beside its document. */
    public record Columns(
            OrderId id,
            long version,
            PlatformType platformType,
            String contentHash,
            Instant createdAt,
            Instant updatedAt) {}

    /**
     * The document of an order, in the current schema.
     *
     * @throws IllegalArgumentException if a text in it holds a NUL or half a surrogate pair
     */
    public static String write(Order order) {
        int expected = CHARACTERS + CHARACTERS_A_LINE * order.lines().size();
        JsonText document = JsonDocument.text(expected, json -> {
            object(json, "platform", part -> PlatformOrderDocument.write(part, order.platform()));
            list(json, "lines", order.lines(), (part, line) -> writeLine(part, line, order.allocated(line)));
            json.text("acknowledge", order.acknowledge().name());
            if (order.acknowledgedFor() != null) {
                json.text("acknowledgedFor", order.acknowledgedFor().value());
            }
            OrderAttempt attempt = order.attempt();
            if (attempt != null) {
                object(json, "attempt", part -> writeAttempt(part, attempt));
            }
            list(json, "dispatches", order.dispatches(), OrderDocument::writeDispatch);
            list(json, "shipments", order.shipments(), OrderDocument::writeShipment);
            json.text("cancelRequest", order.cancelRequest().name());
            json.text("closing", order.closing().name());
            list(json, "exceptions", order.exceptions(), OrderDocument::writeException);
            json.text("hold", order.hold());
            instant(json, "heldUntil", order.heldUntil());
        });
        if (document.isRare()) {
            StoredForm.of(order);
        }
        return document.toString();
    }

    /** The order of a document. */
    public static Order read(Columns columns, int schema, String document) {
        return JsonDocument.read("order " + columns.id, schema, SCHEMA, document, node -> order(columns, node));
    }

    private static Order order(Columns columns, JsonNode node) {
        List<DispatchAttempt> dispatches = list(node, "dispatches", OrderDocument::dispatch);
        boolean isHandedOver = dispatches.stream().anyMatch(one -> one.state() == DispatchAttempt.State.OPEN);
        List<OrderLine> lines = list(
                node, "lines", line -> isHandedOver ? line(line).withAllocated(number(line, "allocated")) : line(line));
        return Order.first(
                        columns.id,
                        columns.platformType,
                        PlatformOrderDocument.read(child(node, "platform")),
                        columns.contentHash,
                        lines,
                        columns.createdAt)
                .stored(columns.version, columns.updatedAt)
                .acknowledge(constant(node, "acknowledge", AcknowledgeState.class))
                .acknowledgedFor(
                        node.hasNonNull("acknowledgedFor") ? new WarehouseCode(text(node, "acknowledgedFor")) : null)
                .attempt(node.hasNonNull("attempt") ? attempt(child(node, "attempt")) : null)
                .dispatches(dispatches)
                .shipments(list(node, "shipments", OrderDocument::shipment))
                .cancelRequest(constant(node, "cancelRequest", CancelRequest.class))
                .closing(constant(node, "closing", Closing.class))
                .exceptions(list(node, "exceptions", OrderDocument::exception))
                .hold(text(node, "hold"), node.hasNonNull("heldUntil") ? instant(node, "heldUntil") : null)
                .done();
    }

    private static void writeLine(JsonText json, OrderLine line, long allocated) {
        json.text("lineId", line.lineId());
        json.text("platformSku", line.platformSku());
        json.number("ordered", line.ordered());
        json.number("removed", line.removed());
        json.number("shippedElsewhere", line.shippedElsewhere());
        SkuPiecesDocument.write(json, "goods", line.goods());
        if (line.accepted() != null) {
            json.number("accepted", line.accepted());
        }
        json.number("rejected", line.rejected());
        json.text("rejectReason", line.rejectReason());
        json.number("cancelled", line.cancelled());
        json.number("allocated", allocated);
        json.number("shipped", line.shipped());
    }

    /** A line of which no warehouse has any. */
    private static OrderLine line(JsonNode node) {
        return new OrderLine(
                text(node, "lineId"),
                text(node, "platformSku"),
                number(node, "ordered"),
                number(node, "removed"),
                number(node, "shippedElsewhere"),
                SkuPiecesDocument.read(child(node, "goods")),
                node.hasNonNull("accepted") ? Long.valueOf(number(node, "accepted")) : null,
                number(node, "rejected"),
                text(node, "rejectReason"),
                number(node, "cancelled"),
                0,
                number(node, "shipped"));
    }

    private static void writeAttempt(JsonText json, OrderAttempt attempt) {
        json.text("key", attempt.key());
        json.flag("unknown", attempt.unknown());
        if (attempt instanceof OrderAttempt.Acknowledging acknowledging) {
            if (acknowledging.warehouse() != null) {
                json.text("warehouse", acknowledging.warehouse().value());
            }
            json.flag("cancels", acknowledging.cancels());
            list(json, "lines", acknowledging.lines(), OrderDocument::writeAcknowledged);
        }
        if (attempt instanceof OrderAttempt.ManualShipping manual) {
            object(json, "shipment", part -> writeShipment(part, manual.shipment()));
        }
    }

    private static OrderAttempt attempt(JsonNode node) {
        String key = text(node, "key");
        boolean unknown = child(node, "unknown").asBoolean();
        return node.hasNonNull("shipment")
                ? new OrderAttempt.ManualShipping(key, unknown, shipment(child(node, "shipment")))
                : new OrderAttempt.Acknowledging(
                        key,
                        unknown,
                        node.hasNonNull("warehouse") ? new WarehouseCode(text(node, "warehouse")) : null,
                        list(node, "lines", OrderDocument::acknowledged),
                        child(node, "cancels").asBoolean());
    }

    private static void writeAcknowledged(JsonText json, AcknowledgedLine line) {
        json.text("lineId", line.lineId());
        json.number("accepted", line.accepted());
        json.number("rejected", line.rejected());
        json.text("rejectReason", line.rejectReason());
    }

    private static AcknowledgedLine acknowledged(JsonNode node) {
        return new AcknowledgedLine(
                text(node, "lineId"), number(node, "accepted"), number(node, "rejected"), text(node, "rejectReason"));
    }

    private static void writeDispatch(JsonText json, DispatchAttempt dispatch) {
        json.number("number", dispatch.number());
        json.text("outbound", dispatch.outbound().value());
        json.text("warehouse", dispatch.warehouse().value());
        json.text("channel", dispatch.channel().value());
        json.text("state", dispatch.state().name());
    }

    private static DispatchAttempt dispatch(JsonNode node) {
        return new DispatchAttempt(
                Math.toIntExact(number(node, "number")),
                new OutboundId(text(node, "outbound")),
                new WarehouseCode(text(node, "warehouse")),
                new ChannelCode(text(node, "channel")),
                constant(node, "state", DispatchAttempt.State.class));
    }

    private static void writeShipment(JsonText json, Shipment shipment) {
        json.text("id", shipment.id());
        object(json, "quantities", part -> {
            for (Map.Entry<String, Long> pieces : new TreeMap<>(shipment.quantities()).entrySet()) {
                part.entry(pieces.getKey(), pieces.getValue());
            }
        });
        json.text("trackingNumber", shipment.trackingNumber());
        json.text("carrier", shipment.carrier());
        json.text("serviceType", shipment.serviceType());
        instant(json, "shippedAt", shipment.shippedAt());
        json.text("writeBack", shipment.writeBack().name());
        json.text("platformShipmentId", shipment.platformShipmentId());
    }

    private static Shipment shipment(JsonNode node) {
        Map<String, Long> quantities = new HashMap<>();
        child(node, "quantities")
                .properties()
                .forEach(pieces ->
                        quantities.put(pieces.getKey(), pieces.getValue().asLong()));
        return new Shipment(
                text(node, "id"),
                quantities,
                text(node, "trackingNumber"),
                text(node, "carrier"),
                text(node, "serviceType"),
                instant(node, "shippedAt"),
                constant(node, "writeBack", Shipment.WriteBack.class),
                text(node, "platformShipmentId"));
    }

    private static void writeException(JsonText json, OrderException exception) {
        json.text("code", exception.code());
        json.text("about", exception.about());
        json.text("text", exception.text());
        instant(json, "openedAt", exception.openedAt());
    }

    private static OrderException exception(JsonNode node) {
        return new OrderException(
                text(node, "code"), text(node, "about"), text(node, "text"), instant(node, "openedAt"));
    }
}
