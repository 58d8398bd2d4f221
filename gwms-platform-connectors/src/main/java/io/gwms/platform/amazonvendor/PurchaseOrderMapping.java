package io.gwms.platform.amazonvendor;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.order.Money;
import io.gwms.order.OrderKind;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.reading.Fields;
import io.gwms.platform.reading.Orders;
import io.gwms.redact.Redactor;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.stream.Stream;

/** Turns a purchase order of a reply into the SDK's words, or says why it cannot. */
final class PurchaseOrderMapping {
    private PurchaseOrderMapping() {}

    static FetchedOrder map(JsonNode order, Redactor redactor) {
        String number = order.path("purchaseOrderNumber").asText("");
        return Orders.read(order, number, number, PurchaseOrderMapping::read, redactor);
    }

    private static PlatformOrder read(JsonNode order) {
        String number = Fields.needed(order, "purchaseOrderNumber");
        String state = Fields.needed(order, "purchaseOrderState");
        JsonNode details = order.path("orderDetails");
        String currency = currency(details);
        List<PlatformOrderLine> lines =
                Fields.list(details, "items").map(item -> line(item, currency)).toList();
        if (lines.isEmpty()) {
            throw new IllegalArgumentException("items is empty, but must name what is ordered");
        }
        return PlatformOrder.builder(number, number)
                .kind(OrderKind.B2B)
                .orderedAt(instant(Fields.needed(details, "purchaseOrderDate")))
                .changedAt(changedAt(details))
                .fact(fact(state, lines))
                .fulfillmentStatus(state)
                .platformDelivers(true)
                .payment(new Payment(total(lines), Fields.text(details, "paymentMethod"), null, null, null, null))
                .recipient(recipient(details.path("shipToParty")))
                .lines(lines)
                .build();
    }

    /** The currency of the first line that has a price, which Amazon's model does not demand; else ISO 4217's «none». */
    private static String currency(JsonNode details) {
        return Fields.list(details, "items")
                .map(item -> item.path("netCost").path("currencyCode").asText(""))
                .filter(code -> !code.isBlank())
                .findFirst()
                .orElse("XXX");
    }

    /** Pieces ordered as they stand now: a purchase order that was cut shows the lower number, and nothing of the first. */
    private static PlatformOrderLine line(JsonNode item, String currency) {
        String ours = Fields.sku(item, "vendorProductIdentifier");
        JsonNode cost = item.path("netCost");
        return new PlatformOrderLine(
                Fields.needed(item, "itemSequenceNumber"),
                ours.isBlank() ? Fields.sku(item, "amazonProductIdentifier") : ours,
                "",
                Quantity.of(item.path("orderedQuantity")).pieces(),
                0,
                0,
                cost.hasNonNull("amount")
                        ? Fields.money(cost, "amount", Fields.needed(cost, "currencyCode"))
                        : new Money(BigDecimal.ZERO, currency));
    }

    /** A purchase order of which nothing is left was cancelled, whatever its state; an unknown state is kept and open. */
    private static PlatformFact fact(String state, List<PlatformOrderLine> lines) {
        if (lines.stream().allMatch(line -> line.quantity() == 0)) {
            return PlatformFact.CANCELLED;
        }
        return state.equals("Closed") ? PlatformFact.COMPLETED : PlatformFact.OPEN;
    }

    private static Instant changedAt(JsonNode details) {
        return Stream.of("purchaseOrderDate", "purchaseOrderChangedDate", "purchaseOrderStateChangedDate")
                .map(field -> Fields.text(details, field))
                .filter(text -> !text.isBlank())
                .map(PurchaseOrderMapping::instant)
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private static Money total(List<PlatformOrderLine> lines) {
        String currency = lines.get(0).unitPrice().currency();
        BigDecimal sum = BigDecimal.ZERO;
        for (PlatformOrderLine line : lines) {
            if (!line.unitPrice().currency().equals(currency)) {
                throw new IllegalArgumentException("netCost is in " + currency + " and in "
                        + line.unitPrice().currency() + ", but must be in one currency");
            }
            sum = sum.add(line.unitPrice().amount().multiply(BigDecimal.valueOf(line.quantity())));
        }
        return new Money(sum, currency);
    }

    /** Mostly only the code of a fulfilment centre is given, which then stands for the name. */
    private static Recipient recipient(JsonNode party) {
        JsonNode address = party.path("address");
        String name = Fields.text(address, "name");
        return new Recipient(
                name.isBlank() ? Fields.text(party, "partyId") : name,
                Fields.text(address, "phone"),
                Fields.text(address, "countryCode"),
                Fields.text(address, "stateOrRegion"),
                Fields.text(address, "city"),
                Fields.joined(
                        "\n",
                        Fields.text(address, "addressLine1"),
                        Fields.text(address, "addressLine2"),
                        Fields.text(address, "addressLine3")),
                Fields.text(address, "postalCode"));
    }

    private static Instant instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }
}
