package io.gwms.internal.task;

import io.gwms.internal.LastingFailure;
import io.gwms.redact.Redactor;
import io.gwms.state.StateRepository;
import io.gwms.state.TaskQueue;
import io.gwms.state.TaskQueue.WakeUps;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskMetrics;
import io.gwms.task.TaskStatus;
import io.gwms.time.GwmsClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs tasks when they are due: by threads of its own between {@link #start} and {@link #stop}, or in
 * the caller's thread by {@link #step}.
 *
 * <p>A claim goes from the {@link Claimer} to the {@link Workers}, and its end by the {@link Flusher} to the store; each
 * takes all that is there at a time. A thread for claiming, two for storing, one for the lease and the deadlines, one for
 * the housekeeping. While the store cannot be reached all of them try again, less and less often up to five
 * seconds apart.
 */
public final class TaskEngine {
    private static final Logger LOG = LoggerFactory.getLogger(TaskEngine.class);
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(2);
    private static final Duration LONGEST_TICK = Duration.ofSeconds(1);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final long LONGEST_WAIT_NANOS = 2_000_000_000L;
    private static final int STEP_RETRIES = 3;

    private final StateRepository state;
    private final TaskQueue queue;
    private final ServedTypes served;
    private final GwmsClock clock;
    private final EngineSettings settings;
    private final Housekeeping housekeeping;
    private final Node node;
    private final SafeText words;
    private final LastingFailure claiming;
    private final LastingFailure leasing;
    private final LastingFailure storing;
    private final LastingFailure keepingHouse;
    private final Counts counts;
    private final Pace pace;
    private final Completer completer;
    private final RoundRunner runner;
    private final LiveRuns live = new LiveRuns();
    private final Workers workers;
    private final Flusher flusher;
    private final Claimer claimer;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private final CountDownLatch drained = new CountDownLatch(1);
    private final List<Thread> threads = new ArrayList<>();
    private final Object stepping = new Object();
    private @Nullable WakeUps wakeUps;

    /** An engine at rest. */
    public TaskEngine(
            StateRepository state,
            GwmsClock clock,
            TaskTypes types,
            Redactor redactor,
            Housekeeping housekeeping,
            EngineSettings settings) {
        this.state = state;
        this.queue = state.queue();
        this.served = new ServedTypes(types);
        this.clock = clock;
        this.settings = settings;
        this.housekeeping = housekeeping;
        this.node = new Node(queue, served, clock, settings.node(), settings.lease());
        this.words = new SafeText(redactor);
        this.claiming = new LastingFailure(LOG, redactor, "Tasks cannot be claimed", "Tasks are claimed again");
        this.leasing = new LastingFailure(LOG, redactor, "The lease cannot be kept", "The lease is kept again");
        this.storing = new LastingFailure(
                LOG,
                redactor,
                "The ends of rounds cannot be stored",
                "No end of a round waits for the store any longer");
        this.keepingHouse =
                new LastingFailure(LOG, redactor, "The housekeeping cannot be done", "The housekeeping is done again");
        this.counts = new Counts(settings.dropped(), words);
        this.pace = new Pace(settings.workers(), settings.inHand());
        this.completer = new Completer(state, clock, words, counts, storing);
        this.runner = new RoundRunner(clock, types, words, completer, counts);
        this.workers = new Workers(settings.workers(), settings.executor(), this::work);
        this.flusher = new Flusher(state, completer, counts, words, storing, new Ends());
        this.claimer = new Claimer(state, served, clock, node, runner, pace, live, counts, claiming, this::take);
    }

    /** Takes the lease, in the caller's thread, and begins to run what is due. Once only. */
    public void start() {
        node.renew();
        WakeUps woken = queue.onDue(this::wake);
        wakeUps = woken;
        threads.add(Cycles.daemon("gwms-tasks", () -> claimer.run(stopping, woken)));
        threads.add(Cycles.daemon("gwms-completer", flusher::run));
        threads.add(Cycles.daemon("gwms-completer-2", flusher::help));
        threads.add(Cycles.daemon(
                "gwms-lease",
                () -> Cycles.repeat(drained, leasing, this::keepLease, wait -> Cycles.await(drained, wait))));
        threads.add(Cycles.daemon(
                "gwms-housekeeping",
                () -> Cycles.repeat(stopping, keepingHouse, this::keepHouse, wait -> Cycles.await(stopping, wait))));
    }

    /** Tells it that something has become due. */
    public void wake() {
        claimer.wake();
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
                counts.rescued(queue.rescue(clock.instant()));
                while (stopping.getCount() > 0) { // one at a time, because a handler may let time pass
                    Node.Claim claim = node.claim(1);
                    if (claim.tasks().isEmpty()) {
                        break;
                    }
                    counts.claimed(1);
                    runner.open(claim).forEach(this::stepOne);
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
            runner.run(run, TaskEngine::retryOrThrow)
                    .ifPresent(ending -> completer.store(ending, TaskEngine::retryOrThrow));
        } finally {
            live.remove(run);
        }
    }

    private static boolean retryOrThrow(LiveRun run, int failures, Throwable failure) {
        if (failures <= STEP_RETRIES) {
            return true;
        }
        throw failure instanceof RuntimeException e ? e : new IllegalStateException(failure);
    }

    /**
     * Claims no more, hands back what has not begun, waits for the rounds in work, interrupts those that are not over in
     * time and ends the lease. Harmless when it was never started.
     *
     * @return the tasks whose round was not over; they are rescued by whoever runs next
     */
    public List<TaskId> stop(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        stopping.countDown();
        if (wakeUps != null) {
            wakeUps.close();
        }
        claimer.wake();
        claimerThread().ifPresent(thread -> Cycles.join(thread, end));
        workers.takeBack(run -> true).forEach(run -> flusher.submit(completer.handedBack(run)));
        live.awaitNone(end);
        drained.countDown();
        flusher.end();
        threads.forEach(thread -> Cycles.join(thread, end));
        List<TaskId> left = live.tasks();
        live.forEach(LiveRun::abandon);
        if (node.incarnation() != Node.NONE) {
            Cycles.join(Cycles.daemon("gwms-leave", this::leave), end + LEAVE_WITHIN.toNanos());
        }
        workers.close();
        return left;
    }

    private Optional<Thread> claimerThread() {
        return threads.stream().findFirst();
    }

    /** In a thread of its own, because a store that hangs must not make a close hang. */
    private void leave() {
        try {
            node.leave();
        } catch (RuntimeException e) {
            LOG.atWarn()
                    .setMessage("The lease could not be ended; it runs out by itself")
                    .setCause(words.cause(e))
                    .log();
        }
    }

    /** When the next task is due that this node does. */
    public Optional<Instant> nextDue() {
        return state.tasks().nextDue(served);
    }

    /** One line on how it stands. */
    public String health() {
        long incarnation = node.incarnation();
        int waiting = workers.waiting();
        return live.count() - waiting + " claims in work by " + settings.workers() + " workers, " + waiting
                + " waiting, node " + settings.node()
                + (incarnation == Node.NONE
                        ? " without a lease"
                        : " (incarnation " + incarnation + ") leased until " + node.leaseEnds())
                + troubles();
    }

    private String troubles() {
        return Stream.of(claiming, leasing, storing, housekeeping.outage())
                .flatMap(trouble -> trouble.line().stream())
                .map(line -> "; " + line)
                .collect(Collectors.joining());
    }

    /** What it has done so far, and how it stands. */
    public TaskMetrics metrics() {
        int waiting = workers.waiting();
        return counts.snapshot(clock.instant(), waiting, Math.max(0, live.count() - waiting), node.leaseAge());
    }

    private void take(List<LiveRun> claims) {
        claims.forEach(live::add);
        try {
            workers.run(claims);
        } catch (RuntimeException | Error e) {
            String why = "the executor took no more work: " + e;
            workers.takeBack(run -> true).forEach(run -> flusher.submit(runner.refused(run, why)));
        }
    }

    /** A worker's part of a claim: the round, and what its handler wants changed. Never throws. */
    private void work(LiveRun run) {
        try {
            Optional<Ending> ending = worked(run);
            if (ending.isPresent()) {
                flusher.submit(ending.get());
            } else {
                free(run);
            }
        } catch (Throwable e) {
            LOG.atError()
                    .setMessage("A round could not be ended as its handler said; it counts as failed")
                    .addKeyValue("task", run.task().id())
                    .setCause(words.cause(e))
                    .log();
            flusher.submit(runner.broken(run, e));
        }
    }

    /** What is to be stored of the claim; nothing when it is no longer this node's, or its end is stored already. */
    private Optional<Ending> worked(LiveRun run) {
        if (run.incarnation() != node.incarnation()) {
            run.loseLease(); // it has not begun, so whoever is next may have it
            return Optional.empty();
        }
        if (!node.holds(run.incarnation(), clock.instant())) {
            return Optional.of(completer.handedBack(run));
        }
        long began = System.nanoTime();
        Optional<Ending> ending = runner.run(run, this::waitForStore);
        forgetInterrupt();
        pace.took(System.nanoTime() - began);
        if (ending.isPresent() && run.isAbandoned()) {
            counts.stale(List.of(run));
            return Optional.empty();
        }
        return ending.isPresent() ? completer.asked(ending.get(), this::waitForStore) : ending;
    }

    /** One that a handler left behind is no business of what is stored of its round, nor of the next round. */
    @SuppressWarnings("ResultOfMethodCallIgnored")
    private static void forgetInterrupt() {
        Thread.interrupted();
    }

    private void free(LiveRun run) {
        if (live.remove(run)) {
            claimer.freed();
        }
    }

    /** Goes on as long as the claim's lease lives, since only its end makes somebody else run the task. */
    private boolean waitForStore(LiveRun run, int failures, Throwable failure) {
        if (!isHeld(run)) {
            storing.over();
            return false;
        }
        storing.failed(failure);
        Cycles.await(drained, Cycles.backoff(failures));
        return true;
    }

    private boolean isHeld(LiveRun run) {
        return drained.getCount() > 0 && node.incarnation() == run.incarnation();
    }

    private Duration keepLease() {
        Instant now = clock.instant();
        if (!now.isBefore(
                node.leaseEnds().minus(settings.lease().multipliedBy(2).dividedBy(3)))) {
            node.renew();
        }
        live.forEach(run -> {
            if (run.incarnation() != node.incarnation()) {
                run.loseLease();
            } else if (run.isOverdueNow(now)) {
                storeAside(runner.hangs(run));
            }
        });
        handBackWhatWaitsTooLong();
        Duration tick = settings.lease().dividedBy(30);
        return tick.compareTo(LONGEST_TICK) > 0 ? LONGEST_TICK : tick;
    }

    /** Rounds turned out longer than those before, so that other nodes may be faster. */
    private void handBackWhatWaitsTooLong() {
        long latest = System.nanoTime() - LONGEST_WAIT_NANOS;
        List<LiveRun> waited = workers.takeBack(run -> run.claimedNanos() - latest < 0);
        if (!waited.isEmpty()) {
            pace.hangs();
            waited.forEach(run -> flusher.submit(completer.handedBack(run)));
        }
    }

    private void storeAside(Ending ending) {
        workers.aside(() -> {
            boolean stored = false;
            try {
                stored = completer.store(ending, this::waitForStore);
            } finally {
                over(ending, stored);
            }
        });
    }

    private void over(Ending ending, boolean stored) {
        LiveRun run = ending.run();
        if (ending.from() == Ending.From.ROUND) {
            free(run);
        } else if (stored) {
            run.abandon(); // its slot is freed when its handler returns
        }
        if (stored && isDueSoon(ending.update().task())) {
            claimer.wake();
        }
    }

    private boolean isDueSoon(SyncTask task) {
        return (task.status() == TaskStatus.WAITING || task.status() == TaskStatus.PENDING)
                && task.nextExecutionAt().isBefore(clock.instant().plus(SOON));
    }

    private Duration keepHouse() {
        housekeeping.run();
        claimer.wake();
        return settings.housekeepingEvery();
    }

    /** The flusher's view of this engine. */
    private final class Ends implements Flusher.Slots {
        @Override
        public void over(Ending ending, boolean stored) {
            TaskEngine.this.over(ending, stored);
        }

        @Override
        public boolean isHeld(LiveRun run) {
            return TaskEngine.this.isHeld(run);
        }

        @Override
        public boolean isMoreToCome() {
            return workers.waiting() > 0;
        }

        @Override
        public void pause(int failures) {
            Cycles.await(drained, Cycles.backoff(failures));
        }

        @Override
        public void storeAside(Ending ending) {
            TaskEngine.this.storeAside(ending);
        }
    }
}
