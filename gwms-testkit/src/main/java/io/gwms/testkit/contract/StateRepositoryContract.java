package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundPlan;
import io.gwms.order.JournalEntry;
import io.gwms.order.Order;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderStatus;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.CommandRecord;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.data.SampleTasks;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link StateRepository}: what a commit does. What reads show is in {@link StateReadsContract}. */
public abstract class StateRepositoryContract {
    private static final SampleOrder SAMPLE = SampleOrder.of("acme", "1001");
    private static final StoreId STORE = SAMPLE.id().store();

    protected StateRepositoryContract() {}

    /** The repository under test: the same throughout a test, empty at its start. */
    protected abstract StateRepository state();

    /** A second repository over the same data, as another node has it; the same one where there is no such thing. */
    protected StateRepository otherNode() {
        return state();
    }

    private CommitResult commit(Change... changes) {
        return state().commit(Arrays.asList(changes));
    }

    private List<TaskId> committed(Change... changes) {
        CommitResult result = commit(changes);
        assertThat(result).isInstanceOf(CommitResult.Committed.class);
        return ((CommitResult.Committed) result).tasks();
    }

    private static void assertConflict(CommitResult result, int index, CommitResult.Kind kind) {
        assertThat(result).isInstanceOfSatisfying(CommitResult.Conflict.class, conflict -> {
            assertThat(conflict.kind()).isEqualTo(kind);
            assertThat(conflict.index())
                    .as("the index of the change in conflict")
                    .isEqualTo(index);
            assertThat(conflict.what()).isNotBlank();
        });
    }

    private static JournalEntry step(Order order, String what) {
        return new JournalEntry(
                order.id(), order.version(), NOON, what, OrderStatus.PENDING, order.status(), "", "1", 1, "operator");
    }

    private static Change.RecordCommand command(String key) {
        return new Change.RecordCommand(key, "hash", "{\"ok\":true}", NOON);
    }

    private SyncTask task(TaskId id) {
        return state().tasks().find(id).orElseThrow();
    }

    @Test
    @DisplayName("stores every kind of change of one commit (rule 1)")
    public void storesAllChangesOfACommit() {
        Order order = SAMPLE.stored();
        SkuMapping mapping = SkuMapping.of(STORE, "MUG-BLUE", new WarehouseSku("W-MUG"), 2, NOON);
        TimeWindow window = new TimeWindow(NOON, NOON.plusSeconds(60));
        InboundOrder inbound = new InboundPlan(
                        new InboundId("ASN-1"),
                        new WarehouseCode("JNB-1"),
                        List.of(new InboundLine(new WarehouseSku("W-MUG"), 10, 0)))
                .order(NOON);

        List<TaskId> tasks = committed(
                new Change.SaveOrder(order),
                new Change.AddJournal(step(order, "RECEIVED")),
                new Change.SaveOutbound(SAMPLE.outbound(1)),
                new Change.SaveInbound(inbound),
                new Change.AddTask(SampleTasks.create("k1", NOON)),
                new Change.BindSku(mapping),
                new Change.ProveWindow(STORE, OrderKind.B2C, window),
                new Change.Quarantine(quarantined("9", 1)),
                command("c1"));

        StateRepository other = otherNode();
        assertThat(other.orders().find(order.id())).contains(order);
        assertThat(other.orders().journal(order.id())).containsExactly(step(order, "RECEIVED"));
        assertThat(other.warehouseOrders().outbound(SAMPLE.outbound(1).id())).contains(SAMPLE.outbound(1));
        assertThat(other.warehouseOrders().inbound(inbound.id())).contains(inbound);
        assertThat(other.tasks().find(tasks.get(0))).get().satisfies(created -> {
            assertThat(created.status()).isEqualTo(TaskStatus.PENDING);
            assertThat(created.createdAt()).isEqualTo(NOON);
            assertThat(created.route())
                    .isEqualTo(SampleTasks.create("k1", NOON).route().orElseThrow());
        });
        assertThat(other.mappings().find(STORE, "MUG-BLUE")).contains(mapping);
        assertThat(other.orderSync().coverage(STORE, OrderKind.B2C).proven()).containsExactly(window);
        assertThat(other.orderSync().quarantined(STORE)).containsExactly(quarantined("9", 1));
        assertThat(other.orders().command("c1")).contains(new CommandRecord("c1", "hash", "{\"ok\":true}", NOON));
    }

    private static Quarantined quarantined(String id, int attempts) {
        return new Quarantined(
                STORE,
                OrderKind.B2C,
                id,
                "#" + id,
                FailureFamily.ORDER_DATA,
                "UNREADABLE",
                "line without a quantity",
                "{}",
                NOON,
                NOON,
                attempts,
                null);
    }

    @Test
    @DisplayName("stores nothing of a commit whose last change conflicts (rule 1)")
    public void storesNothingOfAConflictingCommit() {
        committed(command("taken"), new Change.BindSku(SkuMapping.of(STORE, "OLD", new WarehouseSku("W"), 1, NOON)));
        Order order = SAMPLE.stored();

        CommitResult result = commit(
                new Change.SaveOrder(order),
                new Change.AddJournal(step(order, "RECEIVED")),
                new Change.SaveOutbound(SAMPLE.outbound(1)),
                new Change.AddTask(SampleTasks.create("k1", NOON)),
                new Change.UnbindSku(STORE, "OLD"),
                new Change.ProveWindow(STORE, OrderKind.B2C, new TimeWindow(NOON, NOON.plusSeconds(60))),
                new Change.Quarantine(quarantined("9", 1)),
                command("taken"));

        assertConflict(result, 7, CommitResult.Kind.KEY_TAKEN);
        assertThat(state().orders().find(order.id())).isEmpty();
        assertThat(state().orders().journal(order.id())).isEmpty();
        assertThat(state().orders().waitingFor(STORE, "MUG-BLUE")).isEmpty();
        assertThat(state().warehouseOrders().outboundsOf(order.id())).isEmpty();
        assertThat(state().tasks().findLive(TaskType.CREATE, "k1")).isEmpty();
        assertThat(state().mappings().find(STORE, "OLD")).isPresent();
        assertThat(state().orderSync().coverage(STORE, OrderKind.B2C).proven()).isEmpty();
        assertThat(state().orderSync().quarantined(STORE)).isEmpty();
    }

    @Test
    @DisplayName("commits an empty list (rule 1)")
    public void commitsNothing() {
        assertThat(committed()).isEmpty();
    }

    @Test
    @DisplayName("lets a later change of a commit see an earlier one (rule 2)")
    public void laterChangeSeesEarlier() {
        Order first = SAMPLE.stored();
        Order second = first.change(NOON.plusSeconds(1)).hold("fraud check").done();

        List<TaskId> tasks = committed(
                new Change.SaveOrder(first),
                new Change.SaveOrder(second),
                new Change.AddTask(SampleTasks.create("k1", NOON)),
                new Change.AddTask(SampleTasks.create("k1", NOON)),
                new Change.BindSku(SkuMapping.of(STORE, "A", new WarehouseSku("W1"), 1, NOON)),
                new Change.BindSku(SkuMapping.of(STORE, "A", new WarehouseSku("W2"), 1, NOON)));

        assertThat(state().orders().find(first.id())).contains(second);
        assertThat(tasks).hasSize(2).containsOnly(tasks.get(0));
        assertThat(state().mappings().find(STORE, "A").orElseThrow().goods())
                .containsExactly(new SkuPieces(new WarehouseSku("W2"), 1));
    }

    @Test
    @DisplayName("refuses an order that builds upon another version than the stored one (rule 3)")
    public void refusesAStaleOrder() {
        Order first = SAMPLE.stored();
        Order second = first.change(NOON).hold("a").done();
        committed(new Change.SaveOrder(first));

        assertConflict(commit(new Change.SaveOrder(first)), 0, CommitResult.Kind.STALE_VERSION);
        committed(new Change.SaveOrder(second));
        assertConflict(
                commit(new Change.SaveOrder(first.change(NOON).hold("b").done())), 0, CommitResult.Kind.STALE_VERSION);
        Order skipping = second.change(NOON).done().change(NOON).done();
        assertConflict(commit(new Change.SaveOrder(skipping)), 0, CommitResult.Kind.STALE_VERSION);
        assertThat(state().orders().find(first.id())).contains(second);
    }

    @Test
    @DisplayName("refuses an outbound order that builds upon another version than the stored one (rule 3)")
    public void refusesAStaleOutbound() {
        OutboundOrder first = SAMPLE.outbound(1);
        OutboundOrder second = first.next(OutboundOrder.State.ACCEPTED, "4PX-1", "ok", NOON);
        assertConflict(commit(new Change.SaveOutbound(second)), 0, CommitResult.Kind.STALE_VERSION);

        committed(new Change.SaveOutbound(first));
        assertConflict(commit(new Change.SaveOutbound(first)), 0, CommitResult.Kind.STALE_VERSION);
        committed(new Change.SaveOutbound(second));

        assertThat(state().warehouseOrders().outbound(first.id())).contains(second);
    }

    @Test
    @DisplayName("lets one of eight writers with the same version win (rule 3)")
    public void oneOfEightWritersWins() {
        Order first = SAMPLE.stored();
        committed(new Change.SaveOrder(first));

        List<CommitResult> results = Race.of(8, writer -> () -> {
            Order mine = first.change(NOON.plusMillis(writer))
                    .hold("writer " + writer)
                    .done();
            StateRepository node = writer % 2 == 0 ? state() : otherNode();
            return node.commit(List.of(new Change.SaveOrder(mine), new Change.AddJournal(step(mine, "HOLD"))));
        });

        assertThat(results).filteredOn(CommitResult::isCommitted).hasSize(1);
        assertThat(results)
                .filteredOn(result -> !result.isCommitted())
                .allSatisfy(result -> assertConflict(result, 0, CommitResult.Kind.STALE_VERSION));
        assertThat(state().orders().journal(first.id())).hasSize(1);
        assertThat(state().orders().find(first.id()).orElseThrow().version()).isEqualTo(2);
    }

    @Test
    @DisplayName("lets one of eight writers of a new order win (rule 3)")
    public void oneOfEightFirstWritersWins() {
        List<CommitResult> results = Race.of(
                8,
                writer -> () -> (writer % 2 == 0 ? state() : otherNode())
                        .commit(List.of(new Change.SaveOrder(SAMPLE.stored()))));

        assertThat(results).filteredOn(CommitResult::isCommitted).hasSize(1);
    }

    @Test
    @DisplayName("changes a task under its current run token only (rule 4)")
    public void changesATaskUnderItsTokenOnly() {
        TaskId id =
                committed(new Change.AddTask(SampleTasks.create("k1", NOON))).get(0);
        long node = state().queue().register("node-a", NOON, Duration.ofMinutes(1));
        SyncTask running = state().queue().claim(node, NOON, 1).get(0);
        SyncTask waiting = SampleTasks.after(running, TaskStatus.WAITING, NOON.plusSeconds(1800), "not there yet");

        assertConflict(
                commit(new Change.UpdateTask(waiting, running.runToken() - 1, null)), 0, CommitResult.Kind.STALE_TOKEN);
        committed(new Change.UpdateTask(
                waiting, running.runToken(), SampleTasks.round(running, NOON.plusSeconds(1), "AGAIN")));

        assertThat(task(id)).isEqualTo(waiting);
        assertThat(state().tasks().attempts(id))
                .containsExactly(SampleTasks.round(running, NOON.plusSeconds(1), "AGAIN"));
        assertConflict(
                commit(new Change.UpdateTask(
                        SampleTasks.withId(waiting, new TaskId(id.value() + 1)), running.runToken(), null)),
                0,
                CommitResult.Kind.STALE_TOKEN);
    }

    @Test
    @DisplayName("stores a checkpoint with the changes of its commit, under the current run token only (rule 4)")
    public void storesACheckpointWithItsChanges() {
        TaskId id =
                committed(new Change.AddTask(SampleTasks.create("k1", NOON))).get(0);
        long node = state().queue().register("node-a", NOON, Duration.ofMinutes(1));
        SyncTask running = state().queue().claim(node, NOON, 1).get(0);
        Change.KeepCheckpoint keep = new Change.KeepCheckpoint(id, running.runToken(), "page 2");

        assertConflict(
                commit(command("page"), new Change.KeepCheckpoint(id, running.runToken() - 1, "stale")),
                1,
                CommitResult.Kind.STALE_TOKEN);
        committed(keep, command("page"));
        assertThat(task(id).checkpoint()).isEqualTo("page 2");
        assertThat(task(id).runToken()).isEqualTo(running.runToken());

        assertConflict(
                commit(new Change.KeepCheckpoint(id, running.runToken(), "page 3"), command("page")),
                1,
                CommitResult.Kind.KEY_TAKEN);
        assertThat(task(id).checkpoint())
                .as("nothing of a commit that conflicts")
                .isEqualTo("page 2");
        committed(new Change.UpdateTask(
                SampleTasks.after(task(id), TaskStatus.SUCCESS, NOON, "done"), running.runToken(), null));
        assertConflict(commit(keep), 0, CommitResult.Kind.STALE_TOKEN);
    }

    @Test
    @DisplayName("does not change a finished task (rule 4)")
    public void doesNotChangeAFinishedTask() {
        TaskId id =
                committed(new Change.AddTask(SampleTasks.create("k1", NOON))).get(0);
        SyncTask done = SampleTasks.after(task(id), TaskStatus.SUCCESS, NOON, "done");
        committed(new Change.UpdateTask(done, 0, null));

        SyncTask again = SampleTasks.after(done, TaskStatus.PENDING, NOON, "");

        assertConflict(commit(new Change.UpdateTask(again, 0, null)), 0, CommitResult.Kind.STALE_TOKEN);
        assertThat(task(id)).isEqualTo(done);
    }

    @Test
    @DisplayName("lets one of eight ends of the same round win, with its effects (rule 4)")
    public void oneOfEightEndsWins() {
        TaskId id =
                committed(new Change.AddTask(SampleTasks.create("k1", NOON))).get(0);
        SyncTask pending = task(id);

        List<CommitResult> results = Race.of(
                8,
                racer -> () -> (racer % 2 == 0 ? state() : otherNode())
                        .commit(List.of(
                                new Change.AddTask(SampleTasks.create("effect-" + racer, NOON)),
                                new Change.UpdateTask(
                                        SampleTasks.after(pending, TaskStatus.SUCCESS, NOON, "by " + racer),
                                        0,
                                        SampleTasks.round(pending, NOON, "DONE")))));

        assertThat(results).filteredOn(CommitResult::isCommitted).hasSize(1);
        assertThat(state().tasks().attempts(id)).hasSize(1);
        assertThat(state().tasks().countByStatus())
                .containsEntry(TaskStatus.SUCCESS, 1L)
                .containsEntry(TaskStatus.PENDING, 1L);
    }

    @Test
    @DisplayName("gives the live task when its effect is asked for again (rule 5)")
    public void givesTheLiveTask() {
        List<TaskId> first = committed(new Change.AddTask(SampleTasks.create("k1", NOON)));
        List<TaskId> second = committed(
                new Change.AddTask(SampleTasks.create("other", NOON)),
                new Change.AddTask(SampleTasks.create("k1", NOON.plusSeconds(9)).payload("changed")));

        assertThat(second.get(1)).isEqualTo(first.get(0));
        assertThat(second.get(0)).isNotEqualTo(first.get(0));
        assertThat(task(first.get(0)).payload()).isEmpty();

        SyncTask manual = SampleTasks.after(task(first.get(0)), TaskStatus.MANUAL, NOON, "");
        committed(new Change.UpdateTask(manual, 0, null));
        assertThat(committed(new Change.AddTask(SampleTasks.create("k1", NOON))))
                .isEqualTo(first);
    }

    @Test
    @DisplayName("adds a task anew once the one before is finished (rule 5)")
    public void addsATaskAnewAfterTheEnd() {
        TaskId first =
                committed(new Change.AddTask(SampleTasks.create("k1", NOON))).get(0);
        SyncTask done = SampleTasks.after(task(first), TaskStatus.SUCCESS, NOON, "");

        TaskId second = committed(
                        new Change.UpdateTask(done, 0, null), new Change.AddTask(SampleTasks.create("k1", NOON)))
                .get(0);

        assertThat(second.value()).isGreaterThan(first.value());
        assertThat(state().tasks().findLive(TaskType.CREATE, "k1").orElseThrow().id())
                .isEqualTo(second);
    }

    @Test
    @DisplayName("gives eight simultaneous askers for one effect one task (rule 5)")
    public void eightAskersGetOneTask() {
        List<CommitResult> results = Race.of(
                8,
                asker -> () -> (asker % 2 == 0 ? state() : otherNode())
                        .commit(List.of(new Change.AddTask(SampleTasks.create("k1", NOON)))));

        List<TaskId> ids = new ArrayList<>();
        results.forEach(result -> ids.addAll(((CommitResult.Committed) result).tasks()));
        assertThat(ids).hasSize(8).containsOnly(ids.get(0));
        assertThat(state().tasks().countByStatus()).containsEntry(TaskStatus.PENDING, 1L);
    }

    @Test
    @DisplayName("refuses a command key that is taken (rule 6)")
    public void refusesATakenKey() {
        committed(command("c1"));

        CommitResult again = commit(new Change.RecordCommand("c1", "other", "other", NOON.plusSeconds(1)));

        assertConflict(again, 0, CommitResult.Kind.KEY_TAKEN);
        assertThat(state().orders().command("c1").orElseThrow().contentHash()).isEqualTo("hash");
    }

    @Test
    @DisplayName("lets one of eight commands with the same key win, with its effect (rule 6)")
    public void oneOfEightCommandsWins() {
        List<CommitResult> results = Race.of(
                8,
                racer -> () -> (racer % 2 == 0 ? state() : otherNode())
                        .commit(List.of(
                                new Change.SaveOrder(
                                        SampleOrder.of("acme", "by-" + racer).stored()),
                                command("c1"))));

        assertThat(results).filteredOn(CommitResult::isCommitted).hasSize(1);
        assertThat(state().orders().countByStatus()).containsEntry(OrderStatus.PENDING, 1L);
    }

    @Test
    @DisplayName("goes on as before after a conflict (rule 7)")
    public void goesOnAfterAConflict() {
        committed(command("c1"));
        assertConflict(commit(command("c2"), command("c1")), 1, CommitResult.Kind.KEY_TAKEN);

        committed(command("c2"));
    }

    @Test
    @DisplayName("shows another node at once what was committed (rule 8)")
    public void anotherNodeSeesACommit() {
        for (int i = 0; i < 20; i++) {
            Order order = SampleOrder.of("acme", "o" + i).stored();
            committed(new Change.SaveOrder(order));
            assertThat(otherNode().orders().find(order.id())).contains(order);
        }
    }

    @Test
    @DisplayName("keeps instants to the millisecond and text as it is (rule 9)")
    public void keepsMillisecondsAndText() {
        String odd = "Ωмега 😀 \"quoted\" 'single' back\\slash \t tab \n line \u2028 %_ \u0001 e\u0301 ﷺ";
        Order order = SampleOrder.of("acme", "o😀1")
                .numbered(odd)
                .to(odd)
                .orderedAt(NOON.plusNanos(123_456_789))
                .lines(odd)
                .stored();

        committed(
                new Change.SaveOrder(order),
                new Change.BindSku(SkuMapping.of(STORE, odd, new WarehouseSku(odd), 1, NOON.plusNanos(999_999))));

        Order read = otherNode().orders().find(order.id()).orElseThrow();
        assertThat(read.platform().orderedAt()).isEqualTo(NOON.plusMillis(123));
        assertThat(read.createdAt()).isEqualTo(NOON.plusMillis(123));
        assertThat(read.platform().recipient().name()).isEqualTo(odd);
        assertThat(read.platform().number()).isEqualTo(odd);
        assertThat(read.lines().get(0).platformSku()).isEqualTo(odd);
        assertThat(otherNode().mappings().find(STORE, odd).orElseThrow().changedAt())
                .isEqualTo(NOON);
        assertThat(state().orders().findByNumber(STORE, odd)).containsExactly(read);
    }

    @Test
    @DisplayName("refuses a NUL and half a character before anything is stored (rule 9)")
    public void refusesTextThatIsNone() {
        for (String bad : List.of("a\u0000b", "half \uD83D", "\uDE00")) {
            Order order = SampleOrder.of("acme", "1").to(bad).stored();
            assertThatThrownBy(() -> commit(command("c1"), new Change.SaveOrder(order)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Recipient.name");
            assertThatThrownBy(() -> commit(command("c1"), new Change.AddTask(SampleTasks.create(bad, NOON))))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(state().orders().command("c1")).isEmpty();
        assertThat(state().orders().countByStatus()).isEmpty();
        committed(command("c1"));
    }

    @Test
    @DisplayName("keeps a store, whole, under its id")
    public void keepsStores() {
        Store store = Store.of(STORE, "Acme ZA", PlatformType.SHOPIFY, URI.create("https://acme.example"));
        state().stores().save(store);
        state().stores()
                .save(Store.of(new StoreId("beta"), "Beta", PlatformType.TAKEALOT, URI.create("https://b.example")));
        state().stores().save(store.withReadOnly(true).withSwitches(false, true));

        assertThat(otherNode().stores().find(STORE))
                .contains(store.withReadOnly(true).withSwitches(false, true));
        assertThat(otherNode().stores().all())
                .extracting(each -> each.id().value())
                .containsExactly("acme", "beta");
        assertThat(state().stores().find(new StoreId("none"))).isEmpty();
    }
}
