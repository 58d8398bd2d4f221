package io.gwms.platform.sync;

/**
 * Hears how runs get on: behind each page, and at the end. What it throws is logged and breaks nothing.
 *
 * <p><b>Threads:</b> called in the thread of the run, several at once for several stores; return soon.
 */
@FunctionalInterface
public interface SyncListener {
    /** A page is in, or the run has ended. */
    void progressed(RunProgress progress);
}
