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
 * @param inbounds how it takes inbound orders; empty when it takes none
 * @param inventory how its inventory can be read; empty when it cannot
 */
public record ProxyCapabilities(
        DuplicateModel duplicates,
        boolean findByReference,
        Duration settleDelay,
        CancelModel cancel,
        boolean labels,
        Optional<Inbound> inbounds,
        Optional<Inventory> inventory) {
    /** Made by {@link #builder}. */
    public ProxyCapabilities {
        requireNonNull(duplicates, "duplicates");
        requireNonNull(settleDelay, "settleDelay");
        requireNonNull(cancel, "cancel");
        requireNonNull(inbounds, "inbounds");
        requireNonNull(inventory, "inventory");
        Require.that(!settleDelay.isNegative(), "settleDelay", settleDelay, "zero or longer");
    }

    /** Outbound orders and nothing else: no look-up, no cancelling, no labels, no inbound orders, no inventory. */
    public static Builder builder() {
        return new Builder();
    }

    /** Settings of capabilities; what is not declared is absent. */
    public static final class Builder {
        private DuplicateModel duplicates = DuplicateModel.SECOND_ORDER;
        private boolean findByReference;
        private Duration settleDelay = Duration.ofMinutes(2);
        private CancelModel cancel = CancelModel.NONE;
        private boolean labels;
        private @Nullable Inbound inbounds;
        private @Nullable Inventory inventory;

        private Builder() {}

        /** What becomes of a second outbound order of the same reference; a second order unless set. */
        public Builder duplicates(DuplicateModel duplicates) {
            this.duplicates = duplicates;
            return this;
        }

        /** Outbound orders can be looked up by our reference. */
        public Builder findByReference() {
            this.findByReference = true;
            return this;
        }

        /** How long a request without an answer may still take effect; two minutes unless set. */
        public Builder settleDelay(Duration settleDelay) {
            this.settleDelay = settleDelay;
            return this;
        }

        /** How cancelling an outbound order works; not at all unless set. */
        public Builder cancel(CancelModel cancel) {
            this.cancel = cancel;
            return this;
        }

        /** It takes label files for the parcels of an outbound order. */
        @Incubating("no system connected so far takes label files")
        public Builder labels() {
            this.labels = true;
            return this;
        }

        /** How it takes inbound orders; it takes none unless set. */
        public Builder inbounds(@Nullable Inbound inbounds) {
            this.inbounds = inbounds;
            return this;
        }

        /** How its inventory can be read; it cannot unless set. */
        public Builder inventory(@Nullable Inventory inventory) {
            this.inventory = inventory;
            return this;
        }

        /** The capabilities. */
        public ProxyCapabilities build() {
            return new ProxyCapabilities(
                    duplicates,
                    findByReference,
                    settleDelay,
                    cancel,
                    labels,
                    Optional.ofNullable(inbounds),
                    Optional.ofNullable(inventory));
        }
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
        /** By each batch: its code, or a mark or quantity inside it that the connector hands over as a batch of its own. */
        BATCH_CODE
    }

    /** What quantities are counted in over there. */
    public enum Unit {
        /** Whole pieces. */
        PIECES,
        /** Decimals; a connector calls a read partial in which one is no whole number. */
        DECIMALS
    }

    /**
     * How an inventory is to be read.
     *
     * @param full whether a read shows everything; else only what changed in a window
     * @param zeroRowsOmitted whether a batch of nothing is left out instead of shown as zero
     * @param inboundNumbers whether batches name the inbound order they came with
     * @param inboundTimes whether batches say when they came
     * @param timePrecision how exact that time is, for example a day
     * @param zone the zone its dates are in
     * @param figures which figures are the system's own
     * @param defective how it tells stock that is not fit for sale
     * @param unit what it counts in
     * @param splitRows whether rows of one SKU, inventory type, inbound order and time are parts that add up (one for each
     *     shelf or receipt line); else a second one is the same row come twice
     * @param skusAtOnce how many SKUs a read can be limited to; 0 when only everything can be asked for
     */
    public record Inventory(
            boolean full,
            boolean zeroRowsOmitted,
            boolean inboundNumbers,
            boolean inboundTimes,
            Duration timePrecision,
            ZoneId zone,
            Figures figures,
            DefectiveCoding defective,
            Unit unit,
            boolean splitRows,
            int skusAtOnce) {
        /** Made by {@link #builder}. */
        public Inventory {
            requireNonNull(timePrecision, "timePrecision");
            requireNonNull(zone, "zone");
            requireNonNull(figures, "figures");
            requireNonNull(defective, "defective");
            requireNonNull(unit, "unit");
            Require.zeroOrMore(skusAtOnce, "skusAtOnce");
        }

        /**
         * All of it, in pieces, each batch in one row with available and locked, a batch of nothing shown
         * as zero, a code for defective ones; its times exact to the millisecond.
         *
         * @param zone the zone its dates are in
         */
        public static Builder builder(ZoneId zone) {
            return new Builder(zone);
        }

        /** Settings that begin with these. */
        public Builder toBuilder() {
            return new Builder(this);
        }

        /** Whether the system states a total of its own. */
        public boolean givesTotal() {
            return figures != Figures.AVAILABLE_AND_LOCKED;
        }

        /** The inventory types it shows; stock here of another type is left alone. */
        public Set<StockQuality> types() {
            return defective == DefectiveCoding.NOT_TOLD
                    ? Set.of(StockQuality.QUALIFIED)
                    : Set.of(StockQuality.values());
        }

        /** Settings of an inventory. */
        public static final class Builder {
            private boolean full = true;
            private boolean zeroRowsOmitted;
            private boolean inboundNumbers;
            private boolean inboundTimes;
            private Duration timePrecision = Duration.ofMillis(1);
            private ZoneId zone;
            private Figures figures = Figures.AVAILABLE_AND_LOCKED;
            private DefectiveCoding defective = DefectiveCoding.BATCH_CODE;
            private Unit unit = Unit.PIECES;
            private boolean splitRows;
            private int skusAtOnce;

            private Builder(ZoneId zone) {
                this.zone = zone;
            }

            private Builder(Inventory from) {
                full = from.full;
                zeroRowsOmitted = from.zeroRowsOmitted;
                inboundNumbers = from.inboundNumbers;
                inboundTimes = from.inboundTimes;
                timePrecision = from.timePrecision;
                zone = from.zone;
                figures = from.figures;
                defective = from.defective;
                unit = from.unit;
                splitRows = from.splitRows;
                skusAtOnce = from.skusAtOnce;
            }

            /** Whether a read shows everything, as it does unless set; else only what changed in a window. */
            public Builder full(boolean full) {
                this.full = full;
                return this;
            }

            /** Whether a batch of nothing is left out; it is shown as zero unless set. */
            public Builder zeroRowsOmitted(boolean zeroRowsOmitted) {
                this.zeroRowsOmitted = zeroRowsOmitted;
                return this;
            }

            /** Batches name the inbound order they came with. */
            public Builder inboundNumbers() {
                this.inboundNumbers = true;
                return this;
            }

            /** Batches say when they came. */
            public Builder inboundTimes() {
                this.inboundTimes = true;
                return this;
            }

            /** How exact its times are; a millisecond unless set. */
            public Builder timePrecision(Duration timePrecision) {
                this.timePrecision = timePrecision;
                return this;
            }

            /** The zone its dates are in. */
            public Builder zone(ZoneId zone) {
                this.zone = zone;
                return this;
            }

            /** Which figures are the system's own; available and locked unless set. */
            public Builder figures(Figures figures) {
                this.figures = figures;
                return this;
            }

            /** How it tells stock that is not fit for sale; by a code of each batch unless set. */
            public Builder defective(DefectiveCoding defective) {
                this.defective = defective;
                return this;
            }

            /** What it counts in; pieces unless set. */
            public Builder unit(Unit unit) {
                this.unit = unit;
                return this;
            }

            /** Whether a batch may come in several rows that add up; it comes in one unless set. */
            public Builder splitRows(boolean splitRows) {
                this.splitRows = splitRows;
                return this;
            }

            /** How many SKUs can be asked for by themselves; none unless set. */
            public Builder skusAtOnce(int skusAtOnce) {
                this.skusAtOnce = skusAtOnce;
                return this;
            }

            /** The inventory. */
            public Inventory build() {
                return new Inventory(
                        full,
                        zeroRowsOmitted,
                        inboundNumbers,
                        inboundTimes,
                        timePrecision,
                        zone,
                        figures,
                        defective,
                        unit,
                        splitRows,
                        skusAtOnce);
            }
        }
    }
}
