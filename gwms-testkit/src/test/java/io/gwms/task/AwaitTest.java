package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static io.gwms.task.Runtimes.add;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.redact.Redactor;
import io.gwms.state.StateRepository;
import io.gwms.state.TaskReads;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.time.GwmsClock;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whoever waits for a round that was asked for gets that round, or learns that none will come. */
@Timeout(30)
class AwaitTest {
    private final VirtualClock time = VirtualClock.startingAt(START);
    private final InMemoryState state = InMemoryState.empty();
    private final Gwms gwms = Runtimes.with(state, time, PollingPolicy.create(), run -> TaskResult.done("shipped"));

    private TaskAnswer.Submitted asked(TaskId id) {
        return (TaskAnswer.Submitted) gwms.tasks().syncNow(id);
    }

    @Test
    void roundThatEndsTheTaskBetweenTwoLooksIsFound() {
        TaskId id = add(gwms, "OB-1");
        TaskAnswer.Submitted submitted = asked(id);
        AtomicBoolean ended = new AtomicBoolean();
        TaskReads reads = standIn(TaskReads.class, (proxy, method, arguments) -> {
            Object answer = method.invoke(state.tasks(), arguments);
            if (method.getName().equals("attempts") && !ended.getAndSet(true)) {
                gwms.step();
            }
            return answer;
        });
        StateRepository slow = standIn(
                StateRepository.class,
                (proxy, method, arguments) ->
                        method.getName().equals("tasks") ? reads : method.invoke(state, arguments));

        Optional<TaskAttempt> round = Tasks.over(
                        slow,
                        GwmsClock.over(time),
                        Redactor.standard(),
                        task -> Optional.empty(),
                        task -> List.of(),
                        () -> {},
                        List.of())
                .await(submitted, Duration.ofSeconds(20));

        assertThat(round).map(TaskAttempt::outcome).contains("DONE");
    }

    private static <T> T standIn(Class<T> type, InvocationHandler answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, answers));
    }

    @Test
    void cancelEndsTheWaitAtOnceAndATaskThatIsGoneToo() {
        TaskAnswer.Submitted submitted = asked(add(gwms, "OB-1"));
        gwms.tasks().cancel(submitted.task());

        assertThat(gwms.tasks().await(submitted, Duration.ofDays(1))).isEmpty();
        assertThat(gwms.tasks().await(new TaskAnswer.Submitted(new TaskId(99), 1), Duration.ofDays(1)))
                .isEmpty();
    }

    @Test
    void interruptEndsTheWaitAndStays() {
        TaskAnswer.Submitted submitted = asked(add(gwms, "OB-1"));
        Thread.currentThread().interrupt();

        assertThat(gwms.tasks().await(submitted, Duration.ofDays(1))).isEmpty();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void roundOfAnotherNodeIsAwaitedAlsoWhenThisOneIsClosed() {
        TaskAnswer.Submitted submitted = asked(add(gwms, "OB-1"));
        gwms.close();
        Gwms other = Runtimes.with(state, time, PollingPolicy.create(), run -> TaskResult.again("by the other"));
        other.step();

        assertThat(gwms.tasks().await(submitted, Duration.ofDays(1)))
                .map(TaskAttempt::text)
                .contains("by the other");
    }
}
