package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundReceipt;
import io.gwms.order.Money;
import io.gwms.order.OrderId;
import io.gwms.outbound.Charge;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.SentSku;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.data.SampleOrder;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What a {@link StateRepository} shows of outbound and inbound orders. */
abstract class WarehouseOrderReadsClauses extends StateReadsClauses {
    @Test
    @DisplayName("keeps what a warehouse charges to the last digit; a later word replaces the earlier one")
    public void keepsCharges() {
        OutboundOrder outbound = SampleOrder.of("acme", "1").outbound(1);
        OutboundOrder other = SampleOrder.of("acme", "2").outbound(1);
        Charge freight = new Charge("freight", Money.of("0.1000000000000000000001", "USD"));
        Charge refund = new Charge("refund", Money.of("-2.50", "EUR"));
        commit(new Change.SaveOutbound(outbound), new Change.SetCharges(outbound.id(), List.of(refund)));
        commit(new Change.SetCharges(outbound.id(), List.of(freight, refund)));

        assertThat(state().warehouseOrders().charges(List.of(outbound.id(), other.id())))
                .containsOnly(Map.entry(outbound.id(), List.of(freight, refund)));
        assertThat(state().warehouseOrders().charges(List.of())).isEmpty();
    }

    @Test
    @DisplayName("keeps the labels of an outbound order, byte for byte and in their order")
    public void keepsLabels() {
        SampleOrder sample = SampleOrder.of("acme", "1");
        LabelPdf first = new LabelPdf("first.pdf", new byte[] {'%', 'P', 'D', 'F', '-', 0, -1});
        LabelPdf second = new LabelPdf("second.pdf", new byte[] {'%', 'P', 'D', 'F', '-', 1});
        OutboundOrder outbound = sample.outbound(1);
        commit(new Change.SaveOutbound(outbound), new Change.AddLabels(outbound.id(), List.of(first, second)));
        commit(new Change.SaveOutbound(outbound.next(OutboundOrder.State.ACCEPTED, "4PX-1", "S", NOON)));

        assertThat(state().warehouseOrders().labels(outbound.id())).containsExactly(first, second);
        assertThat(state().warehouseOrders().labels(sample.outbound(2).id())).isEmpty();
    }

    @Test
    @DisplayName("shows outbound orders of an order oldest first, and the open ones of a warehouse")
    public void showsOutbounds() {
        SampleOrder sample = SampleOrder.of("acme", "1");
        for (int attempt = 1; attempt <= 11; attempt++) {
            commit(new Change.SaveOutbound(sample.outbound(attempt)));
        }
        OutboundOrder first = sample.outbound(1).next(OutboundOrder.State.CANCELLED, "4PX-1", "cancelled", NOON);
        OutboundOrder second = sample.outbound(2).next(OutboundOrder.State.PARTLY_SHIPPED, "4PX-2", "part", NOON);
        commit(new Change.SaveOutbound(first), new Change.SaveOutbound(second));

        assertThat(state().warehouseOrders().outboundsOf(sample.id()))
                .hasSize(11)
                .startsWith(first, second, sample.outbound(3))
                .endsWith(sample.outbound(11));
        assertThat(state().warehouseOrders().openOutbounds(WAREHOUSE))
                .hasSize(10)
                .contains(second)
                .doesNotContain(first);
        assertThat(state().warehouseOrders().openOutbounds(new WarehouseCode("OTHER")))
                .isEmpty();
        assertThat(state().warehouseOrders().outboundsOf(new OrderId(ACME, "9")))
                .isEmpty();
    }

    @Test
    @DisplayName("shows inbound orders by the number over there, and the open ones of a warehouse")
    public void showsInbounds() {
        InboundOrder open = inbound("ASN-1", 1, InboundOrder.State.CREATED, "");
        InboundOrder accepted = inbound("ASN-2", 1, InboundOrder.State.ACCEPTED, "RK-2");
        commit(new Change.SaveInbound(open), new Change.SaveInbound(accepted));

        assertThat(state().warehouseOrders().openInbounds(WAREHOUSE)).containsExactly(open, accepted);
        assertThat(state().warehouseOrders().inboundByThirdPartyNo(WAREHOUSE, "RK-2"))
                .contains(accepted);
        assertThat(state().warehouseOrders().inboundByThirdPartyNo(WAREHOUSE, ""))
                .isEmpty();
        assertThat(state().warehouseOrders().inboundByThirdPartyNo(new WarehouseCode("OTHER"), "RK-2"))
                .isEmpty();

        commit(new Change.SaveInbound(inbound("ASN-2", 2, InboundOrder.State.PUT_AWAY, "RK-2")));
        assertThat(state().warehouseOrders().openInbounds(WAREHOUSE)).containsExactly(open);
    }

    private static InboundOrder inbound(String id, long version, InboundOrder.State state, String thirdPartyNo) {
        return new InboundOrder(
                new InboundId(id),
                version,
                WAREHOUSE,
                List.of(
                        new InboundLine(new WarehouseSku("W-MUG"), 10, 3),
                        new InboundLine(new WarehouseSku("W"), 1, 0)),
                state,
                thirdPartyNo,
                "",
                NOON,
                NOON,
                NOON.plusSeconds(3600),
                version == 1,
                List.of(
                        new InboundReceipt(new WarehouseSku("W-MUG"), StockQuality.QUALIFIED, NOON, 5, 3),
                        new InboundReceipt(new WarehouseSku("W-MUG"), StockQuality.DEFECTIVE, null, 1, 0)),
                List.of(new SentSku(new WarehouseSku("W-MUG"), "P-MUG", 6)));
    }
}
