package io.gwms.platform;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import java.util.List;

/**
 * Tells, or asks about, what of purchase orders is accepted.
 *
 * @param session the store and how to reach it
 * @param acknowledgements one for each purchase order, at least one
 */
@Incubating("Amazon Vendor alone takes acknowledgements")
public record AcknowledgeOrders(StoreSession session, List<Acknowledgement> acknowledgements) {
    public AcknowledgeOrders {
        requireNonNull(session, "session");
        acknowledgements = Require.some(acknowledgements, "acknowledgements");
    }

    /**
     * What of one purchase order is accepted.
     *
     * @param effectKey stable for ever
     * @param platformOrderId the platform's immutable id
     * @param number the number people read
     * @param lines every line of the purchase order
     * @param transaction what {@link Acknowledged#reference()} of a pending one said; empty when there is none
     */
    public record Acknowledgement(
            String effectKey, String platformOrderId, String number, List<Line> lines, String transaction) {
        public Acknowledgement {
            Require.text(effectKey, "effectKey");
            Require.text(platformOrderId, "platformOrderId");
            requireNonNull(number, "number");
            lines = Require.some(lines, "lines");
            requireNonNull(transaction, "transaction");
        }

        /** One of which the platform has not heard yet. */
        public Acknowledgement(String effectKey, String platformOrderId, List<Line> lines) {
            this(effectKey, platformOrderId, "", lines, "");
        }
    }

    /**
     * What of one line is accepted; accepted and rejected add up to what was ordered.
     *
     * @param lineId the platform's id of the line
     * @param accepted pieces accepted
     * @param rejected pieces rejected
     * @param rejectReason why: one of {@link PlatformCapabilities#rejectReasons()} where the platform has a vocabulary, else
     *     free words; empty when nothing is rejected
     */
    public record Line(String lineId, long accepted, long rejected, String rejectReason) {
        public Line {
            Require.text(lineId, "lineId");
            Require.zeroOrMore(accepted, "accepted");
            Require.zeroOrMore(rejected, "rejected");
            Require.that(
                    rejected == 0 || !rejectReason.isBlank(),
                    "rejectReason",
                    "blank",
                    "given when pieces are rejected");
        }
    }
}
