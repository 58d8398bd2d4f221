package io.gwms.proxy.reconcile;

import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.stock.StockAdjustment;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What orders here have reserved of a batch (rule 22). */
class ReservedPiecesTest extends ReconcilerBench {
    @Test
    @DisplayName("of a batch that is gone what is reserved stays for a person")
    void ofABatchThatIsGone() {
        suspects.put(key("A"), "PA");
        there("B", 1, 0).here("B", 1).here("A", 5, 2, INBOUND);

        assertThat(rules()).containsExactlyInAnyOrder("RESERVED_FLOOR", "EQUAL");
        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactly(-3L);
    }

    @Test
    @DisplayName("where more is reserved than held, what came over there is added")
    void moreThanHeld() {
        there("A", 5, 0).here("A", 2, 8, INBOUND);

        assertThat(only().rule()).isEqualTo("CORRECT");
        assertThat(only().delta()).isEqualTo(3);
    }

    @Test
    @DisplayName("a sum that is shared out, oldest batch first, takes no reserved piece, nor one that is not held")
    void ofASumThatIsSharedOut() {
        residue = ReconcileSettings.Residue.FIFO;
        there("A", QUALIFIED, "", 6).here("A", QUALIFIED, "IN-1", 4, 9).here("A", QUALIFIED, "IN-2", 6, 4);

        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactly(-2L);
    }
}
