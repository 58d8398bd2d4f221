package io.gwms.order;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.ShipmentRef;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.WriteBackSupport;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.task.BusinessType;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a person does, row by row of docs/orders/lifecycle.md. */
class OrderCommandRowsTest {
    private final Desk desk = new Desk();

    private static LabelPdf label(String content) {
        return new LabelPdf("label.pdf", content.getBytes(US_ASCII));
    }

    @Test
    void row1DispatchMakesOrderOutboundJournalAndTaskAtOnce() {
        OrderId id = desk.processing();

        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.PROCESSING);
        OutboundOrder outbound = desk.outbound(id);
        assertThat(outbound.state()).isEqualTo(OutboundOrder.State.CREATED);
        assertThat(outbound.lines()).singleElement().satisfies(line -> {
            assertThat(line.sku()).isEqualTo(Desk.SKU);
            assertThat(line.quantity()).isEqualTo(5);
        });
        SyncTask task = desk.state
                .tasks()
                .findLive(TaskType.CREATE, outbound.id().value())
                .orElseThrow();
        assertThat(task.businessType()).isEqualTo(BusinessType.OUTBOUND);
        assertThat(task.businessNo()).isEqualTo(outbound.id().value());
        assertThat(desk.lastRow(id)).isEqualTo("1");
        assertThat(desk.woken).isEqualTo(1);
    }

    @Test
    void row1OnlyWhatIsOpenIsDispatched() {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 3);
        desk.receive(Sold.figures(desk.sold("1001"), 1, 2));
        desk.dispatch(Desk.id("1001"));
        assertThat(desk.outbound(Desk.id("1001")).lines()).singleElement().satisfies(line -> {
            assertThat(line.quantity()).isEqualTo(2);
            assertThat(line.units()).isEqualTo(6);
        });
    }

    @Test
    void row2EveryReasonIsToldAndKeptAsException() {
        desk.receive(Sold.city(desk.sold("1001"), ""));
        OrderId id = Desk.id("1001");

        OrderResult result = desk.orders.dispatch(DispatchOrder.of(id, Desk.WAREHOUSE, Desk.PICKUP));

        assertThat(Desk.codes(result))
                .containsExactly(ReasonCode.ADDRESS_INCOMPLETE, ReasonCode.SKU_NOT_MAPPED, ReasonCode.LABEL_REQUIRED);
        assertThat(desk.exceptions(id)).containsExactly("ADDRESS_INCOMPLETE", "SKU_NOT_MAPPED", "LABEL_REQUIRED");
        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.PENDING);
        long version = desk.order(id).version();
        desk.orders.dispatch(DispatchOrder.of(id, Desk.WAREHOUSE, Desk.PICKUP));
        assertThat(desk.order(id).version())
                .as("the same refusal again writes nothing")
                .isEqualTo(version);
    }

    @Test
    void row2LabelsAreJudgedBySizeAndMagic() {
        OrderId id = desk.pending();
        DispatchOrder pickup = DispatchOrder.of(id, Desk.WAREHOUSE, Desk.PICKUP);
        assertThat(Desk.codes(desk.orders.dispatch(pickup.label(label("PK zip")))))
                .containsExactly(ReasonCode.LABEL_NOT_PDF);
        assertThat(Desk.codes(desk.orders.dispatch(pickup.label(label("%PDF-1.7 and 12 bytes")))))
                .containsExactly(ReasonCode.LABEL_TOO_LARGE);
        assertThat(desk.orders
                        .dispatch(pickup.label(label("%PDF-1.7 and 11 byte")))
                        .isAccepted())
                .isTrue();
        assertThat(desk.labels(id)).containsExactly(label("%PDF-1.7 and 11 byte"));
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void row2UnknownWarehouseAndChannelAreRefusedAndLeaveNoException() {
        OrderId id = desk.pending();
        assertThat(Desk.codes(desk.orders.dispatch(DispatchOrder.of(id, new WarehouseCode("W9"), Desk.EXPRESS))))
                .containsExactly(ReasonCode.UNKNOWN_WAREHOUSE);
        assertThat(Desk.codes(desk.orders.dispatch(DispatchOrder.of(id, Desk.WAREHOUSE, new ChannelCode("X")))))
                .containsExactly(ReasonCode.UNKNOWN_CHANNEL);
        assertThat(desk.exceptions(id)).isEmpty();
    }

    @Test
    void row4ABatchJudgesEachOrderByItselfAndCollapsesDuplicates() {
        OrderId good = desk.pending();
        desk.receive(Sold.city(desk.sold("1002"), ""));
        OrderId bad = Desk.id("1002");
        OrderId none = Desk.id("9999");

        List<OrderResult> results = desk.orders.dispatchBatch(
                new DispatchBatch(List.of(bad, good, bad, none), Desk.WAREHOUSE, Desk.EXPRESS));

        assertThat(results).extracting(OrderResult::id).containsExactly(bad, good, none);
        assertThat(results).extracting(OrderResult::isAccepted).containsExactly(false, true, false);
        assertThat(Desk.codes(results.get(2))).containsExactly(ReasonCode.UNKNOWN_ORDER);
    }

    @Test
    void row4SelfPickupIsRefusedOnEveryOrderOfABatch() {
        OrderId one = desk.pending();
        desk.receive(desk.sold("1002"));
        List<OrderResult> results = desk.orders.dispatchBatch(
                new DispatchBatch(List.of(one, Desk.id("1002")), Desk.WAREHOUSE, Desk.PICKUP));
        assertThat(results)
                .allSatisfy(result -> assertThat(Desk.codes(result)).containsExactly(ReasonCode.SELF_PICKUP_NO_BATCH));
        assertThat(desk.exceptions(one)).containsExactly("SELF_PICKUP_NO_BATCH");
    }

    @Test
    void row5ABatchOfOneIsDispatchedAsSingle() {
        OrderId id = desk.pending();
        List<OrderResult> results =
                desk.orders.dispatchBatch(new DispatchBatch(List.of(id, id), Desk.WAREHOUSE, Desk.PICKUP));
        assertThat(Desk.codes(results.get(0))).containsExactly(ReasonCode.LABEL_REQUIRED);
    }

    @Test
    void row6BindingASkuClosesTheExceptionOfEveryWaitingOrder() {
        desk.receive(desk.sold("1001"));
        desk.receive(desk.sold("1002"));
        assertThat(desk.order(Desk.id("1001")).exceptions())
                .extracting(OrderException::text)
                .containsExactly("SKU [P-1] not mapped to a warehouse SKU");
        assertThat(desk.orders.unmappedSkus(Desk.STORE.id())).containsExactly("P-1");

        assertThat(desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 2)).isEmpty();

        assertThat(desk.exceptions(Desk.id("1001"))).isEmpty();
        assertThat(desk.exceptions(Desk.id("1002"))).isEmpty();
        assertThat(desk.orders.mappings(Desk.STORE.id()))
                .extracting(SkuMapping::goods)
                .containsExactly(List.of(new SkuPieces(Desk.SKU, 2)));
        desk.orders.unbindSku(Desk.STORE.id(), "P-1");
        assertThat(desk.exceptions(Desk.id("1001"))).containsExactly("SKU_NOT_MAPPED");
    }

    @Test
    void row6AnUnknownWarehouseSkuIsNotBound() {
        assertThat(desk.orders.bindSku(Desk.STORE.id(), "P-1", new WarehouseSku("nope"), 1))
                .extracting(Reason::code)
                .containsExactly(ReasonCode.UNKNOWN_WAREHOUSE_SKU);
    }

    @Test
    void row6BindingInsideADispatchIsKeptEvenIfTheDispatchIsRefused() {
        desk.receive(Sold.city(desk.sold("1001"), ""));
        desk.receive(desk.sold("1002"));
        OrderResult result = desk.orders.dispatch(
                DispatchOrder.of(Desk.id("1001"), Desk.WAREHOUSE, Desk.EXPRESS).bind("L1", Desk.SKU, 1));

        assertThat(Desk.codes(result)).containsExactly(ReasonCode.ADDRESS_INCOMPLETE);
        assertThat(desk.orders.mappings(Desk.STORE.id())).hasSize(1);
        assertThat(desk.exceptions(Desk.id("1001"))).containsExactly("ADDRESS_INCOMPLETE");
        assertThat(desk.exceptions(Desk.id("1002"))).as("other waiting orders").isEmpty();
    }

    @Test
    void row6ALineWithoutAPlatformSkuIsBoundAlone() {
        desk.receive(Sold.lines(desk.sold("1001"), Sold.line("L1", "", 5)));
        OrderId id = Desk.id("1001");
        assertThat(desk.exceptions(id)).containsExactly("NO_PLATFORM_SKU");

        assertThat(desk.orders.bindLine(id, LineBinding.of("L1", Desk.SKU, 1)).isAccepted())
                .isTrue();

        assertThat(desk.exceptions(id)).isEmpty();
        assertThat(desk.orders.mappings(Desk.STORE.id())).isEmpty();
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
    }

    @Test
    void row7CancelOfAPendingOrderIsFinal() {
        OrderId id = desk.pending();
        assertThat(desk.orders.cancel(id).isAccepted()).isTrue();
        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.TERMINAL);
    }

    @Test
    void rows13To15PurchaseOrdersAreAcknowledgedFirstAndNeverCancelledOrBatched() {
        desk.receive(Sold.purchase(desk.sold("1001")));
        desk.receive(Sold.purchase(desk.sold("1002")));
        OrderId id = Desk.id("1001");
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.ACKNOWLEDGE_FIRST);
        assertThat(Desk.codes(desk.orders.cancel(id))).containsExactly(ReasonCode.USE_REJECT_ALL);
        assertThat(Desk.codes(desk.orders
                        .dispatchBatch(new DispatchBatch(List.of(id, Desk.id("1002")), Desk.WAREHOUSE, Desk.EXPRESS))
                        .get(0)))
                .containsExactly(ReasonCode.ACKNOWLEDGE_FIRST, ReasonCode.B2B_NO_BATCH);
    }

    @Test
    void rows17To19And22AcknowledgedOrdersDispatchWhatWasAccepted() {
        OrderId partial = acknowledged("1001", AcknowledgeState.PARTIAL, 3);
        OrderId rejected = acknowledged("1002", AcknowledgeState.REJECTED_ALL, 0);
        assertThat(Desk.codes(desk.orders.cancel(partial))).containsExactly(ReasonCode.ACK_COMMITTED);
        assertThat(Desk.codes(desk.dispatch(rejected))).contains(ReasonCode.NOTHING_ACCEPTED);
        assertThat(desk.orders.cancel(rejected).isAccepted()).isTrue();
        assertThat(Desk.codes(desk.orders.dispatch(DispatchOrder.of(partial, Desk.WAREHOUSE, Desk.PICKUP))))
                .containsExactly(ReasonCode.LABEL_REQUIRED);
        assertThat(desk.lastRow(partial)).isEqualTo("18");
        assertThat(desk.dispatch(partial).isAccepted()).isTrue();
        assertThat(desk.lastRow(partial)).isEqualTo("17");
        assertThat(desk.outbound(partial).lines())
                .singleElement()
                .satisfies(line -> assertThat(line.quantity()).isEqualTo(3));
    }

    private OrderId acknowledged(String number, AcknowledgeState state, long accepted) {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        desk.receive(Sold.purchase(desk.sold(number)));
        Order order = desk.order(Desk.id(number));
        OrderLine line = order.lines().get(0);
        OrderLine answered = new OrderLine(
                line.lineId(), line.platformSku(), 5, 0, 0, line.goods(), accepted, 5 - accepted, "no stock", 0, 0, 0);
        Order next = order.change(desk.now)
                .acknowledge(state)
                .lines(List.of(answered))
                .done();
        desk.state.commit(List.of(new Change.SaveOrder(next)));
        assertThat(next.status()).isEqualTo(OrderStatus.ACKNOWLEDGED);
        return order.id();
    }

    @Test
    void row23CancelInProcessingAsksTheWarehouseOnce() {
        OrderId id = desk.processing();
        assertThat(desk.orders.cancel(id).isAccepted()).isTrue();
        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.BY_OPERATOR);
        long version = desk.order(id).version();

        assertThat(desk.orders.cancel(id).isAccepted()).as("the same answer").isTrue();

        assertThat(desk.order(id).version()).isEqualTo(version);
        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", "cancel:s1-1001-1");
    }

    @Test
    void row23CancelEndsAtOnceWhenTheWarehouseNeverTookIt() {
        OrderId id = desk.processing();
        desk.happen(id, new OrderEvent.OutboundRejected(desk.outbound(id).id(), "no such channel"));
        desk.round("create:s1-1001-1", "", TaskStatus.MANUAL);

        desk.orders.cancel(id);

        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(desk.outbound(id).state()).isEqualTo(OutboundOrder.State.CANCELLED);
        assertThat(desk.state.tasks().findLive(TaskType.CREATE, "s1-1001-1"))
                .as("the create is not sent any more")
                .isEmpty();
    }

    @Test
    void row23CancelAsksTheWarehouseWhenARefusedOrderWasSentAgain() {
        OrderId id = desk.processing();
        desk.happen(id, new OrderEvent.OutboundRejected(desk.outbound(id).id(), "no such channel"));
        desk.round("create:s1-1001-1", "sent again, no answer", TaskStatus.WAITING);

        desk.orders.cancel(id);

        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", "cancel:s1-1001-1");
    }

    @Test
    void row23CancelAsksAgainWhenTheFirstOneNeedsAPerson() {
        OrderId id = desk.processing();
        desk.round("create:s1-1001-1", "", TaskStatus.WAITING);
        desk.orders.cancel(id);
        desk.round("cancel:s1-1001-1", "", TaskStatus.MANUAL);

        desk.orders.cancel(id);

        assertThat(desk.task("cancel:s1-1001-1").status()).isNotEqualTo(TaskStatus.MANUAL);
    }

    @Test
    void rows24To28And34WhatAWarehouseHasIsNotTouched() {
        OrderId id = desk.processing();
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.ALREADY_DISPATCHED);
        assertThat(Desk.codes(desk.orders.markShipped(id))).containsExactly(ReasonCode.NOT_SHIPPED);
        assertThat(Desk.codes(desk.orders.bindLine(id, LineBinding.of("L1", Desk.SKU, 1))))
                .containsExactly(ReasonCode.MAPPING_FROZEN);
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        assertThat(Desk.codes(desk.orders.cancel(id))).containsExactly(ReasonCode.PARTLY_SHIPPED);
        assertThat(Desk.codes(desk.orders.markShipped(id))).containsExactly(ReasonCode.NOTHING_TO_RETRY);
        desk.support = WriteBackSupport.WHOLE_ORDER;
        assertThat(Desk.codes(desk.orders.markShipped(id)))
                .containsExactly(ReasonCode.PARTIAL_WRITEBACK_UNSUPPORTED, ReasonCode.NOTHING_TO_RETRY);
    }

    @Test
    void row28AFailedPartialWriteBackIsSentAgain() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "bad tracking"));
        assertThat(desk.orders.markShipped(id).isAccepted()).isTrue();
        assertThat(desk.order(id).shipments().get(0).writeBack()).isEqualTo(Shipment.WriteBack.PENDING);
        assertThat(desk.lastRow(id)).isEqualTo("28");
    }

    @Test
    void row30MarkShippedHurriesTheLiveTaskAndNeverAddsASecond() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", false, "busy"));
        desk.now = desk.now.plusSeconds(60);

        assertThat(desk.orders.markShipped(id).isAccepted()).isTrue();

        SyncTask task = desk.state
                .tasks()
                .findLive(TaskType.WRITE_BACK, "write-back:s1/1001:S1")
                .orElseThrow();
        assertThat(task.nextExecutionAt()).isEqualTo(desk.now);
        assertThat(task.status()).isEqualTo(TaskStatus.PENDING);
        assertThat(ShipmentRef.parse(task.payload())).isEqualTo(new ShipmentRef(id, "S1"));
        assertThat(desk.tasks()).hasSize(2);
    }

    @Test
    void row30NeedsATrackingNumberAndAPlatformThatCanBeTold() {
        OrderId id = desk.processing();
        OrderEvent.Shipped shipped = desk.shipped(id, "S1", 5, true);
        desk.happen(
                id,
                new OrderEvent.Shipped(
                        shipped.outbound(), "S1", shipped.quantities(), "", "DHL", "", desk.now, true, "OUT"));
        assertThat(desk.tasks()).hasSize(1);
        assertThat(Desk.codes(desk.orders.markShipped(id))).containsExactly(ReasonCode.TRACKING_MISSING);
        desk.support = WriteBackSupport.NONE;
        assertThat(Desk.codes(desk.orders.markShipped(id)))
                .containsExactly(ReasonCode.WRITEBACK_UNSUPPORTED, ReasonCode.TRACKING_MISSING);
        desk.support = WriteBackSupport.PARTIAL;
        desk.happen(id, shipped);
        assertThat(desk.tasks()).as("the tracking number came late").hasSize(2);
    }

    @Test
    void aTrackingNumberThatComesLateIsToldToAPlatformOfWholeOrdersToo() {
        desk.support = WriteBackSupport.WHOLE_ORDER;
        OrderId id = desk.processing();
        OrderEvent.Shipped shipped = desk.shipped(id, "S1", 5, true);
        desk.happen(
                id,
                new OrderEvent.Shipped(
                        shipped.outbound(), "S1", shipped.quantities(), "", "DHL", "", desk.now, true, "OUT"));
        assertThat(desk.tasks()).hasSize(1);
        desk.happen(id, shipped);
        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", "write-back:s1/1001:S1");
    }

    @Test
    void row32ShippedOrdersAreNeitherCancelledNorDispatched() {
        OrderId id = desk.processing();
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        assertThat(Desk.codes(desk.orders.cancel(id))).containsExactly(ReasonCode.ALREADY_SHIPPED);
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.ALREADY_DISPATCHED);
    }

    @Test
    void row35NothingIsMarkedShippedBeforeItShipped() {
        assertThat(Desk.codes(desk.orders.markShipped(desk.pending()))).containsExactly(ReasonCode.NOT_SHIPPED);
    }
}
