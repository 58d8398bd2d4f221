package io.gwms.inbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is announced, told and booked of an inbound order. */
class InboundTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final WarehouseCode WAREHOUSE = new WarehouseCode("W1");
    private static final WarehouseSku ONE = new WarehouseSku("WH-1");
    private static final WarehouseSku TWO = new WarehouseSku("WH-2");

    private static InboundPlan plan(WarehouseCode warehouse, InboundLine... lines) {
        return new InboundPlan(new InboundId("ASN-1"), warehouse, List.of(lines));
    }

    private static InboundReceipt receipt(WarehouseSku sku, long told, long booked) {
        return new InboundReceipt(sku, StockQuality.QUALIFIED, null, told, booked);
    }

    private final InboundPlan plan = plan(WAREHOUSE, new InboundLine(ONE, 5, 0), new InboundLine(TWO, 3, 0));
    private final InboundOrder order = plan.order(NOW);

    @Test
    void aPlanNamesEachSkuOnceAndNothingOfItHasCome() {
        assertThatThrownBy(() -> plan(WAREHOUSE, new InboundLine(ONE, 5, 0), new InboundLine(ONE, 3, 0)))
                .hasMessageContaining("WH-1 twice");
        assertThatThrownBy(() -> plan(WAREHOUSE, new InboundLine(ONE, 5, 1))).hasMessageContaining("received of WH-1");
    }

    @Test
    void eachLineTellsWhatIsBookedOfItsOwnSku() {
        InboundOrder part =
                order.withReceipts(List.of(receipt(ONE, 4, 2), receipt(TWO, 3, 3), receipt(ONE, 1, 1)), NOW);
        assertThat(part.lines()).extracting(InboundLine::received).containsExactly(3L, 3L);
    }

    @Test
    void whatCameMeanwhileMakesNoOtherPlanOfItAndAnotherWarehouseDoes() {
        InboundOrder part = order.withReceipts(List.of(receipt(ONE, 4, 4)), NOW);
        assertThat(plan.isOf(part)).isTrue();
        assertThat(plan(new WarehouseCode("W2"), new InboundLine(ONE, 5, 0), new InboundLine(TWO, 3, 0))
                        .isOf(part))
                .isFalse();
        assertThat(plan(WAREHOUSE, new InboundLine(ONE, 5, 0)).isOf(part)).isFalse();
    }

    @Test
    void aWishToCancelLastsAsLongAsGoodsMayCome() {
        InboundOrder asked = order.withCancelAsked(true, NOW);
        assertThat(asked.next(InboundOrder.State.ACCEPTED, "N", "NEW", NOW).cancelAsked())
                .isTrue();
        assertThat(asked.next(InboundOrder.State.PUT_AWAY, "N", "DONE", NOW).cancelAsked())
                .isFalse();
        assertThat(asked.next(InboundOrder.State.CANCELLED, "N", "GONE", NOW).cancelAsked())
                .isFalse();
    }

    @Test
    void whatWasToldIsNeverToldAwayAndBookedOnce() {
        InboundReceipt told = receipt(ONE, 4, 1).telling(3);
        assertThat(told.pending()).isEqualTo(3);
        assertThat(told.telling(6).pending()).isEqualTo(5);
        assertThat(told.telling(6).allBooked().pending()).isZero();
        assertThatThrownBy(() -> receipt(ONE, 1, 2)).hasMessageContaining("told");
    }
}
