package io.gwms.testkit.shopify;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order as the shopper left it: what a test puts into a {@link FakeShopify}, and what {@link
 * FakeShopify#edit} changes later. What happens to it afterwards (shipments, cancelling, the moment
 * of its last change) belongs to the fake. Immutable.
 *
 * @param name the number people read, such as {@code #1001}; null lets the fake count on
 * @param createdAt when it was placed; null is the fake's now
 * @param updatedAt when it last changed before it came to the fake; null is {@code createdAt}
 * @param processedAt when it was paid; null is {@code createdAt}
 * @param email of the customer
 * @param phone of the customer
 * @param poNumber the purchase order number of a business customer
 * @param note of the customer to the shop
 * @param tags in any order; the fake answers them sorted
 * @param currency ISO code, {@code USD} unless set
 * @param financialStatus a value of Shopify's OrderDisplayFinancialStatus, {@code PAID} unless set
 * @param paymentGateways names, {@code manual} unless set
 * @param shippingAddress null for an order without one
 * @param billingAddress null for an order without one
 * @param shippingTitle name of the shipping method; null for none
 * @param shippingCode code of the shipping method
 * @param shippingPrice zero unless set
 * @param tax total tax, zero unless set
 * @param discount total discount, zero unless set
 * @param onHold whether its fulfilment orders are on hold
 * @param test whether it was paid in a gateway's test mode, which is how every order of a development store is
 * @param requestStatus of its fulfilment orders, {@code UNSUBMITTED} unless set
 * @param lines in the order's sequence, one or more
 */
public record ShopifyOrder(
        @Nullable String name,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant processedAt,
        @Nullable String email,
        @Nullable String phone,
        @Nullable String poNumber,
        @Nullable String note,
        List<String> tags,
        String currency,
        String financialStatus,
        List<String> paymentGateways,
        @Nullable ShopifyAddress shippingAddress,
        @Nullable ShopifyAddress billingAddress,
        @Nullable String shippingTitle,
        @Nullable String shippingCode,
        BigDecimal shippingPrice,
        BigDecimal tax,
        BigDecimal discount,
        boolean onHold,
        boolean test,
        String requestStatus,
        List<ShopifyLine> lines) {

    /** Copies the lists and refuses an order without lines. */
    public ShopifyOrder {
        tags = tags.stream().sorted().toList();
        paymentGateways = List.copyOf(paymentGateways);
        lines = List.copyOf(lines);
        if (lines.isEmpty()) {
            throw new IllegalArgumentException(
                    "order %s has no lines, but must have one or more; add line(sku, quantity)".formatted(name));
        }
    }

    /** An order with that number and otherwise the defaults: paid in USD, to a complete address, no lines yet. */
    public static Builder named(String name) {
        return new Builder().name(name);
    }

    /** The same order, ready to be changed. */
    public Builder toBuilder() {
        var builder = new Builder();
        builder.name = name;
        builder.createdAt = createdAt;
        builder.updatedAt = updatedAt;
        builder.processedAt = processedAt;
        builder.email = email;
        builder.phone = phone;
        builder.poNumber = poNumber;
        builder.note = note;
        builder.tags = tags;
        builder.currency = currency;
        builder.financialStatus = financialStatus;
        builder.paymentGateways = paymentGateways;
        builder.shippingAddress = shippingAddress;
        builder.billingAddress = billingAddress;
        builder.shippingTitle = shippingTitle;
        builder.shippingCode = shippingCode;
        builder.shippingPrice = shippingPrice;
        builder.tax = tax;
        builder.discount = discount;
        builder.onHold = onHold;
        builder.test = test;
        builder.requestStatus = requestStatus;
        builder.lines = lines;
        return builder;
    }

    /** Collects an order; {@link #build} checks it. One thread. */
    public static final class Builder {
        private @Nullable String name;
        private @Nullable Instant createdAt;
        private @Nullable Instant updatedAt;
        private @Nullable Instant processedAt;
        private @Nullable String email = "shopper@example.com";
        private @Nullable String phone;
        private @Nullable String poNumber;
        private @Nullable String note;
        private List<String> tags = List.of();
        private String currency = "USD";
        private String financialStatus = "PAID";
        private List<String> paymentGateways = List.of("manual");
        private @Nullable ShopifyAddress shippingAddress = ShopifyAddress.complete();
        private @Nullable ShopifyAddress billingAddress;
        private @Nullable String shippingTitle = "Standard";
        private @Nullable String shippingCode = "STANDARD";
        private BigDecimal shippingPrice = BigDecimal.ZERO;
        private BigDecimal tax = BigDecimal.ZERO;
        private BigDecimal discount = BigDecimal.ZERO;
        private boolean onHold = false;
        private boolean test = false;
        private String requestStatus = "UNSUBMITTED";
        private List<ShopifyLine> lines = List.of();

        private Builder() {}

        /** Sets the number people read, such as {@code #1001}; a fake that is restarted on its journal knows the order by it. */
        public Builder name(@Nullable String value) {
            this.name = value;
            return this;
        }

        /** Sets when it was placed; the fake's now unless set. */
        public Builder createdAt(@Nullable Instant value) {
            this.createdAt = value;
            return this;
        }

        /** Sets when it last changed before it came to the fake; {@code createdAt} unless set. */
        public Builder updatedAt(@Nullable Instant value) {
            this.updatedAt = value;
            return this;
        }

        /** Sets when it was paid; {@code createdAt} unless set. */
        public Builder processedAt(@Nullable Instant value) {
            this.processedAt = value;
            return this;
        }

        /** Sets the customer's e-mail address. */
        public Builder email(@Nullable String value) {
            this.email = value;
            return this;
        }

        /** Sets the customer's phone; none unless set. */
        public Builder phone(@Nullable String value) {
            this.phone = value;
            return this;
        }

        /** Sets the purchase order number of a business customer; none unless set. */
        public Builder poNumber(@Nullable String value) {
            this.poNumber = value;
            return this;
        }

        /** Sets the customer's note; none unless set. */
        public Builder note(@Nullable String value) {
            this.note = value;
            return this;
        }

        /** Sets the tags; none unless set. */
        public Builder tags(List<String> value) {
            this.tags = value;
            return this;
        }

        /** Sets the currency; {@code USD} unless set. */
        public Builder currency(String value) {
            this.currency = value;
            return this;
        }

        /** Sets the payment state; {@code PAID} unless set. */
        public Builder financialStatus(String value) {
            this.financialStatus = value;
            return this;
        }

        /** Sets the payment gateways; {@code manual} unless set. */
        public Builder paymentGateways(List<String> value) {
            this.paymentGateways = value;
            return this;
        }

        /** Sets where it goes; a complete address unless set, null for an order without one. */
        public Builder shippingAddress(@Nullable ShopifyAddress value) {
            this.shippingAddress = value;
            return this;
        }

        /** Sets who pays; none unless set. */
        public Builder billingAddress(@Nullable ShopifyAddress value) {
            this.billingAddress = value;
            return this;
        }

        /** Sets the shipping method's name; {@code Standard} unless set, null for none. */
        public Builder shippingTitle(@Nullable String value) {
            this.shippingTitle = value;
            return this;
        }

        /** Sets the shipping method's code; {@code STANDARD} unless set. */
        public Builder shippingCode(@Nullable String value) {
            this.shippingCode = value;
            return this;
        }

        /** Sets what shipping costs; zero unless set. */
        public Builder shippingPrice(BigDecimal value) {
            this.shippingPrice = value;
            return this;
        }

        /** Sets the total tax; zero unless set. */
        public Builder tax(BigDecimal value) {
            this.tax = value;
            return this;
        }

        /** Sets the total discount; zero unless set. */
        public Builder discount(BigDecimal value) {
            this.discount = value;
            return this;
        }

        /** Sets whether its fulfilment orders are on hold; they are not unless set. */
        public Builder onHold(boolean value) {
            this.onHold = value;
            return this;
        }

        /** Sets whether it was paid in a gateway's test mode; it was not unless set. */
        public Builder test(boolean value) {
            this.test = value;
            return this;
        }

        /** Sets the request status of its fulfilment orders; {@code UNSUBMITTED} unless set. */
        public Builder requestStatus(String value) {
            this.requestStatus = value;
            return this;
        }

        /** Replaces all lines. */
        public Builder lines(List<ShopifyLine> value) {
            this.lines = value;
            return this;
        }

        /** Adds a line of the main location at 10.00 a piece; a null SKU is an item that has none. */
        public Builder line(@Nullable String sku, int quantity) {
            return line(ShopifyLine.of(sku, quantity));
        }

        /** Adds a line. */
        public Builder line(ShopifyLine line) {
            lines = Stream.concat(lines.stream(), Stream.of(line)).toList();
            return this;
        }

        /** The order; refuses one without lines. */
        public ShopifyOrder build() {
            return new ShopifyOrder(
                    name,
                    createdAt,
                    updatedAt,
                    processedAt,
                    email,
                    phone,
                    poNumber,
                    note,
                    tags,
                    currency,
                    financialStatus,
                    paymentGateways,
                    shippingAddress,
                    billingAddress,
                    shippingTitle,
                    shippingCode,
                    shippingPrice,
                    tax,
                    discount,
                    onHold,
                    test,
                    requestStatus,
                    lines);
        }
    }
}
