package io.gwms.internal.json;

import static io.gwms.internal.json.JsonDocument.child;
import static io.gwms.internal.json.JsonDocument.list;
import static io.gwms.internal.json.JsonDocument.number;
import static io.gwms.internal.json.JsonDocument.object;
import static io.gwms.internal.json.JsonDocument.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.order.Recipient;
import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.WarehouseSku;
import java.util.List;

/** The recipient and lines of outbound orders, and the lines of inbound orders, as they are stored. */
public final class WarehouseOrderDocument {
    /** The schema that is written. An older one is brought up to it when it is read. */
    public static final int SCHEMA = 1;

    private WarehouseOrderDocument() {}

    /** What the document of an outbound order holds. */
    public record Outbound(Recipient recipient, List<OutboundLine> lines) {}

    /** The document of an outbound order, in the current schema. */
    public static String write(OutboundOrder outbound) {
        return JsonDocument.write(json -> {
            object(json, "recipient", part -> PlatformOrderDocument.writeRecipient(part, outbound.recipient()));
            list(json, "lines", outbound.lines(), (part, line) -> {
                part.writeStringField("orderLineId", line.orderLineId());
                part.writeStringField("sku", line.sku().value());
                part.writeNumberField("quantity", line.quantity());
                part.writeNumberField("unitsEach", line.unitsEach());
            });
        });
    }

    /** What a document of an outbound order holds. */
    public static Outbound readOutbound(String id, int schema, String document) {
        return JsonDocument.read(
                "outbound order " + id,
                schema,
                SCHEMA,
                document,
                node -> new Outbound(
                        PlatformOrderDocument.recipient(child(node, "recipient")),
                        list(node, "lines", WarehouseOrderDocument::outboundLine)));
    }

    private static OutboundLine outboundLine(JsonNode node) {
        return new OutboundLine(
                text(node, "orderLineId"),
                new WarehouseSku(text(node, "sku")),
                number(node, "quantity"),
                Math.toIntExact(number(node, "unitsEach")));
    }

    /** The document of an inbound order, in the current schema. */
    public static String write(InboundOrder inbound) {
        return JsonDocument.write(json -> list(json, "lines", inbound.lines(), (part, line) -> {
            part.writeStringField("sku", line.sku().value());
            part.writeNumberField("planned", line.planned());
            part.writeNumberField("received", line.received());
        }));
    }

    /** The lines in a document of an inbound order. */
    public static List<InboundLine> readInbound(String id, int schema, String document) {
        return JsonDocument.read(
                "inbound order " + id,
                schema,
                SCHEMA,
                document,
                node -> list(
                        node,
                        "lines",
                        line -> new InboundLine(
                                new WarehouseSku(text(line, "sku")),
                                number(line, "planned"),
                                number(line, "received"))));
    }
}
