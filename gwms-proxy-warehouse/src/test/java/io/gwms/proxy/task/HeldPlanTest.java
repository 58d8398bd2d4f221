package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.proxy.reconcile.ReconcileSettings;
import io.gwms.stock.BatchKey;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Plans that wait for a person, and what the word of one is worth. */
class HeldPlanTest extends InventoryBench {
    @Test
    void aFirstFillWaitsForAPersonAndIsAppliedOnceItsPlanIsApproved() {
        House at = firstFill();
        SyncTask task = sync(at);
        assertThat(task.status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(at.stock.managedTotal(WAREHOUSE)).isZero();
        ReconcilePlan plan = at.module.waitingPlan(task.id()).orElseThrow();
        assertThat(plan.tripped()).extracting(ReconcilePlan.Gate::name).containsExactly("MASS_CHANGE");
        assertThat(task.error()).contains(plan.hash());
        assertThat(plan.adjustments()).hasSize(25);

        clock.advance(Duration.ofHours(3));
        at.module.approve(task.id(), plan.hash(), "ann");
        assertThat(at.stock.managedTotal(WAREHOUSE))
                .as("an approval alone changes nothing")
                .isZero();
        at.gwms.tasks().syncNow(task.id());
        at.gwms.step();

        SyncTask done = at.state.tasks().find(task.id()).orElseThrow();
        assertThat(done.status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(at.stock.managedTotal(WAREHOUSE)).isEqualTo(25 * 41 + 300);
        assertThat(lines(at, done)).extracting(ReconcileLine::result).containsOnly("APPLIED");
        assertThat(at.snapshots.latest(task.id()).orElseThrow().id()).isEqualTo(plan.snapshotId());
        assertThat(at.module.waitingPlan(task.id())).isEmpty();
    }

    @Test
    void syncNowWithoutAnApprovalReadsTheWarehouseAgainAndStillWaits() {
        House at = firstFill();
        SyncTask task = sync(at);
        String first = at.module.waitingPlan(task.id()).orElseThrow().hash();

        clock.advance(Duration.ofMinutes(5));
        at.gwms.tasks().syncNow(task.id());
        at.gwms.step();

        assertThat(at.stock.managedTotal(WAREHOUSE)).isZero();
        String second = at.module.waitingPlan(task.id()).orElseThrow().hash();
        assertThat(second).isNotEqualTo(first);
        assertThatThrownBy(() -> at.module.approve(task.id(), first, "ann")).hasMessageContaining(second);
    }

    @Test
    void anApprovalIsWorthNothingOnceALaterSnapshotWasCompared() {
        House at = firstFill();
        SyncTask task = sync(at);
        String hash = at.module.waitingPlan(task.id()).orElseThrow().hash();
        at.module.approve(task.id(), hash, "ann");
        sync(at);

        for (int round = 0; round < 2; round++) {
            clock.advance(Duration.ofMinutes(1));
            at.gwms.tasks().syncNow(task.id());
            at.gwms.step();

            assertThat(at.stock.managedTotal(WAREHOUSE)).isZero();
            assertThat(at.state.tasks().find(task.id()).orElseThrow().status()).isEqualTo(TaskStatus.MANUAL);
        }
    }

    @Test
    void anApprovalEndsAfterADayAndNoneIsTakenThen() {
        House at = firstFill();
        SyncTask task = sync(at);
        String hash = at.module.waitingPlan(task.id()).orElseThrow().hash();
        at.module.approve(task.id(), hash, "ann");

        clock.advance(Duration.ofHours(24));

        assertThatThrownBy(() -> at.module.approve(task.id(), hash, "ann")).hasMessageContaining("older than 24 h");
        at.gwms.tasks().syncNow(task.id());
        at.gwms.step();
        assertThat(at.stock.managedTotal(WAREHOUSE)).isZero();
    }

    @Test
    void stockThatMovedSinceThePlanWasMadeIsNotCorrectedByAnApproval() {
        House at = firstFill();
        SyncTask task = sync(at);
        ReconcilePlan plan = at.module.waitingPlan(task.id()).orElseThrow();
        BatchKey moved = plan.adjustments().get(0).key();
        at.module.approve(task.id(), plan.hash(), "ann");
        at.stock.move(moved, 2);

        at.gwms.tasks().syncNow(task.id());
        at.gwms.step();

        assertThat(at.stock.quantity(moved)).isEqualTo(2);
        assertThat(lines(at, task)).extracting(ReconcileLine::result).contains("CONFLICT", "APPLIED");
        assertThat(at.state.tasks().find(task.id()).orElseThrow().status()).isEqualTo(TaskStatus.WAITING);
    }

    @Test
    void anEmptySnapshotCannotBeApproved() {
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 4));
        SyncTask task = sync(at);
        String hash = at.module.waitingPlan(task.id()).orElseThrow().hash();

        assertThatThrownBy(() -> at.module.approve(task.id(), hash, "ann"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("EMPTY");
        assertThatThrownBy(() -> at.module.approve(new TaskId(999), hash, "ann"))
                .hasMessageContaining("no plan that waits");
    }

    /** A plan by which the first batch goes to zero and the second is raised, approved and about to be applied. */
    private SyncTask approvedToZero(House at) {
        at.gwms.step();
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 5, 0, "IC2")));
        assertThat(lines(at, sync(at))).extracting(ReconcileLine::rule).contains("SUSPECT");
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 9, 0, "IC2")));
        SyncTask task = sync(at);
        ReconcilePlan plan = at.module.waitingPlan(task.id()).orElseThrow();
        assertThat(plan.differing())
                .extracting(ReconcileLine::rule)
                .containsExactlyInAnyOrder("ZERO_CONFIRMED", "CORRECT");
        at.module.approve(task.id(), plan.hash(), "ann");
        at.gwms.tasks().syncNow(task.id());
        return task;
    }

    private House askingFirst() {
        warehouse.put(there("P-1", QUALIFIED, 4, 0, "IC1"), there("P-1", QUALIFIED, 5, 0, "IC2"));
        return askingFirst(stock().batch(batch("W-1", QUALIFIED, "IC1"), 4).batch(batch("W-1", QUALIFIED, "IC2"), 5));
    }

    private House askingFirst(InMemoryStockLedger.Builder held) {
        return house(
                held.managedLocations(WAREHOUSE).build(),
                module -> module.reconcile(ReconcileSettings.standard().askingFirst()));
    }

    @Test
    void whatIsStillGoneWhenAnApprovedPlanIsAppliedGoesToZero() {
        House at = askingFirst();
        approvedToZero(at);

        at.gwms.step();

        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isZero();
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC2"))).isEqualTo(9);
    }

    @Test
    void whatIsBackWhenAnApprovedPlanIsAppliedStays() {
        House at = askingFirst();
        SyncTask task = approvedToZero(at);
        warehouse.put(there("P-1", QUALIFIED, 4, 0, "IC1"));

        at.gwms.step();

        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(4);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC2"))).isEqualTo(9);
        SyncTask done = at.state.tasks().find(task.id()).orElseThrow();
        assertThat(done.summary())
                .contains(
                        "1 raised", "1 not shown for the first time", "did not confirm it when asked directly: [P-1]");
    }

    @Test
    void whatOneTypeGainsIsNotAddedWhileTheOtherStaysAsItIs() {
        BatchKey broken = batch("W-1", DEFECTIVE, "IC1");
        BatchKey another = batch("W-1", DEFECTIVE, "IC3");
        warehouse.put(
                there("P-1", QUALIFIED, 4, 0, "IC1"),
                there("P-1", DEFECTIVE, 1, 0, "IC1"),
                there("P-1", DEFECTIVE, 1, 0, "IC3"));
        House at = askingFirst(stock().batch(batch("W-1", QUALIFIED, "IC1"), 4)
                .batch(broken, 1)
                .batch(another, 1));
        at.gwms.step();
        warehouse.replaceStock(List.of(there("P-1", DEFECTIVE, 4, 0, "IC1"), there("P-1", DEFECTIVE, 1, 0, "IC3")));
        sync(at);
        warehouse.replaceStock(List.of(there("P-1", DEFECTIVE, 4, 0, "IC1"), there("P-1", DEFECTIVE, 2, 0, "IC3")));
        SyncTask task = sync(at);
        ReconcilePlan plan = at.module.waitingPlan(task.id()).orElseThrow();
        assertThat(plan.differing())
                .as("of four pieces three became defective, and one is gone")
                .extracting(ReconcileLine::rule)
                .containsExactlyInAnyOrder("ZERO_CONFIRMED", "CORRECT", "CORRECT");
        at.module.approve(task.id(), plan.hash(), "ann");
        at.gwms.tasks().syncNow(task.id());
        warehouse.put(there("P-1", QUALIFIED, 1, 0, "IC1"));

        at.gwms.step();

        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(4);
        assertThat(at.stock.quantity(broken))
                .as("the three may be among those four")
                .isEqualTo(1);
        assertThat(at.stock.quantity(another)).as("another batch").isEqualTo(2);
        assertThat(lines(at, task)).extracting(ReconcileLine::rule).contains("SUSPECT", "TYPE_UNCLEAR", "CORRECT");
    }

    @Test
    void withoutAnAnswerNothingOfAnApprovedPlanGoesToZero() {
        House at = askingFirst();
        approvedToZero(at);
        transport.onReads(Fault.lostReply());

        at.gwms.step();

        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(4);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC2"))).isEqualTo(9);
    }
}
