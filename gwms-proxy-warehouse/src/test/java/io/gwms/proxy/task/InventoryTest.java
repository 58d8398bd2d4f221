package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.RemoteStatus;
import io.gwms.stock.BatchKey;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Inventory syncs of a warehouse in the test's own process. */
class InventoryTest extends InventoryBench {
    @Test
    void stockIsBroughtIntoLineBatchByBatch() {
        warehouse.put(
                there("P-1", QUALIFIED, 8, 2, "IC1"),
                there("P-1", QUALIFIED, 5, 0, "IC2"),
                there("P-1", DEFECTIVE, 3, 0, "IC1"),
                there("P-2", QUALIFIED, 6, 0, "IC1"),
                there("P-NEW", QUALIFIED, 9, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 13)
                .batch(batch("W-1", QUALIFIED, "IC2"), 4)
                .batch(batch("W-1", DEFECTIVE, "IC1"), 3)
                .batch(batch("W-2", QUALIFIED, "IC1"), 12));

        at.gwms.step();
        SyncTask task = at.task(TaskType.INVENTORY_SYNC, "JNB-1");

        assertThat(task.status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC2"))).isEqualTo(5);
        assertThat(at.stock.quantity(batch("W-2", QUALIFIED, "IC1"))).isEqualTo(12);
        assertThat(at.stock.elsewhereTotal()).isEqualTo(77);
        assertThat(task.summary())
                .contains(
                        "1 raised",
                        "1 lowered",
                        "2 equal",
                        "1 of SKUs that are not mapped",
                        "warning: unmapped SKUs hold stock: [P-NEW with 9]");
        assertThat(lines(at, task))
                .extracting(ReconcileLine::rule)
                .containsExactlyInAnyOrder("CORRECT", "CORRECT", "EQUAL", "EQUAL", "UNMAPPED_SKU");
        List<SnapshotRow> rows = new ArrayList<>();
        at.snapshots.rows(at.snapshots.latest(task.id()).orElseThrow().id(), rows::add);
        assertThat(rows).hasSize(5);
        assertThat(rows.get(0).gsku()).isEqualTo("G-1");
        assertThat(rows.get(0).localSku()).isEqualTo("W-1");
        assertThat(rows.get(0).total()).isEqualTo(10);
    }

    @Test
    void theSameInventoryAgainChangesNothing() {
        warehouse.put(there("P-1", QUALIFIED, 8, 2, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 13));
        at.gwms.step();

        SyncTask again = sync(at);

        assertThat(lines(at, again)).extracting(ReconcileLine::delta).containsExactly(0L);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
    }

    @Test
    void whatShippedAndIsNotBookedIsNotMissing() {
        warehouse.put(there("P-1", QUALIFIED, 7, 3, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10));
        at.dispatched("1", "MUG-BLUE", 3);
        at.gwms.step();
        warehouse.ship("acme-1-1");
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 7, 0, "IC1")));
        clock.advance(Duration.ofMinutes(15));

        TaskId id = at.module.syncInventory(WAREHOUSE);
        at.gwms.step();
        SyncTask task = at.state.tasks().find(id).orElseThrow();

        assertThat(lines(at, task)).singleElement().satisfies(line -> {
            assertThat(line.rule()).isEqualTo("EQUAL");
            assertThat(line.inFlight()).isEqualTo(3);
        });
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
    }

    @Test
    void stockThatMovesMeanwhileIsComparedAnew() {
        warehouse.put(there("P-1", QUALIFIED, 7, 0, "IC1"));
        BatchKey key = batch("W-1", QUALIFIED, "IC1");
        House at = house(stock().batch(key, 10));
        transport.onReads((faulty, call, send) -> {
            at.stock.move(key, -2);
            return send.send(call);
        });

        TaskId id = at.module.syncInventory(WAREHOUSE);
        at.gwms.step();
        assertThat(at.state.tasks().find(id).orElseThrow().status()).isIn(TaskStatus.WAITING, TaskStatus.SUCCESS);
        at.work(Duration.ofMinutes(6));

        assertThat(at.stock.quantity(key)).isEqualTo(7);
    }

    @Test
    void eachSlotHasOneTaskAndDemandsAreJoined() {
        House at = house(stock());
        warehouse.put(there("P-1", QUALIFIED, 1, 0, ""));
        at.gwms.step();
        at.gwms.step();
        assertThat(tasks(at)).isEqualTo(1);

        TaskId one = at.module.syncInventory(WAREHOUSE);
        assertThat(at.module.syncInventory(WAREHOUSE)).isEqualTo(one);
        assertThat(tasks(at)).isEqualTo(2);
        for (int hour = 0; hour < 24; hour++) {
            clock.advance(Duration.ofHours(1));
            at.gwms.step();
        }
        assertThat(tasks(at)).isEqualTo(4);
    }

    @Test
    void ofTwoSyncsOfOneWarehouseTheSecondWaits() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 4));
        TaskId first = at.module.syncInventory(WAREHOUSE);
        long other = at.state.queue().register("other", clock.instant(), Duration.ofSeconds(30));
        assertThat(at.state.queue().claim(other, clock.instant(), 1))
                .extracting(SyncTask::id)
                .containsExactly(first);

        TaskId second = at.module.syncInventory(WAREHOUSE);
        at.gwms.step();

        SyncTask waiting = at.state.tasks().find(second).orElseThrow();
        assertThat(waiting.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(waiting.summary()).contains("goes first");
        assertThat(waiting.attempts()).isZero();
        assertThat(transport.calls()).isEmpty();
        at.work(Duration.ofMinutes(5));
        assertThat(at.state.tasks().find(first).orElseThrow().status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(at.state.tasks().find(second).orElseThrow().status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void anOrderWhoseCancelIsUnderWayKeepsItsStockFromBeingCorrected() {
        warehouse.put(there("P-1", QUALIFIED, 7, 3, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10));
        at.dispatched("1", "MUG-BLUE", 3);
        at.gwms.step();
        warehouse.say("acme-1-1", RemoteStatus.CANCELLING, "INTERCEPTING");
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 7, 0, "IC1")));

        SyncTask task = sync(at);

        assertThat(lines(at, task)).extracting(ReconcileLine::rule).containsExactly("IN_FLIGHT_UNCLEAR");
        assertThat(task.summary())
                .contains("1 perhaps explained by orders on their way")
                .doesNotContain("IN_FLIGHT_UNCLEAR");
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
    }

    @Test
    void aLaterSuccessClosesWhatAnEarlierSyncLeftForAPerson() {
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 4));
        SyncTask empty = sync(at);
        assertThat(empty.status()).isEqualTo(TaskStatus.MANUAL);
        warehouse.put(there("P-1", QUALIFIED, 4, 0, "IC1"));

        SyncTask later = sync(at);

        assertThat(later.status()).isEqualTo(TaskStatus.SUCCESS);
        SyncTask closed = at.state.tasks().find(empty.id()).orElseThrow();
        assertThat(closed.status()).isEqualTo(TaskStatus.CANCELLED);
        assertThat(closed.summary()).isEqualTo("a later inventory sync succeeded: task " + later.id());
        assertThat(closed.error()).as("why it needed one").contains("EMPTY");
    }

    private static int tasks(House at) {
        return at.state
                .tasks()
                .list(TaskQuery.newest(500).withType(TaskType.INVENTORY_SYNC))
                .size();
    }
}
