package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When a task runs and when it needs a person, as data (sync-tasks, section 3.1). Immutable.
 *
 * @param firstDelay from creation to the first round; kept by whoever creates a task, with {@link NewTask#dueAt}
 * @param ladder waits after an unfinished round: the first after the first such round, and so on; the
 *     last one stays
 * @param failureLadder waits after a failed round, likewise
 * @param failuresToManual failed rounds in a row after which a person is needed
 * @param crashesToManual rounds in a row in which the worker died, after which a person is needed; 2 or more spare a
 *     task that waited its turn when its worker died, and 1 does not
 * @param roundsToManual unfinished rounds after which a person is needed; 0 for no limit
 * @param ageToManual age after which a person is needed; null for no limit
 * @param deadline how long one round may take
 */
public record PollingPolicy(
        Duration firstDelay,
        List<Duration> ladder,
        List<Duration> failureLadder,
        int failuresToManual,
        int crashesToManual,
        int roundsToManual,
        @Nullable Duration ageToManual,
        Duration deadline) {
    private static final Duration DEADLINE = Duration.ofMinutes(10);

    public PollingPolicy {
        requireNonNull(firstDelay, "firstDelay");
        Require.that(!firstDelay.isNegative(), "firstDelay", firstDelay, "zero or longer");
        ladder = steps(ladder, "ladder");
        failureLadder = steps(failureLadder, "failureLadder");
        Require.that(failuresToManual >= 1, "failuresToManual", failuresToManual, "1 or more");
        Require.that(crashesToManual >= 1, "crashesToManual", crashesToManual, "1 or more");
        Require.that(roundsToManual >= 0, "roundsToManual", roundsToManual, "0 (no limit) or more");
        Require.that(!deadline.isNegative() && !deadline.isZero(), "deadline", deadline, "longer than zero");
    }

    /** CREATE of an outbound order: at once, then every 30 minutes until the business order ends; a person after 14 days. */
    public static PollingPolicy create() {
        Duration half = Duration.ofMinutes(30);
        return new PollingPolicy(Duration.ZERO, List.of(half), List.of(half), 5, 3, 0, Duration.ofDays(14), DEADLINE);
    }

    /** CREATE of an inbound order: the same, but goods travel: a person after 90 days. */
    public static PollingPolicy createInbound() {
        return create().withAgeLimit(Duration.ofDays(90));
    }

    /**
     * Work of a host's own: at once, then that long after each unfinished or failed round; a person after 5 failed rounds
     * in a row, and no limit of age. A round may take 10 minutes.
     */
    public static PollingPolicy every(Duration wait) {
        return new PollingPolicy(Duration.ZERO, List.of(wait), List.of(wait), 5, 3, 0, null, DEADLINE);
    }

    /** CANCEL: at once, then after 10 min, 20 min, 1 h, then every 4 h; a person after 24 rounds. */
    public static PollingPolicy cancel() {
        List<Duration> ladder =
                List.of(Duration.ofMinutes(10), Duration.ofMinutes(20), Duration.ofHours(1), Duration.ofHours(4));
        return new PollingPolicy(Duration.ZERO, ladder, ladder, 5, 3, 24, null, DEADLINE);
    }

    /** QUERY: every 24 hours. */
    public static PollingPolicy query() {
        Duration day = Duration.ofHours(24);
        return new PollingPolicy(day, List.of(day), List.of(day), 5, 3, 0, null, DEADLINE);
    }

    /**
     * INVENTORY_SYNC: at once in its 12 h slot; a round that failed or is unfinished again after 5, 15, 45 minutes; a
     * person after 4 rounds.
     */
    public static PollingPolicy inventory() {
        List<Duration> retries = List.of(Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(45));
        return new PollingPolicy(Duration.ZERO, retries, retries, 4, 3, 4, null, Duration.ofMinutes(30));
    }

    /** Short work toward a platform: at once, then after 1, 5, 15 and 60 minutes; a person after 8 failures. */
    public static PollingPolicy prompt() {
        List<Duration> ladder =
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(15), Duration.ofMinutes(60));
        return new PollingPolicy(Duration.ZERO, ladder, ladder, 8, 3, 0, null, DEADLINE);
    }

    /** The same with an age after which a person is needed. */
    public PollingPolicy withAgeLimit(Duration age) {
        return new PollingPolicy(
                firstDelay,
                ladder,
                failureLadder,
                failuresToManual,
                crashesToManual,
                roundsToManual,
                requireNonNull(age, "age"),
                deadline);
    }

    /** The same with another length that one round may take. */
    public PollingPolicy withDeadline(Duration deadline) {
        return new PollingPolicy(
                firstDelay,
                ladder,
                failureLadder,
                failuresToManual,
                crashesToManual,
                roundsToManual,
                ageToManual,
                deadline);
    }

    /** The wait after the {@code n}-th unfinished round, 1 for the first. */
    public Duration waitAfterRound(int n) {
        return step(ladder, n);
    }

    /** The wait after the {@code n}-th failed round in a row, 1 for the first. */
    public Duration waitAfterFailure(int n) {
        return step(failureLadder, n);
    }

    private static List<Duration> steps(List<Duration> steps, String name) {
        List<Duration> copy = Require.some(steps, name);
        for (Duration step : copy) {
            Require.that(!step.isNegative() && !step.isZero(), "a step of " + name, step, "longer than zero");
        }
        return copy;
    }

    private static Duration step(List<Duration> steps, int n) {
        Require.that(n >= 1, "n", n, "1 or more");
        return steps.get(Math.min(n, steps.size()) - 1);
    }
}
