package io.gwms.inbound;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.sku.SentSku;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
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

    /** The same inbound order as it stands now, with the next version. */
    public InboundOrder next(State state, String thirdPartyNo, String remoteStatus, Instant now) {
        return changed(now, copy -> {
            copy.state = state;
            copy.thirdPartyNo = thirdPartyNo;
            copy.remoteStatus = remoteStatus;
            copy.cancelAsked = cancelAsked && state.isOpen();
        });
    }

    /** The same, asked to be cancelled or not any more, with the next version. */
    public InboundOrder withCancelAsked(boolean asked, Instant now) {
        return changed(now, copy -> copy.cancelAsked = asked);
    }

    /** The same with what came so far, its lines telling what is booked of them, with the next version. */
    public InboundOrder withReceipts(List<InboundReceipt> receipts, Instant now) {
        return changed(now, copy -> {
            copy.lines = lines.stream().map(line -> told(line, receipts)).toList();
            copy.receipts = receipts;
        });
    }

    private static InboundLine told(InboundLine line, List<InboundReceipt> receipts) {
        long booked = receipts.stream()
                .filter(receipt -> receipt.sku().equals(line.sku()))
                .mapToLong(InboundReceipt::booked)
                .sum();
        return new InboundLine(line.sku(), line.planned(), booked);
    }

    /** The same inbound order, about to be sent with its SKUs so called, and the next version. */
    public InboundOrder withSentAs(List<SentSku> sentAs, Instant now) {
        return changed(now, copy -> copy.sentAs = sentAs);
    }

    private InboundOrder changed(Instant now, Consumer<Copy> change) {
        Copy copy = new Copy(this);
        change.accept(copy);
        return new InboundOrder(
                id,
                version + 1,
                warehouse,
                copy.lines,
                copy.state,
                copy.thirdPartyNo,
                copy.remoteStatus,
                createdAt,
                now,
                expectedAt,
                copy.cancelAsked,
                copy.receipts,
                copy.sentAs);
    }

    /** What of an inbound order changes. */
    private static final class Copy {
        private List<InboundLine> lines;
        private State state;
        private String thirdPartyNo;
        private String remoteStatus;
        private boolean cancelAsked;
        private List<InboundReceipt> receipts;
        private List<SentSku> sentAs;

        private Copy(InboundOrder from) {
            lines = from.lines;
            state = from.state;
            thirdPartyNo = from.thirdPartyNo;
            remoteStatus = from.remoteStatus;
            cancelAsked = from.cancelAsked;
            receipts = from.receipts;
            sentAs = from.sentAs;
        }
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
