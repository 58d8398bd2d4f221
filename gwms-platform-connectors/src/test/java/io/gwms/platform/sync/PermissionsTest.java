package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.Order;
import io.gwms.order.Shipment;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.platform.account.AccountNotice;
import io.gwms.store.Authorization;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.transport.CallAction;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An app that lacks a scope for one thing does everything else, and a person is told which one it lacks. */
class PermissionsTest {
    private static final StoreId ID = WriteStage.STORE.id();

    private final WriteStage stage = WriteStage.everything();

    @AfterEach
    void stop() {
        stage.close();
    }

    private Shipment.WriteBack writeBack(Order order) {
        return stage.order(order.id()).shipments().get(0).writeBack();
    }

    @Test
    void writeBackWaitsOrdersGoOnAndThePersonIsToldWhatToDo() {
        Order order = stage.pulled(ScriptedPlatform.order("#1", "A", 1, stage.clock.instant()));
        stage.forbidden.add(CallAction.SHIPMENT_WRITE_BACK);
        stage.shipped(order.id(), stage.dispatched(order.id()), "T-1");
        stage.bench.gwms.step();

        SyncTask waiting = stage.task(TaskType.WRITE_BACK);
        assertThat(waiting.status()).isEqualTo(TaskStatus.WAITING);
        assertThat(waiting.summary()).contains("may not do SHIPMENT_WRITE_BACK", "lacks a scope");
        assertThat(stage.bench.state.stores().find(ID).orElseThrow().authorization())
                .isEqualTo(Authorization.AUTHORIZED);
        AccountNotice notice = stage.bench.module.accounts().notices().get(0);
        assertThat(notice.kind()).isEqualTo(AccountNotice.Kind.PERMISSION_MISSING);
        assertThat(notice.text()).contains("SHIPMENT_WRITE_BACK", "acme");
        stage.clock.advance(Duration.ofMinutes(5));
        stage.bench.gwms.step();
        assertThat(stage.bench.gwms.health().toString()).contains("PERMISSION_MISSING");

        stage.platform.put(ScriptedPlatform.order("#2", "A", 1, stage.clock.instant()));
        SyncRunId run = stage.bench.sync().submit(SyncRequest.immediate(ID)).get(0);
        stage.bench.gwms.step();
        assertThat(stage.bench.sync().find(run).orElseThrow().status()).isEqualTo(SyncRun.Status.SUCCESS);

        stage.forbidden.clear();
        stage.clock.advance(Duration.ofHours(1));
        stage.bench.gwms.step();
        assertThat(writeBack(order)).isEqualTo(Shipment.WriteBack.CONFIRMED);
        assertThat(stage.bench.module.accounts().notices()).isEmpty();
    }
}
