package io.gwms.proxy.reconcile;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import java.time.Duration;

/**
 * How much a reconciliation may change by itself; beyond it a person is asked. A share counts only together with its
 * least number, so that a small warehouse is not stopped by one batch.
 *
 * @param keyShare share of the batches that may change, 0 to 1; 0.2 by default
 * @param zeroedShare share of the batches that may go to zero, 0 to 1; 0.1 by default
 * @param unitShare share of the pieces that may change, 0 to 1; 0.1 by default
 * @param leastKeys changed (or zeroed) batches below which the first two shares do not count; 20 by default
 * @param leastUnits changed pieces below which the share of pieces does not count, unless that many batches change; 1000
 *     by default
 * @param maxAge how long ago the first page may have been asked for when the plan is made; an hour by default
 * @param confirmAfter how much later than the first complete snapshot that shows nothing of a batch the second one must
 *     have begun to be believed; ten minutes by default
 * @param residue what becomes of a difference between pieces that name no inbound order and batches that do; reported by
 *     default
 */
@Incubating
public record ReconcileSettings(
        double keyShare,
        double zeroedShare,
        double unitShare,
        int leastKeys,
        long leastUnits,
        Duration maxAge,
        Duration confirmAfter,
        Residue residue) {

    /** What becomes of a difference that no batch can be named for. */
    public enum Residue {
        /** It is told, and nothing is changed. */
        REPORT,
        /** Too many pieces here are taken from the oldest batches first; missing ones are added without an inbound order. */
        FIFO
    }

    public ReconcileSettings {
        share(keyShare, "keyShare");
        share(zeroedShare, "zeroedShare");
        share(unitShare, "unitShare");
        Require.zeroOrMore(leastKeys, "leastKeys");
        Require.zeroOrMore(leastUnits, "leastUnits");
        Require.that(!maxAge.isNegative() && !maxAge.isZero(), "maxAge", maxAge, "longer than zero");
        requireNonNull(residue, "residue");
        Require.that(!confirmAfter.isNegative(), "confirmAfter", confirmAfter, "zero or longer");
    }

    /** The defaults. */
    public static ReconcileSettings standard() {
        return new ReconcileSettings(
                0.2, 0.1, 0.1, 20, 1_000, Duration.ofHours(1), Duration.ofMinutes(10), Residue.REPORT);
    }

    /** The same with another answer to pieces without an inbound order. */
    public ReconcileSettings withResidue(Residue residue) {
        return new ReconcileSettings(
                keyShare, zeroedShare, unitShare, leastKeys, leastUnits, maxAge, confirmAfter, residue);
    }

    private static void share(double value, String name) {
        Require.that(value >= 0 && value <= 1, name, value, "from 0 to 1");
    }
}
