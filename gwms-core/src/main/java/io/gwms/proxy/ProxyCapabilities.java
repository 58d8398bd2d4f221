package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.stock.StockQuality;
import java.time.Duration;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy-warehouse connector can do, and how its system behaves; each of these differs between
 * systems, and each difference breaks a reconciler that does not know. Immutable.
 *
 * @param refusesDuplicates whether a second order of the same reference is refused over there
 * @param findByReference whether orders can be looked up by our reference
 * @param settleDelay how long a request without an answer may still take effect over there
 * @param cancel how cancelling works
 * @param inbounds whether it takes inbound orders
 * @param inventory whether and how its inventory can be read; null when it cannot
 */
@Incubating
public record ProxyCapabilities(
        boolean refusesDuplicates,
        boolean findByReference,
        Duration settleDelay,
        CancelModel cancel,
        boolean inbounds,
        @Nullable Inventory inventory) {
    public ProxyCapabilities {
        requireNonNull(settleDelay, "settleDelay");
        requireNonNull(cancel, "cancel");
        Require.that(!settleDelay.isNegative(), "settleDelay", settleDelay, "zero or longer");
    }

    /** How its inventory can be read, where it can. */
    public Optional<Inventory> stock() {
        return Optional.ofNullable(inventory);
    }

    /** How cancelling works over there. */
    public enum CancelModel {
        /** It cannot be asked for. */
        NONE,
        /** The answer is the verdict. */
        SYNCHRONOUS,
        /** The answer only says that it was asked; the order's status tells. */
        REQUEST
    }

    /**
     * How an inventory is to be read.
     *
     * @param full whether a read shows everything; else only what changed in a window
     * @param zeroRowsOmitted whether a batch of nothing is left out instead of shown as zero
     * @param givesTotal whether the system states a total of its own beside available and locked
     * @param inboundNumbers whether batches name the inbound order they came with
     * @param inboundTimes whether batches say when they came
     * @param timePrecision how exact that time is, for example a day
     * @param zone the zone its dates are in
     * @param splitRows whether rows of one SKU, inventory type, inbound order and time are parts that add up (one for each
     *     shelf or receipt line); else a second one is the same row come twice
     * @param types the inventory types it shows; stock here of another type is left alone
     */
    public record Inventory(
            boolean full,
            boolean zeroRowsOmitted,
            boolean givesTotal,
            boolean inboundNumbers,
            boolean inboundTimes,
            Duration timePrecision,
            ZoneId zone,
            boolean splitRows,
            Set<StockQuality> types) {
        public Inventory {
            requireNonNull(timePrecision, "timePrecision");
            requireNonNull(zone, "zone");
            types = Set.copyOf(types);
            Require.that(!types.isEmpty(), "types", types, "one inventory type or more");
        }

        /** An inventory of both types, whose rows are whole. */
        public Inventory(
                boolean full,
                boolean zeroRowsOmitted,
                boolean givesTotal,
                boolean inboundNumbers,
                boolean inboundTimes,
                Duration timePrecision,
                ZoneId zone) {
            this(
                    full,
                    zeroRowsOmitted,
                    givesTotal,
                    inboundNumbers,
                    inboundTimes,
                    timePrecision,
                    zone,
                    false,
                    EnumSet.allOf(StockQuality.class));
        }
    }
}
