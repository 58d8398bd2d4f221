package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.TimeWindow;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The state in memory is the model: whatever happens, a database shows the same. */
class JdbcStatePropertyTest {
    private static final StoreId STORE = new StoreId("acme");

    @Property(tries = 60)
    void anySequenceOfCommitsShowsTheSameInMemoryAndInADatabase(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 25) int commits) {
        try (TestDatabase database = TestDatabase.sqlite();
                JdbcState jdbc = JdbcState.open(database.dataSource())) {
            InMemoryState memory = InMemoryState.empty();
            Random random = new Random(seed);
            long nodeThere = jdbc.queue().register("node", NOON, Duration.ofDays(9));
            long nodeHere = memory.queue().register("node", NOON, Duration.ofDays(9));
            for (int i = 0; i < commits; i++) {
                if (random.nextInt(5) == 0) {
                    int limit = random.nextInt(3);
                    assertThat(jdbc.queue().claim(nodeThere, NOON.plusSeconds(i), limit))
                            .isEqualTo(memory.queue().claim(nodeHere, NOON.plusSeconds(i), limit));
                    continue;
                }
                List<Change> changes = new ArrayList<>();
                for (int n = random.nextInt(4); n >= 0; n--) {
                    changes.add(change(random, memory));
                }
                assertSameResult(jdbc.commit(changes), memory.commit(changes));
            }
            assertSameReads(jdbc, memory);
        }
    }

    private static void assertSameResult(CommitResult there, CommitResult here) {
        assertThat(there).isEqualTo(here);
    }

    private static Change change(Random random, StateRepository model) {
        SampleOrder sample = SampleOrder.of("acme", "o" + random.nextInt(4))
                .lines("A" + random.nextInt(3), "B" + random.nextInt(3))
                .orderedAt(NOON.plusNanos(random.nextInt(5_000_000)));
        return switch (random.nextInt(9)) {
            case 0, 1 -> new Change.SaveOrder(sample.stored());
            case 2, 3 ->
                new Change.SaveOrder(model.orders()
                        .find(sample.id())
                        .map(order -> next(random, sample, order))
                        .orElse(sample.stored()));
            case 4 ->
                new Change.AddTask(SampleTasks.create("k" + random.nextInt(4), NOON.plusSeconds(random.nextInt(20))));
            case 5 -> update(random, model, sample);
            case 6 ->
                random.nextBoolean()
                        ? new Change.BindSku(SkuMapping.of(
                                STORE, "A" + random.nextInt(3), new WarehouseSku("W"), 1 + random.nextInt(3), NOON))
                        : new Change.UnbindSku(STORE, "A" + random.nextInt(3));
            case 7 ->
                random.nextBoolean()
                        ? window(random, random.nextInt(50), 1 + random.nextInt(10))
                        : new Change.RecordCommand("c" + random.nextInt(6), "h", "r" + random.nextInt(9), NOON);
            default ->
                random.nextBoolean()
                        ? new Change.Quarantine(new Quarantined(
                                STORE,
                                OrderKind.B2C,
                                "q" + random.nextInt(3),
                                "#",
                                FailureFamily.ORDER_DATA,
                                "UNREADABLE",
                                "why",
                                "{}",
                                NOON,
                                NOON.plusSeconds(random.nextInt(9)),
                                1,
                                null))
                        : new Change.Release(STORE, "q" + random.nextInt(3));
        };
    }

    private static Order next(Random random, SampleOrder sample, Order order) {
        return random.nextBoolean()
                ? sample.dispatched(order, 1 + random.nextInt(3), NOON)
                : order.change(NOON).hold("because " + random.nextInt(9)).done();
    }

    private static Change window(Random random, int from, int length) {
        TimeWindow window = new TimeWindow(NOON.plusSeconds(from), NOON.plusSeconds(from + length));
        return switch (random.nextInt(3)) {
            case 0 -> new Change.WantWindow(STORE, OrderKind.B2C, window);
            case 1 -> new Change.NoteSweep(STORE, OrderKind.B2C, window.to());
            default -> new Change.ProveWindow(STORE, OrderKind.B2C, window);
        };
    }

    private static Change update(Random random, StateRepository model, SampleOrder sample) {
        List<SyncTask> tasks = model.tasks().list(TaskQuery.newest(10));
        if (tasks.isEmpty()) {
            return new Change.SaveOutbound(sample.outbound(1));
        }
        SyncTask task = tasks.get(random.nextInt(tasks.size()));
        TaskStatus status = TaskStatus.values()[random.nextInt(TaskStatus.values().length)];
        SyncTask after = SampleTasks.after(task, status, NOON.plusSeconds(random.nextInt(20)), "s");
        long expected = task.runToken() - (random.nextInt(4) == 0 ? 1 : 0);
        return new Change.UpdateTask(
                after, expected, random.nextBoolean() ? SampleTasks.round(task, NOON.plusSeconds(60), "AGAIN") : null);
    }

    private static void assertSameReads(StateRepository there, StateRepository here) {
        assertThat(there.orders().list(OrderQuery.newest(100)))
                .isEqualTo(here.orders().list(OrderQuery.newest(100)));
        assertThat(there.orders().countByStatus()).isEqualTo(here.orders().countByStatus());
        for (int i = 0; i < 4; i++) {
            OrderId id = new OrderId(STORE, "o" + i);
            assertThat(there.warehouseOrders().outboundsOf(id))
                    .isEqualTo(here.warehouseOrders().outboundsOf(id));
            assertThat(there.orders().waitingFor(STORE, "A" + i))
                    .isEqualTo(here.orders().waitingFor(STORE, "A" + i));
            assertThat(there.orders().command("c" + i)).isEqualTo(here.orders().command("c" + i));
        }
        assertThat(there.mappings().list(STORE)).isEqualTo(here.mappings().list(STORE));
        assertThat(there.mappings().unmapped(STORE)).isEqualTo(here.mappings().unmapped(STORE));
        assertThat(there.orderSync().coverage(STORE, OrderKind.B2C))
                .isEqualTo(here.orderSync().coverage(STORE, OrderKind.B2C));
        assertThat(there.orderSync().quarantined(STORE))
                .isEqualTo(here.orderSync().quarantined(STORE));
        assertThat(there.tasks().list(TaskQuery.newest(100)))
                .isEqualTo(here.tasks().list(TaskQuery.newest(100)));
        assertThat(there.tasks().countByStatus()).isEqualTo(here.tasks().countByStatus());
        assertThat(there.tasks().nextDue()).isEqualTo(here.tasks().nextDue());
        here.tasks()
                .list(TaskQuery.newest(100))
                .forEach(task -> assertThat(there.tasks().attempts(task.id()))
                        .isEqualTo(here.tasks().attempts(task.id())));
    }
}
