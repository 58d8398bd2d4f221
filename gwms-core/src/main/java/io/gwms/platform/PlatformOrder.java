package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.OrderKind;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as a platform shows it at one moment, in the SDK's words. Prints no personal data.
 *
 * @param platformOrderId the platform's immutable id
 * @param number the number people read
 * @param kind consumer order or purchase order
 * @param source the channel it was sold through; empty when not given
 * @param orderedAt when it was ordered
 * @param changedAt when it last changed there, by the platform's clock
 * @param fact how it stands there
 * @param fulfillmentStatus the platform's own word for it, shown to people
 * @param onHold whether the platform asks not to ship it yet
 * @param testOrder whether it was placed only to try the shop out, so that no money came in; it is held here until a person
 *     releases it
 * @param cancelRequested whether the buyer asked to cancel and nobody answered yet
 * @param platformDelivers whether the platform brings the goods to the buyer itself, so that no
 *     address of the buyer is needed
 * @param buyerNote what the buyer wrote; empty when nothing
 * @param payment how it is paid
 * @param recipient who receives it
 * @param lines its lines, at least one
 */
public record PlatformOrder(
        String platformOrderId,
        String number,
        OrderKind kind,
        String source,
        Instant orderedAt,
        Instant changedAt,
        PlatformFact fact,
        String fulfillmentStatus,
        boolean onHold,
        boolean testOrder,
        boolean cancelRequested,
        boolean platformDelivers,
        String buyerNote,
        Payment payment,
        Recipient recipient,
        List<PlatformOrderLine> lines) {
    /** Made by {@link #builder}. */
    public PlatformOrder {
        Require.text(platformOrderId, "platformOrderId");
        Require.text(number, "number");
        requireNonNull(kind, "kind");
        requireNonNull(source, "source");
        requireNonNull(orderedAt, "orderedAt");
        requireNonNull(changedAt, "changedAt");
        requireNonNull(fact, "fact");
        requireNonNull(fulfillmentStatus, "fulfillmentStatus");
        requireNonNull(buyerNote, "buyerNote");
        requireNonNull(payment, "payment");
        requireNonNull(recipient, "recipient");
        lines = Require.some(lines, "lines");
        Require.that(
                lines.stream().map(PlatformOrderLine::lineId).distinct().count() == lines.size(),
                "lines",
                "a list with the same line id twice",
                "lines of distinct ids");
    }

    /**
     * Settings of an order; a consumer order that nobody asks to hold or to cancel, without note and recipient, unless
     * set. Its times, fact, payment and lines must be set.
     *
     * @param platformOrderId the platform's immutable id
     * @param number the number people read
     */
    public static Builder builder(String platformOrderId, String number) {
        return new Builder(platformOrderId, number);
    }

    /** Settings that begin with this order. */
    public Builder toBuilder() {
        return new Builder(platformOrderId, number)
                .kind(kind)
                .source(source)
                .orderedAt(orderedAt)
                .changedAt(changedAt)
                .fact(fact)
                .fulfillmentStatus(fulfillmentStatus)
                .onHold(onHold)
                .testOrder(testOrder)
                .cancelRequested(cancelRequested)
                .platformDelivers(platformDelivers)
                .buyerNote(buyerNote)
                .payment(payment)
                .recipient(recipient)
                .lines(lines);
    }

    @Override
    public String toString() {
        return "PlatformOrder[" + number + ", " + fact + ", changed " + changedAt + "]";
    }

    /** Settings of an order. One thread. */
    public static final class Builder {
        private final String platformOrderId;
        private final String number;
        private OrderKind kind = OrderKind.B2C;
        private String source = "";
        private @Nullable Instant orderedAt;
        private @Nullable Instant changedAt;
        private @Nullable PlatformFact fact;
        private String fulfillmentStatus = "";
        private boolean onHold;
        private boolean testOrder;
        private boolean cancelRequested;
        private boolean platformDelivers;
        private String buyerNote = "";
        private @Nullable Payment payment;
        private Recipient recipient = Recipient.none();
        private List<PlatformOrderLine> lines = List.of();

        private Builder(String platformOrderId, String number) {
            this.platformOrderId = platformOrderId;
            this.number = number;
        }

        /** Consumer order or purchase order; a consumer order unless set. */
        public Builder kind(OrderKind kind) {
            this.kind = kind;
            return this;
        }

        /** The channel it was sold through. */
        public Builder source(String source) {
            this.source = source;
            return this;
        }

        /** When it was ordered. */
        public Builder orderedAt(Instant orderedAt) {
            this.orderedAt = orderedAt;
            return this;
        }

        /** When it last changed there, by the platform's clock. */
        public Builder changedAt(Instant changedAt) {
            this.changedAt = changedAt;
            return this;
        }

        /** How it stands there. */
        public Builder fact(PlatformFact fact) {
            this.fact = fact;
            return this;
        }

        /** The platform's own word for how it stands. */
        public Builder fulfillmentStatus(String fulfillmentStatus) {
            this.fulfillmentStatus = fulfillmentStatus;
            return this;
        }

        /** Whether the platform asks not to ship it yet. */
        public Builder onHold(boolean onHold) {
            this.onHold = onHold;
            return this;
        }

        /** Whether it was placed only to try the shop out; such an order comes in on hold. */
        public Builder testOrder(boolean testOrder) {
            this.testOrder = testOrder;
            return this;
        }

        /** Whether the buyer asked to cancel and nobody answered yet. */
        public Builder cancelRequested(boolean cancelRequested) {
            this.cancelRequested = cancelRequested;
            return this;
        }

        /** Whether the platform brings the goods to the buyer itself. */
        public Builder platformDelivers(boolean platformDelivers) {
            this.platformDelivers = platformDelivers;
            return this;
        }

        /** What the buyer wrote. */
        public Builder buyerNote(String buyerNote) {
            this.buyerNote = buyerNote;
            return this;
        }

        /** How it is paid. */
        public Builder payment(Payment payment) {
            this.payment = payment;
            return this;
        }

        /** Who receives it. */
        public Builder recipient(Recipient recipient) {
            this.recipient = recipient;
            return this;
        }

        /** Its lines, at least one. */
        public Builder lines(List<PlatformOrderLine> lines) {
            this.lines = lines;
            return this;
        }

        /**
         * The order.
         *
         * @throws NullPointerException when a time, the fact or the payment is not set
         * @throws IllegalArgumentException when there is no line, or two have the same id
         */
        public PlatformOrder build() {
            return new PlatformOrder(
                    platformOrderId,
                    number,
                    kind,
                    source,
                    requireNonNull(orderedAt, "orderedAt"),
                    requireNonNull(changedAt, "changedAt"),
                    requireNonNull(fact, "fact"),
                    fulfillmentStatus,
                    onHold,
                    testOrder,
                    cancelRequested,
                    platformDelivers,
                    buyerNote,
                    requireNonNull(payment, "payment"),
                    recipient,
                    lines);
        }
    }
}
