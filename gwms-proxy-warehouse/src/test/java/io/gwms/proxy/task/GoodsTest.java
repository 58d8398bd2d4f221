package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderId;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundLine;
import io.gwms.outbound.OutboundOrder;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.sku.SentSku;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.StoreId;
import io.gwms.testkit.data.SampleOrder;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pieces here and packs over there are counted into each other without a rest, and what does not add up is told. */
class GoodsTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final WarehouseSku ONE = new WarehouseSku("W-1");
    private static final WarehouseSku TWO = new WarehouseSku("W-2");

    private final ProxyRoute route = new ProxyRoute(
            House.WAREHOUSE, new ProxySystem("SCRIPTED"), "acme", "USLAXA", URI.create("https://w.invalid"));
    private final ChangingRoutes routes = new ChangingRoutes(route);

    private static OutboundOrder outbound(OutboundLine... lines) {
        OrderId order = new OrderId(new StoreId("acme"), "1");
        return OutboundOrder.created(
                OutboundId.of(order, 1),
                order,
                House.WAREHOUSE,
                House.CHANNEL,
                SampleOrder.of("acme", "1").recipient(),
                List.of(lines),
                NOON);
    }

    private static OutboundLine line(String id, WarehouseSku sku, long quantity) {
        return new OutboundLine(id, sku, quantity, 1);
    }

    private Goods.Booked booked(OutboundOrder outbound, RemoteOrder.Line... lines) {
        RemoteOrder remote = RemoteOrder.builder("R", "W7", RemoteStatus.SHIPPED, "SHIPPED")
                .lines(List.of(lines))
                .build();
        return Goods.done(outbound, remote, route, routes);
    }

    @Test
    void packsAreSentAndPiecesThatFillNoneAreTold() {
        assertThat(Goods.toProxy(Map.of(TWO, 6L), route, routes).lines())
                .containsExactly(new OutboundRequest.Line("P-2", 3));
        Goods.Ordered odd = Goods.toProxy(Map.of(TWO, 7L), route, routes);
        assertThat(odd.problem()).contains("7 pieces of SKU W-2", "packs of 2");
        assertThat(odd.lines()).isEmpty();
    }

    @Test
    void linesOfOneSkuAreFilledInTheirOrder() {
        Goods.Booked booked = booked(outbound(line("a", ONE, 3), line("b", ONE, 2)), new RemoteOrder.Line("P-1", 5, 4));

        assertThat(booked.pieces()).isEqualTo(Map.of("a", 3L, "b", 1L));
        assertThat(booked.problem()).isEmpty();
    }

    @Test
    void moreThanWasSentFitsNoLineAndIsTold() {
        Goods.Booked booked = booked(outbound(line("a", ONE, 3)), new RemoteOrder.Line("P-1", 3, 5));

        assertThat(booked.pieces()).isEqualTo(Map.of("a", 3L));
        assertThat(booked.problem()).contains("2 pieces of SKU W-1 fit no line");
    }

    @Test
    void aSkuNobodyKnowsMattersOnceSomeOfItLeft() {
        OutboundOrder outbound = outbound(line("a", ONE, 3));
        RemoteOrder.Line all = new RemoteOrder.Line("P-1", 3, 3);

        assertThat(booked(outbound, all, new RemoteOrder.Line("P-NEW", 1, 0)).problem())
                .isEmpty();
        Goods.Booked left = booked(outbound, all, new RemoteOrder.Line("P-NEW", 1, 1));
        assertThat(left.unmapped()).containsExactly("P-NEW");
        assertThat(left.problem()).contains("P-NEW");
    }

    @Test
    void partsOfAKitWaitForEachOtherAndNoMoreOfThemThanItHas() {
        OutboundOrder kit = outbound(line("kit", ONE, 2), line("kit", TWO, 2));

        Goods.Booked waiting = booked(kit, new RemoteOrder.Line("P-1", 2, 2), new RemoteOrder.Line("P-2", 1, 0));
        assertThat(waiting.pieces()).isEmpty();
        assertThat(waiting.problem()).as("they wait").isEmpty();
        assertThat(booked(kit, new RemoteOrder.Line("P-1", 2, 3)).problem()).contains("1 pieces of SKU W-1");
        assertThat(booked(kit, new RemoteOrder.Line("P-1", 2, 2), new RemoteOrder.Line("P-2", 1, 1))
                        .pieces())
                .isEqualTo(Map.of("kit", 2L));
    }

    @Test
    void whatWasSentUnderANameComesBackUnderItWhateverItStandsForNow() {
        OutboundOrder sent = outbound(line("a", TWO, 4)).withSentAs(List.of(new SentSku(TWO, "P-2", 2)), NOON);
        routes.sku("P-2", "W-9", 1);

        assertThat(booked(sent, new RemoteOrder.Line("P-2", 2, 2)).pieces()).isEqualTo(Map.of("a", 4L));
    }

    @Test
    void anOrderOverThereIsOursByWhatItAsksForAndNotByWhatLeft() {
        List<OutboundRequest.Line> ours = List.of(new OutboundRequest.Line("P-1", 3));

        assertThat(Goods.same(ours, List.of(new RemoteOrder.Line("P-1", 3, 0)))).isTrue();
        assertThat(Goods.same(ours, List.of(new RemoteOrder.Line("P-1", 1, 0), new RemoteOrder.Line("P-1", 2, 2))))
                .as("in two lines")
                .isTrue();
        assertThat(Goods.same(ours, List.of(new RemoteOrder.Line("P-1", 4, 3)))).isFalse();
        assertThat(Goods.same(ours, List.of(new RemoteOrder.Line("P-1", 3, 0), new RemoteOrder.Line("P-2", 1, 0))))
                .isFalse();
    }
}
