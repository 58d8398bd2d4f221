package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.GwmsException;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.outbound.LabelPdf;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.StoreId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What nobody should ask for: each gets one clear answer that says what to do, and nothing is half done. */
class BadInputTest {
    private final Desk desk = new Desk();

    private static List<ReasonCode> codes(OrderResult result) {
        return ((OrderResult.Refused) result)
                .reasons().stream().map(Reason::code).toList();
    }

    private void nothingHappened(OrderId id) {
        assertThat(desk.order(id).status()).isEqualTo(OrderStatus.PENDING);
        assertThat(desk.state.warehouseOrders().outboundsOf(id)).isEmpty();
        assertThat(desk.tasks()).isEmpty();
    }

    @Test
    void anUnknownWarehouseOrChannelIsRefused() {
        OrderId id = desk.pending();
        assertThat(codes(desk.orders.dispatch(DispatchOrder.of(id, new WarehouseCode("no"), Desk.EXPRESS))))
                .containsExactly(ReasonCode.UNKNOWN_WAREHOUSE);
        assertThat(codes(desk.orders.dispatch(DispatchOrder.of(id, Desk.WAREHOUSE, new ChannelCode("no")))))
                .containsExactly(ReasonCode.UNKNOWN_CHANNEL);
        nothingHappened(id);
    }

    @Test
    void allUnknownSkusOfAKitAreNamedAndNothingIsBound() {
        List<SkuPieces> kit = List.of(
                new SkuPieces(Desk.SKU, 1),
                new SkuPieces(new WarehouseSku("x"), 1),
                new SkuPieces(new WarehouseSku("y"), 1));
        assertThat(desk.orders.bindSku(Desk.STORE.id(), "P-1", kit, "anna"))
                .extracting(Reason::about)
                .containsExactly("x", "y");
        assertThat(desk.orders.mappings(Desk.STORE.id())).isEmpty();
        assertThat(desk.orders.mappingHistory(Desk.STORE.id(), "P-1")).isEmpty();
    }

    @Test
    void skusOfAStoreThatDoesNotExistAreNotBound() {
        StoreId mistyped = new StoreId("amce");
        assertThat(desk.orders.bindSku(mistyped, "P-1", List.of(new SkuPieces(new WarehouseSku("x"), 1)), "anna"))
                .extracting(Reason::code)
                .containsExactly(ReasonCode.UNKNOWN_STORE, ReasonCode.UNKNOWN_WAREHOUSE_SKU);
        assertThat(desk.orders.bindSku(mistyped, "P-1", Desk.SKU, 1))
                .extracting(Reason::code, Reason::about)
                .containsExactly(tuple(ReasonCode.UNKNOWN_STORE, "amce"));
        assertThat(desk.orders.mappings(mistyped)).isEmpty();
        assertThat(desk.orders.mappingHistory(mistyped, "P-1")).isEmpty();
        desk.orders.unbindSku(mistyped, "P-1");
    }

    @Test
    void aKitNamesEachSkuOnce() {
        List<SkuPieces> twice = List.of(new SkuPieces(Desk.SKU, 1), new SkuPieces(Desk.SKU, 2));
        assertThatThrownBy(() -> new LineBinding("L1", twice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("each warehouse SKU once");
    }

    @Test
    void piecesOfNothingOrLessAreNoMapping() {
        for (int each : new int[] {0, -1, Integer.MIN_VALUE}) {
            assertThatThrownBy(() -> desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, each))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("each is " + each + ", but must be 1 or more");
        }
    }

    @Test
    void aShipmentOfLessThanNothingIsRefusedAndOneOfNothingToo() {
        OrderId id = desk.processing();
        assertThatThrownBy(() -> desk.shipped(id, "S1", -1, false)).hasMessageContaining("0 or more");
        OrderEvent nothing = desk.shipped(id, "S1", 0, false);
        assertThatThrownBy(() -> desk.happen(id, nothing)).hasMessageContaining("at least one piece");
        assertThat(desk.order(id).shipments()).isEmpty();
    }

    @Test
    void aLabelOfOneByteTooManyIsRefusedAndOneOfExactlyTheLimitIsTaken() {
        OrderId id = desk.pending();
        assertThat(codes(desk.orders.dispatch(pickup(id, pdf(21))))).containsExactly(ReasonCode.LABEL_TOO_LARGE);
        nothingHappened(id);
        assertThat(desk.orders.dispatch(pickup(id, pdf(20))).isAccepted()).isTrue();
        assertThat(desk.labels(id)).containsExactly(pdf(20));
    }

    @Test
    void theLimitOfLabelsIsTenMiB() {
        assertThat(OrderSettings.defaults().maxLabelBytes()).isEqualTo(10_485_760);
    }

    @Test
    void aRenamedFileIsNoLabel() {
        OrderId id = desk.pending();
        LabelPdf renamed = new LabelPdf("label.pdf", "PK zip, not pdf".getBytes(StandardCharsets.US_ASCII));
        assertThat(codes(desk.orders.dispatch(pickup(id, renamed)))).containsExactly(ReasonCode.LABEL_NOT_PDF);
        nothingHappened(id);
    }

    private static DispatchOrder pickup(OrderId id, LabelPdf label) {
        return DispatchOrder.of(id, Desk.WAREHOUSE, Desk.PICKUP).label(label);
    }

    private static LabelPdf pdf(int size) {
        return new LabelPdf("label.pdf", Arrays.copyOf("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), size));
    }

    @Test
    void tenThousandOrdersAreTooManyForABatch() {
        List<OrderId> ids =
                IntStream.range(0, 10_000).mapToObj(i -> Desk.id("x" + i)).toList();
        assertThatThrownBy(() -> new DispatchBatch(ids, Desk.WAREHOUSE, Desk.EXPRESS))
                .isInstanceOf(GwmsException.class)
                .hasMessageContaining("GWMS-1302")
                .hasMessageContaining("split it into batches of 1000");
    }

    @Test
    void aThousandOrdersAreABatchAndEachIsAnswered() {
        OrderId last = desk.pending();
        List<OrderId> ids = new ArrayList<>(
                IntStream.range(0, 999).mapToObj(i -> Desk.id("x" + i)).toList());
        ids.add(last);
        List<OrderResult> results = desk.orders.dispatchBatch(new DispatchBatch(ids, Desk.WAREHOUSE, Desk.EXPRESS));
        assertThat(results).extracting(OrderResult::id).containsExactlyElementsOf(ids);
        assertThat(results.get(999).isAccepted()).isTrue();
        ids.add(Desk.id("one more"));
        assertThatThrownBy(() -> new DispatchBatch(ids, Desk.WAREHOUSE, Desk.EXPRESS))
                .hasMessageContaining("GWMS-1302");
    }

    @Test
    void aSelfPickupBatchWithDuplicatesAndForeignStatusesTellsEachOrderWhatIsWrongWithIt() {
        OrderId waiting = desk.pending();
        desk.receive(desk.sold("1002"));
        OrderId cancelled = Desk.id("1002");
        desk.orders.cancel(cancelled);
        desk.receive(Sold.purchase(desk.sold("1003")));
        OrderId purchase = Desk.id("1003");
        OrderId unknown = Desk.id("9");
        DispatchBatch batch = new DispatchBatch(
                List.of(waiting, cancelled, waiting, purchase, unknown, cancelled), Desk.WAREHOUSE, Desk.PICKUP);

        List<DispatchVerdict> verdicts = desk.orders.checkDispatch(batch);
        long version = desk.order(waiting).version();
        List<OrderResult> results = desk.orders.dispatchBatch(batch);

        assertThat(verdicts).extracting(DispatchVerdict::id).containsExactly(waiting, cancelled, purchase, unknown);
        assertThat(verdicts).noneMatch(DispatchVerdict::isAcceptable);
        assertThat(results).extracting(OrderResult::id).containsExactly(waiting, cancelled, purchase, unknown);
        for (int i = 0; i < results.size(); i++) {
            assertThat(codes(results.get(i)))
                    .as("what was foretold of " + results.get(i).id())
                    .isEqualTo(
                            verdicts.get(i).reasons().stream().map(Reason::code).toList());
        }
        assertThat(codes(results.get(0))).containsExactly(ReasonCode.SELF_PICKUP_NO_BATCH);
        assertThat(codes(results.get(1))).containsExactly(ReasonCode.TERMINAL);
        assertThat(codes(results.get(2))).contains(ReasonCode.ACKNOWLEDGE_FIRST, ReasonCode.B2B_NO_BATCH);
        assertThat(codes(results.get(3))).containsExactly(ReasonCode.UNKNOWN_ORDER);
        assertThat(desk.exceptions(waiting)).containsExactly("SELF_PICKUP_NO_BATCH");
        assertThat(desk.order(waiting).version())
                .as("the check changed nothing, the command did")
                .isEqualTo(version + 1);
        nothingHappened(waiting);
    }

    @Test
    void aDryRunForetellsAnAcceptedDispatchAndDoesNothing() {
        OrderId id = desk.pending();
        Order before = desk.order(id);
        DispatchOrder request =
                DispatchOrder.of(id, Desk.WAREHOUSE, Desk.EXPRESS).bind("L1", Desk.SKU, 7);

        assertThat(desk.orders.checkDispatch(request).isAcceptable()).isTrue();

        assertThat(desk.order(id)).isEqualTo(before);
        assertThat(desk.orders.mappings(Desk.STORE.id()).get(0).goods()).containsExactly(new SkuPieces(Desk.SKU, 1));
        nothingHappened(id);
        assertThat(desk.orders.dispatch(request).isAccepted()).isTrue();
        assertThat(desk.outbound(id).lines().get(0).units()).isEqualTo(35);
    }

    @Test
    void whatCannotBeMeantIsSaidBeforeAnythingIsAsked() {
        String longest = "k".repeat(200);
        assertThat(CommandOptions.none().key(longest).key()).contains(longest);
        assertThatThrownBy(() -> CommandOptions.none().key(longest + "k")).hasMessageContaining("at most 200");
        assertThatThrownBy(() -> OrderQuery.newest(10).orderedBetween(desk.now, desk.now.minusSeconds(1)))
                .hasMessageContaining("from is 2026-03-01T10:00:00Z, but must be at or before");
        assertThatThrownBy(() -> desk.orders.searchSkus("WH", 0)).hasMessage("limit is 0, but must be 1 or more");
    }

    @Test
    void theLongestKeyOfABatchIsKeptForEachOfItsOrders() {
        OrderId id = desk.pending();
        CommandOptions key = CommandOptions.none().key("k".repeat(200));
        DispatchBatch batch = new DispatchBatch(List.of(id), Desk.WAREHOUSE, Desk.EXPRESS);
        desk.orders.dispatchBatch(batch, key);
        assertThat(desk.orders.dispatchBatch(batch, key).get(0).fold(OrderResult.Accepted::replayed, refused -> false))
                .isTrue();
    }

    @Test
    void quantitiesOfAShipmentNameLinesOfTheOrder() {
        OrderId id = desk.processing();
        OrderEvent foreign = new OrderEvent.Shipped(
                desk.outbound(id).id(), "S1", Map.of("no such line", 1L), "T", "DHL", "", desk.now, true, "");
        assertThatThrownBy(() -> desk.happen(id, foreign)).hasMessageContaining("one line of order");
    }
}
