package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What of a purchase order a warehouse has stock for (platform-orders, section 2.7). */
class AvailabilityTest {
    private static final WarehouseSku OTHER = new WarehouseSku("WH-2");

    private final Desk desk = new Desk();

    private List<Long> acceptable(Availability availability) {
        return availability.lines().stream().map(LineAvailability::acceptable).toList();
    }

    private Availability check(String id) {
        return desk.orders.availability(Desk.id(id), Desk.WAREHOUSE);
    }

    @Test
    void linesOfOneSkuShareItsStockAndAnUnlinkedOneHasNone() {
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 2);
        desk.receive(Sold.purchase(Sold.lines(
                desk.sold("1"),
                Sold.line("L1", "P-1", 3),
                Sold.line("L2", "P-1", 3),
                Sold.line("L3", "P-9", 3),
                Sold.line("L4", "", 1))));
        desk.stockOf.put(Desk.SKU, 9L);

        Availability availability = check("1");

        assertThat(acceptable(availability)).containsExactly(3L, 1L, 0L, 0L);
        assertThat(availability.lines().get(2).mapped()).isFalse();
        assertThat(availability.isComplete()).isFalse();
        desk.stockOf.put(Desk.SKU, -5L);
        assertThat(acceptable(check("1"))).as("of a ledger below zero").containsExactly(0L, 0L, 0L, 0L);
    }

    @Test
    void aKitIsAvailableAsFarAsItsScarcestPart() {
        desk.orders.bindSku(
                Desk.STORE.id(), "P-1", List.of(new SkuPieces(Desk.SKU, 1), new SkuPieces(OTHER, 4)), "anna");
        desk.receive(Sold.purchase(desk.sold("1")));
        desk.stockOf.put(Desk.SKU, 100L);
        desk.stockOf.put(OTHER, 11L);
        assertThat(acceptable(check("1"))).containsExactly(2L);
        desk.stockOf.put(OTHER, 20L);
        assertThat(check("1").isComplete()).isTrue();
    }

    @Test
    void anUnknownOrderOrWarehouseIsSaid() {
        Availability availability = desk.orders.availability(Desk.id("9"), new WarehouseCode("no"));
        assertThat(availability.reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.UNKNOWN_ORDER, ReasonCode.UNKNOWN_WAREHOUSE);
        assertThat(availability.lines()).isEmpty();
        assertThat(availability.isComplete()).isFalse();
    }
}
