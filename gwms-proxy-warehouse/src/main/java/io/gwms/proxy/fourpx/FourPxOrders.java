package io.gwms.proxy.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.order.Recipient;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.wire.LookUps;
import io.gwms.proxy.wire.Replies;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Outbound and inbound orders in the platform's words, and back. */
final class FourPxOrders {
    private FourPxOrders() {}

    static ObjectNode outbound(ProxyRoute route, OutboundRequest order) {
        ObjectNode body = object().put("ref_no", order.reference())
                .put("from_warehouse_code", route.proxyWarehouse())
                .put("consignment_type", "S");
        body.putObject("logistics_service_info").put("logistics_product_code", order.channel());
        Recipient to = order.recipient();
        body.putObject("oconsignment_desc")
                .put("first_name", to.name())
                .put("phone", to.phone())
                .put("country", to.country())
                .put("state", to.state())
                .put("city", to.city())
                .put("street", to.address().replace('\n', ' '))
                .put("post_code", to.zip());
        var lines = body.putArray("oconsignment_sku");
        for (OutboundRequest.Line line : order.lines()) {
            lines.addObject()
                    .put("sku_code", line.proxySku())
                    .put("qty", Long.toString(line.quantity()))
                    .put("stock_quality", "G");
        }
        return body;
    }

    static ObjectNode inbound(ProxyRoute route, InboundRequest order, FourPxInboundTerms terms) {
        ObjectNode body = object().put("ref_no", order.reference())
                .put("to_warehouse_code", route.proxyWarehouse())
                .put("is_pickup", "N")
                .put("transport_type", terms.transportType())
                .put("total_volume", terms.totalVolume().toPlainString())
                .put("total_weight", terms.totalWeight().toPlainString())
                .put("ocustoms_service", terms.exportCustoms())
                .put("icustoms_service", terms.importCustoms());
        body.putObject("supplier_address").put("country", terms.supplierCountry());
        body.putObject("logistics_service_info").put("logistics_product_code", terms.logisticsProduct());
        var lines = body.putArray("iconsignment_sku");
        for (OutboundRequest.Line line : order.lines()) {
            lines.addObject()
                    .put("box_no", "1")
                    .put("sku_code", line.proxySku())
                    .put("plan_qty", Long.toString(line.quantity()));
        }
        return body;
    }

    /** What shows that a list is not, or not all of, what was asked for by reference; empty when nothing does. */
    static String whyNotTheAnswer(List<RemoteOrder> orders, JsonNode total, String reference) {
        String strangers = LookUps.strangers(orders, List.of(reference));
        if (!strangers.isEmpty()) {
            return strangers;
        }
        return !total.asText("").isBlank() && Replies.whole(total) > orders.size()
                ? "of " + Replies.whole(total) + " orders of reference " + reference + " only " + orders.size()
                        + " came"
                : "";
    }

    static RemoteOrder outboundRow(JsonNode row) {
        RemoteStatus status = outboundStatus(row.path("status").asText(""));
        var lines = new ArrayList<RemoteOrder.Line>();
        for (JsonNode line : Replies.list(row, "outboundlist_sku")) {
            long quantity = Replies.whole(line.path("qty"));
            lines.add(new RemoteOrder.Line(
                    Replies.text(line, "sku_code"), quantity, status == RemoteStatus.SHIPPED ? quantity : 0));
        }
        String shippingNo = row.path("shipping_no").asText("");
        return RemoteOrder.builder(
                        row.path("ref_no").asText(""),
                        Replies.text(row, "consignment_no"),
                        status,
                        row.path("status").asText(""))
                .lines(lines)
                .trackingNumber(
                        shippingNo.isEmpty() ? row.path("4px_tracking_no").asText("") : shippingNo)
                .endedAt(millis(row.path("complete_time")).orElse(null))
                .build();
    }

    static RemoteOrder inboundRow(JsonNode row) {
        var lines = new ArrayList<RemoteOrder.Line>();
        for (JsonNode line : Replies.list(row, "lstsku")) {
            lines.add(new RemoteOrder.Line(
                    Replies.text(line, "sku_code"),
                    Replies.whole(line.path("plan_qty")),
                    Replies.whole(line.path("received_qty"))));
        }
        return RemoteOrder.builder(
                        row.path("ref_no").asText(""),
                        Replies.text(row, "consignment_no"),
                        inboundStatus(row.path("status").asText("")),
                        row.path("status").asText(""))
                .lines(lines)
                .endedAt(millis(row.path("complete_time")).orElse(null))
                .build();
    }

    static RemoteStatus outboundStatus(String word) {
        return switch (word) {
            case "N", "S", "P" -> RemoteStatus.IN_WORK;
            case "C" -> RemoteStatus.SHIPPED;
            case "X", "D" -> RemoteStatus.CANCELLED;
            case "E" -> RemoteStatus.EXCEPTION;
            default -> RemoteStatus.UNRECOGNIZED;
        };
    }

    static RemoteStatus inboundStatus(String word) {
        return switch (word) {
            case "N", "S", "A", "B", "F", "G", "V", "K", "H", "P" -> RemoteStatus.IN_WORK;
            case "C" -> RemoteStatus.PUT_AWAY;
            case "X", "D" -> RemoteStatus.CANCELLED;
            case "R", "E" -> RemoteStatus.EXCEPTION;
            default -> RemoteStatus.UNRECOGNIZED;
        };
    }

    /** What a create answered: the number alone; the lines are those that were sent. */
    static Outcome<RemoteOrder> created(JsonNode data, String reference, List<OutboundRequest.Line> lines) {
        String number = data.path("consignment_no").asText("");
        if (number.isBlank()) {
            return Outcome.unknown("answered success without a consignment number");
        }
        List<RemoteOrder.Line> sent = lines.stream()
                .map(line -> new RemoteOrder.Line(line.proxySku(), line.quantity(), 0))
                .toList();
        return Outcome.done(RemoteOrder.builder(reference, number, RemoteStatus.IN_WORK, "")
                .lines(sent)
                .build());
    }

    static Optional<Instant> millis(JsonNode node) {
        return node.asText("").isBlank() || node.isNull()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(Replies.whole(node)));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
