package io.gwms.proxy.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ReconcileLine;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.StockAdjustment;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Batches of which nothing is left over there, shown or left out (rule 2). */
class GoneBatchesTest extends ReconcilerBench {
    private static final WarehouseSku A = new WarehouseSku("A");

    @Test
    @DisplayName("a batch that is shown at zero is doubted and then gone, also where empty batches are always shown")
    void shownAtZero() {
        inventory = inventory(true, false, false);
        there("A", 0, 0).here("A", 5);
        assertThat(only().rule()).isEqualTo("SUSPECT");
        assertThat(only().reason()).contains("shown at zero");

        suspects.put(key("A"), "PA");
        assertThat(only().rule()).isEqualTo("ZERO_CONFIRMED");
        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactly(-5L);
    }

    @Test
    @DisplayName("what is shown at zero is no absence, so it is gone too beside an impossible row of another SKU")
    void shownAtZeroBesideAnImpossibleRow() {
        suspects.put(key("A"), "PA");
        there("A", 0, 0).here("A", 5).there("B", -1, 0);

        assertThat(plan().lines()).extracting(ReconcileLine::rule).contains("ZERO_CONFIRMED");
    }

    @Test
    @DisplayName(
            "where all that is there was received just now and is not booked, what was here before is doubted first")
    void nothingButWhatWasReceived() {
        inFlight = new InFlight(Map.of(), Set.of(), Set.of(), Map.of(A, 6L));
        there("A", 6, 0).here("A", 4);
        assertThat(only().rule()).isEqualTo("SUSPECT");

        suspects.put(key("A"), "PA");
        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactly(-4L);
    }

    @Test
    @DisplayName("a batch that is not shown while more of it has shipped than is held here is not doubted, but raised")
    void moreShippedThanHeld() {
        inFlight = new InFlight(Map.of(A, 5L), Set.of(), Set.of());
        there("B", 1, 0).here("B", 1).here("A", 2);

        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactly(3L);
    }

    @Test
    @DisplayName("rule 17: shown at zero under a name that its SKU does not have over there any more, it stays doubted")
    void shownAtZeroUnderANameOfBefore() {
        suspects.put(key("A"), "PA");
        mapped.remove(A);
        there("A", 0, 0).here("A", 5).there("B", 1, 0).here("B", 1);

        assertThat(rules()).containsExactlyInAnyOrder("SUSPECT", "EQUAL");
    }
}
