package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.AcknowledgeOrder;
import io.gwms.order.CancelOrder;
import io.gwms.order.CommandOptions;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.platform.CancelReason;
import io.gwms.platform.PlatformFact;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A store that is switched to read-only while writes about orders wait. */
class ReadOnlyStoreTest {
    private static final List<TaskType> WRITES =
            List.of(TaskType.WRITE_BACK, TaskType.ACKNOWLEDGE, TaskType.PLATFORM_CANCEL);

    private final WriteStage stage = WriteStage.everything();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void noTaskWritesAndEachSaysSoAndGoesOnAfterwards() {
        Map<String, Long> pieces = Map.of("A", 2L);
        OrderId shipped = stage.pulled(ScriptedPlatform.order("#1", "A", 1, stage.clock.instant()))
                .id();
        OrderId cancelled = stage.pulled(ScriptedPlatform.order("#2", "A", 1, stage.clock.instant()))
                .id();
        Order purchase = stage.pulled(ScriptedPlatform.purchaseOrder("PO-1", pieces, stage.clock.instant()));
        stage.bench.state.stores().save(WriteStage.STORE.withReadOnly(true));
        stage.shipped(shipped, stage.dispatched(shipped), "T-1");
        WriteStage.accepted(stage.bench.orders.cancel(
                CancelOrder.everywhere(cancelled, CancelReason.OUT_OF_STOCK, "sold out"), CommandOptions.none()));
        WriteStage.accepted(stage.bench.orders.acknowledge(AcknowledgeOrder.acceptAll(purchase, SyncBench.WAREHOUSE)));

        stage.bench.runUntilIdle();

        assertThat(stage.bench.transport.writes()).isZero();
        for (TaskType type : WRITES) {
            SyncTask task = stage.task(type);
            assertThat(task.status()).as("%s", task).isEqualTo(TaskStatus.WAITING);
            assertThat(task.summary()).as("%s", type).contains("read-only");
            assertThat(task.failures()).isZero();
        }

        stage.bench.state.stores().save(WriteStage.STORE);
        stage.clock.advance(Duration.ofMinutes(16));
        stage.bench.runUntilIdle();

        assertThat(stage.platform.shipmentsOf("#1")).isEqualTo(1);
        assertThat(stage.platform.find("#2").orElseThrow().fact()).isEqualTo(PlatformFact.CANCELLED);
        assertThat(stage.platform.acknowledgementsOf("PO-1")).hasSize(1);
    }
}
