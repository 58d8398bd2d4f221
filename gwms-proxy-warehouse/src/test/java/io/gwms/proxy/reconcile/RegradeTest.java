package io.gwms.proxy.reconcile;

import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.proxy.ProxyCapabilities;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.StockAdjustment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What may be taken for a change of the inventory type (rule 21), and what may not. */
class RegradeTest extends ReconcilerBench {
    @Test
    @DisplayName("defective pieces of a system that shows qualified ones only have not become qualified")
    void aTypeThatIsNotShownLosesNothing() {
        inventory = inventory.toBuilder()
                .defective(ProxyCapabilities.DefectiveCoding.NOT_TOLD)
                .build();
        there("A", QUALIFIED, "IN-1", 7).here("A", QUALIFIED, "IN-1", 4, 0).here("A", DEFECTIVE, "IN-1", 3, 0);

        assertThat(rules()).containsExactlyInAnyOrder("CORRECT", "MISSING_NOT_ZERO");
        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactly(3L);
    }

    @Test
    @DisplayName("what one type gains waits too while the other is not shown by a system that shows empty batches")
    void aBatchThatShouldBeShownAndIsNotKeepsItsPieces() {
        inventory = inventory(true, false, false);
        there("A", DEFECTIVE, "IN-1", 3).here("A", QUALIFIED, "IN-1", 3, 0);

        assertThat(rules()).containsExactlyInAnyOrder("MISSING_NOT_ZERO", "TYPE_UNCLEAR");
        assertThat(plan().adjustments()).isEmpty();
    }

    @Test
    @DisplayName("of a SKU that has no name over there nothing is taken away, for a regrade neither")
    void aSkuWithoutAName() {
        mapped.remove(new WarehouseSku("A"));
        there("A", DEFECTIVE, "IN-1", 3).here("A", QUALIFIED, "IN-1", 3, 0);

        assertThat(rules()).contains("NOT_MAPPED_HERE").doesNotContain("REGRADE");
    }
}
