package io.gwms.internal.task;

import io.gwms.state.TaskQueue;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskType;
import io.gwms.time.GwmsClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This process among those that share the tasks: holds a lease, and takes a new incarnation when the
 * lease ran out. Shared.
 */
final class Node {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    /** What was claimed, and by which incarnation. */
    record Claim(long incarnation, List<SyncTask> tasks) {}

    /** No incarnation. */
    static final long NONE = 0;

    private final TaskQueue queue;
    private final Predicate<TaskType> types;
    private final GwmsClock clock;
    private final String name;
    private final Duration lease;
    private volatile long incarnation = NONE;
    private volatile Instant leaseEnds = Instant.MIN;

    Node(TaskQueue queue, Predicate<TaskType> types, GwmsClock clock, String name, Duration lease) {
        this.queue = queue;
        this.types = types;
        this.clock = clock;
        this.name = name;
        this.lease = lease;
    }

    /** The incarnation that holds the lease; {@link #NONE} when there is none. */
    long incarnation() {
        return incarnation;
    }

    /** When the lease ends. */
    Instant leaseEnds() {
        return leaseEnds;
    }

    /** Makes the lease run on, in a new incarnation if need be; the incarnation that lives now. */
    synchronized long renew() {
        Instant now = clock.instant();
        if (incarnation == NONE || !queue.renew(incarnation, now, lease)) {
            if (incarnation != NONE) {
                LOG.atWarn()
                        .setMessage(
                                "The lease ran out, or another process took the node's name; rounds in work are run again. Each"
                                        + " process needs a name of its own: Gwms.builder().node(…)")
                        .addKeyValue("node", name)
                        .addKeyValue("incarnation", incarnation)
                        .addKeyValue("leaseEnded", leaseEnds)
                        .log();
            }
            incarnation = NONE;
            incarnation = queue.register(name, now, lease);
        }
        leaseEnds = now.plus(lease);
        return incarnation;
    }

    /**
     * Claims under a lease with at least a third of its time left, so that no claim is born dead. The lease can be
     * renewed meanwhile; when that begins another incarnation, the store refuses the claim of the older one.
     */
    Claim claim(int limit) {
        long alive = incarnation;
        Instant now = clock.instant();
        if (alive == NONE || !now.isBefore(leaseEnds.minus(lease.dividedBy(3)))) {
            alive = renew();
        }
        return new Claim(alive, queue.claim(alive, clock.instant(), limit, types));
    }

    /** Whether that incarnation holds the lease at that moment. */
    boolean holds(long claimant, Instant now) {
        return claimant == incarnation && now.isBefore(leaseEnds);
    }

    /** How long ago the lease was taken or renewed last; empty without one. */
    Optional<Duration> leaseAge() {
        return incarnation == NONE
                ? Optional.empty()
                : Optional.of(Duration.between(leaseEnds.minus(lease), clock.instant()));
    }

    /** Ends the lease. */
    synchronized void leave() {
        if (incarnation != NONE) {
            long left = incarnation;
            incarnation = NONE;
            queue.retire(left);
        }
    }
}
