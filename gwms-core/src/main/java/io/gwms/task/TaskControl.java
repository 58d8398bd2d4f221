package io.gwms.task;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A pause or a limit of some tasks, kept with the tasks and obeyed by every node before it claims. Several
 * may cover one task; then all of them hold. A round that runs goes on.
 *
 * @param scope which tasks
 * @param pausedBecause why no round of theirs begins; null when they are not paused
 * @param maxRunning most rounds at once over all nodes; null without such a limit
 * @param maxPerMinute most rounds begun in any one minute of the clock over all nodes; null without such a limit
 * @param since when it was set
 */
public record TaskControl(
        TaskScope scope,
        @Nullable String pausedBecause,
        @Nullable Integer maxRunning,
        @Nullable Integer maxPerMinute,
        Instant since) {
    public TaskControl {
        requireNonNull(scope, "scope");
        requireNonNull(since, "since");
        if (pausedBecause != null) {
            Require.text(pausedBecause, "pausedBecause");
        }
        Require.that(
                maxRunning == null || maxRunning >= 1,
                "maxRunning",
                String.valueOf(maxRunning),
                "1 or more; to run none, pause");
        Require.that(
                maxPerMinute == null || maxPerMinute >= 1,
                "maxPerMinute",
                String.valueOf(maxPerMinute),
                "1 or more; to run none, pause");
    }

    /** No pause and no limit: what {@code scope} has by itself. */
    public static TaskControl none(TaskScope scope, Instant since) {
        return new TaskControl(scope, null, null, null, since);
    }

    /** Whether nothing is left of it. */
    public boolean isNone() {
        return pausedBecause == null && maxRunning == null && maxPerMinute == null;
    }

    /** Whether no round of its tasks begins. */
    public boolean isPaused() {
        return pausedBecause != null;
    }

    /** The same, paused. */
    public TaskControl paused(String because, Instant now) {
        return new TaskControl(scope, Require.text(because, "because"), maxRunning, maxPerMinute, now);
    }

    /** The same, not paused. */
    public TaskControl resumed(Instant now) {
        return new TaskControl(scope, null, maxRunning, maxPerMinute, now);
    }

    /** The same with these limits, null for none. */
    public TaskControl limited(@Nullable Integer maxRunning, @Nullable Integer maxPerMinute, Instant now) {
        return new TaskControl(scope, pausedBecause, maxRunning, maxPerMinute, now);
    }
}
