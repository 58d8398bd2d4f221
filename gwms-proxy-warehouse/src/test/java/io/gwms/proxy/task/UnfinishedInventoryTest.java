package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteBatch;
import io.gwms.stock.BatchKey;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskExplanation;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Inventory syncs that cannot end by themselves: how often they try, whom they call, and what takes them up again. */
class UnfinishedInventoryTest extends InventoryBench {
    private static final BatchKey MUGS = batch("W-1", QUALIFIED, "IC1");

    private static SyncTask task(House at, TaskId id) {
        return at.state.tasks().find(id).orElseThrow();
    }

    /** A sync of a warehouse that holds 9 pieces where 5 are held here. */
    private TaskId begun(House at) {
        clock.advance(Duration.ofMinutes(11));
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 9, 0, "IC1")));
        return at.module.syncInventory(WAREHOUSE);
    }

    private House inAgreement() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"));
        House at = house(stock().batch(MUGS, 5));
        at.gwms.step();
        return at;
    }

    @Test
    @DisplayName("stock that changes here in every round is compared at once, after 5, 15 and 45 minutes, then told")
    void stockThatChangesInEveryRound() {
        House at = inAgreement();
        TaskId id = begun(at);
        at.afterReading(() -> at.stock.move(MUGS, -1));
        List<TaskStatus> ends = new ArrayList<>();
        for (int minutes : List.of(0, 5, 15, 45)) {
            clock.advance(Duration.ofMinutes(minutes));
            at.gwms.step();
            ends.add(task(at, id).status());
        }

        assertThat(ends).containsExactly(TaskStatus.WAITING, TaskStatus.WAITING, TaskStatus.WAITING, TaskStatus.MANUAL);
        assertThat(task(at, id).manualReason()).isEqualTo(new ManualReason("STOCK_KEEPS_CHANGING"));
        assertThat(task(at, id).error()).contains("in 4 rounds", "P-1", "Sync Now", "next sync");
        assertThat(at.stock.quantity(MUGS)).as("nothing but its own changes").isEqualTo(1);
    }

    @Test
    @DisplayName("how many rounds are left is told before, and one quiet round is enough")
    void oneQuietRound() {
        House at = inAgreement();
        TaskId id = begun(at);
        at.afterReading(() -> at.stock.move(MUGS, -1));
        at.gwms.step();
        TaskExplanation why = at.gwms.tasks().explain(id).orElseThrow();
        assertThat(why.roundsLeft()).isEqualTo(3);
        assertThat(task(at, id).summary()).contains("changed here").contains("P-1");

        at.afterReading(() -> {});
        clock.advance(Duration.ofMinutes(5));
        at.gwms.step();

        assertThat(task(at, id).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(at.stock.quantity(MUGS)).isEqualTo(9);
    }

    @Test
    @DisplayName("a SKU of which several batches changed here is named once")
    void severalBatchesOfOneSku() {
        BatchKey more = batch("W-1", QUALIFIED, "IC2");
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"), there("P-1", QUALIFIED, 5, 0, "IC2"));
        House at = house(stock().batch(MUGS, 5).batch(more, 5));
        at.gwms.step();
        clock.advance(Duration.ofMinutes(11));
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 9, 0, "IC1"), there("P-1", QUALIFIED, 9, 0, "IC2")));
        TaskId id = at.module.syncInventory(WAREHOUSE);
        at.afterReading(() -> {
            at.stock.move(MUGS, -1);
            at.stock.move(more, -1);
        });
        at.gwms.step();

        assertThat(task(at, id).summary()).contains("compared anew: [P-1];");
    }

    @Test
    @DisplayName("a sync that was given up is closed by the next one that succeeds")
    void closedByTheNext() {
        House at = inAgreement();
        TaskId id = begun(at);
        at.afterReading(() -> at.stock.move(MUGS, -1));
        for (int minutes : List.of(0, 5, 15, 45)) {
            clock.advance(Duration.ofMinutes(minutes));
            at.gwms.step();
        }
        at.afterReading(() -> {});

        assertThat(sync(at).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(task(at, id).status()).isEqualTo(TaskStatus.CANCELLED);
    }

    @Test
    @DisplayName("a sync whose warehouse has lost its route goes on by itself once it has one again")
    void aRouteThatIsBack() {
        House at = inAgreement();
        TaskId id = begun(at);
        at.routes.routed(false);
        at.gwms.step();
        assertThat(task(at, id).manualReason()).isEqualTo(ManualReason.MAPPING);
        assertThat(task(at, id).error()).contains("JNB-1 has no route");
        int rounds = task(at, id).rounds();
        clock.advance(Duration.ofMinutes(11));
        at.gwms.step();
        assertThat(task(at, id).rounds()).as("no round for nothing").isEqualTo(rounds);

        at.routes.routed(true);
        at.work(Duration.ofMinutes(2));

        assertThat(task(at, id).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(at.stock.quantity(MUGS)).isEqualTo(9);
    }

    @Test
    @DisplayName("a sync that succeeds leaves what waits for a person at another warehouse as it is")
    void whatWaitsAtAnotherWarehouse() {
        House at = house(stock().batch(MUGS, 4));
        SyncTask waits = sync(at);
        assertThat(waits.status()).as("nothing is shown there").isEqualTo(TaskStatus.MANUAL);
        WarehouseCode other = new WarehouseCode("CPT-1");
        at.routes.withoutSku("P-1");
        at.routes.withoutSku("P-2");
        at.routes.withChannel(false);
        at.routes.turnTo(new ProxyRoute(
                other, warehouse.connector().system(), "acme", "USLAXA", URI.create("https://w.invalid")));

        clock.advance(Duration.ofMinutes(11));
        TaskId id = at.module.syncInventory(other);
        at.gwms.step();

        assertThat(task(at, id).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(task(at, waits.id()).status()).isEqualTo(TaskStatus.MANUAL);
    }

    @Test
    @DisplayName("batches that only a person can match are named to one")
    void batchesForAPerson() {
        House at = house(stock().batch(MUGS, 5));
        warehouse.put(new RemoteBatch("P-1", QUALIFIED, 4, 0, null, "IC1", House.INBOUND.plusSeconds(1)));

        SyncTask task = sync(at);

        assertThat(task.manualReason()).isEqualTo(new ManualReason("AMBIGUOUS"));
        assertThat(task.error()).contains("P-1", "4 pieces over there, 5 here");
        assertThat(at.stock.quantity(MUGS)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    @DisplayName(
            "of an inventory that was refused, or of which no answer came, it is kept that nothing was seen, and why")
    void whatWasNotReadIsKeptAsEvidence(boolean refused) {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"));
        House at = house(
                stock().batch(MUGS, 5),
                answering(
                        refused
                                ? Outcome.refused(Refusal.temporary(RefusalCode.PLATFORM_FAILURE, "closed at night"))
                                : Outcome.unknown("closed at night")));

        InventorySnapshot kept = at.snapshots.latest(sync(at).id()).orElseThrow();

        assertThat(kept.complete()).isFalse();
        assertThat(kept.incompleteBecause()).contains("closed at night");
        assertThat(at.stock.quantity(MUGS)).isEqualTo(5);
    }

    private ProxyWarehouseConnector answering(Outcome<InventoryExtent> answer) {
        ProxyWarehouseConnector connector = warehouse.connector();
        return (ProxyWarehouseConnector) Proxy.newProxyInstance(
                UnfinishedInventoryTest.class.getClassLoader(),
                new Class<?>[] {ProxyWarehouseConnector.class},
                (proxy, method, values) ->
                        method.getName().equals("fetchInventory") ? answer : method.invoke(connector, values));
    }
}
