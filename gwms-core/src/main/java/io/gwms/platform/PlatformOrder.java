package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.order.OrderKind;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import java.time.Instant;
import java.util.List;

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
 * @param cancelRequested whether the buyer asked to cancel and nobody answered yet
 * @param platformDelivers whether the platform brings the goods to the buyer itself, so that no
 *     address of the buyer is needed
 * @param buyerNote what the buyer wrote; empty when nothing
 * @param payment how it is paid
 * @param recipient who receives it
 * @param lines its lines, at least one
 */
@Incubating
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
        boolean cancelRequested,
        boolean platformDelivers,
        String buyerNote,
        Payment payment,
        Recipient recipient,
        List<PlatformOrderLine> lines) {
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

    @Override
    public String toString() {
        return "PlatformOrder[" + number + ", " + fact + ", changed " + changedAt + "]";
    }
}
