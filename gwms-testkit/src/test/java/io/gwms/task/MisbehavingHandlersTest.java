package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static io.gwms.task.Runtimes.add;
import static io.gwms.task.Runtimes.task;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Handlers and executors that do what they should not harm no round but their own. */
@Timeout(60)
class MisbehavingHandlersTest {
    private static final PollingPolicy POLICY =
            PollingPolicy.create().withDeadline(Duration.ofSeconds(10)); // shorter than the lease

    private final VirtualClock time = VirtualClock.startingAt(START);
    private final InMemoryState state = InMemoryState.empty();

    private Gwms runtime(int workers, @Nullable Executor executor, TaskHandler handler) {
        Gwms.Builder builder = Runtimes.bare(state, time)
                .workers(workers)
                .module(Runtimes.module("tasks", setup -> setup.handler(Runtimes.TYPE, POLICY, handler)));
        return (executor == null ? builder : builder.executor(executor)).build();
    }

    private static final class Unreadable extends RuntimeException {
        private static final long serialVersionUID = 1;

        @Override
        public String getMessage() {
            throw new IllegalStateException("asked for its message");
        }
    }

    private static int endless(int depth) {
        return depth < 0 ? depth : endless(depth + 1) + 1;
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> TaskResult sneak(Throwable failure) throws E {
        throw (E) failure;
    }

    @Test
    void whateverAHandlerThrowsFailsItsOwnRoundAndNoOther() {
        Map<String, TaskHandler> handlers = Map.of(
                "null", run -> null,
                "assertion",
                        run -> {
                            throw new AssertionError("broken");
                        },
                "overflow", run -> TaskResult.done("" + endless(0)),
                "checked", run -> sneak(new java.io.IOException("torn")),
                "unreadable",
                        run -> {
                            throw new Unreadable();
                        },
                "memory",
                        run -> {
                            throw new OutOfMemoryError("Java heap space");
                        },
                "good", run -> TaskResult.done("shipped"));
        Gwms gwms = runtime(1, null, run -> handlers.get(run.task().key()).run(run));
        handlers.keySet().stream().sorted().forEach(key -> add(gwms, key));

        assertThat(gwms.step().rounds()).isEqualTo(handlers.size());

        for (SyncTask task : gwms.tasks().list(TaskQuery.newest(50))) {
            boolean good = task.key().equals("good");
            assertThat(task.status()).as(task.key()).isEqualTo(good ? TaskStatus.SUCCESS : TaskStatus.WAITING);
            assertThat(task.failures()).as(task.key()).isEqualTo(good ? 0 : 1);
            assertThat(task.error().isEmpty()).as(task.key()).isEqualTo(good);
        }
        assertThat(gwms.tasks().list(TaskQuery.newest(50)))
                .extracting(SyncTask::error)
                .anyMatch(error -> error.contains("the handler answered null"))
                .anyMatch(error -> error.contains("AssertionError: broken"))
                .anyMatch(error -> error.contains("StackOverflowError"))
                .anyMatch(error -> error.contains("its message cannot be read"));
    }

    @Test
    void interruptThatAHandlerLeavesBehindMeetsNoOtherRound() throws InterruptedException {
        Set<String> interrupted = ConcurrentHashMap.newKeySet();
        Gwms gwms = runtime(1, null, run -> {
            if (Thread.currentThread().isInterrupted()) {
                interrupted.add(run.task().key());
            }
            Thread.currentThread().interrupt();
            return TaskResult.done("ok");
        });
        addMany(gwms, 300); // so many that one thread runs several one after the other
        gwms.start();

        awaitSuccess(gwms, 300);

        assertThat(interrupted).isEmpty();
        assertThat(gwms.close(Duration.ofSeconds(20)).isClean()).isTrue();
    }

    @Test
    void roundThatHangsOnTheLastThreadOfTheHostsIsFailedAllTheSame() throws InterruptedException {
        CountDownLatch released = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        ExecutorService single = Executors.newSingleThreadExecutor();
        Gwms gwms = runtime(1, single, run -> {
            begun.countDown();
            awaitIgnoringInterrupts(released);
            return TaskResult.done("too late");
        });
        gwms.start();
        TaskId id = add(gwms, "OB-1");
        begun.await();

        time.advance(POLICY.deadline().plusSeconds(1));
        while (task(gwms, id).status() != TaskStatus.WAITING) {
            MILLISECONDS.sleep(5);
        }

        assertThat(task(gwms, id).error()).contains("10 s, its deadline");
        assertThat(gwms.metrics().running()).as("its slot is not free").isEqualTo(1);
        released.countDown();
        assertThat(gwms.close(Duration.ofSeconds(20)).isClean()).isTrue();
        assertThat(task(gwms, id).summary()).doesNotContain("too late");
        single.shutdown();
    }

    private static void awaitIgnoringInterrupts(CountDownLatch latch) {
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException e) {
                Thread.yield(); // as a handler does that waits for what cannot be interrupted
            }
        }
    }

    @Test
    void deadlineHoldsInAStepToo() {
        Gwms gwms = runtime(1, null, run -> {
            time.advanceTo(run.deadline().plusMillis(1));
            return TaskResult.done("too late");
        });
        TaskId id = add(gwms, "OB-1");

        gwms.step();

        assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task(gwms, id).error())
                .isEqualTo("the round took longer than 10 s, its deadline; what came too late: too late");
    }

    @Test
    void executorThatTakesNothingUsesUpNoAttemptAndIsAskedAgain() throws InterruptedException {
        AtomicBoolean open = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(2);
        Gwms gwms = runtime(
                2,
                work -> {
                    if (!open.get()) {
                        throw new RejectedExecutionException("full");
                    }
                    threads.execute(work);
                },
                run -> TaskResult.done("ok"));
        TaskId id = add(gwms, "OB-1");
        gwms.start();
        while (gwms.tasks().attempts(id).isEmpty()) {
            MILLISECONDS.sleep(2);
        }
        assertThat(gwms.tasks().attempts(id).get(0).outcome()).isEqualTo("AGAIN_AFTER");
        assertThat(task(gwms, id).attempts()).isZero();
        assertThat(task(gwms, id).summary())
                .contains("the executor took no more work")
                .contains("full");

        open.set(true);
        time.advance(Duration.ofSeconds(1));

        awaitSuccess(gwms, 1);
        assertThat(gwms.close(Duration.ofSeconds(20)).isClean()).isTrue();
        threads.shutdown();
    }

    @Test
    void threadThatCannotBeMadeCostsNoClaim() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        ExecutorService threads = Executors.newCachedThreadPool();
        Gwms gwms = runtime(
                4,
                work -> {
                    if (asked.incrementAndGet() == 2) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    threads.execute(work);
                },
                run -> TaskResult.done("ok"));
        addMany(gwms, 300);
        gwms.start();

        awaitSuccess(gwms, 300);

        assertThat(gwms.close(Duration.ofSeconds(20)).isClean()).isTrue();
        threads.shutdown();
    }

    @Test
    void executorThatRunsInItsCallersThreadStillRunsAll() throws InterruptedException {
        Gwms gwms = runtime(8, Runnable::run, run -> TaskResult.done("ok"));
        addMany(gwms, 50);
        gwms.start();

        awaitSuccess(gwms, 50);

        assertThat(gwms.close(Duration.ofSeconds(20)).isClean()).isTrue();
    }

    private static List<TaskId> addMany(Gwms gwms, int count) {
        return IntStream.range(0, count).mapToObj(i -> add(gwms, "OB-" + i)).toList();
    }

    private static void awaitSuccess(Gwms gwms, long tasks) throws InterruptedException {
        while (gwms.tasks().countByStatus().getOrDefault(TaskStatus.SUCCESS, 0L) < tasks) {
            MILLISECONDS.sleep(2);
        }
    }
}
