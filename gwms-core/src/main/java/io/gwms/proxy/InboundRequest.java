package io.gwms.proxy;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import java.util.List;

/**
 * An inbound order (ASN) in the words of a proxy warehouse.
 *
 * @param reference our reference: the ASN
 * @param lines what comes
 */
@Incubating
public record InboundRequest(String reference, List<OutboundRequest.Line> lines) {
    public InboundRequest {
        Require.text(reference, "reference");
        lines = Require.some(lines, "lines");
    }
}
