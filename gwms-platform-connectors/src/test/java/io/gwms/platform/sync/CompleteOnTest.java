package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.CompleteOn;
import io.gwms.order.Order;
import io.gwms.order.OrderStatus;
import io.gwms.platform.WriteBackSupport;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a runtime was told of completing orders is what it does, and every write-back there can be is made. */
class CompleteOnTest {
    @ParameterizedTest
    @CsvSource({
        "WRITE_BACK, PARTIAL,     COMPLETED",
        "WRITE_BACK, WHOLE_ORDER, COMPLETED",
        "WRITE_BACK, NONE,        SHIPPED",
        "PLATFORM,   PARTIAL,     SHIPPED",
        "PLATFORM,   NONE,        SHIPPED",
        "SHIPMENT,   PARTIAL,     COMPLETED",
        "SHIPMENT,   WHOLE_ORDER, COMPLETED",
        "SHIPMENT,   NONE,        COMPLETED"
    })
    void aShippedOrderEndsAsTheRuntimeWasTold(CompleteOn on, WriteBackSupport support, OrderStatus end) {
        try (WriteStage stage = WriteStage.with(
                ScriptedPlatform.everything().writeBack(support).build(), builder -> builder.completeOn(on))) {
            Order order = stage.pulled(ScriptedPlatform.order("#1", "A", 1, stage.clock.instant()));
            stage.shipped(order.id(), stage.dispatched(order.id()), "T-1");
            stage.bench.runUntilIdle();

            assertThat(stage.order(order.id()).status()).isEqualTo(end);
            assertThat(stage.platform.shipmentsOf("#1")).isEqualTo(support == WriteBackSupport.NONE ? 0 : 1);
            assertThat(stage.bench.state.tasks().list(TaskQuery.newest(10).withType(TaskType.WRITE_BACK)))
                    .hasSize(support == WriteBackSupport.NONE ? 0 : 1);
        }
    }
}
