package io.gwms.internal.task;

import io.gwms.internal.LastingFailure;
import io.gwms.state.StateRepository;
import io.gwms.state.TaskQueue.WakeUps;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.time.GwmsClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims what is due, as much as there is room for in hand. While more is due than there is room for it waits until a
 * good part of the room is free, so that it claims in bites and not in crumbs; else it claims at once and then sleeps
 * until the next task is due, until it is woken, or until it has to look by itself. {@link #run} is one thread; {@link
 * #wake} and {@link #freed} are shared.
 */
final class Claimer {
    private static final Logger LOG = LoggerFactory.getLogger(Claimer.class);
    private static final Duration RESCUE_EVERY = Duration.ofSeconds(1);
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LONGEST_AT_A_LIMIT = Duration.ofSeconds(1);
    private static final long BREATH_NANOS = 4_000_000L;
    private static final long SHORT_BREATH_NANOS = 500_000L;
    private static final int MOST_PER_CLAIM = 1_000;

    /** Takes claims to be run; all of them are in hand before the first begins. */
    interface Hands {
        void take(List<LiveRun> claims);
    }

    private final StateRepository state;
    private final ServedTypes served;
    private final GwmsClock clock;
    private final Node node;
    private final RoundRunner runner;
    private final Pace pace;
    private final LiveRuns live;
    private final Counts counts;
    private final LastingFailure trouble;
    private final Hands hands;
    private Instant lastRescue = Instant.MIN;
    private long lastClaimNanos = System.nanoTime();
    private boolean inDoubt;
    private boolean more;
    private boolean wasFull;
    private int sleepsForRoom;
    private Duration atLimit = SHORTEST;
    private volatile boolean woken;
    private volatile int wantedRoom;
    private volatile @Nullable Thread sleeper;

    Claimer(
            StateRepository state,
            ServedTypes served,
            GwmsClock clock,
            Node node,
            RoundRunner runner,
            Pace pace,
            LiveRuns live,
            Counts counts,
            LastingFailure trouble,
            Hands hands) {
        this.state = state;
        this.served = served;
        this.clock = clock;
        this.node = node;
        this.runner = runner;
        this.pace = pace;
        this.live = live;
        this.counts = counts;
        this.trouble = trouble;
        this.hands = hands;
    }

    /** Claims until the end. */
    void run(CountDownLatch end, WakeUps wakeUps) {
        Cycles.repeat(end, trouble, () -> cycle(wakeUps), this::sleep);
    }

    /** Something may have become due. */
    void wake() {
        woken = true;
        unpark();
    }

    /** A claim has left the hands. */
    void freed() {
        int wanted = wantedRoom;
        if (wanted > 0 && room() >= wanted) {
            wantedRoom = 0;
            unpark();
        }
    }

    private int room() {
        return pace.claims() - live.count();
    }

    private void unpark() {
        Thread asleep = sleeper;
        if (asleep != null) {
            LockSupport.unpark(asleep);
        }
    }

    private Duration cycle(WakeUps wakeUps) {
        rescue();
        if (inDoubt) {
            takeUpWhatIsHeld();
        }
        int room = room();
        if (room <= 0) {
            more = true;
            wasFull = true;
            return forRoom(1, SHORTEST);
        }
        if (wasFull) {
            wasFull = false; // the ends of many are stored together, so that more room is made at this moment
            lastClaimNanos = Math.max(lastClaimNanos, System.nanoTime() - BREATH_NANOS + SHORT_BREATH_NANOS);
        }
        int bite = pace.claims() / 4;
        long breath = BREATH_NANOS - (System.nanoTime() - lastClaimNanos);
        if (more && room < bite && breath > 0) {
            return forRoom(bite, Duration.ofNanos(breath));
        }
        woken = false;
        int limit = Math.min(room, MOST_PER_CLAIM);
        int claimed = claim(limit);
        more = claimed == limit;
        return more || woken ? Duration.ZERO : untilDue(claimed, wakeUps.lookEvery());
    }

    /** Until so many slots are free; a look now and then, because room is made by a faster pace too. */
    private Duration forRoom(int wanted, Duration atMost) {
        woken = false;
        wakeForRoom(wanted);
        return room() >= wanted ? Duration.ZERO : atMost;
    }

    private void wakeForRoom(int wanted) {
        sleepsForRoom = wanted;
        wantedRoom = wanted;
    }

    private int claim(int limit) {
        inDoubt = true;
        Node.Claim claim = node.claim(limit);
        lastClaimNanos = System.nanoTime();
        take(claim);
        inDoubt = false;
        return claim.tasks().size();
    }

    private void take(Node.Claim claim) {
        int claimed = claim.tasks().size();
        if (claimed > 0) {
            counts.claimed(claimed);
            hands.take(runner.open(claim));
        }
    }

    /**
     * A claim that was not answered may have been made all the same. Nobody else would ever run what it took, since this
     * node lives. What is in hand is looked at first: it may end meanwhile, and must not be taken for lost then.
     */
    private void takeUpWhatIsHeld() {
        Set<TaskId> inHand = new HashSet<>(live.tasks());
        long incarnation = node.incarnation();
        List<SyncTask> lost = state.queue().held(incarnation).stream()
                .filter(task -> !inHand.contains(task.id()))
                .toList();
        take(new Node.Claim(incarnation, lost));
        inDoubt = false;
    }

    /** What is due and was not claimed waits for a limit; a round that ends here may be what it waits for. */
    private Duration untilDue(int claimed, Duration lookEvery) {
        Duration wait = state.tasks()
                .nextDue(served)
                .map(due -> Duration.between(clock.instant(), due))
                .orElse(lookEvery);
        if (wait.compareTo(SHORTEST) >= 0) {
            atLimit = SHORTEST;
            return wait.compareTo(lookEvery) > 0 ? lookEvery : wait;
        }
        atLimit = claimed > 0 ? SHORTEST : longer(atLimit);
        wakeForRoom(1);
        return atLimit.compareTo(lookEvery) > 0 ? lookEvery : atLimit;
    }

    private static Duration longer(Duration wait) {
        Duration twice = wait.multipliedBy(2);
        return twice.compareTo(LONGEST_AT_A_LIMIT) > 0 ? LONGEST_AT_A_LIMIT : twice;
    }

    private void sleep(Duration wait) {
        sleeper = Thread.currentThread();
        long end = System.nanoTime() + wait.toNanos();
        long left = wait.toNanos();
        while (left > 0 && !woken && wantedRoom == sleepsForRoom) {
            LockSupport.parkNanos(this, left);
            if (Thread.interrupted()) {
                LOG.debug(
                        "An interrupt was ignored: nobody owns this thread but the engine, which ends it by its latch");
            }
            left = end - System.nanoTime();
        }
        sleeper = null;
        wakeForRoom(0);
    }

    private void rescue() {
        Instant now = clock.instant();
        if (lastRescue.equals(Instant.MIN) || !now.isBefore(lastRescue.plus(RESCUE_EVERY))) {
            int rescued = state.queue().rescue(now);
            lastRescue = now;
            if (rescued > 0) {
                counts.rescued(rescued);
                LOG.atWarn()
                        .setMessage("Tasks of nodes that died are run again")
                        .addKeyValue("tasks", rescued)
                        .log();
            }
        }
    }
}
