package io.gwms.task;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the tasks of this process do, at one moment. The counts run from its start and never go back; the database's own
 * totals are in {@link Tasks#countByStatus}.
 *
 * @param claimed tasks taken from the queue
 * @param completed rounds whose end was stored, failed ones included
 * @param failed those of them that failed
 * @param stale rounds whose result was dropped, because the task was taken over, changed or ended meanwhile
 * @param rescued tasks of dead nodes that this one made due again
 * @param handedBack claims given back before their round began
 * @param latenessP50 how long after its due time a round began, for half of the rounds of the last minute; exact to an
 *     eighth, zero without rounds
 * @param latenessP95 the same for 95 of 100
 * @param latenessP99 the same for 99 of 100
 * @param waiting claims that wait for a worker
 * @param running claims whose round runs or whose end is being stored
 * @param leaseRenewedAgo since when the node has lived without renewing its lease; null when it holds none
 */
public record TaskMetrics(
        long claimed,
        long completed,
        long failed,
        long stale,
        long rescued,
        long handedBack,
        Duration latenessP50,
        Duration latenessP95,
        Duration latenessP99,
        int waiting,
        int running,
        @Nullable Duration leaseRenewedAgo) {
    public TaskMetrics {
        requireNonNull(latenessP50, "latenessP50");
        requireNonNull(latenessP95, "latenessP95");
        requireNonNull(latenessP99, "latenessP99");
    }
}
