package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static io.gwms.task.Runtimes.add;
import static io.gwms.task.Runtimes.task;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.CloseReport;
import io.gwms.Gwms;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.testkit.state.FaultyState;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class StartedTasksTest {
    private final VirtualClock time = VirtualClock.startingAt(START);
    private final InMemoryState state = InMemoryState.empty();
    private final AtomicInteger failures = new AtomicInteger();
    private final AtomicInteger unreachable = new AtomicInteger();
    private final CountDownLatch stored = new CountDownLatch(1);

    @Test
    void startedRuntimeRunsWhatIsAddedLaterAndStopsWithNothingLeft() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(20);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        Gwms gwms = Runtimes.with(state, time, PollingPolicy.create(), run -> {
            threads.add(Thread.currentThread().getName().replaceAll("\\d", ""));
            ran.countDown();
            return TaskResult.done("ok");
        });
        assertThat(ownThreads()).as("nothing runs before start()").isEmpty();
        gwms.start();
        for (int i = 0; i < 20; i++) {
            add(gwms, "OB-" + i);
        }

        assertThat(ran.await(30, SECONDS)).isTrue();
        CloseReport report = gwms.close(Duration.ofSeconds(10));

        assertThat(report.isClean()).isTrue();
        assertThat(threads).containsExactly("gwms-worker-");
        assertThat(gwms.tasks().countByStatus()).containsOnlyKeys(TaskStatus.SUCCESS);
        assertThat(gwms.close(Duration.ofSeconds(10))).isSameAs(report);
    }

    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("gwms-tasks") || name.equals("gwms-lease"))
                .toList();
    }

    @Test
    void asManyRoundsRunAtOnceAsThereAreWorkers() throws InterruptedException {
        CountDownLatch together = new CountDownLatch(8);
        Gwms gwms = Runtimes.bare(state, time)
                .workers(8)
                .module(Runtimes.module(
                        "tasks",
                        setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), run -> {
                            together.countDown();
                            return TaskResult.done(isReached(together) ? "together" : "alone");
                        })))
                .build();
        for (int i = 0; i < 20; i++) {
            add(gwms, "OB-" + i);
        }
        gwms.start();

        assertThat(together.await(30, SECONDS)).isTrue();
        assertThat(gwms.metrics().handedBack())
                .as("claims that waited too long")
                .isZero();
        assertThat(gwms.close(Duration.ofSeconds(10)).isClean()).isTrue();
    }

    private static boolean isReached(CountDownLatch latch) {
        try {
            return latch.await(30, SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void closeInterruptsARoundThatHangsAndSaysWhichTaskIsLeft() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Gwms gwms = Runtimes.with(state, time, PollingPolicy.create(), run -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return TaskResult.done("too late");
        });
        gwms.start();
        TaskId id = add(gwms, "OB-1");
        assertThat(begun.await(30, SECONDS)).isTrue();

        CloseReport report = gwms.close(Duration.ofMillis(50));

        assertThat(report.unfinished()).containsExactly(id);
        assertThat(interrupted.await(30, SECONDS)).isTrue();
    }

    @Test
    void roundThatOutlivesItsDeadlineIsFailedAndItsHandlerInterrupted() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch told = new CountDownLatch(1);
        Gwms gwms = Runtimes.with(state, time, withDeadline(Duration.ofSeconds(10)), run -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                told.countDown();
            }
            return TaskResult.done("too late");
        });
        gwms.start();
        TaskId id = add(gwms, "OB-1");
        assertThat(begun.await(30, SECONDS)).isTrue();

        time.advance(Duration.ofSeconds(11));

        assertThat(told.await(30, SECONDS)).isTrue();
        assertThat(gwms.close(Duration.ofSeconds(10)).isClean()).isTrue();
        assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task(gwms, id).error()).contains("10 s, its deadline");
    }

    private static PollingPolicy withDeadline(Duration deadline) {
        PollingPolicy create = PollingPolicy.create();
        return new PollingPolicy(create.firstDelay(), create.ladder(), create.failureLadder(), 5, 3, 0, null, deadline);
    }

    @Test
    void claimingGoesOnOnceTheStoreIsBack() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        Gwms gwms = Runtimes.with(failing(), time, PollingPolicy.create(), run -> {
            ran.countDown();
            return TaskResult.done("ok");
        });
        unreachable.set(4);
        gwms.start();
        add(gwms, "OB-1");

        assertThat(ran.await(30, SECONDS)).isTrue();
        assertThat(unreachable).hasNonPositiveValue();
        assertThat(gwms.close(Duration.ofSeconds(10)).isClean()).isTrue();
    }

    @Test
    void endOfARoundIsStoredOnceTheStoreIsBack() throws InterruptedException {
        AtomicInteger rounds = new AtomicInteger();
        Gwms gwms = Runtimes.with(failing(), time, PollingPolicy.create(), run -> {
            failures.set(5);
            rounds.incrementAndGet();
            return TaskResult.done("stored later");
        });
        gwms.start();
        TaskId id = add(gwms, "OB-1");

        assertThat(stored.await(30, SECONDS)).isTrue();
        assertThat(gwms.close(Duration.ofSeconds(10)).isClean()).isTrue();
        assertThat(task(gwms, id).summary()).isEqualTo("stored later");
        assertThat(rounds).hasValue(1);
    }

    /** The state, which cannot be reached for a number of commits and of uses of the queue. */
    private StateRepository failing() {
        return FaultyState.of(state, (changes, commit) -> {
                    if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
                        throw FaultyState.outage();
                    }
                    CommitResult result = commit.apply(changes);
                    if (changes.get(0) instanceof Change.UpdateTask) {
                        stored.countDown();
                    }
                    return result;
                })
                .beforeQueue(() -> {
                    if (unreachable.getAndDecrement() > 0) {
                        throw FaultyState.outage();
                    }
                });
    }
}
