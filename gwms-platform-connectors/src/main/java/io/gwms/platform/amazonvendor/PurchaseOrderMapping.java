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
import org.jspecify.annotations.Nullable;

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
        List<PlatformOrderLine> lines =
                Fields.list(details, "items").map(PurchaseOrderMapping::line).toList();
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

    /** Pieces ordered as they stand now: a purchase order that was cut shows the lower number, and nothing of the first. */
    private static PlatformOrderLine line(JsonNode item) {
        String ours = Fields.sku(item, "vendorProductIdentifier");
        return new PlatformOrderLine(
                Fields.needed(item, "itemSequenceNumber"),
                ours.isBlank() ? Fields.sku(item, "amazonProductIdentifier") : ours,
                "",
                Quantity.of(item.path("orderedQuantity")).pieces(),
                0,
                0,
                priceOfAPiece(item.path("netCost")));
    }

    /**
     * The net cost of one each, also where cases are ordered. One with a unit of measure is of a pound, an ounce or the like of
     * goods sold by weight (vendorOrders.json, OrderItem and Money), and how heavy they are is not told.
     */
    private static @Nullable Money priceOfAPiece(JsonNode cost) {
        boolean isOfAPiece =
                cost.hasNonNull("amount") && Fields.text(cost, "unitOfMeasure").isBlank();
        return isOfAPiece ? Fields.money(cost, "amount", Fields.needed(cost, "currencyCode")) : null;
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

    /** What all lines cost together; a sum that leaves goods out is none. */
    private static @Nullable Money total(List<PlatformOrderLine> lines) {
        Money sum = null;
        for (PlatformOrderLine line : lines) {
            Money price = line.unitPrice();
            if (price == null) {
                return null;
            }
            Money cost = new Money(price.amount().multiply(BigDecimal.valueOf(line.quantity())), price.currency());
            sum = sum == null ? cost : plus(sum, cost);
        }
        return sum;
    }

    private static Money plus(Money sum, Money more) {
        if (!sum.currency().equals(more.currency())) {
            throw new IllegalArgumentException(
                    "netCost is in " + sum.currency() + " and in " + more.currency() + ", but must be in one currency");
        }
        return new Money(sum.amount().add(more.amount()), sum.currency());
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
