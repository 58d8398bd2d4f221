package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.data.SampleTasks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Whatever nodes do in whatever order, and whenever their leases end: no task is lost, none is in two rounds, and of
 * each claim at most one end is accepted. A plain model says what must be; a store that ends rounds without looking at
 * the token is caught.
 */
class TaskFencingPropertyTest {
    private static final Duration LEASE = Duration.ofSeconds(30);
    private static final int STEPS = 60;

    /** What the model knows of a task. */
    private static final class Known {
        TaskStatus status = TaskStatus.PENDING;
        long token;
        long owner;
        Instant due = NOON;
        int accepted;
        int rounds;
    }

    /** One run of random steps against a store and the model beside it. */
    private static final class Run {
        private final StateRepository state;
        private final BiFunction<SyncTask, Long, Long> tokenOf;
        private final Random random;
        private final Map<Long, Known> model = new HashMap<>();
        private final Map<Long, Instant> leases = new HashMap<>();
        private final List<SyncTask> held = new ArrayList<>();
        private Instant now = NOON;
        private int keys;

        Run(StateRepository state, BiFunction<SyncTask, Long, Long> tokenOf, long seed) {
            this.state = state;
            this.tokenOf = tokenOf;
            this.random = new Random(seed);
        }

        void go() {
            for (int i = 0; i < STEPS; i++) {
                step();
                model.forEach((id, known) -> {
                    SyncTask stored = state.tasks().findAll(List.of(new TaskId(id))).get(0);
                    assertThat(stored.status()).as("status of %s after step", id).isEqualTo(known.status);
                    assertThat(stored.runToken()).as("token of %s", id).isEqualTo(known.token);
                    assertThat(known.accepted).as("ends accepted of %s", id).isLessThanOrEqualTo(known.rounds);
                });
            }
        }

        private void step() {
            switch (random.nextInt(9)) {
                case 0 -> add();
                case 1 -> leases.put(state.queue().register("n" + random.nextInt(3), now, LEASE), now.plus(LEASE));
                case 2, 3 -> claim();
                case 4, 5 -> end();
                case 6 -> now = now.plusSeconds(random.nextInt(20));
                case 7 -> rescueOrRenew();
                default -> byHand();
            }
        }

        private void add() {
            String key = "k" + keys++;
            state.commit(List.of(new Change.AddTask(SampleTasks.create(key, NOON).dueAt(now))));
            SyncTask added = state.tasks().findLive(TaskType.CREATE, key).orElseThrow();
            Known known = new Known();
            known.due = now;
            model.put(added.id().value(), known);
        }

        private boolean isAlive(long node) {
            return state.queue().renew(node, now, Duration.between(now, leases.getOrDefault(node, now)));
        }

        private void claim() {
            for (long node : List.copyOf(leases.keySet())) {
                int limit = 1 + random.nextInt(3);
                for (SyncTask task : state.queue().claim(node, now, limit)) {
                    Known known = model.get(task.id().value());
                    assertThat(known.status).as("claimed").isIn(TaskStatus.PENDING, TaskStatus.WAITING);
                    assertThat(known.due).isBeforeOrEqualTo(now);
                    known.status = TaskStatus.RUNNING;
                    known.token++;
                    known.rounds++;
                    known.owner = node;
                    assertThat(task.runToken()).isEqualTo(known.token);
                    held.add(task);
                }
            }
        }

        /** An end of any claim ever made, the latest or one that is long somebody else's. */
        private void end() {
            if (held.isEmpty()) {
                return;
            }
            SyncTask task = held.get(random.nextInt(held.size()));
            Known known = model.get(task.id().value());
            TaskStatus next = random.nextBoolean() ? TaskStatus.SUCCESS : TaskStatus.WAITING;
            SyncTask after = withToken(SampleTasks.after(task, next, now, "end"), task.runToken() + 1);
            boolean current = known.status.isLive() && known.token == task.runToken();
            long expected = tokenOf.apply(task, known.token);

            boolean accepted = state.commit(List.of(new Change.UpdateTask(
                            withToken(after, Math.max(expected, task.runToken()) + 1),
                            expected,
                            SampleTasks.round(task, now, "DONE"))))
                    .isCommitted();

            assertThat(accepted).as("end of round %s, token %s", task.rounds(), task.runToken()).isEqualTo(current);
            if (accepted) {
                known.status = next;
                known.token = task.runToken() + 1;
                known.due = now;
                known.accepted++;
            }
        }

        private void rescueOrRenew() {
            if (random.nextBoolean()) {
                leases.keySet().removeIf(node -> {
                    boolean alive = state.queue().renew(node, now, LEASE);
                    if (alive) {
                        leases.put(node, now.plus(LEASE));
                    }
                    return false;
                });
                return;
            }
            state.queue().rescue(now);
            model.forEach((id, known) -> {
                if (known.status == TaskStatus.RUNNING && !isAlive(known.owner)) {
                    known.status = TaskStatus.WAITING;
                    known.token++;
                    known.due = now;
                }
            });
        }

        /** Sync Now, or a cancel, under the token that is stored. */
        private void byHand() {
            for (Map.Entry<Long, Known> entry : model.entrySet()) {
                Known known = entry.getValue();
                if (known.status.isLive() && random.nextInt(4) == 0) {
                    SyncTask stored = state.tasks()
                            .find(new TaskId(entry.getKey()))
                            .orElseThrow();
                    TaskStatus next = random.nextInt(3) == 0 ? TaskStatus.CANCELLED : stored.status();
                    SyncTask changed = withToken(SampleTasks.after(stored, next, now, "by hand"), stored.runToken() + 1);
                    assertThat(state.commit(List.of(new Change.UpdateTask(changed, stored.runToken(), null)))
                                    .isCommitted())
                            .isTrue();
                    known.status = next;
                    known.token++;
                    known.due = now;
                    return;
                }
            }
        }

        private static SyncTask withToken(SyncTask task, long token) {
            return SampleTasks.withToken(task, token);
        }
    }

    private static long honest(SyncTask claimed, long stored) {
        return claimed.runToken();
    }

    /** What a store does that does not look at the token: it takes whatever is stored for right. */
    private static long careless(SyncTask claimed, long stored) {
        return stored;
    }

    @Property(tries = 300)
    void nothingIsLostOrDoneTwiceInMemory(@ForAll long seed) {
        new Run(InMemoryState.empty(), TaskFencingPropertyTest::honest, seed).go();
    }

    @Property(tries = 25)
    void nothingIsLostOrDoneTwiceInADatabase(@ForAll long seed) throws Exception {
        Path folder = Files.createTempDirectory("gwms-fencing");
        try (JdbcState state = JdbcState.open(EmbeddedDatabase.file(folder.resolve("tasks.db")))) {
            new Run(state, TaskFencingPropertyTest::honest, seed).go();
        } finally {
            try (var files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    @Property(tries = 1)
    void carelessEndsAreCaught() {
        long caught = new Random(7)
                .longs(50)
                .filter(seed -> catchThrowable(
                                () -> new Run(InMemoryState.empty(), TaskFencingPropertyTest::careless, seed).go())
                        != null)
                .count();
        assertThat(caught).isGreaterThan(40);
    }
}
