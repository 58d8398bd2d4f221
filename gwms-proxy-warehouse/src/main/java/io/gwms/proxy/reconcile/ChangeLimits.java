package io.gwms.proxy.reconcile;

import io.gwms.internal.Require;

/**
 * How much one reconciliation may change by itself in a warehouse or in one of its two managed locations; beyond it a
 * person is asked (rule 25). A share counts only together with its least number, so that a small warehouse is not stopped
 * by one batch.
 *
 * @param keyShare share of the batches that may change, 0 to 1; 0.2 by default
 * @param zeroedShare share of the batches that may go to zero, 0 to 1; 0.1 by default
 * @param unitShare share of the pieces that may change, 0 to 1; 0.1 by default
 * @param skuShare share of the pieces of one SKU that may change, 0 to 1; 0.8 by default
 * @param leastKeys changed (or zeroed) batches below which the first two shares do not count; 20 by default
 * @param leastUnits changed pieces below which the shares of pieces do not count, unless (for {@code unitShare}) that many
 *     batches change; 1000 by default
 */
public record ChangeLimits(
        double keyShare, double zeroedShare, double unitShare, double skuShare, int leastKeys, long leastUnits) {
    public ChangeLimits {
        share(keyShare, "keyShare");
        share(zeroedShare, "zeroedShare");
        share(unitShare, "unitShare");
        share(skuShare, "skuShare");
        Require.zeroOrMore(leastKeys, "leastKeys");
        Require.zeroOrMore(leastUnits, "leastUnits");
    }

    /** The defaults. */
    public static ChangeLimits standard() {
        return new ChangeLimits(0.2, 0.1, 0.1, 0.8, 20, 1_000);
    }

    /** Nobody is asked, however much changes. */
    public static ChangeLimits none() {
        return new ChangeLimits(1, 1, 1, 1, Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    private static void share(double value, String name) {
        Require.that(value >= 0 && value <= 1, name, value, "from 0 to 1");
    }
}
