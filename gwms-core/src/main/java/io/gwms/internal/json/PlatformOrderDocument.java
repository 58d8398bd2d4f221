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
import io.gwms.order.Money;
import io.gwms.order.OrderKind;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** What a platform says of an order, within the document of that order. Amounts are texts: their digits are exact. */
final class PlatformOrderDocument {
    private PlatformOrderDocument() {}

    static void write(JsonText json, PlatformOrder order) {
        json.text("platformOrderId", order.platformOrderId());
        json.text("number", order.number());
        json.text("kind", order.kind().name());
        json.text("source", order.source());
        instant(json, "orderedAt", order.orderedAt());
        instant(json, "changedAt", order.changedAt());
        json.text("fact", order.fact().name());
        json.text("fulfillmentStatus", order.fulfillmentStatus());
        json.flag("onHold", order.onHold());
        if (order.testOrder()) {
            json.flag("testOrder", true);
        }
        json.flag("cancelRequested", order.cancelRequested());
        json.flag("platformDelivers", order.platformDelivers());
        json.text("buyerNote", order.buyerNote());
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
                .testOrder(child(node, "testOrder").asBoolean())
                .cancelRequested(child(node, "cancelRequested").asBoolean())
                .platformDelivers(child(node, "platformDelivers").asBoolean())
                .buyerNote(text(node, "buyerNote"))
                .payment(payment(child(node, "payment")))
                .recipient(recipient(child(node, "recipient")))
                .lines(list(node, "lines", PlatformOrderDocument::line))
                .build();
    }

    private static void writePayment(JsonText json, Payment payment) {
        writeMoney(json, "total", payment.total());
        json.text("method", payment.method());
        instant(json, "paidAt", payment.paidAt());
        writeMoney(json, "shippingFee", payment.shippingFee());
        writeMoney(json, "tax", payment.tax());
        writeMoney(json, "discount", payment.discount());
    }

    private static Payment payment(JsonNode node) {
        return new Payment(
                moneyOrNull(node, "total"),
                text(node, "method"),
                instantOrNull(node, "paidAt"),
                moneyOrNull(node, "shippingFee"),
                moneyOrNull(node, "tax"),
                moneyOrNull(node, "discount"));
    }

    private static void writeMoney(JsonText json, String name, @Nullable Money money) {
        if (money != null) {
            object(json, name, part -> {
                part.text("amount", money.amount().toString());
                part.text("currency", money.currency());
            });
        }
    }

    private static @Nullable Money moneyOrNull(JsonNode node, String name) {
        JsonNode money = child(node, name);
        return money.isObject() ? new Money(new BigDecimal(text(money, "amount")), text(money, "currency")) : null;
    }

    static void writeRecipient(JsonText json, Recipient recipient) {
        json.text("name", recipient.name());
        json.text("phone", recipient.phone());
        json.text("country", recipient.country());
        json.text("state", recipient.state());
        json.text("city", recipient.city());
        json.text("address", recipient.address());
        json.text("zip", recipient.zip());
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

    private static void writeLine(JsonText json, PlatformOrderLine line) {
        json.text("lineId", line.lineId());
        json.text("platformSku", line.platformSku());
        json.text("name", line.name());
        json.number("quantity", line.quantity());
        json.number("removed", line.removed());
        json.number("shippedElsewhere", line.shippedElsewhere());
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
                moneyOrNull(node, "unitPrice"));
    }
}
