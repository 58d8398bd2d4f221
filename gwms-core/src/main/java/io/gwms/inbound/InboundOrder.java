package io.gwms.inbound;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import java.time.Instant;
import java.util.List;

/**
 * What a warehouse is told to expect (ASN).
 *
 * @param id its ASN: the local inbound order number, and its reference at the warehouse
 * @param version 1 when first stored, one more with each change
 * @param warehouse the GWMS warehouse
 * @param lines what comes
 * @param state how it stands
 * @param thirdPartyNo the warehouse's own inbound number, which links its batches to this ASN; empty
 *     until it has one
 * @param remoteStatus the warehouse's own word for its status; empty until known
 * @param createdAt when it was made
 * @param updatedAt when it last changed
 */
@Incubating
public record InboundOrder(
        InboundId id,
        long version,
        WarehouseCode warehouse,
        List<InboundLine> lines,
        State state,
        String thirdPartyNo,
        String remoteStatus,
        Instant createdAt,
        Instant updatedAt) {
    public InboundOrder {
        requireNonNull(id, "id");
        Require.that(version >= 1, "version", version, "1 or more");
        requireNonNull(warehouse, "warehouse");
        lines = Require.some(lines, "lines");
        requireNonNull(state, "state");
        requireNonNull(thirdPartyNo, "thirdPartyNo");
        requireNonNull(remoteStatus, "remoteStatus");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
    }

    /** How an inbound order stands. */
    public enum State {
        /** Made here; the warehouse does not have it yet, as far as we know. */
        CREATED,
        /** The warehouse has it. */
        ACCEPTED,
        /** The warehouse put it away and it is booked here. */
        PUT_AWAY,
        /** It will not come. */
        CANCELLED;

        /** Whether goods may still be received for it. */
        public boolean isOpen() {
            return this == CREATED || this == ACCEPTED;
        }
    }
}
