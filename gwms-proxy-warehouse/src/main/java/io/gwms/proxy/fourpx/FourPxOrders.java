package io.gwms.proxy.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.internal.json.Excerpt;
import io.gwms.order.Recipient;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.InboundRequest;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.redact.Redactor;
import java.math.BigDecimal;
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

    /**
     * The one order of a list that stands for a reference: the living one, else the last of the ended ones. Two living
     * ones are told as a refusal, because no one may choose between them but a person.
     */
    static Outcome<Optional<RemoteOrder>> theOne(List<RemoteOrder> orders) {
        List<RemoteOrder> living = orders.stream()
                .filter(order -> order.status() != RemoteStatus.CANCELLED)
                .toList();
        if (living.size() > 1) {
            List<String> numbers =
                    living.stream().map(RemoteOrder::thirdPartyNo).toList();
            return Outcome.refused(
                    FourPxConnector.SEVERAL_ORDERS,
                    "4PX holds several orders of this reference: " + numbers + "; cancel all but one of them there");
        }
        if (living.size() == 1) {
            return Outcome.done(Optional.of(living.get(0)));
        }
        return Outcome.done(orders.isEmpty() ? Optional.empty() : Optional.of(orders.get(orders.size() - 1)));
    }

    /** What shows that a list is not, or not all of, what was asked for by reference; empty when nothing does. */
    static String whyNotTheAnswer(List<RemoteOrder> orders, JsonNode total, String reference) {
        List<String> foreign = orders.stream()
                .map(RemoteOrder::reference)
                .filter(each -> !each.equals(reference))
                .limit(3)
                .toList();
        if (!foreign.isEmpty()) {
            return "orders of other references came, such as " + foreign + ", although " + reference
                    + " alone was asked for";
        }
        return !total.asText("").isBlank() && whole(total) > orders.size()
                ? "of " + whole(total) + " orders of reference " + reference + " only " + orders.size() + " came"
                : "";
    }

    static RemoteOrder outboundRow(JsonNode row) {
        RemoteStatus status = outboundStatus(row.path("status").asText(""));
        var lines = new ArrayList<RemoteOrder.Line>();
        for (JsonNode line : row.path("outboundlist_sku")) {
            long quantity = whole(line.path("qty"));
            lines.add(new RemoteOrder.Line(
                    line.path("sku_code").asText(), quantity, status == RemoteStatus.SHIPPED ? quantity : 0));
        }
        String shippingNo = row.path("shipping_no").asText("");
        return new RemoteOrder(
                row.path("ref_no").asText(""),
                row.path("consignment_no").asText(""),
                status,
                row.path("status").asText(""),
                lines,
                shippingNo.isEmpty() ? row.path("4px_tracking_no").asText("") : shippingNo,
                "",
                millis(row.path("complete_time")).orElse(null));
    }

    static RemoteOrder inboundRow(JsonNode row) {
        var lines = new ArrayList<RemoteOrder.Line>();
        for (JsonNode line : row.path("lstsku")) {
            lines.add(new RemoteOrder.Line(
                    line.path("sku_code").asText(), whole(line.path("plan_qty")), whole(line.path("received_qty"))));
        }
        return new RemoteOrder(
                row.path("ref_no").asText(""),
                row.path("consignment_no").asText(""),
                inboundStatus(row.path("status").asText("")),
                row.path("status").asText(""),
                lines,
                "",
                "",
                millis(row.path("complete_time")).orElse(null));
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
        return Outcome.done(new RemoteOrder(reference, number, RemoteStatus.IN_WORK, "", sent, "", "", null));
    }

    /** A list answer that cannot be read is a failure, never a crash. */
    static <T> Outcome<T> unreadable(RuntimeException e, Redactor redactor) {
        return Outcome.refused(Refusal.temporary(
                RefusalCode.PLATFORM_FAILURE,
                "answered a row that cannot be read: " + Excerpt.of(String.valueOf(e.getMessage()), 1_000, redactor)));
    }

    /** A whole number, be it a number or a string. */
    static long whole(JsonNode node) {
        String text = node.asText("").strip();
        try {
            return new BigDecimal(text).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            throw new IllegalArgumentException("'" + text + "' is no whole number", e);
        }
    }

    static Optional<Instant> millis(JsonNode node) {
        return node.asText("").isBlank() || node.isNull()
                ? Optional.empty()
                : Optional.of(Instant.ofEpochMilli(whole(node)));
    }

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
