package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.outbound.Charge;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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
 */
@Incubating
public record RemoteOrder(
        String reference,
        String thirdPartyNo,
        RemoteStatus status,
        String rawStatus,
        List<Line> lines,
        String trackingNumber,
        String carrier,
        List<Charge> charges,
        @Nullable Instant endedAt) {
    /** An order of whose charges nothing is told. */
    public RemoteOrder(
            String reference,
            String thirdPartyNo,
            RemoteStatus status,
            String rawStatus,
            List<Line> lines,
            String trackingNumber,
            String carrier,
            @Nullable Instant endedAt) {
        this(reference, thirdPartyNo, status, rawStatus, lines, trackingNumber, carrier, List.of(), endedAt);
    }

    public RemoteOrder {
        requireNonNull(reference, "reference");
        Require.text(thirdPartyNo, "thirdPartyNo");
        requireNonNull(status, "status");
        requireNonNull(rawStatus, "rawStatus");
        lines = List.copyOf(lines);
        requireNonNull(trackingNumber, "trackingNumber");
        requireNonNull(carrier, "carrier");
        charges = List.copyOf(charges);
    }

    /** When it ended, where that is told. */
    public Optional<Instant> endTime() {
        return Optional.ofNullable(endedAt);
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
}
