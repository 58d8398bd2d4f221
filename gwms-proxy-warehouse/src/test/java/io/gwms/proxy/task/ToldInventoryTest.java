package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.reconcile.Explanation;
import io.gwms.stock.BatchKey;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskReminder;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.transport.HttpReply;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an inventory sync tells afterwards: explanations, the calls behind them, stock nobody mapped. */
class ToldInventoryTest extends InventoryBench {
    @Test
    void aCorrectionIsExplainedFromWhatWasKept() {
        warehouse.put(there("P-2", QUALIFIED, 4, 2, "IC1"), there("P-2", DEFECTIVE, 1, 0, "IC1"));
        BatchKey key = batch("W-2", QUALIFIED, "IC1");
        House at = house(stock().batch(key, 10).batch(batch("W-2", DEFECTIVE, "IC1"), 2));
        SyncTask task = sync(at);
        at.stock.move(key, -5);

        Explanation why = at.module.explain(task.id(), key).orElseThrow();

        assertThat(why.agrees()).isTrue();
        assertThat(why.steps())
                .contains(
                        "over there: 6 pieces = P-2 (available 4 + locked 2)",
                        "in pieces here: 12, by the mapping P-2×2",
                        "here: 10 before",
                        "difference: 12 + 0 - 10 = 2; delta: 2");
        assertThat(why.line().result()).isEqualTo("APPLIED");
        assertThat(why.rows()).hasSize(1);
        assertThat(why.nearMisses()).singleElement().satisfies(near -> {
            assertThat(near.differsIn()).isEqualTo("type");
            assertThat(near.line().rule()).isEqualTo("EQUAL");
        });
        assertThat(why.correlation()).isEqualTo("task:" + task.id());
        assertThat(at.module.explain(task.id(), batch("W-9", QUALIFIED, "IC1"))).isEmpty();
    }

    @Test
    void unmappedStockIsToldInTheOverviewUntilItIsMapped() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"), there("P-NEW", QUALIFIED, 9, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 5));
        TaskQuery all = TaskQuery.newest(10);
        assertThat(unmapped(at, all)).as("before anything was compared").isEmpty();
        SyncTask task = sync(at);

        assertThat(unmapped(at, all)).singleElement().satisfies(reminder -> {
            assertThat(reminder.text()).contains("1 SKUs", "USLAXA", "P-NEW with 9");
            assertThat(at.gwms.tasks().list(reminder.query()))
                    .extracting(SyncTask::id)
                    .contains(at.snapshots
                            .newestCompared(WAREHOUSE, "")
                            .orElseThrow()
                            .task());
        });
        assertThat(unmapped(at, all.withStatus(TaskStatus.RUNNING))).hasSize(1);
        assertThat(unmapped(at, all.withType(TaskType.CREATE))).isEmpty();
        assertThat(unmapped(at, all.withWarehouse(new WarehouseCode("ELSEWHERE"))))
                .isEmpty();

        at.routes.sku("P-NEW", "W-9", 1);
        assertThat(unmapped(at, all)).as("once it is mapped").isEmpty();
        at.routes.withoutSku("P-NEW");
        warehouse.replaceStock(List.of(there("P-1", QUALIFIED, 5, 0, "IC1"), there("P-NEW", QUALIFIED, 0, 0, "IC1")));
        assertThat(sync(at).id()).isNotEqualTo(task.id());
        assertThat(unmapped(at, all)).as("once it holds nothing").isEmpty();
    }

    @Test
    void unmappedStockOfAPlanThatWaitsIsToldToo() {
        House at = firstFill();
        warehouse.put(there("P-NEW", QUALIFIED, 9, 0, "IC1"));

        SyncTask task = sync(at);

        assertThat(unmapped(at, TaskQuery.newest(10))).hasSize(1);
        assertThat(at.module.waitingPlan(task.id())).isPresent();
    }

    private static List<TaskReminder> unmapped(House at, TaskQuery filter) {
        return at.gwms.tasks().overview(filter, ZoneOffset.UTC).reminders().stream()
                .filter(reminder -> reminder.name().equals("unmapped-sku"))
                .toList();
    }

    @Test
    void eachLineNamesTheCallsThatToldOfItsRows() {
        warehouse.put(
                there("P-1", QUALIFIED, 8, 2, "IC1"),
                there("P-1", DEFECTIVE, 3, 0, "IC1"),
                there("P-2", QUALIFIED, 6, 0, "IC1"));
        House at = house(stock().batch(batch("W-1", QUALIFIED, "IC1"), 13)
                .batch(batch("W-2", QUALIFIED, "IC1"), 11)
                .batch(batch("W-2", QUALIFIED, "IC2"), 1));
        TaskId task = sync(at).id();

        assertThat(told(at, task, batch("W-1", QUALIFIED, "IC1"))).contains("\"P-1\"");
        assertThat(told(at, task, batch("W-2", QUALIFIED, "IC1")))
                .contains("\"P-2\"")
                .doesNotContain("\"P-1\"");
        assertThat(at.module
                        .explain(task, batch("W-2", QUALIFIED, "IC2"))
                        .orElseThrow()
                        .calls())
                .as("no call told of a batch that is not there")
                .isEmpty();
    }

    /** The bodies of the calls that the explanation of that batch names. */
    private static String told(House at, TaskId task, BatchKey key) {
        List<String> calls = at.module.explain(task, key).orElseThrow().calls();
        assertThat(calls).hasSize(1);
        int number = Integer.parseInt(calls.get(0).substring("call-".length()));
        return at.recorded
                .get(number - 1)
                .outcome()
                .asDone()
                .map(HttpReply::text)
                .orElseThrow();
    }
}
