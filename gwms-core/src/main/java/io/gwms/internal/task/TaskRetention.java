package io.gwms.internal.task;

import io.gwms.state.TaskQueue;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Forgets tasks that ended long ago, some thousands at a time so that nothing waits for it, and tidies up what is
 * counted.
 *
 * @param queue where they are
 * @param keep how long a task is kept after its end; null for ever
 */
public record TaskRetention(TaskQueue queue, @Nullable Duration keep) implements Consumer<Instant> {
    private static final int BATCHES = 20;

    @Override
    public void accept(Instant now) {
        Instant endedBefore = keep == null ? Instant.EPOCH : now.minus(keep);
        int batches = 0;
        while (queue.tidy(now, endedBefore) > 0 && batches < BATCHES) {
            batches++;
        }
    }
}
