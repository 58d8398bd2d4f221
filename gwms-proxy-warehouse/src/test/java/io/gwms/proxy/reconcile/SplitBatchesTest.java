package io.gwms.proxy.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockQuality;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Batches that are split or called otherwise on one side (rules 15, 16 and 18). */
class SplitBatchesTest extends ReconcilerBench {
    @Test
    @DisplayName("rule 15: a batch of nothing here is not what a new one of its inbound order over there may be")
    void anEmptyBatchHere() {
        here("A", 0).there("A", 6, 0, null, INBOUND.plusSeconds(9));

        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactly(6L);
    }

    @Test
    @DisplayName("rule 15: nor is a batch shown at zero what one that is missing may be")
    void anEmptyBatchThere() {
        there("A", 0, 0, null, INBOUND.plusSeconds(9))
                .here("A", 5)
                .there("B", 1, 0)
                .here("B", 1);
        suspects.put(key("A"), "PA");

        assertThat(rules()).containsExactlyInAnyOrder("ZERO_CONFIRMED", "EQUAL");
    }

    @Test
    @DisplayName("rule 18: a batch of two SKUs there that both show nothing goes to zero as any other does")
    void twoSkusShownAtZero() {
        there("A", 0, 0).here("A", 5);
        SnapshotRow row = rows.get(0).row();
        rows.add(new RemoteRow(
                new SnapshotRow(
                        "PA-BOX",
                        "",
                        "A",
                        0,
                        0,
                        StockQuality.QUALIFIED,
                        "IN-1",
                        "IN-1",
                        row.inboundAt(),
                        NOON,
                        "W1",
                        WAREHOUSE),
                6,
                null));
        ReconcileLine doubted = only();
        assertThat(doubted.rule()).isEqualTo("SUSPECT");

        suspects.put(doubted.key(), doubted.proxySku());

        assertThat(only().rule()).isEqualTo("ZERO_CONFIRMED");
    }
}
