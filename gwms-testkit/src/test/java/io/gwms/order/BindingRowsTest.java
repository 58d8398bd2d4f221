package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundLine;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What lines stand for when they are dispatched, and what is kept of a binding (rows 1, 2, 6 and 34). */
class BindingRowsTest {
    private static final WarehouseSku OTHER = new WarehouseSku("WH-2");

    private final Desk desk = new Desk();
    private final OrderId id = Desk.id("1001");

    private void receive(PlatformOrderLine... lines) {
        desk.receive(Sold.lines(desk.sold("1001"), lines));
    }

    private DispatchOrder dispatch() {
        return DispatchOrder.of(id, Desk.WAREHOUSE, Desk.EXPRESS);
    }

    private List<String> mapped() {
        return desk.orders.mappings(Desk.STORE.id()).stream()
                .map(mapping -> mapping.platformSku() + " " + mapping.goods())
                .toList();
    }

    private List<String> sent() {
        return desk.outbound(id).lines().stream()
                .map(line -> line.orderLineId() + " " + line.quantity() + " " + line.sku() + " x" + line.unitsEach())
                .toList();
    }

    private List<String> about(String code) {
        return desk.order(id).exceptions().stream()
                .filter(one -> one.code().equals(code))
                .map(OrderException::about)
                .toList();
    }

    @Test
    void row1EachPartOfAKitIsSent() {
        desk.orders.bindSku(
                Desk.STORE.id(), "P-1", List.of(new SkuPieces(Desk.SKU, 1), new SkuPieces(OTHER, 4)), "anna");
        receive(Sold.line("L1", "P-1", 3));
        desk.dispatch(id);
        assertThat(sent()).containsExactly("L1 3 WH-1 x1", "L1 3 WH-2 x4");
        assertThat(desk.outbound(id).lines()).extracting(OutboundLine::units).containsExactly(3L, 12L);
    }

    @Test
    void row6WhatIsBoundInADispatchIsSentAndKeptWithLabelsOrWithout() {
        receive(Sold.line("L1", "P-1", 3));
        assertThat(desk.orders.dispatch(dispatch().bind("L1", OTHER, 2)).isAccepted())
                .isTrue();
        assertThat(sent()).containsExactly("L1 3 WH-2 x2");
        assertThat(mapped()).containsExactly("P-1 [2 x WH-2]");

        LabelPdf label = new LabelPdf("label.pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII));
        desk.receive(Sold.lines(desk.sold("1002"), Sold.line("L1", "P-2", 3)));
        desk.orders.dispatch(DispatchOrder.of(Desk.id("1002"), Desk.WAREHOUSE, Desk.PICKUP)
                .label(label)
                .bind("L1", Desk.SKU, 1));
        assertThat(mapped()).containsExactly("P-1 [2 x WH-2]", "P-2 [WH-1]");
    }

    @Test
    void row34ABindingInADispatchOfWhatAWarehouseHasIsNotKept() {
        OrderId sent = desk.processing();
        OrderResult result = desk.orders.dispatch(dispatch().bind("L1", OTHER, 7));
        assertThat(Desk.codes(result)).containsExactly(ReasonCode.ALREADY_DISPATCHED);
        assertThat(mapped()).containsExactly("P-1 [WH-1]");
        assertThat(desk.order(sent).lines().get(0).goods()).containsExactly(new SkuPieces(Desk.SKU, 1));
    }

    @Test
    void row6ABindingIsKeptWhereTheDispatchIsRefusedForItsStatusAndWhatIsWrongWithItIsTold() {
        desk.receive(Sold.purchase(desk.sold("1001")));
        assertThat(Desk.codes(desk.orders.dispatch(dispatch().bind("L1", new WarehouseSku("nope"), 1))))
                .containsExactly(ReasonCode.ACKNOWLEDGE_FIRST, ReasonCode.UNKNOWN_WAREHOUSE_SKU);
        assertThat(Desk.codes(desk.orders.dispatch(
                        dispatch().bind("L1", OTHER, 1), CommandOptions.none().by("anna"))))
                .containsExactly(ReasonCode.ACKNOWLEDGE_FIRST);
        assertThat(mapped()).containsExactly("P-1 [WH-2]");
        assertThat(desk.orders.mappingHistory(Desk.STORE.id(), "P-1"))
                .singleElement()
                .satisfies(change -> assertThat(change.actor()).isEqualTo("anna"));
    }

    @Test
    void row2ARefusalShowsTheOrderAsItIsStoredNow() {
        receive(Sold.line("L1", "P-1", 3));
        OrderResult result = desk.orders.dispatch(DispatchOrder.of(id, Desk.WAREHOUSE, Desk.PICKUP));
        assertThat(result)
                .isInstanceOfSatisfying(
                        OrderResult.Refused.class,
                        refused -> assertThat(refused.order()).isEqualTo(desk.order(id)));
        assertThat(desk.exceptions(id)).contains("LABEL_REQUIRED");
    }

    @Test
    void row6AnUnknownLineOrSkuIsNotBound() {
        receive(Sold.line("L1", "P-1", 3));
        assertThat(Desk.codes(desk.orders.bindLine(id, LineBinding.of("L9", Desk.SKU, 1))))
                .containsExactly(ReasonCode.UNKNOWN_LINE);
        assertThat(Desk.codes(desk.orders.bindLine(id, LineBinding.of("L1", new WarehouseSku("nope"), 1))))
                .containsExactly(ReasonCode.UNKNOWN_WAREHOUSE_SKU);
        assertThat(mapped()).isEmpty();
    }

    @Test
    void row6ALineWithoutASkuIsBoundAloneAmongOthersWithoutOne() {
        receive(Sold.line("L1", "", 1), Sold.line("L2", "", 1));
        desk.orders.bindLine(id, LineBinding.of("L1", Desk.SKU, 1));
        assertThat(about("NO_PLATFORM_SKU")).containsExactly("L2");
        desk.orders.bindLine(id, LineBinding.of("L2", OTHER, 1));
        desk.dispatch(id);
        assertThat(sent()).containsExactly("L1 1 WH-1 x1", "L2 1 WH-2 x1");
    }

    @Test
    void row6OfSeveralSkusThoseThatAreBoundAreMissedNoMoreAndTheOthersKeepTheirTime() {
        receive(Sold.line("L1", "P-1", 1), Sold.line("L2", "P-2", 1));
        OrderException second = desk.order(id).exceptions().get(1);
        desk.now = desk.now.plusSeconds(60);
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        assertThat(desk.order(id).exceptions()).containsExactly(second);
    }

    @Test
    void row2ASkuIsMissedOnceAndOnlyWhereItIsStillToBeShipped() {
        PlatformOrderLine gone = new PlatformOrderLine("L1", "P-9", "Thing", 5, 5, 0, Money.of("2.00", "EUR"));
        receive(gone, Sold.line("L2", "P-9", 1), Sold.line("L3", "P-9", 1));
        assertThat(about("SKU_NOT_MAPPED")).containsExactly("P-9");
        receive(gone, Sold.line("L2", "P-9", 1));
        assertThat(Desk.codes(desk.dispatch(id))).containsExactly(ReasonCode.SKU_NOT_MAPPED);
    }

    @Test
    void row6SpacesAroundASkuMeanNothing() {
        receive(Sold.line("L1", "P-1", 1));
        desk.orders.bindSku(Desk.STORE.id(), " P-1 ", Desk.SKU, 1);
        assertThat(desk.orders.mappings(Desk.STORE.id()))
                .extracting(SkuMapping::platformSku)
                .containsExactly("P-1");
        assertThat(desk.exceptions(id)).isEmpty();
        desk.orders.unbindSku(Desk.STORE.id(), " P-1 ");
        assertThat(mapped()).isEmpty();
    }

    @Test
    void row1WhatABuyerAsksForStaysShownWhenItIsDispatched() {
        desk.pending();
        PlatformOrder asked =
                desk.platform(id).toBuilder().cancelRequested(true).build();
        desk.receive(Sold.later(asked, 1));
        desk.orders.dispatch(DispatchOrder.of(id, Desk.WAREHOUSE, Desk.PICKUP));
        assertThat(desk.exceptions(id)).contains("LABEL_REQUIRED");
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(desk.exceptions(id)).containsExactly(OrderException.BUYER_ASKS_TO_CANCEL);
    }

    @Test
    void row1WhatOthersShippedInPartIsDispatchedForTheRest() {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        desk.receive(Sold.figures(Sold.fact(desk.sold("1001"), PlatformFact.PARTLY_SHIPPED), 0, 2));
        assertThat(desk.dispatch(id).isAccepted()).isTrue();
        assertThat(sent()).containsExactly("L1 3 WH-1 x1");
    }
}
