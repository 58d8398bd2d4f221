package io.gwms.ordersync;

import io.gwms.internal.Require;

/**
 * What became of the orders of a run. They add up: fetched = created + updated + skipped + quarantined.
 *
 * @param created written
 * @param updated changed
 * @param skipped handled, without a need to write
 * @param quarantined set aside with a reason
 * @param notFound numbers that were asked for and that the platform does not know; no part of what was fetched
 */
public record SyncCounts(int created, int updated, int skipped, int quarantined, int notFound) {
    /** Nothing yet. */
    public static final SyncCounts NONE = new SyncCounts(0, 0, 0, 0, 0);

    public SyncCounts {
        Require.zeroOrMore(created, "created");
        Require.zeroOrMore(updated, "updated");
        Require.zeroOrMore(skipped, "skipped");
        Require.zeroOrMore(quarantined, "quarantined");
        Require.zeroOrMore(notFound, "notFound");
    }

    /** Orders the platform returned inside the scope of the run: the «Total» of the log. */
    public int fetched() {
        return created + updated + skipped + quarantined;
    }

    /** Orders that were written: new ones and changed ones. */
    public int written() {
        return created + updated;
    }
}
