package io.gwms.proxy;

import io.gwms.internal.Require;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An inbound order (ASN) in the words of a proxy warehouse.
 *
 * @param reference our reference: the ASN
 * @param lines what comes
 * @param expectedAt when it is expected there; null when nobody knows
 */
public record InboundRequest(
        String reference,
        List<OutboundRequest.Line> lines,
        @Nullable Instant expectedAt) {
    public InboundRequest {
        Require.text(reference, "reference");
        lines = Require.some(lines, "lines");
    }

    /** One that nobody knows the time of. */
    public InboundRequest(String reference, List<OutboundRequest.Line> lines) {
        this(reference, lines, null);
    }
}
