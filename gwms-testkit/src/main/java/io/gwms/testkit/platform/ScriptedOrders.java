package io.gwms.testkit.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.order.Money;
import io.gwms.order.OrderKind;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The form in which a scripted platform sends orders. */
final class ScriptedOrders {
    private ScriptedOrders() {}

    static ObjectNode write(PlatformOrder order, @Nullable ZoneId zone) {
        ObjectNode node = JsonNodeFactory.instance
                .objectNode()
                .put("id", order.platformOrderId())
                .put("number", order.number())
                .put("kind", order.kind().name())
                .put("orderedAt", time(order.orderedAt(), zone))
                .put("changedAt", time(order.changedAt(), zone))
                .put("fact", order.fact().name())
                .put("word", order.fulfillmentStatus())
                .put("onHold", order.onHold())
                .put("test", order.testOrder())
                .put("cancelRequested", order.cancelRequested())
                .put("note", order.buyerNote());
        money(node, "total", order.payment().total());
        Recipient to = order.recipient();
        node.putObject("to")
                .put("name", to.name())
                .put("phone", to.phone())
                .put("country", to.country())
                .put("state", to.state())
                .put("city", to.city())
                .put("address", to.address())
                .put("zip", to.zip());
        ArrayNode lines = node.putArray("lines");
        order.lines().forEach(line -> {
            ObjectNode row = lines.addObject()
                    .put("id", line.lineId())
                    .put("sku", line.platformSku())
                    .put("name", line.name())
                    .put("quantity", line.quantity())
                    .put("removed", line.removed())
                    .put("shipped", line.shippedElsewhere());
            money(row, "price", line.unitPrice());
        });
        return node;
    }

    /** The same order, standing otherwise since that moment; nobody asks to cancel it any more. */
    static PlatformOrder standing(PlatformOrder order, PlatformFact fact, String word, Instant at) {
        return changed(order, fact, word, false, order.buyerNote(), order.lines(), at);
    }

    static PlatformOrder changed(
            PlatformOrder order,
            PlatformFact fact,
            String word,
            boolean cancelRequested,
            String note,
            List<PlatformOrderLine> lines,
            Instant at) {
        return order.toBuilder()
                .changedAt(at)
                .fact(fact)
                .fulfillmentStatus(word)
                .cancelRequested(cancelRequested)
                .buyerNote(note)
                .lines(lines)
                .build();
    }

    static FetchedOrder read(JsonNode node, @Nullable ZoneId zone) {
        try {
            return new FetchedOrder.Read(order(node, zone));
        } catch (RuntimeException e) {
            // One bad order stops no other.
            String id = node.path("id").asText("");
            return new FetchedOrder.Unreadable(
                    id.isBlank() ? "unreadable-" + node.hashCode() : id,
                    node.path("number").asText(""),
                    "the order cannot be read: " + e.getMessage(),
                    node.toString());
        }
    }

    static String time(Instant moment, @Nullable ZoneId zone) {
        return zone == null
                ? moment.toString()
                : LocalDateTime.ofInstant(moment, zone).toString();
    }

    /** Of two moments that have the same local time the earlier one. */
    private static Instant time(String text, @Nullable ZoneId zone) {
        return zone == null
                ? Instant.parse(text)
                : LocalDateTime.parse(text).atZone(zone).toInstant();
    }

    private static PlatformOrder order(JsonNode node, @Nullable ZoneId zone) {
        JsonNode to = node.path("to");
        List<PlatformOrderLine> lines = new ArrayList<>();
        node.path("lines")
                .forEach(line -> lines.add(new PlatformOrderLine(
                        line.path("id").asText(),
                        line.path("sku").asText(),
                        line.path("name").asText(),
                        line.path("quantity").asLong(),
                        line.path("removed").asLong(),
                        line.path("shipped").asLong(),
                        money(line.path("price")))));
        return PlatformOrder.builder(
                        node.path("id").asText(), node.path("number").asText())
                .kind(OrderKind.valueOf(node.path("kind").asText()))
                .orderedAt(time(node.path("orderedAt").asText(), zone))
                .changedAt(time(node.path("changedAt").asText(), zone))
                .fact(PlatformFact.valueOf(node.path("fact").asText()))
                .fulfillmentStatus(node.path("word").asText())
                .onHold(node.path("onHold").asBoolean())
                .testOrder(node.path("test").asBoolean())
                .cancelRequested(node.path("cancelRequested").asBoolean())
                .buyerNote(node.path("note").asText())
                .payment(new Payment(money(node.path("total")), "card", null, null, null, null))
                .recipient(new Recipient(
                        to.path("name").asText(),
                        to.path("phone").asText(),
                        to.path("country").asText(),
                        to.path("state").asText(),
                        to.path("city").asText(),
                        to.path("address").asText(),
                        to.path("zip").asText()))
                .lines(lines)
                .build();
    }

    private static void money(ObjectNode node, String field, @Nullable Money money) {
        if (money != null) {
            node.putObject(field).put("amount", money.amount().toPlainString()).put("currency", money.currency());
        }
    }

    private static @Nullable Money money(JsonNode node) {
        return node.isMissingNode()
                ? null
                : Money.of(node.path("amount").asText(), node.path("currency").asText());
    }
}
