package io.gwms.testkit;

import static java.util.Objects.requireNonNull;

import io.gwms.Gwms;
import io.gwms.StepReport;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.testkit.http.FakeControl;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An environment in which time is skipped: while anything is due, the runtime does it; when nothing is, the clock jumps to
 * the next time something will be. The fakes hear of every jump before the runtime does, so that no request comes from
 * their future.
 *
 * <pre>{@code
 * var time = TimeSkipping.from(start, shopify.control(), fourPx.control());
 * try (var gwms = Gwms.builder().clock(time.clock())….build()) {
 *     time.drive(gwms);
 *     boolean shipped = time.runUntil(() -> allShipped(gwms), Duration.ofHours(12));
 * }
 * }</pre>
 *
 * <p>The runtime is stepped, never started. After a kill the same lines go on where time stood: the fakes tell what time it
 * is, and so does what the runtime has stored.
 *
 * <p><b>Threads:</b> one.
 */
public final class TimeSkipping {
    /** More steps than this at one moment mean that work makes itself due again at once, for ever. */
    private static final int STEPS_AT_ONE_MOMENT = 10_000;
    /** How far to go when something is due and yet not done, as behind a route that is closed for now. */
    private static final Duration NUDGE = Duration.ofMinutes(1);

    private final VirtualClock clock;
    private final List<FakeControl> fakes;
    private @Nullable Supplier<StepReport> step;

    private TimeSkipping(VirtualClock clock, List<FakeControl> fakes) {
        this.clock = clock;
        this.fakes = fakes;
    }

    /** An environment that begins at {@code start}, or at the latest time of those fakes if that is later. */
    public static TimeSkipping from(Instant start, FakeControl... fakes) {
        var environment = new TimeSkipping(VirtualClock.startingAt(start), List.of(fakes));
        Instant latest = environment.fakes.stream()
                .map(FakeControl::time)
                .reduce(start, (one, other) -> one.isAfter(other) ? one : other);
        environment.skipTo(latest);
        return environment;
    }

    /** The clock to give to the runtime. */
    public VirtualClock clock() {
        return clock;
    }

    /** Takes a runtime that was built on {@link #clock()}; time goes on after the last thing it has stored. */
    public TimeSkipping drive(Gwms gwms) {
        Optional<Instant> lastSeen = gwms.tasks().list(TaskQuery.newest(500)).stream()
                .map(TimeSkipping::lastMoment)
                .max(Instant::compareTo);
        lastSeen.ifPresent(this::skipTo);
        return drive(gwms::step);
    }

    TimeSkipping drive(Supplier<StepReport> runtime) {
        this.step = requireNonNull(runtime, "runtime");
        return this;
    }

    /** Does all that is due now. Says when the next task is due. */
    public Optional<Instant> settle() {
        Supplier<StepReport> runtime = step;
        if (runtime == null) {
            throw new IllegalStateException("no runtime is driven; call drive(gwms) first");
        }
        for (int steps = 0; steps < STEPS_AT_ONE_MOMENT; steps++) {
            StepReport report = runtime.get();
            if (report.rounds() == 0) {
                return Optional.ofNullable(report.nextDueAt());
            }
        }
        throw new IllegalStateException("at " + clock.instant() + " there is still work after " + STEPS_AT_ONE_MOMENT
                + " steps: a task makes itself due again at once");
    }

    /** Lets that much time pass, doing what is due on the way at the moment it is due. */
    public void skip(Duration duration) {
        runUntil(() -> false, duration);
    }

    /**
     * Works and skips until the condition holds, at most for that much virtual time. The condition is asked whenever
     * nothing is due. Says whether it holds.
     */
    public boolean runUntil(BooleanSupplier condition, Duration limit) {
        Instant end = clock.instant().plus(limit);
        while (true) {
            Optional<Instant> nextDue = settle();
            if (condition.getAsBoolean()) {
                return true;
            }
            if (!clock.instant().isBefore(end)) {
                return false;
            }
            Instant soonest = clock.instant().plus(NUDGE);
            Instant next = nextDue.map(due -> due.isAfter(clock.instant()) ? due : soonest)
                    .orElse(end);
            skipTo(next.isBefore(end) ? next : end);
        }
    }

    private void skipTo(Instant instant) {
        for (FakeControl fake : fakes) {
            fake.push(instant);
        }
        clock.advanceTo(instant);
    }

    private static Instant lastMoment(SyncTask task) {
        Instant executed = task.lastExecutedAt();
        return executed != null && executed.isAfter(task.createdAt()) ? executed : task.createdAt();
    }
}
