package io.gwms.order;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.outbound.OutboundId;

/**
 * One handing over of an order to a warehouse.
 *
 * @param number 1 for the first
 * @param outbound the outbound order it made
 * @param warehouse where it went
 * @param channel by which channel it is to ship
 * @param state how it stands
 */
public record DispatchAttempt(
        int number, OutboundId outbound, WarehouseCode warehouse, ChannelCode channel, State state) {
    public DispatchAttempt {
        Require.that(number >= 1, "number", number, "1 or more");
        requireNonNull(outbound, "outbound");
        requireNonNull(warehouse, "warehouse");
        requireNonNull(channel, "channel");
        requireNonNull(state, "state");
    }

    /** The same attempt in another state. */
    public DispatchAttempt withState(State state) {
        return new DispatchAttempt(number, outbound, warehouse, channel, state);
    }

    /** How a handing over stands. */
    public enum State {
        /** The outbound order is open. */
        OPEN,
        /** It shipped, or what remained of it was closed. */
        CLOSED,
        /** It was cancelled before anything shipped. */
        CANCELLED
    }
}
