package io.gwms.internal.json;

import static io.gwms.internal.json.JsonDocument.child;
import static io.gwms.internal.json.JsonDocument.constant;
import static io.gwms.internal.json.JsonDocument.instant;
import static io.gwms.internal.json.JsonDocument.instantOrNull;
import static io.gwms.internal.json.JsonDocument.list;
import static io.gwms.internal.json.JsonDocument.number;
import static io.gwms.internal.json.JsonDocument.object;
import static io.gwms.internal.json.JsonDocument.text;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundReceipt;
import io.gwms.order.Recipient;
import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.SentSku;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The recipient and lines of outbound orders, and the lines of inbound orders, as they are stored. */
public final class WarehouseOrderDocument {
    /** The schema that is written. An older one is brought up to it when it is read. */
    public static final int SCHEMA = 1;

    private WarehouseOrderDocument() {}

    /** What the document of an outbound order holds. */
    public record Outbound(Recipient recipient, List<OutboundLine> lines, List<SentSku> sentAs) {}

    /** The document of an outbound order, in the current schema. */
    public static String write(OutboundOrder outbound) {
        return JsonDocument.write(json -> {
            object(json, "recipient", part -> PlatformOrderDocument.writeRecipient(part, outbound.recipient()));
            list(json, "lines", outbound.lines(), (part, line) -> {
                part.text("orderLineId", line.orderLineId());
                part.text("sku", line.sku().value());
                part.number("quantity", line.quantity());
                part.number("unitsEach", line.unitsEach());
            });
            writeSentAs(json, outbound.sentAs());
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
                        list(node, "lines", WarehouseOrderDocument::outboundLine),
                        sentAs(node)));
    }

    private static void writeSentAs(JsonText json, List<SentSku> sentAs) {
        list(json, "sentAs", sentAs, (part, sku) -> {
            part.text("sku", sku.sku().value());
            part.text("proxySku", sku.proxySku());
            part.number("unitsEach", sku.unitsEach());
        });
    }

    private static List<SentSku> sentAs(JsonNode node) {
        return list(
                node,
                "sentAs",
                sku -> new SentSku(
                        new WarehouseSku(text(sku, "sku")),
                        text(sku, "proxySku"),
                        Math.toIntExact(number(sku, "unitsEach"))));
    }

    private static OutboundLine outboundLine(JsonNode node) {
        return new OutboundLine(
                text(node, "orderLineId"),
                new WarehouseSku(text(node, "sku")),
                number(node, "quantity"),
                Math.toIntExact(number(node, "unitsEach")));
    }

    /** What the document of an inbound order holds. */
    public record Inbound(
            List<InboundLine> lines,
            @Nullable Instant expectedAt,
            boolean cancelAsked,
            List<InboundReceipt> receipts,
            List<SentSku> sentAs) {}

    /** The document of an inbound order, in the current schema. */
    public static String write(InboundOrder inbound) {
        return JsonDocument.write(json -> {
            list(json, "lines", inbound.lines(), (part, line) -> {
                part.text("sku", line.sku().value());
                part.number("planned", line.planned());
                part.number("received", line.received());
            });
            instant(json, "expectedAt", inbound.expectedAt());
            json.flag("cancelAsked", inbound.cancelAsked());
            list(json, "receipts", inbound.receipts(), (part, receipt) -> {
                part.text("sku", receipt.sku().value());
                part.text("quality", receipt.quality().name());
                instant(part, "putAwayAt", receipt.putAwayAt());
                part.number("told", receipt.told());
                part.number("booked", receipt.booked());
            });
            writeSentAs(json, inbound.sentAs());
        });
    }

    /** What a document of an inbound order holds. */
    public static Inbound readInbound(String id, int schema, String document) {
        return JsonDocument.read(
                "inbound order " + id,
                schema,
                SCHEMA,
                document,
                node -> new Inbound(
                        list(
                                node,
                                "lines",
                                line -> new InboundLine(
                                        new WarehouseSku(text(line, "sku")),
                                        number(line, "planned"),
                                        number(line, "received"))),
                        instantOrNull(node, "expectedAt"),
                        child(node, "cancelAsked").asBoolean(),
                        list(
                                node,
                                "receipts",
                                receipt -> new InboundReceipt(
                                        new WarehouseSku(text(receipt, "sku")),
                                        constant(receipt, "quality", StockQuality.class),
                                        instantOrNull(receipt, "putAwayAt"),
                                        number(receipt, "told"),
                                        number(receipt, "booked"))),
                        sentAs(node)));
    }
}
