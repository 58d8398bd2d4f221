package io.gwms.inbound;

import io.gwms.internal.Require;

/** Identifies an inbound order: its ASN, and its reference at the warehouse. */
public record InboundId(String value) {
    public InboundId {
        Require.text(value, "InboundId");
    }

    @Override
    public String toString() {
        return value;
    }
}
