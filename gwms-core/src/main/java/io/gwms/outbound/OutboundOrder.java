package io.gwms.outbound;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.order.OrderId;
import io.gwms.order.Recipient;
import io.gwms.sku.SentSku;
import java.time.Instant;
import java.util.List;

/**
 * What a warehouse is asked to ship for an order (platform-orders, section 2.4: a dropshipping
 * outbound order). Mapping, address and lines are frozen as sent.
 *
 * @param id who it is, and its reference at the warehouse
 * @param version 1 when first stored, one more with each change
 * @param order the order it ships
 * @param warehouse the GWMS warehouse
 * @param channel the shipping channel
 * @param recipient where it goes
 * @param lines what goes
 * @param state how it stands
 * @param thirdPartyNo the warehouse's own number; empty until it has one
 * @param remoteStatus the warehouse's own word for its status; empty until known
 * @param createdAt when it was made
 * @param updatedAt when it last changed
 * @param sentAs how its SKUs were called and packed when it was sent last; empty before
 */
public record OutboundOrder(
        OutboundId id,
        long version,
        OrderId order,
        WarehouseCode warehouse,
        ChannelCode channel,
        Recipient recipient,
        List<OutboundLine> lines,
        State state,
        String thirdPartyNo,
        String remoteStatus,
        Instant createdAt,
        Instant updatedAt,
        List<SentSku> sentAs) {
    public OutboundOrder {
        requireNonNull(id, "id");
        Require.that(version >= 1, "version", version, "1 or more");
        requireNonNull(order, "order");
        requireNonNull(warehouse, "warehouse");
        requireNonNull(channel, "channel");
        requireNonNull(recipient, "recipient");
        lines = Require.some(lines, "lines");
        requireNonNull(state, "state");
        requireNonNull(thirdPartyNo, "thirdPartyNo");
        requireNonNull(remoteStatus, "remoteStatus");
        requireNonNull(createdAt, "createdAt");
        requireNonNull(updatedAt, "updatedAt");
        sentAs = List.copyOf(sentAs);
    }

    /** One that is about to be stored for the first time: the warehouse does not have it yet. */
    public static OutboundOrder created(
            OutboundId id,
            OrderId order,
            WarehouseCode warehouse,
            ChannelCode channel,
            Recipient recipient,
            List<OutboundLine> lines,
            Instant now) {
        return new OutboundOrder(
                id, 1, order, warehouse, channel, recipient, lines, State.CREATED, "", "", now, now, List.of());
    }

    /** The same outbound order as it stands now, with the next version. */
    public OutboundOrder next(State state, String thirdPartyNo, String remoteStatus, Instant now) {
        return changed(lines, state, thirdPartyNo, remoteStatus, sentAs, now);
    }

    /** The same outbound order, not sent yet, with other lines and the next version. */
    public OutboundOrder withLines(List<OutboundLine> lines, Instant now) {
        Require.that(state == State.CREATED, "state of " + id, state, "CREATED: what was sent stays as it was sent");
        return changed(lines, state, thirdPartyNo, remoteStatus, sentAs, now);
    }

    /** The same outbound order, about to be sent with its SKUs so called, and the next version. */
    public OutboundOrder withSentAs(List<SentSku> sentAs, Instant now) {
        return changed(lines, state, thirdPartyNo, remoteStatus, sentAs, now);
    }

    private OutboundOrder changed(
            List<OutboundLine> lines,
            State state,
            String thirdPartyNo,
            String remoteStatus,
            List<SentSku> sentAs,
            Instant now) {
        return new OutboundOrder(
                id,
                version + 1,
                order,
                warehouse,
                channel,
                recipient,
                lines,
                state,
                thirdPartyNo,
                remoteStatus,
                createdAt,
                now,
                sentAs);
    }

    /** How an outbound order stands. */
    public enum State {
        /** Made here; the warehouse does not have it yet, as far as we know. */
        CREATED,
        /** The warehouse has it. */
        ACCEPTED,
        /** The warehouse shipped some of it. */
        PARTLY_SHIPPED,
        /** The warehouse shipped it. */
        SHIPPED,
        /** The warehouse will not ship it. */
        CANCELLED;

        /** Whether the warehouse may still ship something. */
        public boolean isOpen() {
            return this == CREATED || this == ACCEPTED || this == PARTLY_SHIPPED;
        }
    }
}
