package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.stock.StockQuality;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a proxy-warehouse connector can do, and how its system behaves; each of these differs between
 * systems, and each difference breaks a caller that does not know. Immutable. Status callbacks are declared by
 * {@link ProxyWarehouseConnector#callbacks}.
 *
 * @param duplicates what becomes of a second outbound order of the same reference
 * @param findByReference whether outbound orders can be looked up by our reference
 * @param settleDelay how long a request without an answer may still take effect over there
 * @param cancel how cancelling an outbound order works
 * @param labels whether it takes label files for the parcels of an outbound order
 * @param inbound how it takes inbound orders; null when it takes none
 * @param inventory how its inventory can be read; null when it cannot
 */
@Incubating
public record ProxyCapabilities(
        DuplicateModel duplicates,
        boolean findByReference,
        Duration settleDelay,
        CancelModel cancel,
        boolean labels,
        @Nullable Inbound inbound,
        @Nullable Inventory inventory) {
    public ProxyCapabilities {
        requireNonNull(duplicates, "duplicates");
        requireNonNull(settleDelay, "settleDelay");
        requireNonNull(cancel, "cancel");
        Require.that(!settleDelay.isNegative(), "settleDelay", settleDelay, "zero or longer");
    }

    /** Without labels, and with inbound orders that nobody guards against a second one. */
    public ProxyCapabilities(
            boolean refusesDuplicates,
            boolean findByReference,
            Duration settleDelay,
            CancelModel cancel,
            boolean inbounds,
            @Nullable Inventory inventory) {
        this(
                refusesDuplicates ? DuplicateModel.REFUSED : DuplicateModel.SECOND_ORDER,
                findByReference,
                settleDelay,
                cancel,
                false,
                inbounds ? new Inbound(DuplicateModel.SECOND_ORDER, cancel, false) : null,
                inventory);
    }

    /** The same with these inbound orders. */
    public ProxyCapabilities withInbounds(Inbound inbound) {
        return new ProxyCapabilities(
                duplicates,
                findByReference,
                settleDelay,
                cancel,
                labels,
                requireNonNull(inbound, "inbound"),
                inventory);
    }

    /** The same, taking label files. */
    public ProxyCapabilities withLabels() {
        return new ProxyCapabilities(duplicates, findByReference, settleDelay, cancel, true, inbound, inventory);
    }

    /** Whether a second outbound order of the same reference is refused over there. */
    public boolean refusesDuplicates() {
        return duplicates == DuplicateModel.REFUSED;
    }

    /** How it takes inbound orders, where it does. */
    public Optional<Inbound> inbounds() {
        return Optional.ofNullable(inbound);
    }

    /** How its inventory can be read, where it can. */
    public Optional<Inventory> stock() {
        return Optional.ofNullable(inventory);
    }

    /** What becomes of a second order of the same reference. */
    public enum DuplicateModel {
        /** It is refused, and told as {@link io.gwms.outcome.RefusalCode#DUPLICATE_REFERENCE}. */
        REFUSED,
        /** The answer is the first order; no second one is made. */
        FIRST_AGAIN,
        /** A second order is made, or nobody knows: whoever is in doubt must look first. */
        SECOND_ORDER
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
     * How inbound orders are taken. Every system that takes them can be asked for them by our reference.
     *
     * @param duplicates what becomes of a second inbound order of the same reference
     * @param cancel how cancelling one works
     * @param receipts whether an inbound order tells what came batch by batch ({@link RemoteOrder#receipts}); else its
     *     lines tell how much came, and all of it counts as qualified
     */
    public record Inbound(DuplicateModel duplicates, CancelModel cancel, boolean receipts) {
        public Inbound {
            requireNonNull(duplicates, "duplicates");
            requireNonNull(cancel, "cancel");
        }
    }

    /** Which figures of a batch are the system's own; what is left is computed from them. */
    public enum Figures {
        /** Available and locked; their sum is the total. */
        AVAILABLE_AND_LOCKED,
        /** Available and total; locked is what is between them. */
        AVAILABLE_AND_TOTAL,
        /** Total and locked; available is what is between them. */
        TOTAL_AND_LOCKED,
        /** All three; where they contradict each other, the batch is not to be believed. */
        ALL_THREE,
        /** The total; the others are cut at zero or rounded, and may not add up to it. */
        TOTAL
    }

    /** How an inventory tells stock that is not fit for sale. */
    public enum DefectiveCoding {
        /** Not at all: nothing can be said of defective stock, least of all that there is none. */
        NOT_TOLD,
        /** By a code of each batch. */
        BATCH_CODE,
        /** By a quantity or mark inside a batch, which the connector hands over as a batch of its own. */
        PART_OF_BATCH
    }

    /** What quantities are counted in over there. */
    public enum Unit {
        /** Whole pieces. */
        PIECES,
        /** Decimals; a connector calls a read partial in which one is no whole number. */
        DECIMALS
    }

    /**
     * How lists come over there.
     *
     * @param model how one gets the next part
     * @param mostRows rows in a part at most; 0 when there is no such limit
     * @param countsRows whether the number of all rows is told, so that a missing one shows
     */
    public record Paging(Model model, int mostRows, boolean countsRows) {
        public Paging {
            requireNonNull(model, "model");
            Require.zeroOrMore(mostRows, "mostRows");
        }

        /** How one gets the next part of a list. */
        public enum Model {
            /** There is one part. */
            WHOLE,
            /** By the number of a page; stock that moves meanwhile may show twice or not at all. */
            PAGES,
            /** By a cursor or address of the answer before, which may expire. */
            CURSOR
        }
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
     * @param paging how it comes
     * @param figures which figures are the system's own
     * @param defective how it tells stock that is not fit for sale
     * @param unit what it counts in
     * @param splitRows whether rows of one SKU, inventory type, inbound order and time are parts that add up (one for each
     *     shelf or receipt line); else a second one is the same row come twice
     */
    public record Inventory(
            boolean full,
            boolean zeroRowsOmitted,
            boolean givesTotal,
            boolean inboundNumbers,
            boolean inboundTimes,
            Duration timePrecision,
            ZoneId zone,
            Paging paging,
            Figures figures,
            DefectiveCoding defective,
            Unit unit,
            boolean splitRows) {
        public Inventory {
            requireNonNull(timePrecision, "timePrecision");
            requireNonNull(zone, "zone");
            requireNonNull(paging, "paging");
            requireNonNull(figures, "figures");
            requireNonNull(defective, "defective");
            requireNonNull(unit, "unit");
        }

        /** In counted pages, in pieces, with a code for defective batches, each batch in one row. */
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
                    new Paging(Paging.Model.PAGES, 0, true),
                    givesTotal ? Figures.ALL_THREE : Figures.AVAILABLE_AND_LOCKED,
                    DefectiveCoding.BATCH_CODE,
                    Unit.PIECES,
                    false);
        }

        /** The inventory types it shows; stock here of another type is left alone. */
        public Set<StockQuality> types() {
            return defective == DefectiveCoding.NOT_TOLD
                    ? Set.of(StockQuality.QUALIFIED)
                    : Set.of(StockQuality.values());
        }

        /** The same, coming so. */
        public Inventory paged(Paging paging) {
            return with(paging, figures, defective, unit, splitRows);
        }

        /** The same, with these figures of its own. */
        public Inventory telling(Figures figures) {
            return with(paging, figures, defective, unit, splitRows);
        }

        /** The same, telling defective stock so. */
        public Inventory coding(DefectiveCoding defective) {
            return with(paging, figures, defective, unit, splitRows);
        }

        /** The same, counting in that unit. */
        public Inventory countingIn(Unit unit) {
            return with(paging, figures, defective, unit, splitRows);
        }

        /** The same, with batches that may come in several rows. */
        public Inventory splittingRows() {
            return with(paging, figures, defective, unit, true);
        }

        private Inventory with(
                Paging paging, Figures figures, DefectiveCoding defective, Unit unit, boolean splitRows) {
            return new Inventory(
                    full,
                    zeroRowsOmitted,
                    givesTotal,
                    inboundNumbers,
                    inboundTimes,
                    timePrecision,
                    zone,
                    paging,
                    figures,
                    defective,
                    unit,
                    splitRows);
        }
    }
}
