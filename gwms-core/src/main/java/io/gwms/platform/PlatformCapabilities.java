package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.order.OrderKind;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a platform connector can do, and how its platform behaves. Immutable. What is not declared is
 * absent, and fails fast when it is asked for.
 */
@Incubating
public final class PlatformCapabilities {
    private final Set<OrderKind> kinds;
    private final OrderCursor cursor;
    private final boolean lookupByNumber;
    private final WriteBackSupport writeBack;
    private final boolean probeShipments;
    private final Duration settleDelay;
    private final boolean acknowledge;
    private final boolean amendAcknowledgement;
    private final boolean cancelOrders;
    private final boolean pushStock;
    private final boolean refreshCredential;
    private final @Nullable ProductPage productPage;

    private PlatformCapabilities(Builder builder, OrderCursor cursor) {
        this.kinds = Set.copyOf(builder.kinds);
        this.cursor = cursor;
        this.lookupByNumber = builder.lookupByNumber;
        this.writeBack = builder.writeBack;
        this.probeShipments = builder.probeShipments;
        this.settleDelay = builder.settleDelay;
        this.acknowledge = builder.acknowledge;
        this.amendAcknowledgement = builder.amendAcknowledgement;
        this.cancelOrders = builder.cancelOrders;
        this.pushStock = builder.pushStock;
        this.refreshCredential = builder.refreshCredential;
        this.productPage = builder.productPage;
    }

    /** Nothing declared yet; a cursor is needed. */
    public static Builder builder() {
        return new Builder();
    }

    /** The kinds of order it brings. */
    public Set<OrderKind> kinds() {
        return kinds;
    }

    /** How one asks for changes. */
    public OrderCursor cursor() {
        return cursor;
    }

    /** Whether orders can be asked for by number. */
    public boolean canLookUpByNumber() {
        return lookupByNumber;
    }

    /** What it can be told of shipments. */
    public WriteBackSupport writeBack() {
        return writeBack;
    }

    /** Whether it can be asked whether it knows of a shipment. */
    public boolean canProbeShipments() {
        return probeShipments;
    }

    /** How long a request without an answer may still take effect over there. */
    public Duration settleDelay() {
        return settleDelay;
    }

    /** Whether purchase orders are acknowledged. */
    public boolean canAcknowledge() {
        return acknowledge;
    }

    /** Whether an acknowledgement can be replaced by another. */
    public boolean canAmendAcknowledgement() {
        return amendAcknowledgement;
    }

    /** Whether orders can be cancelled over there. */
    public boolean canCancelOrders() {
        return cancelOrders;
    }

    /** Whether stock can be pushed. */
    public boolean canPushStock() {
        return pushStock;
    }

    /** Whether its credential expires and can be refreshed. */
    public boolean canRefreshCredential() {
        return refreshCredential;
    }

    /** Where people see a product of a store; empty when the platform has no such page. */
    public Optional<ProductPage> productPage() {
        return Optional.ofNullable(productPage);
    }

    /** Settings of capabilities. */
    public static final class Builder {
        private final EnumSet<OrderKind> kinds = EnumSet.of(OrderKind.B2C);
        private @Nullable OrderCursor cursor;
        private boolean lookupByNumber;
        private WriteBackSupport writeBack = WriteBackSupport.NONE;
        private boolean probeShipments;
        private Duration settleDelay = Duration.ofMinutes(2);
        private boolean acknowledge;
        private boolean amendAcknowledgement;
        private boolean cancelOrders;
        private boolean pushStock;
        private boolean refreshCredential;
        private @Nullable ProductPage productPage;

        private Builder() {}

        /** The kinds of order it brings; B2C unless set. */
        public Builder kinds(OrderKind first, OrderKind... more) {
            kinds.clear();
            kinds.addAll(EnumSet.of(first, more));
            return this;
        }

        /** How one asks for changes. */
        public Builder cursor(OrderCursor cursor) {
            this.cursor = requireNonNull(cursor, "cursor");
            return this;
        }

        /** Orders can be asked for by number. */
        public Builder lookupByNumber() {
            this.lookupByNumber = true;
            return this;
        }

        /** What it can be told of shipments; nothing unless set. */
        public Builder writeBack(WriteBackSupport writeBack) {
            this.writeBack = requireNonNull(writeBack, "writeBack");
            return this;
        }

        /**
         * It can be asked whether it knows of a shipment.
         *
         * @param settleDelay how long a request without an answer may still take effect; longer than
         *     the time-out of its calls
         */
        public Builder probeShipments(Duration settleDelay) {
            Require.that(!settleDelay.isNegative(), "settleDelay", settleDelay, "zero or longer");
            this.probeShipments = true;
            this.settleDelay = settleDelay;
            return this;
        }

        /** Purchase orders are acknowledged, and an acknowledgement can be replaced or not. */
        public Builder acknowledge(boolean amend) {
            this.acknowledge = true;
            this.amendAcknowledgement = amend;
            return this;
        }

        /** Orders can be cancelled over there. */
        public Builder cancelOrders() {
            this.cancelOrders = true;
            return this;
        }

        /** Stock can be pushed. */
        public Builder pushStock() {
            this.pushStock = true;
            return this;
        }

        /** Its credential expires and can be refreshed. */
        public Builder refreshCredential() {
            this.refreshCredential = true;
            return this;
        }

        /** Where people see a product of a store; nowhere unless set. */
        public Builder productPage(ProductPage productPage) {
            this.productPage = requireNonNull(productPage, "productPage");
            return this;
        }

        /** The capabilities. */
        public PlatformCapabilities build() {
            OrderCursor declared = Optional.ofNullable(cursor)
                    .orElseThrow(() -> new IllegalStateException(
                            "cursor is not set, but must say how one asks for changed orders; call cursor(…)"));
            Require.that(
                    !acknowledge || kinds.contains(OrderKind.B2B),
                    "kinds",
                    kinds,
                    "a set with B2B when acknowledge(…) is declared");
            return new PlatformCapabilities(this, declared);
        }
    }
}
