package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.AcknowledgeOrder;
import io.gwms.order.AcknowledgeState;
import io.gwms.order.DispatchOrder;
import io.gwms.order.LineAvailability;
import io.gwms.order.Order;
import io.gwms.order.OrderException;
import io.gwms.order.OrderId;
import io.gwms.order.OrderResult;
import io.gwms.order.OrderStatus;
import io.gwms.order.Reason;
import io.gwms.order.ReasonCode;
import io.gwms.order.Shipment;
import io.gwms.outbound.OutboundId;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A purchase order from the platform and back: told what is accepted exactly once, whatever happens on the way. */
class AcknowledgeTest {
    private static final String LINE_A = "id-PO-1-A";
    private static final String LINE_B = "id-PO-1-B";

    private WriteStage stage = WriteStage.everything();

    @AfterEach
    void stop() {
        stage.close();
    }

    private void use(WriteStage other) {
        stage.close();
        stage = other;
    }

    private Order purchaseOrder() {
        return stage.pulled(ScriptedPlatform.purchaseOrder("PO-1", Map.of("A", 10L, "B", 5L), stage.clock.instant()));
    }

    private OrderId acknowledged(AcknowledgeOrder request) {
        WriteStage.accepted(stage.bench.orders.acknowledge(request));
        return request.order();
    }

    private AcknowledgeOrder partly(Order order) {
        return new AcknowledgeOrder(
                order.id(),
                SyncBench.WAREHOUSE,
                List.of(
                        new AcknowledgeOrder.Line(LINE_A, 7, "no stock"),
                        new AcknowledgeOrder.Line(LINE_B, 0, "obsolete")));
    }

    @Test
    void purchaseOrderGoesFromTheAvailabilityCheckToTheShippingNotice() {
        stage.stock.reserve(WriteStage.batch("A"), 93);
        stage.stock.reserve(WriteStage.batch("B"), 100);
        Order order = purchaseOrder();
        assertThat(order.status()).isEqualTo(OrderStatus.PENDING);
        assertThat(stage.bench
                        .orders
                        .availability(order.id(), SyncBench.WAREHOUSE)
                        .lines())
                .extracting(LineAvailability::acceptable)
                .containsExactly(7L, 0L);
        assertThat(stage.bench.orders.acknowledge(AcknowledgeOrder.acceptAll(order, SyncBench.WAREHOUSE)))
                .as("more than there is")
                .isInstanceOf(OrderResult.Refused.class);

        OrderId id = acknowledged(partly(order));
        stage.bench.runUntilIdle();
        assertThat(stage.platform.acknowledgementsOf("PO-1")).containsExactly(Map.of(LINE_A, 7L, LINE_B, 0L));
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.ACKNOWLEDGED);
        assertThat(stage.order(id).acknowledge()).isEqualTo(AcknowledgeState.PARTIAL);

        OutboundId outbound = stage.dispatched(id);
        assertThat(stage.bench
                        .state
                        .warehouseOrders()
                        .outbound(outbound)
                        .orElseThrow()
                        .lines())
                .as("only what was accepted is sent")
                .singleElement()
                .satisfies(line -> assertThat(line.quantity()).isEqualTo(7));
        stage.shipped(id, outbound, "TRACK-1");
        stage.bench.runUntilIdle();
        assertThat(stage.platform.shipmentsOf("PO-1")).isEqualTo(1);
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void acceptingAllIsToldAsSuch() {
        Order order = purchaseOrder();
        OrderId id = acknowledged(AcknowledgeOrder.acceptAll(order, SyncBench.WAREHOUSE));
        stage.bench.runUntilIdle();

        assertThat(stage.platform.acknowledgementsOf("PO-1")).containsExactly(Map.of(LINE_A, 10L, LINE_B, 5L));
        assertThat(stage.order(id).acknowledge()).isEqualTo(AcknowledgeState.ACCEPTED_ALL);
        assertThat(stage.task(TaskType.ACKNOWLEDGE).thirdPartyNo()).isEqualTo("id-PO-1-A1");
    }

    @Test
    void rejectingAllStopsDispatch() {
        Order order = purchaseOrder();
        OrderId id = acknowledged(AcknowledgeOrder.rejectAll(order, SyncBench.WAREHOUSE, "obsolete"));
        stage.bench.runUntilIdle();

        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.ACKNOWLEDGED);
        assertThat(stage.bench.orders.dispatch(DispatchOrder.of(id, SyncBench.WAREHOUSE, SyncBench.CHANNEL)))
                .isInstanceOf(OrderResult.Refused.class);
    }

    @Test
    void rejectingAllEndsInCancelledWhereThatIsThePolicy() {
        use(WriteStage.with(
                ScriptedPlatform.everything().build(), builder -> builder.rejectAllEndsIn(OrderStatus.CANCELLED)));
        Order order = purchaseOrder();
        OrderId id = acknowledged(AcknowledgeOrder.rejectAll(order, SyncBench.WAREHOUSE, "obsolete"));
        stage.bench.runUntilIdle();

        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(stage.platform.acknowledgementsOf("PO-1")).hasSize(1);
    }

    @Test
    void whatThePlatformHasOnlyTakenIsNotAcknowledgedYet() {
        stage.platform.takesFirst(true);
        Order order = purchaseOrder();
        OrderId id = acknowledged(partly(order));
        stage.bench.gwms.step();
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.PENDING);
        assertThat(stage.task(TaskType.ACKNOWLEDGE).summary()).contains("T1");
        stage.clock.advance(Duration.ofMinutes(20));
        stage.bench.gwms.step();
        assertThat(stage.order(id).attempt()).isNotNull();

        assertThat(stage.platform.carryOut()).isEqualTo(1);
        stage.bench.runUntilIdle();
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.ACKNOWLEDGED);
        assertThat(stage.bench.transport.writes())
                .as("told once, asked until it was done")
                .isEqualTo(1);
    }

    @Test
    void whatThePlatformFailsLaterIsRefusedInItsOwnWords() {
        stage.platform.takesFirst(true);
        Order order = purchaseOrder();
        OrderId id = acknowledged(partly(order));
        stage.bench.gwms.step();
        stage.platform.failTaken("line A: quantity above limit");
        stage.bench.runUntilIdle();

        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.PENDING);
        assertThat(stage.order(id).attempt()).isNull();
        assertThat(stage.order(id).exceptions())
                .anySatisfy(one -> assertThat(one.code() + " " + one.text())
                        .contains(OrderException.ACK_FAILED, "quantity above limit"));
        assertThat(stage.bench.transport.writes()).isEqualTo(1);
    }

    @Test
    void lostReplyIsAskedAboutAndNotToldAgain() {
        Order order = purchaseOrder();
        stage.bench.transport.onWrites(Fault.lostReply());
        OrderId id = acknowledged(partly(order));
        stage.bench.runUntilIdle();

        assertThat(stage.platform.acknowledgementsOf("PO-1")).hasSize(1);
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.ACKNOWLEDGED);
        assertThat(stage.bench.transport.writes()).isEqualTo(1);
    }

    @Test
    void requestThatArrivesAfterTheProbeIsNotRepeated() {
        Order order = purchaseOrder();
        stage.bench.transport.onWrites(Fault.late());
        OrderId id = acknowledged(partly(order));
        stage.bench.gwms.step();
        assertThat(stage.order(id).attempt()).isNotNull();
        stage.clock.advance(Duration.ofSeconds(90));
        assertThat(stage.bench.transport.deliverLate()).isEqualTo(1);
        stage.bench.runUntilIdle();

        assertThat(stage.platform.acknowledgementsOf("PO-1")).hasSize(1);
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.ACKNOWLEDGED);
        assertThat(stage.bench.transport.writes()).isEqualTo(1);
    }

    @Test
    void reasonThePlatformDoesNotKnowIsRefusedByTheCommandItself() {
        use(WriteStage.with(ScriptedPlatform.everything()
                .rejectReasons(Set.of("OUT_OF_STOCK"))
                .build()));
        Order order = purchaseOrder();

        assertThat(stage.bench.orders.acknowledge(partly(order)))
                .isInstanceOfSatisfying(
                        OrderResult.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .extracting(Reason::code)
                                .containsOnly(ReasonCode.REASON_UNKNOWN));
        assertThat(stage.tasks(TaskType.ACKNOWLEDGE)).isEmpty();
        assertThat(stage.order(order.id()).attempt()).isNull();
    }

    @Test
    void refusedAcknowledgementLeavesNobodyWaitingOnceAnotherWasTaken() {
        Order order = purchaseOrder();
        stage.bench.transport.onWrites(Fault.answer(422, "application/json", "{\"error\":\"not so\"}"));
        OrderId id = acknowledged(partly(order));
        stage.bench.runUntilIdle();
        assertThat(stage.task(TaskType.ACKNOWLEDGE).status()).isEqualTo(TaskStatus.MANUAL);

        acknowledged(AcknowledgeOrder.acceptAll(stage.order(id), SyncBench.WAREHOUSE));
        stage.bench.runUntilIdle();
        assertThat(stage.order(id).acknowledge()).isEqualTo(AcknowledgeState.ACCEPTED_ALL);
        assertThat(stage.tasks(TaskType.ACKNOWLEDGE))
                .extracting(SyncTask::status)
                .containsExactlyInAnyOrder(TaskStatus.SUCCESS, TaskStatus.CANCELLED);
    }

    @Test
    void cancelledTaskLeavesNoAttemptOpen() {
        Order order = purchaseOrder();
        stage.bench.transport.onWrites(Fault.late());
        OrderId id = acknowledged(partly(order));
        stage.bench.gwms.step();
        assertThat(stage.order(id).attempt()).isNotNull();

        stage.bench.gwms.tasks().cancel(stage.task(TaskType.ACKNOWLEDGE).id());
        assertThat(stage.order(id).attempt()).isNull();
        assertThat(stage.order(id).exceptions())
                .anySatisfy(one -> assertThat(one.text()).contains("cancelled by hand"));
        WriteStage.accepted(stage.bench.orders.acknowledge(partly(stage.order(id))));
        stage.bench.runUntilIdle();
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.ACKNOWLEDGED);
    }

    @Test
    void purchaseOrderThatShrinksAfterItsAcknowledgementIsDispatchedForTheRest() {
        Order order = purchaseOrder();
        OrderId id = acknowledged(AcknowledgeOrder.acceptAll(order, SyncBench.WAREHOUSE));
        stage.bench.runUntilIdle();
        PlatformOrder seen = stage.platform.find("PO-1").orElseThrow();
        List<PlatformOrderLine> fewer = seen.lines().stream()
                .map(line -> line.lineId().equals(LINE_A)
                        ? new PlatformOrderLine(
                                line.lineId(), line.platformSku(), line.name(), 10, 6, 0, line.unitPrice())
                        : line)
                .toList();
        PlatformOrder shrunk =
                ScriptedPlatform.withLines(seen, fewer, stage.clock.instant().plusSeconds(1));
        stage.platform.put(shrunk);
        stage.pull(shrunk);

        OutboundId outbound = stage.dispatched(id);
        assertThat(stage.bench
                        .state
                        .warehouseOrders()
                        .outbound(outbound)
                        .orElseThrow()
                        .lines())
                .extracting(line -> line.quantity())
                .containsExactly(4L, 5L);
    }

    @Test
    void shippingNoticeThatIsOnlyTakenCompletesTheOrderWhenItIsCarriedOut() {
        OrderId id = acknowledged(AcknowledgeOrder.acceptAll(purchaseOrder(), SyncBench.WAREHOUSE));
        stage.bench.runUntilIdle();
        OutboundId outbound = stage.dispatched(id);
        stage.platform.takesFirst(true);
        stage.shipped(id, outbound, "TRACK-1");
        stage.bench.gwms.step();
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(stage.order(id).shipments().get(0).writeBack()).isEqualTo(Shipment.WriteBack.PENDING);

        stage.platform.carryOut();
        stage.bench.runUntilIdle();
        assertThat(stage.platform.shipmentsOf("PO-1")).isEqualTo(1);
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void whatIsTakenAndNeverCarriedOutNeedsAPersonAfterADay() {
        stage.platform.takesFirst(true);
        OrderId id = acknowledged(partly(purchaseOrder()));
        stage.bench.gwms.step();
        for (int i = 0; i < 30; i++) {
            stage.clock.advance(Duration.ofHours(1));
            stage.bench.gwms.step();
        }
        assertThat(stage.task(TaskType.ACKNOWLEDGE).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(stage.task(TaskType.ACKNOWLEDGE).manualReason()).isEqualTo(ManualReason.OUTCOME_UNKNOWN);
        stage.platform.carryOut();
        stage.bench.gwms.tasks().syncNow(stage.task(TaskType.ACKNOWLEDGE).id());
        stage.bench.runUntilIdle();
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.ACKNOWLEDGED);
    }

    @Test
    void anotherAcknowledgementAfterACancelledTaskComesOnlyWhenTheFirstOneCanNoLongerArrive() {
        Order order = purchaseOrder();
        stage.bench.transport.onWrites(Fault.late());
        OrderId id = acknowledged(partly(order));
        stage.bench.gwms.step();
        stage.bench.gwms.tasks().cancel(stage.task(TaskType.ACKNOWLEDGE).id());
        acknowledged(AcknowledgeOrder.acceptAll(stage.order(id), SyncBench.WAREHOUSE));
        stage.bench.gwms.step();
        assertThat(stage.bench.transport.writes()).isEqualTo(1);
        stage.clock.advance(Duration.ofSeconds(100));
        stage.bench.transport.deliverLate();
        stage.bench.runUntilIdle();

        assertThat(stage.platform.acknowledgementsOf("PO-1"))
                .as("the newer one is the last that is told")
                .containsExactly(Map.of(LINE_A, 7L, LINE_B, 0L), Map.of(LINE_A, 10L, LINE_B, 5L));
        assertThat(stage.order(id).acknowledge()).isEqualTo(AcknowledgeState.ACCEPTED_ALL);
    }

    @Test
    void purchaseOrderThatGrowsBeforeTheAnswerArrivesIsRefusedThereAndAnsweredAnew() {
        Order order = purchaseOrder();
        OrderId id = acknowledged(AcknowledgeOrder.acceptAll(order, SyncBench.WAREHOUSE));
        stage.bench.transport.onWrites((transport, call, send) -> {
            put(LINE_A, 12);
            return send.send(call);
        });
        stage.bench.gwms.step();
        assertThat(stage.platform.acknowledgementsOf("PO-1")).isEmpty();
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.PENDING);
        assertThat(stage.order(id).exceptions().toString()).contains(OrderException.ACK_FAILED, "does not add up");

        stage.pull(stage.platform.find("PO-1").orElseThrow());
        acknowledged(AcknowledgeOrder.acceptAll(stage.order(id), SyncBench.WAREHOUSE));
        stage.bench.runUntilIdle();
        assertThat(stage.platform.acknowledgementsOf("PO-1")).containsExactly(Map.of(LINE_A, 12L, LINE_B, 5L));
        assertThat(stage.order(id).acknowledge()).isEqualTo(AcknowledgeState.ACCEPTED_ALL);
    }

    @Test
    void platformThatCancelsWhileItsAnswerIsUnknownEndsTheOrderOnceTheAnswerIsFound() {
        Order order = purchaseOrder();
        stage.bench.transport.onWrites(Fault.lostReply());
        stage.bench.transport.onReads(Fault.answer(503, "text/plain", "later"));
        OrderId id = acknowledged(AcknowledgeOrder.acceptAll(order, SyncBench.WAREHOUSE));
        stage.bench.gwms.step();
        PlatformOrder cancelled = ScriptedPlatform.standing(
                stage.platform.find("PO-1").orElseThrow(),
                PlatformFact.CANCELLED,
                stage.clock.instant().plusSeconds(1));
        stage.platform.put(cancelled);
        stage.pull(cancelled);
        assertThat(stage.order(id).attempt()).isNotNull();
        stage.bench.runUntilIdle();

        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(stage.platform.acknowledgementsOf("PO-1")).hasSize(1);
        assertThat(stage.task(TaskType.ACKNOWLEDGE).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    private void put(String line, long pieces) {
        PlatformOrder seen = stage.platform.find("PO-1").orElseThrow();
        List<PlatformOrderLine> lines = seen.lines().stream()
                .map(one -> one.lineId().equals(line)
                        ? new PlatformOrderLine(
                                one.lineId(), one.platformSku(), one.name(), pieces, 0, 0, one.unitPrice())
                        : one)
                .toList();
        stage.platform.put(
                ScriptedPlatform.withLines(seen, lines, stage.clock.instant().plusSeconds(1)));
    }
}
