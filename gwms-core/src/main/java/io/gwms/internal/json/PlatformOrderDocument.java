package io.gwms.internal.json;

import static io.gwms.internal.json.JsonDocument.child;
import static io.gwms.internal.json.JsonDocument.constant;
import static io.gwms.internal.json.JsonDocument.instant;
import static io.gwms.internal.json.JsonDocument.instantOrNull;
import static io.gwms.internal.json.JsonDocument.list;
import static io.gwms.internal.json.JsonDocument.number;
import static io.gwms.internal.json.JsonDocument.object;
import static io.gwms.internal.json.JsonDocument.text;
import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.order.Money;
import io.gwms.order.OrderKind;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a platform says of an order, within the document of that order. Amounts are texts: their digits are exact. */
final class PlatformOrderDocument {
    private PlatformOrderDocument() {}

    static void write(JsonGenerator json, PlatformOrder order) throws IOException {
        json.writeStringField("platformOrderId", order.platformOrderId());
        json.writeStringField("number", order.number());
        json.writeStringField("kind", order.kind().name());
        json.writeStringField("source", order.source());
        instant(json, "orderedAt", order.orderedAt());
        instant(json, "changedAt", order.changedAt());
        json.writeStringField("fact", order.fact().name());
        json.writeStringField("fulfillmentStatus", order.fulfillmentStatus());
        json.writeBooleanField("onHold", order.onHold());
        json.writeBooleanField("cancelRequested", order.cancelRequested());
        json.writeBooleanField("platformDelivers", order.platformDelivers());
        json.writeStringField("buyerNote", order.buyerNote());
        object(json, "payment", part -> writePayment(part, order.payment()));
        object(json, "recipient", part -> writeRecipient(part, order.recipient()));
        list(json, "lines", order.lines(), PlatformOrderDocument::writeLine);
    }

    static PlatformOrder read(JsonNode node) {
        return PlatformOrder.builder(text(node, "platformOrderId"), text(node, "number"))
                .kind(constant(node, "kind", OrderKind.class))
                .source(text(node, "source"))
                .orderedAt(instant(node, "orderedAt"))
                .changedAt(instant(node, "changedAt"))
                .fact(constant(node, "fact", PlatformFact.class))
                .fulfillmentStatus(text(node, "fulfillmentStatus"))
                .onHold(child(node, "onHold").asBoolean())
                .cancelRequested(child(node, "cancelRequested").asBoolean())
                .platformDelivers(child(node, "platformDelivers").asBoolean())
                .buyerNote(text(node, "buyerNote"))
                .payment(payment(child(node, "payment")))
                .recipient(recipient(child(node, "recipient")))
                .lines(list(node, "lines", PlatformOrderDocument::line))
                .build();
    }

    private static void writePayment(JsonGenerator json, Payment payment) throws IOException {
        writeMoney(json, "total", payment.total());
        json.writeStringField("method", payment.method());
        instant(json, "paidAt", payment.paidAt());
        writeMoney(json, "shippingFee", payment.shippingFee());
        writeMoney(json, "tax", payment.tax());
        writeMoney(json, "discount", payment.discount());
    }

    private static Payment payment(JsonNode node) {
        return new Payment(
                money(node, "total"),
                text(node, "method"),
                instantOrNull(node, "paidAt"),
                moneyOrNull(node, "shippingFee"),
                moneyOrNull(node, "tax"),
                moneyOrNull(node, "discount"));
    }

    private static void writeMoney(JsonGenerator json, String name, @Nullable Money money) throws IOException {
        if (money != null) {
            object(json, name, part -> {
                part.writeStringField("amount", money.amount().toString());
                part.writeStringField("currency", money.currency());
            });
        }
    }

    private static Money money(JsonNode node, String name) {
        return requireNonNull(moneyOrNull(node, name), name);
    }

    private static @Nullable Money moneyOrNull(JsonNode node, String name) {
        JsonNode money = child(node, name);
        return money.isObject() ? new Money(new BigDecimal(text(money, "amount")), text(money, "currency")) : null;
    }

    static void writeRecipient(JsonGenerator json, Recipient recipient) throws IOException {
        json.writeStringField("name", recipient.name());
        json.writeStringField("phone", recipient.phone());
        json.writeStringField("country", recipient.country());
        json.writeStringField("state", recipient.state());
        json.writeStringField("city", recipient.city());
        json.writeStringField("address", recipient.address());
        json.writeStringField("zip", recipient.zip());
    }

    static Recipient recipient(JsonNode node) {
        return new Recipient(
                text(node, "name"),
                text(node, "phone"),
                text(node, "country"),
                text(node, "state"),
                text(node, "city"),
                text(node, "address"),
                text(node, "zip"));
    }

    private static void writeLine(JsonGenerator json, PlatformOrderLine line) throws IOException {
        json.writeStringField("lineId", line.lineId());
        json.writeStringField("platformSku", line.platformSku());
        json.writeStringField("name", line.name());
        json.writeNumberField("quantity", line.quantity());
        json.writeNumberField("removed", line.removed());
        json.writeNumberField("shippedElsewhere", line.shippedElsewhere());
        writeMoney(json, "unitPrice", line.unitPrice());
    }

    private static PlatformOrderLine line(JsonNode node) {
        return new PlatformOrderLine(
                text(node, "lineId"),
                text(node, "platformSku"),
                text(node, "name"),
                number(node, "quantity"),
                number(node, "removed"),
                number(node, "shippedElsewhere"),
                money(node, "unitPrice"));
    }
}
