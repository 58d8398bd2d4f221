package io.gwms.internal.task;

import static java.util.concurrent.TimeUnit.NANOSECONDS;

import io.gwms.redact.Redactor;
import io.gwms.state.StateRepository;
import io.gwms.task.TaskId;
import io.gwms.time.GwmsClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks when they are due: by threads of its own between {@link #start} and {@link #stop}, or in
 * the caller's thread by {@link #step}.
 *
 * <p>Three threads: one claims, one keeps the lease and the deadlines, one does the housekeeping. Rounds
 * run on the executor, never more at once than there are workers, so a claimed task begins at once. While
 * the store cannot be reached all of them try again, less and less often up to five seconds apart.
 */
public final class TaskEngine {
    private static final Logger LOG = LoggerFactory.getLogger(TaskEngine.class);
    private static final Duration FALLBACK = Duration.ofSeconds(5);
    private static final Duration SHORTEST = Duration.ofMillis(50);
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(2);
    private static final Duration RESCUE_EVERY = Duration.ofSeconds(1);
    private static final int MOST_PER_CLAIM = 100;
    private static final int STEP_RETRIES = 3;

    private final StateRepository state;
    private final GwmsClock clock;
    private final EngineSettings settings;
    private final Housekeeping housekeeping;
    private final Node node;
    private final RoundRunner runner;
    private final Set<LiveRun> live = ConcurrentHashMap.newKeySet();
    private final Semaphore wake = new Semaphore(0);
    private final Semaphore ended = new Semaphore(0);
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch drained = new CountDownLatch(1);
    private final Workers workers;
    private final List<Thread> threads = new ArrayList<>();
    private final Object stepping = new Object();
    private Instant lastRescue = Instant.MIN;

    /** An engine at rest. */
    public TaskEngine(
            StateRepository state,
            GwmsClock clock,
            TaskTypes types,
            Redactor redactor,
            Housekeeping housekeeping,
            EngineSettings settings) {
        this.state = state;
        this.clock = clock;
        this.settings = settings;
        this.housekeeping = housekeeping;
        this.node = new Node(state.queue(), clock, settings.node(), settings.lease());
        this.runner = new RoundRunner(state, clock, types, new SafeText(redactor));
        this.workers = new Workers(settings.workers(), settings.executor());
    }

    /** Takes the lease, in the caller's thread, and begins to run what is due. Once only. */
    public void start() {
        node.renew();
        threads.add(daemon("gwms-tasks", () -> repeat(stopping, this::claimCycle, this::awaitWake)));
        threads.add(daemon("gwms-lease", () -> repeat(drained, this::keepLease, wait -> await(drained, wait))));
        threads.add(daemon(
                "gwms-housekeeping", () -> repeat(stopping, this::keepHouse, wait -> await(stopping, wait))));
    }

    /** Tells it that something has become due. */
    public void wake() {
        wake.release();
    }

    /**
     * Runs housekeeping, what dead nodes left, and then everything that is due, until nothing is.
     *
     * @return how many rounds ran
     */
    public int step() {
        synchronized (stepping) {
            int rounds = 0;
            node.renew();
            try {
                housekeeping.run();
                state.queue().rescue(clock.instant());
                while (stopping.getCount() > 0) {
                    Node.Claim claim = node.claim(1);
                    if (claim.tasks().isEmpty()) {
                        break;
                    }
                    claim.tasks().forEach(task -> stepOne(runner.open(task, claim.incarnation())));
                    rounds += claim.tasks().size();
                }
                return rounds;
            } finally {
                node.leave();
            }
        }
    }

    private void stepOne(LiveRun run) {
        live.add(run);
        try {
            runner.run(run, TaskEngine::retryOrThrow);
        } finally {
            over(run);
        }
    }

    private static boolean retryOrThrow(LiveRun run, int failures, Throwable failure) {
        if (failures <= STEP_RETRIES) {
            return true;
        }
        throw failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }

    /**
     * Claims no more, waits for the rounds in work, interrupts those that are not over in time and ends
     * the lease. Harmless when it was never started.
     *
     * @return the tasks whose round was not over; they are rescued by whoever runs next
     */
    public List<TaskId> stop(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        stopping.countDown();
        wake.release();
        claimer().ifPresent(thread -> join(thread, end));
        drain(end);
        drained.countDown();
        threads.forEach(thread -> join(thread, end));
        List<TaskId> left = live.stream()
                .map(run -> run.task().id())
                .sorted(TaskEngine::byId)
                .toList();
        live.forEach(LiveRun::abandon);
        if (node.incarnation() != Node.NONE) {
            join(daemon("gwms-leave", this::leave), end + LEAVE_WITHIN.toNanos());
        }
        workers.close();
        return left;
    }

    /** In a thread of its own, because a store that hangs must not make a close hang. */
    private void leave() {
        try {
            node.leave();
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .setMessage("The lease could not be ended; it runs out by itself")
                    .setCause(e)
                    .log();
        }
    }

    /** One line on how it stands. */
    public String health() {
        long incarnation = node.incarnation();
        return live.size() + " of " + settings.workers() + " workers busy, node " + settings.node()
                + (incarnation == Node.NONE
                        ? " without a lease"
                        : " (incarnation " + incarnation + ") leased until " + node.leaseEnds());
    }

    private static int byId(TaskId a, TaskId b) {
        return Long.compare(a.value(), b.value());
    }

    private Optional<Thread> claimer() {
        return threads.stream().findFirst();
    }

    private static Thread daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** Runs the cycle until the end, waits in between as long as it says, and outlives whatever it throws. */
    private static void repeat(CountDownLatch end, Supplier<Duration> cycle, Consumer<Duration> pause) {
        int failures = 0;
        while (end.getCount() > 0) {
            try {
                Duration wait = cycle.get();
                failures = 0;
                pause.accept(wait);
            } catch (Throwable e) {
                failures++;
                LOG.atWarn()
                        .setMessage("A cycle of the task engine failed and is tried again")
                        .addKeyValue("failures", failures)
                        .setCause(e)
                        .log();
                await(end, backoff(failures));
            }
        }
    }

    private void awaitWake(Duration wait) {
        try {
            if (wait.isZero() || wake.tryAcquire(wait.toNanos(), NANOSECONDS)) {
                wake.drainPermits();
            }
        } catch (InterruptedException e) {
            ignored(e);
        }
    }

    private static void await(CountDownLatch latch, Duration wait) {
        try {
            if (latch.await(wait.toNanos(), NANOSECONDS)) {
                LOG.trace("The wait ended early, because the engine ends");
            }
        } catch (InterruptedException e) {
            ignored(e);
        }
    }

    /** Nobody owns these threads but the engine; it ends them by its latches, so an interrupt says nothing. */
    private static void ignored(InterruptedException e) {
        LOG.debug("An interrupt was ignored", e);
    }

    private static Duration backoff(int failures) {
        Duration wait = Duration.ofMillis(100L << Math.min(failures - 1, 6));
        return wait.compareTo(FALLBACK) > 0 ? FALLBACK : wait;
    }

    private Duration claimCycle() {
        rescue();
        int free = settings.workers() - live.size();
        if (free <= 0) {
            return FALLBACK;
        }
        int limit = Math.min(free, MOST_PER_CLAIM);
        Node.Claim claim = node.claim(limit);
        claim.tasks().forEach(task -> dispatch(runner.open(task, claim.incarnation())));
        return claim.tasks().size() == limit ? Duration.ZERO : untilDue();
    }

    private Duration untilDue() {
        Duration wait = state.tasks()
                .nextDue()
                .map(due -> Duration.between(clock.instant(), due))
                .orElse(FALLBACK);
        if (wait.compareTo(FALLBACK) > 0) {
            return FALLBACK;
        }
        return wait.compareTo(SHORTEST) < 0 ? SHORTEST : wait;
    }

    private void rescue() {
        Instant now = clock.instant();
        if (lastRescue.equals(Instant.MIN) || !now.isBefore(lastRescue.plus(RESCUE_EVERY))) {
            int rescued = state.queue().rescue(now);
            lastRescue = now;
            if (rescued > 0) {
                LOG.atWarn()
                        .setMessage("Tasks of nodes that died are run again")
                        .addKeyValue("tasks", rescued)
                        .log();
            }
        }
    }

    private void dispatch(LiveRun run) {
        live.add(run);
        try {
            workers.execute(() -> {
                try {
                    runner.run(run, this::waitForStore);
                } finally {
                    over(run);
                }
            });
        } catch (Throwable e) {
            runner.giveBack(run, "the executor took no more work: " + e, this::waitForStore);
            over(run);
        }
    }

    private void over(LiveRun run) {
        live.remove(run);
        ended.release();
        wake.release();
    }

    /** Goes on as long as the claim's lease lives, since only its end makes somebody else run the task. */
    private boolean waitForStore(LiveRun run, int failures, Throwable failure) {
        if (drained.getCount() == 0 || node.incarnation() != run.incarnation()) {
            return false;
        }
        if (failures == 1) {
            LOG.atWarn()
                    .setMessage("The end of a round could not be stored and is tried again")
                    .addKeyValue("task", run.task().id())
                    .setCause(failure)
                    .log();
        }
        await(drained, backoff(failures));
        return true;
    }

    private Duration keepLease() {
        Instant now = clock.instant();
        if (!now.isBefore(
                node.leaseEnds().minus(settings.lease().multipliedBy(2).dividedBy(3)))) {
            long alive = node.renew();
            live.stream().filter(run -> run.incarnation() != alive).forEach(LiveRun::loseLease);
        }
        live.stream()
                .filter(run -> !run.isAbandoned() && now.isAfter(run.deadline()))
                .forEach(run -> runner.overdue(run, (late, failures, failure) -> failures < STEP_RETRIES));
        Duration tick = settings.lease().dividedBy(30);
        return tick.compareTo(RESCUE_EVERY) > 0 ? RESCUE_EVERY : tick;
    }

    private Duration keepHouse() {
        housekeeping.run();
        wake.release();
        return settings.housekeepingEvery();
    }

    private void drain(long end) {
        boolean interrupted = false;
        while (!live.isEmpty() && !interrupted) {
            try {
                if (!ended.tryAcquire(Math.max(0, end - System.nanoTime()), NANOSECONDS)) {
                    return;
                }
            } catch (InterruptedException e) {
                interrupted = true;
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void join(Thread thread, long end) {
        try {
            long millis = NANOSECONDS.toMillis(end - System.nanoTime());
            thread.join(Math.max(1, millis));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
