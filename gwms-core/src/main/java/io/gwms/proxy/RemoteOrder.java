package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.outbound.Charge;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An outbound or inbound order as a proxy warehouse shows it.
 *
 * @param reference our reference
 * @param thirdPartyNo the warehouse's own number
 * @param status how it stands
 * @param rawStatus the warehouse's own word
 * @param lines its lines as they are over there
 * @param trackingNumber the carrier's number; empty until there is one
 * @param carrier who carries it; empty until known
 * @param charges what the warehouse charges for it in all so far; empty when it does not tell
 * @param endedAt when it shipped, was put away or was cancelled; null before or when not told
 * @param receipts what came of an inbound order batch by batch, where {@link ProxyCapabilities.Inbound#receipts} is
 *     declared; empty else
 */
public record RemoteOrder(
        String reference,
        String thirdPartyNo,
        RemoteStatus status,
        String rawStatus,
        List<Line> lines,
        String trackingNumber,
        String carrier,
        List<Charge> charges,
        @Nullable Instant endedAt,
        List<Receipt> receipts) {
    /** Made by {@link #builder}. */
    public RemoteOrder {
        requireNonNull(reference, "reference");
        Require.text(thirdPartyNo, "thirdPartyNo");
        requireNonNull(status, "status");
        requireNonNull(rawStatus, "rawStatus");
        lines = List.copyOf(lines);
        requireNonNull(trackingNumber, "trackingNumber");
        requireNonNull(carrier, "carrier");
        charges = List.copyOf(charges);
        receipts = List.copyOf(receipts);
    }

    /**
     * Settings of an order of which nothing else is told.
     *
     * @param reference our reference
     * @param thirdPartyNo the warehouse's own number
     * @param status how it stands
     * @param rawStatus the warehouse's own word; empty when it says none
     */
    public static Builder builder(String reference, String thirdPartyNo, RemoteStatus status, String rawStatus) {
        return new Builder(reference, thirdPartyNo, status, rawStatus);
    }

    /**
     * A line over there.
     *
     * @param proxySku the SKU over there
     * @param quantity pieces asked for
     * @param done pieces shipped or put away so far
     */
    public record Line(String proxySku, long quantity, long done) {
        public Line {
            Require.text(proxySku, "proxySku");
            Require.zeroOrMore(quantity, "quantity");
            Require.zeroOrMore(done, "done");
        }
    }

    /**
     * One batch of an inbound order that came.
     *
     * @param proxySku the SKU over there
     * @param quality its inventory type
     * @param quantity pieces put away so far
     * @param putAwayAt when it was put away, as an inventory dates the same batch; null when not told
     */
    public record Receipt(
            String proxySku,
            StockQuality quality,
            long quantity,
            @Nullable Instant putAwayAt) {
        public Receipt {
            Require.text(proxySku, "proxySku");
            requireNonNull(quality, "quality");
            Require.zeroOrMore(quantity, "quantity");
        }
    }

    /** Settings of an order. One thread. */
    public static final class Builder {
        private final String reference;
        private final String thirdPartyNo;
        private final RemoteStatus status;
        private final String rawStatus;
        private List<Line> lines = List.of();
        private String trackingNumber = "";
        private String carrier = "";
        private List<Charge> charges = List.of();
        private @Nullable Instant endedAt;
        private List<Receipt> receipts = List.of();

        private Builder(String reference, String thirdPartyNo, RemoteStatus status, String rawStatus) {
            this.reference = reference;
            this.thirdPartyNo = thirdPartyNo;
            this.status = status;
            this.rawStatus = rawStatus;
        }

        /** Its lines as they are over there; none unless set. */
        public Builder lines(List<Line> lines) {
            this.lines = lines;
            return this;
        }

        /** The carrier's number; empty while there is none. */
        public Builder trackingNumber(String trackingNumber) {
            this.trackingNumber = trackingNumber;
            return this;
        }

        /** Who carries it; empty while unknown. */
        public Builder carrier(String carrier) {
            this.carrier = carrier;
            return this;
        }

        /** What the warehouse charges for it in all so far. */
        public Builder charges(List<Charge> charges) {
            this.charges = charges;
            return this;
        }

        /** When it shipped, was put away or was cancelled; null when that is not told. */
        public Builder endedAt(@Nullable Instant endedAt) {
            this.endedAt = endedAt;
            return this;
        }

        /** What came of an inbound order, batch by batch. */
        public Builder receipts(List<Receipt> receipts) {
            this.receipts = receipts;
            return this;
        }

        /** The order. */
        public RemoteOrder build() {
            return new RemoteOrder(
                    reference,
                    thirdPartyNo,
                    status,
                    rawStatus,
                    lines,
                    trackingNumber,
                    carrier,
                    charges,
                    endedAt,
                    receipts);
        }
    }
}
