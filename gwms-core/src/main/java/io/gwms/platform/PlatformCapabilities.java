package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.OrderKind;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a platform connector can do, and how its platform behaves. Immutable. What is not declared is
 * absent, and fails fast when it is asked for.
 */
public final class PlatformCapabilities {
    private final Set<OrderKind> kinds;
    private final OrderCursor cursor;
    private final boolean lookUpByNumber;
    private final int numbersAtOnce;
    private final WriteBackSupport writeBack;
    private final boolean probeShipments;
    private final Duration settleDelay;
    private final boolean acknowledge;
    private final boolean amendAcknowledgement;
    private final boolean cancelOrders;
    private final boolean probeAcknowledgements;
    private final Set<String> rejectReasons;
    private final boolean answerCancelRequests;
    private final boolean issuesTracking;
    private final StockSupport stock;
    private final boolean readStock;
    private final @Nullable OrderCursor census;
    private final boolean refreshCredential;
    private final @Nullable ProductPage productPage;
    private final Set<OrderField> absentFields;
    private final Map<String, AddressRule> addressRules;
    private final Set<CallAction> actions;

    private PlatformCapabilities(Builder builder, OrderCursor cursor) {
        this.kinds = Set.copyOf(builder.kinds);
        this.cursor = cursor;
        this.lookUpByNumber = builder.lookUpByNumber;
        this.numbersAtOnce = builder.numbersAtOnce;
        this.writeBack = builder.writeBack;
        this.probeShipments = builder.probeShipments;
        this.settleDelay = builder.settleDelay;
        this.acknowledge = builder.acknowledge;
        this.amendAcknowledgement = builder.amendAcknowledgement;
        this.cancelOrders = builder.cancelOrders;
        this.probeAcknowledgements = builder.probeAcknowledgements;
        this.rejectReasons = builder.rejectReasons;
        this.answerCancelRequests = builder.answerCancelRequests;
        this.issuesTracking = builder.issuesTracking;
        this.stock = builder.stock;
        this.readStock = builder.readStock;
        this.census = builder.census;
        this.refreshCredential = builder.refreshCredential;
        this.productPage = builder.productPage;
        this.absentFields = builder.absentFields;
        this.addressRules = builder.addressRules;
        this.actions = builder.actions;
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
        return lookUpByNumber;
    }

    /** The most numbers that are asked for in one {@link LookUpOrders}. */
    public int numbersAtOnce() {
        return numbersAtOnce;
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

    /** Whether it can be asked what became of an acknowledgement. */
    public boolean canProbeAcknowledgements() {
        return probeAcknowledgements;
    }

    /** The reasons for which it lets pieces be rejected; empty when it takes any words. */
    public Set<String> rejectReasons() {
        return rejectReasons;
    }

    /** Whether a buyer who asks to cancel can be answered. */
    public boolean canAnswerCancelRequests() {
        return answerCancelRequests;
    }

    /** Whether the platform itself issues the tracking number, so that it is fetched after a shipment was written. */
    public boolean issuesTracking() {
        return issuesTracking;
    }

    /** How it can be told of stock. */
    public StockSupport stock() {
        return stock;
    }

    /** Whether stock can be pushed. */
    public boolean canPushStock() {
        return stock != StockSupport.NONE;
    }

    /** Whether it can be asked what stock it shows. */
    public boolean canReadStock() {
        return readStock;
    }

    /** How one asks for a list of all orders without their details; empty when there is no such list. */
    public Optional<OrderCursor> census() {
        return Optional.ofNullable(census);
    }

    /** Whether its credential expires and can be refreshed. */
    public boolean canRefreshCredential() {
        return refreshCredential;
    }

    /** Where people see a product of a store; empty when the platform has no such page. */
    public Optional<ProductPage> productPage() {
        return Optional.ofNullable(productPage);
    }

    /** What of the order detail the platform never gives; it fills the rest where an order has it. */
    public Set<OrderField> absentFields() {
        return absentFields;
    }

    /** Whose address an order brings, by the platform's word for its fulfilment model. */
    public Map<String, AddressRule> addressRules() {
        return addressRules;
    }

    /** The actions its calls are filed under in the API log. */
    public Set<CallAction> actions() {
        return actions;
    }

    /** Settings of capabilities. */
    public static final class Builder {
        private final EnumSet<OrderKind> kinds = EnumSet.of(OrderKind.B2C);
        private @Nullable OrderCursor cursor;
        private boolean lookUpByNumber;
        private int numbersAtOnce = 20;
        private WriteBackSupport writeBack = WriteBackSupport.NONE;
        private boolean probeShipments;
        private Duration settleDelay = Duration.ofMinutes(2);
        private boolean acknowledge;
        private boolean amendAcknowledgement;
        private boolean cancelOrders;
        private boolean probeAcknowledgements;
        private Set<String> rejectReasons = Set.of();
        private boolean answerCancelRequests;
        private boolean issuesTracking;
        private StockSupport stock = StockSupport.NONE;
        private boolean readStock;
        private @Nullable OrderCursor census;
        private boolean refreshCredential;
        private @Nullable ProductPage productPage;
        private Set<OrderField> absentFields = Set.of();
        private Map<String, AddressRule> addressRules = Map.of();
        private Set<CallAction> actions = Set.of(CallAction.ORDER_FETCH);

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
        public Builder lookUpByNumber() {
            this.lookUpByNumber = true;
            return this;
        }

        /**
         * The most numbers to ask for in one look-up, 20 unless set. Where each number costs a call it should be well below
         * what the quota holds: a look-up that the quota cuts short begins anew.
         */
        public Builder numbersAtOnce(int numbersAtOnce) {
            Require.that(numbersAtOnce >= 1, "numbersAtOnce", numbersAtOnce, "1 or more");
            this.numbersAtOnce = numbersAtOnce;
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

        /** It can be asked what became of an acknowledgement. */
        public Builder probeAcknowledgements() {
            this.probeAcknowledgements = true;
            return this;
        }

        /** The only reasons for which it lets pieces be rejected; any words unless set. */
        public Builder rejectReasons(Set<String> rejectReasons) {
            this.rejectReasons = Set.copyOf(rejectReasons);
            return this;
        }

        /** A buyer who asks to cancel can be answered. */
        public Builder answerCancelRequests() {
            this.answerCancelRequests = true;
            return this;
        }

        /** The platform issues tracking numbers, which are fetched after a shipment was written. */
        public Builder issuesTracking() {
            this.issuesTracking = true;
            return this;
        }

        /** Stock can be pushed, whatever the platform shows. */
        public Builder pushStock() {
            return stock(StockSupport.SET);
        }

        /** How it can be told of stock; not at all unless set. */
        public Builder stock(StockSupport stock) {
            this.stock = requireNonNull(stock, "stock");
            return this;
        }

        /** It can be asked what stock it shows. */
        public Builder readStock() {
            this.readStock = true;
            return this;
        }

        /**
         * How one asks for a list of all orders without their details; there is none unless set. Its field is best
         * when they were ordered, so that it does not share the blind spots of the cursor of changes.
         */
        public Builder census(OrderCursor census) {
            this.census = requireNonNull(census, "census");
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

        /** What of the order detail the platform never gives; nothing unless set. */
        public Builder absentFields(Set<OrderField> absentFields) {
            this.absentFields = Set.copyOf(absentFields);
            return this;
        }

        /** Whose address an order brings, by the platform's word for its fulfilment model; nothing is said unless set. */
        public Builder addressRules(Map<String, AddressRule> addressRules) {
            this.addressRules = Map.copyOf(addressRules);
            return this;
        }

        /** The actions its calls are filed under; {@link CallAction#ORDER_FETCH} alone unless set. */
        public Builder actions(Set<CallAction> actions) {
            this.actions = Set.copyOf(actions);
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
            Require.that(
                    stock != StockSupport.COMPARE_AND_SET || readStock,
                    "readStock",
                    "not declared",
                    "declared where levels are compared, so that the one to compare with can be learnt");
            return new PlatformCapabilities(this, declared);
        }
    }
}
