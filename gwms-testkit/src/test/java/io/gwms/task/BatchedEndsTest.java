package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static io.gwms.task.Runtimes.add;
import static io.gwms.task.Runtimes.task;
import static java.util.concurrent.TimeUnit.MILLISECONDS;
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
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many ends in one commit: what stands in the way is set aside and hinders no other. */
@Timeout(120)
class BatchedEndsTest {
    private static final int MANY = 300;

    private final VirtualClock time = VirtualClock.startingAt(START);
    private final InMemoryState state = InMemoryState.empty();
    private final AtomicInteger commits = new AtomicInteger();
    private final CountDownLatch ran = new CountDownLatch(MANY);
    private Runnable beforeTheBatch = () -> {};

    /** Holds the first end back until all rounds have run, so that the next commit has all the others. */
    private CommitResult gathering(List<Change> changes, Function<List<Change>, CommitResult> commit) {
        if (changes.get(0) instanceof Change.UpdateTask end && end.attempt() != null) {
            if (commits.incrementAndGet() == 1) {
                awaitRounds();
            } else if (commits.get() == 2) {
                beforeTheBatch.run();
            }
        }
        return commit.apply(changes);
    }

    private void awaitRounds() {
        await(ran);
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private StateRepository gathering() {
        return FaultyState.of(state, this::gathering);
    }

    private List<TaskId> addMany(Gwms gwms) {
        List<TaskId> ids = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            ids.add(add(gwms, "OB-" + i));
        }
        return ids;
    }

    private static void awaitAll(Gwms gwms, TaskStatus status, long tasks) throws InterruptedException {
        while (gwms.tasks().countByStatus().getOrDefault(status, 0L) < tasks) {
            MILLISECONDS.sleep(2);
        }
    }

    private Change recordOf(String key) {
        return new Change.RecordCommand(key, "hash", "result", time.instant());
    }

    @Test
    void endsOfManyRoundsAreStoredInFewCommits() throws InterruptedException {
        Gwms gwms = Runtimes.with(gathering(), time, PollingPolicy.create(), run -> {
            ran.countDown();
            return TaskResult.done("ok").with(() -> List.of(recordOf(run.task().key())));
        });
        List<TaskId> ids = addMany(gwms);
        gwms.start();

        awaitAll(gwms, TaskStatus.SUCCESS, MANY);

        assertThat(gwms.close(Duration.ofSeconds(30)).isClean()).isTrue();
        assertThat(commits).hasValueLessThan(10);
        assertThat(state.orders().command("OB-7")).isPresent();
        assertThat(gwms.tasks().attempts(ids.get(MANY - 1))).hasSize(1);
        assertThat(gwms.metrics().claimed()).isEqualTo(MANY);
        assertThat(gwms.metrics().completed()).isEqualTo(MANY);
        assertThat(gwms.metrics().failed()).isZero();
        assertThat(gwms.metrics().running()).isZero();
        assertThat(gwms.metrics().waiting()).isZero();
    }

    @Test
    void poisonedEndIsFoundByHalvingAndFailsAlone() throws InterruptedException {
        Gwms gwms = Runtimes.with(gathering(), time, PollingPolicy.create(), run -> {
            ran.countDown();
            String key = run.task().key();
            return TaskResult.done("ok").with(() -> List.of(recordOf(key.equals("OB-123") ? "a\u0000b" : key)));
        });
        List<TaskId> ids = addMany(gwms);
        gwms.start();

        awaitAll(gwms, TaskStatus.SUCCESS, MANY - 1);
        awaitAll(gwms, TaskStatus.WAITING, 1);

        assertThat(gwms.close(Duration.ofSeconds(30)).isClean()).isTrue();
        assertThat(task(gwms, ids.get(123)).error()).contains("the result could not be stored");
        assertThat(commits).as("commits").hasValueLessThan(40);
        assertThat(gwms.metrics().failed()).isEqualTo(1);
    }

    @Test
    void endThatMeetsAConflictIsAskedAgainAndHindersNoOther() throws InterruptedException {
        AtomicInteger asked = new AtomicInteger();
        state.commit(List.of(recordOf("taken")));
        Gwms gwms = Runtimes.with(gathering(), time, PollingPolicy.create(), run -> {
            ran.countDown();
            String key = run.task().key();
            return key.equals("OB-123")
                    ? TaskResult.done("ok")
                            .with(() -> List.of(recordOf(asked.incrementAndGet() < 3 ? "taken" : "free")))
                    : TaskResult.done("ok");
        });
        addMany(gwms);
        gwms.start();

        awaitAll(gwms, TaskStatus.SUCCESS, MANY);

        assertThat(gwms.close(Duration.ofSeconds(30)).isClean()).isTrue();
        assertThat(asked).hasValue(3);
        assertThat(state.orders().command("free")).isPresent();
    }

    @Test
    void nodeThatWasTakenForDeadDropsAllItsResultsAtOnceAndTellsOfThem() throws InterruptedException {
        ConcurrentLinkedQueue<TaskId> told = new ConcurrentLinkedQueue<>();
        AtomicInteger rounds = new AtomicInteger();
        Gwms gwms = Runtimes.bare(gathering(), time)
                .node("zombie")
                .onDroppedResults(told::addAll)
                .module(Runtimes.module(
                        "tasks",
                        setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), run -> {
                            rounds.incrementAndGet();
                            ran.countDown();
                            return TaskResult.done("round " + run.task().rounds());
                        })))
                .build();
        beforeTheBatch = () -> {
            long other = state.queue().register("zombie", time.instant(), Duration.ofSeconds(30));
            state.queue().rescue(time.instant());
            assertThat(state.queue().claim(other, time.instant(), MANY)).hasSizeGreaterThan(200);
        };
        addMany(gwms);
        gwms.start();

        while (gwms.metrics().stale() < 200) {
            MILLISECONDS.sleep(2);
        }
        gwms.close(Duration.ofSeconds(30));

        assertThat(commits).as("commits for some 300 stale ends").hasValueLessThan(10);
        assertThat(told).hasSize((int) gwms.metrics().stale());
        assertThat(rounds).hasValue(MANY);
        assertThat(gwms.tasks().countByStatus().get(TaskStatus.RUNNING))
                .as("what the other node runs is left to it")
                .isEqualTo(gwms.metrics().stale());
    }

    @Test
    void syncNowDuringTheRoundKeepsItsEndAndRunsItOnceMore() throws InterruptedException {
        List<Gwms> self = new ArrayList<>();
        AtomicInteger more = new AtomicInteger();
        Gwms gwms = Runtimes.with(gathering(), time, PollingPolicy.create(), run -> {
            if (run.task().rounds() == 1 && run.task().id().value() % 10 == 0) {
                self.get(0).tasks().syncNow(run.task().id());
            }
            if (run.task().rounds() == 2) {
                more.incrementAndGet();
            }
            ran.countDown();
            return TaskResult.again("round " + run.task().rounds());
        });
        self.add(gwms);
        List<TaskId> ids = addMany(gwms);
        gwms.start();

        awaitAll(gwms, TaskStatus.WAITING, MANY);
        while (more.get() < MANY / 10) {
            MILLISECONDS.sleep(2);
        }

        assertThat(gwms.close(Duration.ofSeconds(30)).isClean()).isTrue();
        assertThat(gwms.metrics().stale()).isZero();
        assertThat(gwms.metrics().completed()).isEqualTo(MANY + MANY / 10);
        assertThat(ids.stream().map(id -> task(gwms, id)).map(SyncTask::attempts))
                .containsOnly(1);
    }

    @Test
    void outageDelaysTheEndsOfAllAndLosesNone() throws InterruptedException {
        AtomicInteger failures = new AtomicInteger();
        StateRepository broken = FaultyState.of(gathering(), (changes, commit) -> {
            if (changes.size() > 50 && failures.incrementAndGet() < 3) {
                throw FaultyState.outage();
            }
            return commit.apply(changes);
        });
        Gwms gwms = Runtimes.with(broken, time, PollingPolicy.create(), run -> {
            ran.countDown();
            return TaskResult.done("ok");
        });
        addMany(gwms);
        gwms.start();

        awaitAll(gwms, TaskStatus.SUCCESS, MANY);

        assertThat(gwms.close(Duration.ofSeconds(30)).isClean()).isTrue();
        assertThat(gwms.metrics().completed()).isEqualTo(MANY);
        assertThat(failures).hasValueGreaterThanOrEqualTo(3);
    }

    @Test
    void aWholeBatchIsStoredWhileTheOneBeforeItIsOnItsWay() throws InterruptedException {
        CountDownLatch other = new CountDownLatch(1);
        AtomicBoolean passed = new AtomicBoolean();
        StateRepository slow = FaultyState.of(state, (changes, commit) -> {
            if (changes.get(0) instanceof Change.UpdateTask end && end.attempt() != null) {
                if (commits.incrementAndGet() == 1) {
                    await(other);
                    passed.set(true);
                } else {
                    other.countDown();
                }
            }
            return commit.apply(changes);
        });
        Gwms gwms = Runtimes.with(slow, time, PollingPolicy.create(), run -> TaskResult.done("ok"));
        for (int i = 0; i < 600; i++) {
            add(gwms, "OB-" + i);
        }
        gwms.start();

        awaitAll(gwms, TaskStatus.SUCCESS, 600);

        assertThat(passed).as("another commit went past the first one").isTrue();
        assertThat(gwms.close(Duration.ofSeconds(30)).isClean()).isTrue();
        assertThat(gwms.metrics().completed()).isEqualTo(600);
    }

    @Test
    void closeHandsBackWhatHasNotBegunAsItWas() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        Gwms gwms = Runtimes.bare(state, time)
                .workers(1)
                .module(Runtimes.module(
                        "tasks",
                        setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), run -> {
                            if (run.task().key().equals("slow")) {
                                begun.countDown();
                                try {
                                    never.await();
                                } catch (InterruptedException e) {
                                    return TaskResult.failed("interrupted");
                                }
                            }
                            return TaskResult.done("ok");
                        })))
                .build();
        gwms.start();
        addMany(gwms); // short rounds, after which more is held ahead
        awaitAll(gwms, TaskStatus.SUCCESS, MANY);
        TaskId slow = add(gwms, "slow");
        assertThat(begun.await(60, SECONDS)).isTrue();
        List<TaskId> behind = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            behind.add(add(gwms, "behind-" + i));
        }
        while (gwms.metrics().claimed() < MANY + 21) {
            MILLISECONDS.sleep(2);
        }

        assertThat(gwms.close(Duration.ofMillis(500)).unfinished()).containsExactly(slow);

        assertThat(gwms.metrics().handedBack()).isGreaterThanOrEqualTo(20);
        assertThat(behind).allSatisfy(id -> {
            assertThat(task(gwms, id).status()).isIn(TaskStatus.PENDING, TaskStatus.WAITING);
            assertThat(task(gwms, id).nextExecutionAt()).isEqualTo(START);
            assertThat(gwms.tasks().attempts(id)).isEmpty();
        });
    }
}
