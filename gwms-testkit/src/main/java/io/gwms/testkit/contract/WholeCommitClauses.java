package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundPlan;
import io.gwms.order.Order;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.TimeWindow;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.CommandRecord;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.data.SampleTasks;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rules 1, 2, 7 and 8: a commit is stored whole or not at all, and seen at once. */
abstract class WholeCommitClauses extends CommitClauses {
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
}
