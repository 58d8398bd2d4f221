package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;

/**
 * What of one line of a purchase order is accepted; accepted and rejected add up to what was wanted of it
 * when it was decided.
 *
 * @param lineId the platform's id of the line
 * @param accepted pieces accepted
 * @param rejected pieces rejected
 * @param rejectReason why; empty when nothing is rejected
 */
public record AcknowledgedLine(String lineId, long accepted, long rejected, String rejectReason) {
    public AcknowledgedLine {
        Require.text(lineId, "lineId");
        Require.zeroOrMore(accepted, "accepted");
        Require.zeroOrMore(rejected, "rejected");
        requireNonNull(rejectReason, "rejectReason");
    }
}
