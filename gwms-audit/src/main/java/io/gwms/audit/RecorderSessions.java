package io.gwms.audit;

import io.gwms.Incubating;
import java.time.Instant;
import java.util.List;

/**
 * Remembers which recorders write into a log and whether each was closed, so that a later start notices one that was
 * killed and notes the gap.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>Once per id.</b> Opening an id again changes nothing.
 *   <li><b>Closed stays closed.</b> A sign of life of a closed session changes nothing.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
@Incubating("one store of calls so far keeps sessions")
public interface RecorderSessions {
    /** A recorder begins to write. */
    void opened(RecorderSession session);

    /** It lives, and has written all calls that ended before that moment. */
    void alive(String id, Instant writtenTo, Instant now);

    /** It has closed with so many calls lost, or was found dead. */
    void closed(String id, Instant now, long lost);

    /** Those that were not closed, oldest first. */
    List<RecorderSession> unclosed();
}
