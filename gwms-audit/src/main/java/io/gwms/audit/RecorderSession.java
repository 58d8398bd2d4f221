package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import java.time.Instant;

/**
 * One recorder's time of writing into a log.
 *
 * @param id unique
 * @param host the machine it runs on
 * @param process its process, as the machine tells it from others: id and start
 * @param openedAt when it began
 * @param seenAt its last sign of life
 * @param writtenTo calls that ended before are written
 * @param capacity how many calls at most are in its memory
 */
@Incubating("one store of calls so far keeps sessions")
public record RecorderSession(
        String id, String host, String process, Instant openedAt, Instant seenAt, Instant writtenTo, long capacity) {
    public RecorderSession {
        Require.text(id, "id");
        requireNonNull(host, "host");
        requireNonNull(process, "process");
        requireNonNull(openedAt, "openedAt");
        requireNonNull(seenAt, "seenAt");
        requireNonNull(writtenTo, "writtenTo");
        Require.zeroOrMore(capacity, "capacity");
    }
}
