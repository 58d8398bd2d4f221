package io.gwms.order;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything of one order, in the groups of the page (platform-orders, section 2.3). What the platform
 * does not give is null, never empty.
 *
 * @param row what the list shows of it
 * @param basic the group «Basic Info»
 * @param payment the group «Payment Info»
 * @param recipient the group «Recipient Info»
 * @param items the group «Item Details»
 * @param offers what can be done with it now, and if not, why
 */
public record OrderDetails(
        OrderRow row,
        BasicInfo basic,
        PaymentInfo payment,
        RecipientInfo recipient,
        List<OrderItem> items,
        List<Offer> offers) {
    public OrderDetails {
        requireNonNull(row, "row");
        requireNonNull(basic, "basic");
        requireNonNull(payment, "payment");
        requireNonNull(recipient, "recipient");
        items = List.copyOf(items);
        offers = List.copyOf(offers);
    }

    /**
     * Order time, warehouse, provider, cost.
     *
     * @param orderedAt the order time
     * @param warehouseName the shipping warehouse; null while there is none
     * @param provider the shipping provider, who runs that warehouse; null while there is none
     * @param wmsShippingCost what the warehouses charge in all, one sum for each currency
     * @param fulfillmentStatus the platform's own word; null when it has none
     * @param buyerNote what the buyer wrote; null when nothing
     */
    public record BasicInfo(
            Instant orderedAt,
            @Nullable String warehouseName,
            @Nullable String provider,
            List<Money> wmsShippingCost,
            @Nullable String fulfillmentStatus,
            @Nullable String buyerNote) {
        public BasicInfo {
            wmsShippingCost = List.copyOf(wmsShippingCost);
        }
    }

    /**
     * How it is paid, as the platform says.
     *
     * @param total what the whole order costs
     * @param method the payment method
     * @param currency ISO 4217 code of the order amount
     * @param paidAt the payment time
     * @param shippingFee what the buyer pays for shipping
     * @param tax tax
     * @param discount discount
     */
    public record PaymentInfo(
            @Nullable Money total,
            @Nullable String method,
            @Nullable String currency,
            @Nullable Instant paidAt,
            @Nullable Money shippingFee,
            @Nullable Money tax,
            @Nullable Money discount) {}

    /**
     * Who receives it. Prints no personal data.
     *
     * @param country ISO 3166 two-letter code
     * @param address street and house, all lines joined by a line feed
     */
    public record RecipientInfo(
            @Nullable String name,
            @Nullable String phone,
            @Nullable String country,
            @Nullable String state,
            @Nullable String city,
            @Nullable String address,
            @Nullable String zip) {
        @Override
        public String toString() {
            return "RecipientInfo[" + country + "]";
        }
    }
}
