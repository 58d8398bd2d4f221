package io.gwms.evidence;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The ways out of the API log, apart from the log itself so that whoever may read it cannot remove from it.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Only what is due.</b> {@link #purge} takes what the retention no longer keeps, the oldest first, and nothing
 *       else; failures stay as long as their own limits say.
 *   <li><b>Step by step.</b> Each step is one short transaction over a bounded number of calls; repeated until it
 *       answers empty, it has done all. Several nodes may do it at once.
 *   <li><b>A trace.</b> What a step removed and the note of it are one commit.
 *   <li><b>Erased is gone.</b> Of an erased call only what says nothing of a person remains: when, which action, which
 *       integration, how it ended, how long it took, how large it was. The end of a call that was erased while it was open
 *       brings nothing back.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
public interface ApiCallMaintenance {
    /**
     * Removes a part of what the retention no longer keeps.
     *
     * @param limit calls at most, 1 to 10000
     * @return what was removed; empty when nothing is due
     */
    Optional<PurgeNote> purge(Retention retention, Instant now, int limit);

    /**
     * Erases the contents of all calls that the request names, however long that takes.
     *
     * @return what was removed, a note for each step; empty when nothing was found
     */
    List<PurgeNote> erase(Erasure request, Instant now);

    /** The newest notes, at most so many. */
    List<PurgeNote> notes(int limit);
}
