package io.gwms.inbound;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.sku.SentSku;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
 * @param expectedAt when it is expected there; null when nobody knows
 * @param cancelAsked whether the host wants it cancelled, and the warehouse has not said no
 * @param receipts what came so far, batch by batch
 * @param sentAs how its SKUs were called and packed when it was sent last; empty before
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
        Instant updatedAt,
        @Nullable Instant expectedAt,
        boolean cancelAsked,
        List<InboundReceipt> receipts,
        List<SentSku> sentAs) {
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
        receipts = List.copyOf(receipts);
        sentAs = List.copyOf(sentAs);
    }

    /** One that nobody knows the time of and nothing has come of. */
    public InboundOrder(
            InboundId id,
            long version,
            WarehouseCode warehouse,
            List<InboundLine> lines,
            State state,
            String thirdPartyNo,
            String remoteStatus,
            Instant createdAt,
            Instant updatedAt) {
        this(
                id,
                version,
                warehouse,
                lines,
                state,
                thirdPartyNo,
                remoteStatus,
                createdAt,
                updatedAt,
                null,
                false,
                List.of(),
                List.of());
    }

    /** When it is expected there, where that is known. */
    public Optional<Instant> expected() {
        return Optional.ofNullable(expectedAt);
    }

    /** The same inbound order as it stands now, with the next version. */
    public InboundOrder next(State state, String thirdPartyNo, String remoteStatus, Instant now) {
        return new InboundOrder(
                id,
                version + 1,
                warehouse,
                lines,
                state,
                thirdPartyNo,
                remoteStatus,
                createdAt,
                now,
                expectedAt,
                cancelAsked && state.isOpen(),
                receipts,
                sentAs);
    }

    /** The same, asked to be cancelled or not any more, with the next version. */
    public InboundOrder withCancelAsked(boolean asked, Instant now) {
        return new InboundOrder(
                id,
                version + 1,
                warehouse,
                lines,
                state,
                thirdPartyNo,
                remoteStatus,
                createdAt,
                now,
                expectedAt,
                asked,
                receipts,
                sentAs);
    }

    /** The same with what came so far, its lines telling what is booked of them, with the next version. */
    public InboundOrder withReceipts(List<InboundReceipt> receipts, Instant now) {
        List<InboundLine> told = lines.stream()
                .map(line -> new InboundLine(
                        line.sku(),
                        line.planned(),
                        receipts.stream()
                                .filter(receipt -> receipt.sku().equals(line.sku()))
                                .mapToLong(InboundReceipt::booked)
                                .sum()))
                .toList();
        return new InboundOrder(
                id,
                version + 1,
                warehouse,
                told,
                state,
                thirdPartyNo,
                remoteStatus,
                createdAt,
                now,
                expectedAt,
                cancelAsked,
                receipts,
                sentAs);
    }

    /** The same inbound order, about to be sent with its SKUs so called, and the next version. */
    public InboundOrder withSentAs(List<SentSku> sentAs, Instant now) {
        return new InboundOrder(
                id,
                version + 1,
                warehouse,
                lines,
                state,
                thirdPartyNo,
                remoteStatus,
                createdAt,
                now,
                expectedAt,
                cancelAsked,
                receipts,
                sentAs);
    }

    /** How an inbound order stands. */
    public enum State {
        /** Made here; the warehouse does not have it yet, as far as we know. */
        CREATED,
        /** The warehouse has it. */
        ACCEPTED,
        /** The warehouse put away what came, and it is booked here. */
        PUT_AWAY,
        /** It will not come. */
        CANCELLED;

        /** Whether goods may still be received for it. */
        public boolean isOpen() {
            return this == CREATED || this == ACCEPTED;
        }
    }
}
