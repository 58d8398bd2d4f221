package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.Recipient;
import io.gwms.outbound.LabelPdf;
import java.util.List;

/**
 * An outbound order in the words of a proxy warehouse.
 *
 * @param reference our reference; the same order always has the same one
 * @param channel the shipping channel over there
 * @param recipient where it goes
 * @param lines what goes
 * @param labels the labels to put on the parcels; empty unless the channel is for self-pickup
 */
public record OutboundRequest(
        String reference, String channel, Recipient recipient, List<Line> lines, List<LabelPdf> labels) {
    public OutboundRequest {
        Require.text(reference, "reference");
        Require.text(channel, "channel");
        requireNonNull(recipient, "recipient");
        lines = Require.some(lines, "lines");
        labels = List.copyOf(labels);
    }

    /** An outbound order that brings no labels. */
    public OutboundRequest(String reference, String channel, Recipient recipient, List<Line> lines) {
        this(reference, channel, recipient, lines, List.of());
    }

    /**
     * A line in the words of a proxy warehouse.
     *
     * @param proxySku the SKU over there
     * @param quantity pieces over there
     */
    public record Line(String proxySku, long quantity) {
        public Line {
            Require.text(proxySku, "proxySku");
            Require.that(quantity >= 1, "quantity", quantity, "1 or more");
        }
    }
}
