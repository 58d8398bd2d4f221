package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.stock.StockAdjustment;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An inventory sync whose process died between its plan and its end. */
class CutOffInventoryTest extends InventoryBench {
    private House at;
    private InventorySnapshot seen;

    /** Two batches differ; a round wrote its plan down, corrected the first one, and died. */
    private long token;

    @BeforeEach
    void cutOff() {
        warehouse.put(there("P-1", QUALIFIED, 10, 0, "IC1"), there("P-2", QUALIFIED, 6, 0, "IC1"));
        at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 10).batch(batch("W-2", QUALIFIED, "IC1"), 12));
        at.gwms.step();
        at.stock.move(batch("W-1", QUALIFIED, "IC1"), 3);
        at.stock.move(batch("W-2", QUALIFIED, "IC1"), -1);
        TaskId id = at.module.syncInventory(WAREHOUSE);
        long dead = at.state.queue().register("dead", clock.instant(), Duration.ofSeconds(30));
        SyncTask cut = at.state.queue().claim(dead, clock.instant(), 1).get(0);
        assertThat(cut.id()).isEqualTo(id);
        seen = snapshot("inventory-" + id + "-" + cut.runToken(), id);
        at.snapshots.save(seen, rows -> {});
        at.snapshots.saveLines(seen.id(), List.of(planned("W-1", "P-1", 10, 13), planned("W-2", "P-2", 12, 11)));
        token = cut.runToken();
        assertThat(at.state.queue().checkpoint(id, token, "applying " + seen.id()))
                .isTrue();
        at.stock.adjust(List.of(new StockAdjustment("W-1 once", batch("W-1", QUALIFIED, "IC1"), -3, 13, "")));
    }

    private InventorySnapshot snapshot(String id, TaskId task) {
        return new InventorySnapshot(
                id,
                task,
                WAREHOUSE,
                warehouse.connector().system(),
                "USLAXA",
                clock.instant(),
                clock.instant(),
                true,
                "",
                0,
                "");
    }

    @Test
    void aRoundThatDiedWhileItCorrectedIsFinishedByItsOwnPlan() {
        clock.advance(Duration.ofMinutes(1));
        at.gwms.step();

        SyncTask task = at.state.tasks().find(seen.task()).orElseThrow();
        assertThat(task.status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(10);
        assertThat(at.stock.quantity(batch("W-2", QUALIFIED, "IC1"))).isEqualTo(12);
        assertThat(at.snapshots.latest(task.id())).contains(seen);
        assertThat(lines(at, task)).extracting(ReconcileLine::result).containsExactly("APPLIED", "APPLIED");
    }

    @Test
    void anApprovedPlanThatWasCutOffIsFinishedHoursLater() {
        assertThat(at.state.queue().checkpoint(seen.task(), token, "applying-approved " + seen.id()))
                .isTrue();
        clock.advance(Duration.ofHours(2));
        at.gwms.step();

        assertThat(at.snapshots.lines(seen.id()))
                .extracting(ReconcileLine::result)
                .containsExactly("APPLIED", "APPLIED");
        assertThat(at.stock.quantity(batch("W-2", QUALIFIED, "IC1"))).isEqualTo(12);
    }

    @Test
    void aPlanThatWasCutOffIsNotFinishedOnceALaterSnapshotWasCompared() {
        clock.advance(Duration.ofSeconds(1));
        InventorySnapshot later = snapshot("inventory-99-1", new TaskId(99));
        at.snapshots.save(later, rows -> {});
        at.snapshots.saveLines(later.id(), List.of(planned("W-1", "P-1", 10, 10)));

        clock.advance(Duration.ofMinutes(1));
        at.gwms.step();

        assertThat(at.snapshots.lines(seen.id()))
                .extracting(ReconcileLine::result)
                .doesNotContain("APPLIED");
    }

    @Test
    void aSyncThatWasCutOffLongAgoIsNotDoneBeforeTheWarehouseWasReadAgain() {
        clock.advance(Duration.ofHours(2));
        transport.onReads(Fault.lostReply());
        at.gwms.step();
        assertThat(at.state.tasks().find(seen.task()).orElseThrow().status()).isEqualTo(TaskStatus.WAITING);
        clock.advance(Duration.ofMinutes(20));
        at.gwms.tasks().syncNow(seen.task());
        at.gwms.step();

        SyncTask task = at.state.tasks().find(seen.task()).orElseThrow();
        assertThat(task.status()).as(task.summary()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(lines(at, task)).as("both batches are compared").hasSize(2);
        assertThat(at.stock.quantity(batch("W-2", QUALIFIED, "IC1"))).isEqualTo(12);
    }

    @Test
    void aPlanThatWasCutOffLongAgoIsNotAppliedAnyMore() {
        clock.advance(Duration.ofHours(2));
        at.gwms.step();

        assertThat(at.snapshots.lines(seen.id()))
                .extracting(ReconcileLine::result)
                .as("the old plan is left as it was written down")
                .doesNotContain("APPLIED");
        assertThat(at.snapshots.latest(seen.task()))
                .hasValueSatisfying(snapshot -> assertThat(snapshot.id()).isNotEqualTo(seen.id()));
    }

    private static ReconcileLine planned(String sku, String proxySku, long remote, long local) {
        return new ReconcileLine(
                batch(sku, QUALIFIED, "IC1"),
                proxySku,
                remote,
                local,
                0,
                remote - local,
                "CORRECT",
                "PLANNED",
                "the proxy warehouse holds " + remote,
                sku + " once");
    }
}
