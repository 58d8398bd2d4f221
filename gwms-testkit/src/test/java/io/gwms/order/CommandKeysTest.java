package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outbound.LabelPdf;
import io.gwms.platform.CancelReason;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Under one key there is one command: the same content is answered again, any other is refused (promise 2). */
class CommandKeysTest {
    private static final CommandOptions KEY = CommandOptions.none().key("click-1");

    private final Desk desk = new Desk();

    /** Done, answered again, and refused once it asks for something else. */
    private void isKnown(Function<CommandOptions, OrderResult> command, Function<CommandOptions, OrderResult> other) {
        assertThat(replayed(command.apply(KEY))).as("done").isFalse();
        assertThat(replayed(command.apply(KEY))).as("answered again").isTrue();
        assertThat(Desk.codes(other.apply(KEY))).containsExactly(ReasonCode.KEY_REUSED);
    }

    private static boolean replayed(OrderResult result) {
        assertThat(result.isAccepted()).isTrue();
        return result.fold(OrderResult.Accepted::replayed, refused -> false);
    }

    private DispatchOrder pickup(OrderId id, String pdf) {
        return DispatchOrder.of(id, Desk.WAREHOUSE, Desk.PICKUP)
                .label(new LabelPdf("a.pdf", pdf.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void dispatchesDifferByTheirLabels() {
        OrderId id = desk.pending();
        isKnown(
                key -> desk.orders.dispatch(pickup(id, "%PDF-1"), key),
                key -> desk.orders.dispatch(pickup(id, "%PDF-2"), key));
    }

    @Test
    void bindingsDifferBySkuAndPiecesHoweverTheyAreWritten() {
        OrderId id = desk.pending();
        isKnown(
                key -> desk.orders.bindLine(id, LineBinding.of("L1", new WarehouseSku("WH-2"), 2), key),
                key -> desk.orders.bindLine(id, LineBinding.of("L1", new WarehouseSku("2 x WH-2"), 1), key));
    }

    @Test
    void manualShipmentsDifferByTheFieldAndNotByTheText() {
        OrderId id = desk.pending();
        isKnown(
                key -> desk.orders.manualShip(new ManualShipment(id, "T9", "DHL, serviceType=X", ""), key),
                key -> desk.orders.manualShip(new ManualShipment(id, "T9", "DHL", "X, serviceType="), key));
        ManualShipment together = new ManualShipment(id, "T9DHL, serviceType", "=X", "");
        assertThat(Desk.codes(desk.orders.manualShip(together, KEY))).containsExactly(ReasonCode.KEY_REUSED);
    }

    @Test
    void cancelsDifferByTheReasonThePlatformMayBeTold() {
        desk.acknowledges = Desk.AMENDED;
        OrderId id = desk.purchase();
        desk.orders.acknowledge(AcknowledgeOrder.acceptAll(desk.order(id), Desk.WAREHOUSE));
        taken(id);
        isKnown(
                key -> desk.orders.cancel(new CancelOrder(id, false, CancelReason.OTHER, "sold out"), key),
                key -> desk.orders.cancel(new CancelOrder(id, false, CancelReason.OTHER, "too late"), key));
    }

    @Test
    void holdsDifferByTheirEnd() {
        OrderId id = desk.pending();
        HoldOrder hold = HoldOrder.of(id, "FRAUD_CHECK");
        isKnown(key -> desk.orders.hold(hold, key), key -> desk.orders.hold(hold.until(desk.now.plusSeconds(60)), key));
    }

    @Test
    void aKeyIsTakenByAnAnswerToTheSameContentToo() {
        OrderId id = desk.purchase();
        AcknowledgeOrder all = AcknowledgeOrder.acceptAll(desk.order(id), Desk.WAREHOUSE);
        desk.orders.acknowledge(all);
        taken(id);

        assertThat(replayed(desk.orders.acknowledge(all, KEY))).as("row 20").isTrue();

        assertThat(Desk.codes(desk.orders.cancel(id, KEY))).containsExactly(ReasonCode.KEY_REUSED);
        assertThat(replayed(desk.orders.acknowledge(all, KEY))).isTrue();
    }

    @Test
    void row33AFinishedOrderAnswersTheCommandsItKnowsAndRefusesAllOthers() {
        OrderId id = desk.pending();
        CommandOptions dispatch = CommandOptions.none().key("dispatch");
        DispatchOrder request = DispatchOrder.of(id, Desk.WAREHOUSE, Desk.EXPRESS);
        desk.orders.dispatch(request, dispatch);
        desk.happen(id, desk.shipped(id, "S1", 5, true));
        desk.happen(id, new OrderEvent.WrittenBack("S1", "F1"));

        assertThat(replayed(desk.orders.dispatch(request, dispatch))).isTrue();
        assertThat(Desk.codes(desk.orders.dispatch(request, KEY))).containsExactly(ReasonCode.TERMINAL);
    }

    @Test
    void aBuyersRequestIsRejectedOnceUnderItsKeyAndWrittenDown() {
        desk.takesCancels = true;
        OrderId id = desk.pending();
        PlatformOrder asked =
                desk.order(id).platform().toBuilder().cancelRequested(true).build();
        desk.receive(Sold.later(asked, 1));
        isKnown(
                key -> desk.orders.rejectBuyersRequest(id, "packed", key.by("anna")),
                key -> desk.orders.rejectBuyersRequest(id, "no", key));
        assertThat(desk.tasks()).hasSize(1);
        List<JournalEntry> journal = desk.orders.timeline(id);
        assertThat(journal.get(journal.size() - 1)).satisfies(step -> {
            assertThat(step.what()).isEqualTo("BUYERS_REQUEST_REJECTED");
            assertThat(step.actor()).isEqualTo("anna");
            assertThat(step.detail()).isEqualTo("packed");
        });
        assertThat(Desk.codes(desk.orders.rejectBuyersRequest(
                        id, "packed", CommandOptions.none().expecting(1))))
                .containsExactly(ReasonCode.STALE_VERSION);
        assertThat(desk.order(id).platform().fact()).isEqualTo(PlatformFact.OPEN);
    }

    private void taken(OrderId id) {
        OrderAttempt attempt = desk.order(id).attempt();
        assertThat(attempt).isNotNull();
        desk.happen(id, new OrderEvent.Acknowledged(attempt.key()));
    }

    @Test
    void aKeyOfOneOrderIsNotOneOfAnother() {
        OrderId first = desk.pending();
        desk.receive(desk.sold("1002"));
        isKnown(key -> desk.orders.cancel(first, key), key -> desk.orders.cancel(Desk.id("1002"), key));
        assertThat(desk.order(Desk.id("1002")).status()).isEqualTo(OrderStatus.PENDING);
    }

    @Test
    void cancelsDifferByWhetherThePlatformIsTold() {
        desk.takesCancels = true;
        OrderId id = desk.pending();
        isKnown(
                key -> desk.orders.cancel(new CancelOrder(id, false, CancelReason.OTHER, "sold out"), key),
                key -> desk.orders.cancel(new CancelOrder(id, true, CancelReason.OTHER, "sold out"), key));
    }

    @Test
    void dispatchesDifferByTheirChannelAndTheirBindings() {
        OrderId id = desk.pending();
        DispatchOrder request = DispatchOrder.of(id, Desk.WAREHOUSE, Desk.EXPRESS);
        isKnown(
                key -> desk.orders.dispatch(request, key),
                key -> desk.orders.dispatch(DispatchOrder.of(id, Desk.WAREHOUSE, Desk.PICKUP), key));
        assertThat(Desk.codes(desk.orders.dispatch(request.bind("L1", Desk.SKU, 1), KEY)))
                .containsExactly(ReasonCode.KEY_REUSED);
    }

    @Test
    void acknowledgementsDifferByTheirFiguresAndTheirWarehouse() {
        OrderId id = desk.purchase();
        List<AcknowledgeOrder.Line> lines = List.of(new AcknowledgeOrder.Line("L1", 3, "no stock"));
        List<AcknowledgeOrder.Line> fewer = List.of(new AcknowledgeOrder.Line("L1", 2, "no stock"));
        isKnown(
                key -> desk.orders.acknowledge(new AcknowledgeOrder(id, Desk.WAREHOUSE, lines), key),
                key -> desk.orders.acknowledge(new AcknowledgeOrder(id, Desk.WAREHOUSE, fewer), key));
        assertThat(Desk.codes(desk.orders.acknowledge(new AcknowledgeOrder(id, Desk.SECOND, lines), KEY)))
                .containsExactly(ReasonCode.KEY_REUSED);
    }

    @Test
    void holdsDifferByTheirReason() {
        OrderId id = desk.pending();
        isKnown(
                key -> desk.orders.hold(HoldOrder.of(id, "FRAUD_CHECK"), key),
                key -> desk.orders.hold(HoldOrder.of(id, "stock count"), key));
    }

    @Test
    void ordersOfTwoStoresUnderTheSameIdAreTwoCommandsOfABatch() {
        OrderId first = desk.pending();
        Store other = Store.of(new StoreId("s2"), "Other", PlatformType.SHOPIFY, URI.create("https://other.example"));
        desk.state.stores().save(other);
        desk.orders.bindSku(other.id(), "P-1", Desk.SKU, 1);
        desk.state.commit(
                desk.orders.events().received(other, desk.sold("1001"), null).changes());
        DispatchBatch both =
                new DispatchBatch(List.of(first, new OrderId(other.id(), "1001")), Desk.WAREHOUSE, Desk.EXPRESS);
        assertThat(desk.orders.dispatchBatch(both, KEY)).allMatch(result -> !replayed(result));
        assertThat(desk.tasks()).containsExactly("create:s1-1001-1", "create:s2-1001-1");
    }
}
