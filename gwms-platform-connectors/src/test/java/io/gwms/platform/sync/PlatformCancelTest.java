package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.CancelOrder;
import io.gwms.order.CancelRequest;
import io.gwms.order.CommandOptions;
import io.gwms.order.ManualShipment;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.order.OrderException;
import io.gwms.order.OrderId;
import io.gwms.order.OrderResult;
import io.gwms.order.OrderStatus;
import io.gwms.order.ReasonCode;
import io.gwms.outbound.OutboundId;
import io.gwms.platform.CancelReason;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cancel that begins here ends there, and the other way round, whichever comes first. */
class PlatformCancelTest {
    private WriteStage stage = WriteStage.everything();

    @AfterEach
    void stop() {
        stage.close();
    }

    private Order order() {
        return stage.pulled(ScriptedPlatform.order("#1", "A", 2, stage.clock.instant()));
    }

    private OrderResult cancelEverywhere(OrderId id) {
        return stage.bench.orders.cancel(
                CancelOrder.everywhere(id, CancelReason.OUT_OF_STOCK, "sold out"), CommandOptions.none());
    }

    private PlatformFact factThere() {
        return stage.platform.find("#1").orElseThrow().fact();
    }

    private void seen(PlatformOrder order) {
        stage.platform.put(order);
        stage.pull(order);
    }

    private String exceptions(OrderId id) {
        return stage.order(id).exceptions().toString();
    }

    @Test
    void orderCancelledEverywhereIsCancelledThereOnce() {
        OrderId id = order().id();
        WriteStage.accepted(cancelEverywhere(id));
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.CANCELLED);
        stage.bench.runUntilIdle();

        assertThat(factThere()).isEqualTo(PlatformFact.CANCELLED);
        assertThat(stage.bench.transport.writes()).isEqualTo(1);
        assertThat(stage.task(TaskType.PLATFORM_CANCEL).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void plainCancelTellsThePlatformNothing() {
        OrderId id = order().id();
        WriteStage.accepted(stage.bench.orders.cancel(id));
        stage.bench.runUntilIdle();

        assertThat(factThere()).isEqualTo(PlatformFact.OPEN);
        assertThat(stage.tasks(TaskType.PLATFORM_CANCEL)).isEmpty();
    }

    @Test
    void platformThatCannotBeToldRefusesTheCommand() {
        stage.close();
        stage = WriteStage.with(ScriptedPlatform.standard().connector().capabilities());
        OrderId id = order().id();

        assertThat(cancelEverywhere(id))
                .isInstanceOfSatisfying(
                        OrderResult.Refused.class,
                        refused -> assertThat(refused.reasons())
                                .anySatisfy(
                                        reason -> assertThat(reason.code()).isEqualTo(ReasonCode.CANCEL_UNSUPPORTED)));
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void lostReplyIsLookedUpAndNotRepeated() {
        OrderId id = order().id();
        stage.bench.transport.onWrites(Fault.lostReply());
        WriteStage.accepted(cancelEverywhere(id));
        stage.bench.runUntilIdle();

        assertThat(stage.bench.transport.writes()).isEqualTo(1);
        assertThat(stage.task(TaskType.PLATFORM_CANCEL).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void platformThatHasShippedItSaysSoAtTheOrder() {
        Order order = order();
        stage.platform.put(ScriptedPlatform.standing(
                order.platform(), PlatformFact.SHIPPED, stage.clock.instant().plusSeconds(1)));
        WriteStage.accepted(cancelEverywhere(order.id()));
        stage.bench.runUntilIdle();

        assertThat(stage.order(order.id()).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(exceptions(order.id())).contains(OrderException.PLATFORM_CANCEL_FAILED, "shipped already");
    }

    @Test
    void orderWithAWarehouseIsCancelledThereOnlyWhenTheWarehouseHasConfirmed() {
        OrderId id = order().id();
        OutboundId outbound = stage.dispatched(id);
        WriteStage.accepted(cancelEverywhere(id));
        stage.bench.runUntilIdle();
        assertThat(factThere()).isEqualTo(PlatformFact.OPEN);

        stage.happened(id, new OrderEvent.OutboundCancelled(outbound, "cancelled"));
        stage.bench.runUntilIdle();
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(factThere()).isEqualTo(PlatformFact.CANCELLED);
    }

    @Test
    void goodsThatLeftAfterAllKeepThePlatformFromHearingOfTheCancel() {
        OrderId id = order().id();
        OutboundId outbound = stage.dispatched(id);
        WriteStage.accepted(cancelEverywhere(id));
        stage.shipped(id, outbound, "TRACK-1");
        stage.bench.runUntilIdle();

        assertThat(stage.tasks(TaskType.PLATFORM_CANCEL)).isEmpty();
        assertThat(stage.platform.shipmentsOf("#1")).isEqualTo(1);
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void buyersRequestShowsAndIsGrantedByCancellingEverywhere() {
        Order order = order();
        seen(ScriptedPlatform.cancelRequested(
                order.platform(), stage.clock.instant().plusSeconds(1)));
        assertThat(exceptions(order.id())).contains(OrderException.BUYER_ASKS_TO_CANCEL);

        WriteStage.accepted(cancelEverywhere(order.id()));
        stage.bench.runUntilIdle();
        assertThat(factThere()).isEqualTo(PlatformFact.CANCELLED);
        assertThat(stage.bench.transport.calls())
                .anySatisfy(call -> assertThat(call.uri().getPath()).isEqualTo("/cancel-answer"));
    }

    @Test
    void buyersRequestIsRejectedAndTheOrderGoesOn() {
        Order order = order();
        assertThat(stage.bench.orders.rejectBuyersRequest(order.id(), "packed"))
                .as("nobody asks")
                .isInstanceOf(OrderResult.Refused.class);
        PlatformOrder asked = ScriptedPlatform.cancelRequested(
                order.platform(), stage.clock.instant().plusSeconds(1));
        seen(asked);

        WriteStage.accepted(stage.bench.orders.rejectBuyersRequest(order.id(), "packed"));
        stage.clock.advance(Duration.ofMinutes(1));
        stage.bench.runUntilIdle();
        assertThat(stage.platform.find("#1").orElseThrow().cancelRequested()).isFalse();
        stage.pull(asked);
        assertThat(exceptions(order.id())).doesNotContain(OrderException.BUYER_ASKS_TO_CANCEL);
        assertThat(stage.order(order.id()).status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void cancelTakenBackByThePlatformBeforeTheWarehouseAnsweredLeavesTheOrderWaiting() {
        Order order = order();
        OutboundId outbound = stage.dispatched(order.id());
        seen(ScriptedPlatform.standing(
                order.platform(), PlatformFact.CANCELLED, stage.clock.instant().plusSeconds(1)));
        assertThat(stage.order(order.id()).cancelRequest()).isEqualTo(CancelRequest.BY_PLATFORM);
        seen(ScriptedPlatform.standing(
                order.platform(), PlatformFact.OPEN, stage.clock.instant().plusSeconds(2)));
        assertThat(stage.order(order.id()).cancelRequest()).isEqualTo(CancelRequest.NONE);
        assertThat(exceptions(order.id())).contains(OrderException.PLATFORM_REOPENED);

        stage.happened(order.id(), new OrderEvent.OutboundCancelled(outbound, "cancelled"));
        assertThat(stage.order(order.id()).status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void shipmentThatWasKeptBackByTheCancelIsToldWhenThePlatformTakesItBack() {
        Order order = order();
        OutboundId outbound = stage.dispatched(order.id());
        String line = order.lines().get(0).lineId();
        stage.shipped(order.id(), outbound, "S-1", Map.of(line, 1L), "TRACK-1", false);
        received(order.id(), PlatformFact.CANCELLED, 1);
        stage.bench.runUntilIdle();
        assertThat(stage.platform.shipmentsOf("#1")).isZero();

        received(order.id(), PlatformFact.OPEN, 2);
        stage.bench.runUntilIdle();
        assertThat(stage.platform.shipmentsOf("#1")).isEqualTo(1);
    }

    private void received(OrderId id, PlatformFact fact, long secondsLater) {
        Order stored = stage.order(id);
        PlatformOrder seen = ScriptedPlatform.standing(
                stored.platform(), fact, stage.clock.instant().plusSeconds(secondsLater));
        assertThat(stage.bench
                        .state
                        .commit(stage.bench
                                .orders
                                .events()
                                .received(WriteStage.STORE, seen, stored)
                                .changes())
                        .isCommitted())
                .isTrue();
    }

    @Test
    void cancelledTaskOfAManualShipmentLeavesNoAttemptOpen() {
        OrderId id = order().id();
        stage.bench.transport.onWrites(Fault.late());
        WriteStage.accepted(stage.bench.orders.manualShip(new ManualShipment(id, "T-9", "DHL", "")));
        stage.bench.gwms.step();
        assertThat(stage.order(id).attempt()).isNotNull();

        stage.bench.gwms.tasks().cancel(stage.task(TaskType.WRITE_BACK).id());
        assertThat(stage.order(id).attempt()).isNull();
        assertThat(stage.order(id).status()).isEqualTo(OrderStatus.PENDING);
        assertThat(exceptions(id)).contains("cancelled by hand");
    }
}
