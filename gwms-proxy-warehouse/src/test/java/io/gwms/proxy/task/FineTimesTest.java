package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.reconcile.Explanation;
import io.gwms.proxy.reconcile.ReconcileSettings;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A host's ledger may tell when a batch came finer than to the millisecond, which is how lines are kept. */
class FineTimesTest extends InventoryBench {
    private static final BatchKey FIRST = fine("IC1");
    private static final BatchKey SECOND = fine("IC2");

    private static BatchKey fine(String inboundNo) {
        return new BatchKey(WAREHOUSE, new WarehouseSku("W-1"), QUALIFIED, inboundNo, INBOUND.plusNanos(123_456));
    }

    private House bothHeld() {
        warehouse.put(there("P-1", QUALIFIED, 4, 0, "IC1"), there("P-1", QUALIFIED, 5, 0, "IC2"));
        return house(stock().batch(FIRST, 4).batch(SECOND, 5));
    }

    @Test
    void aBatchThatIsMissingTwiceGoesToZero() {
        House at = bothHeld();
        at.gwms.step();
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 5, 0, "IC2")));
        sync(at);
        assertThat(at.stock.quantity(FIRST)).isEqualTo(4);

        SyncTask task = sync(at);

        assertThat(at.stock.quantity(FIRST)).isZero();
        assertThat(at.stock.quantity(SECOND)).isEqualTo(5);
        assertThat(at.module.explain(task.id(), FIRST))
                .map(Explanation::line)
                .map(ReconcileLine::rule)
                .contains("ZERO_CONFIRMED");
    }

    @Test
    void anApprovedPlanCorrectsTheBatchItIsAbout() {
        warehouse.put(there("P-1", QUALIFIED, 3, 0, "IC1"));
        House at = house(
                stock().managedLocations(WAREHOUSE).batch(FIRST, 4).build(),
                module -> module.reconcile(ReconcileSettings.standard().askingFirst()));
        SyncTask task = sync(at);
        at.module.approve(
                task.id(), at.module.waitingPlan(task.id()).orElseThrow().hash(), "ann");

        at.gwms.tasks().syncNow(task.id());
        at.gwms.step();

        assertThat(at.stock.quantity(FIRST)).isEqualTo(3);
        assertThat(at.state.tasks().find(task.id()).orElseThrow().status()).isEqualTo(TaskStatus.SUCCESS);
    }
}
