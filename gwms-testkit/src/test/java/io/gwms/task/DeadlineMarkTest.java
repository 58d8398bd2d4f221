package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static io.gwms.task.Runtimes.add;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.testkit.state.FaultyState;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A mark that a handler commits while its round is being ended at the deadline survives. */
@Timeout(60)
class DeadlineMarkTest {
    private final VirtualClock time = VirtualClock.startingAt(START);
    private final InMemoryState memory = InMemoryState.empty();
    private final StateRepository state = FaultyState.of(memory, this::marking);
    private final CountDownLatch ended = new CountDownLatch(1);

    @Test
    void deadlineLeavesAMarkThatWasJustCommitted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        PollingPolicy policy = new PollingPolicy(
                Duration.ZERO,
                List.of(Duration.ofHours(1)),
                List.of(Duration.ofHours(1)),
                5,
                3,
                0,
                null,
                Duration.ofSeconds(10));
        Gwms gwms = Runtimes.with(state, time, policy, run -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                return TaskResult.done("interrupted");
            }
            return TaskResult.done("never");
        });
        try (gwms) {
            gwms.start();
            TaskId id = add(gwms, "OB-1");
            assertThat(begun.await(30, SECONDS)).isTrue();
            time.advance(Duration.ofSeconds(11));
            assertThat(ended.await(30, SECONDS)).isTrue();

            assertThat(state.tasks().find(id).orElseThrow().checkpoint()).isEqualTo("sent=1");
        }
    }

    /** Lets the handler's mark come in just before the end at the deadline. */
    private CommitResult marking(List<Change> changes, Function<List<Change>, CommitResult> commit) {
        if (changes.get(0) instanceof Change.UpdateTask end
                && end.attempt() != null
                && end.attempt().text().contains("deadline")) {
            memory.queue().checkpoint(end.task().id(), end.expectedToken(), "sent=1");
            CommitResult result = commit.apply(changes);
            ended.countDown();
            return result;
        }
        return commit.apply(changes);
    }
}
