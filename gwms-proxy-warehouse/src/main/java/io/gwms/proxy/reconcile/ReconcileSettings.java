package io.gwms.proxy.reconcile;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.stock.StockQuality;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a reconciliation may do by itself.
 *
 * @param limits how much may change in the warehouse; {@link ChangeLimits#standard()} by default
 * @param byLocation the same for a managed location alone, by its inventory type; such a location does not count for the
 *     warehouse. None by default
 * @param maxAge how long ago the first page may have been asked for when the plan is made; an hour by default
 * @param maxReading how long reading all pages may take, since stock moves meanwhile; half an hour by default
 * @param confirmAfter how much later than the first complete snapshot that shows nothing of a batch the second one must
 *     have begun to be believed; ten minutes by default
 * @param residue what becomes of a difference between pieces that name no inbound order and batches that do; reported by
 *     default
 * @param asksFirst whether a person is asked before anything at all is changed; not by default. So every plan is a dry run
 */
public record ReconcileSettings(
        ChangeLimits limits,
        Map<StockQuality, ChangeLimits> byLocation,
        Duration maxAge,
        Duration maxReading,
        Duration confirmAfter,
        Residue residue,
        boolean asksFirst) {

    /** What becomes of a difference that no batch can be named for. */
    public enum Residue {
        /** It is told, and nothing is changed. */
        REPORT,
        /** Too many pieces here are taken from the oldest batches first; missing ones are added without an inbound order. */
        FIFO
    }

    public ReconcileSettings {
        requireNonNull(limits, "limits");
        byLocation = Map.copyOf(byLocation);
        Require.that(!maxAge.isNegative() && !maxAge.isZero(), "maxAge", maxAge, "longer than zero");
        Require.that(!maxReading.isNegative() && !maxReading.isZero(), "maxReading", maxReading, "longer than zero");
        Require.that(!confirmAfter.isNegative(), "confirmAfter", confirmAfter, "zero or longer");
        requireNonNull(residue, "residue");
    }

    /** The defaults. */
    public static ReconcileSettings standard() {
        return new ReconcileSettings(
                ChangeLimits.standard(),
                Map.of(),
                Duration.ofHours(1),
                Duration.ofMinutes(30),
                Duration.ofMinutes(10),
                Residue.REPORT,
                false);
    }

    /** The same with other limits for the warehouse. */
    public ReconcileSettings withLimits(ChangeLimits limits) {
        return new ReconcileSettings(limits, byLocation, maxAge, maxReading, confirmAfter, residue, asksFirst);
    }

    /** The same with limits of its own for the managed location of that inventory type. */
    public ReconcileSettings withLimits(StockQuality location, ChangeLimits limits) {
        Map<StockQuality, ChangeLimits> more = new HashMap<>(byLocation);
        more.put(requireNonNull(location, "location"), requireNonNull(limits, "limits"));
        return new ReconcileSettings(this.limits, more, maxAge, maxReading, confirmAfter, residue, asksFirst);
    }

    /** The same with another limit for the age of a snapshot. */
    public ReconcileSettings withMaxAge(Duration maxAge) {
        return new ReconcileSettings(limits, byLocation, maxAge, maxReading, confirmAfter, residue, asksFirst);
    }

    /** The same with another limit for the time that reading takes. */
    public ReconcileSettings withMaxReading(Duration maxReading) {
        return new ReconcileSettings(limits, byLocation, maxAge, maxReading, confirmAfter, residue, asksFirst);
    }

    /** The same with another wait before a batch that is not shown is believed to be gone. */
    public ReconcileSettings withConfirmAfter(Duration confirmAfter) {
        return new ReconcileSettings(limits, byLocation, maxAge, maxReading, confirmAfter, residue, asksFirst);
    }

    /** The same with another answer to pieces without an inbound order. */
    public ReconcileSettings withResidue(Residue residue) {
        return new ReconcileSettings(limits, byLocation, maxAge, maxReading, confirmAfter, residue, asksFirst);
    }

    /** The same, asking a person before anything is changed. */
    public ReconcileSettings askingFirst() {
        return new ReconcileSettings(limits, byLocation, maxAge, maxReading, confirmAfter, residue, true);
    }
}
