package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.state.StateRepository;
import io.gwms.state.TaskQueue;
import io.gwms.testkit.state.FaultyState;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A claim is committed, but its answer is lost with the connection: nobody but the store knows what it took. */
@Timeout(60)
class LostClaimTest {
    private static final int TASKS = 20;

    private final VirtualClock time = VirtualClock.startingAt(START);
    private final InMemoryState state = InMemoryState.empty();
    private final AtomicInteger answersToLose = new AtomicInteger(2);

    @Test
    void tasksOfAClaimWhoseAnswerIsLostAreRunByTheNodeThatLives() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(TASKS);
        Set<TaskId> once = ConcurrentHashMap.newKeySet();
        Gwms gwms = Runtimes.with(losingAnswers(), time, PollingPolicy.create(), run -> {
            if (once.add(run.task().id())) {
                ran.countDown();
            }
            return TaskResult.done("ok");
        });
        for (int i = 0; i < TASKS; i++) {
            Runtimes.add(gwms, "OB-" + i);
        }
        gwms.start();

        assertThat(ran.await(30, SECONDS)).as("all have run").isTrue();
        assertThat(gwms.close(Duration.ofSeconds(10)).isClean()).isTrue();
        assertThat(answersToLose).hasNonPositiveValue();
        assertThat(gwms.tasks().countByStatus()).containsOnlyKeys(TaskStatus.SUCCESS);
        once.forEach(id -> assertThat(gwms.tasks().attempts(id)).hasSize(1));
    }

    private StateRepository losingAnswers() {
        TaskQueue queue = proxy(TaskQueue.class, state.queue(), "claim", claimed -> {
            if (answersToLose.getAndDecrement() > 0) {
                throw FaultyState.outage();
            }
            return claimed;
        });
        return proxy(StateRepository.class, state, "queue", any -> queue);
    }

    private interface Altering {
        Object of(Object result);
    }

    private static <T> T proxy(Class<T> type, T behind, String method, Altering change) {
        return type.cast(Proxy.newProxyInstance(
                LostClaimTest.class.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
                    try {
                        Object result = called.invoke(behind, arguments);
                        return called.getName().equals(method) ? change.of(result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
