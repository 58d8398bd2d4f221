package io.gwms.proxy.reconcile;

import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import java.util.Map;
import java.util.stream.Collectors;
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
    @DisplayName("rule 15: pieces without a number here and batches with one there are compared in sum too")
    void piecesWithoutANumberHere() {
        here("A", QUALIFIED, "", 5, 0).there("A", QUALIFIED, "IN-1", 4).there("A", QUALIFIED, "IN-2", 3);
        assertThat(rules()).containsOnly("RESIDUE");
        assertThat(plan().adjustments()).as("they are not held twice").isEmpty();

        residue = ReconcileSettings.Residue.FIFO;
        assertThat(plan().adjustments()).singleElement().satisfies(one -> {
            assertThat(one.delta()).isEqualTo(2);
            assertThat(one.key()).isEqualTo(local.get(0).key());
        });
    }

    @Test
    @DisplayName("rule 15: defective pieces without a number are not summed up with qualified ones")
    void sumsAreOfOneType() {
        there("A", DEFECTIVE, "", 3).here("A", QUALIFIED, "IN-1", 3, 0);

        assertThat(rules()).containsExactlyInAnyOrder("SUSPECT", "CORRECT");
    }

    @Test
    @DisplayName("rule 15: too many pieces are taken from the oldest batch, and from one of unknown age before that")
    void theOldestBatchFirst() {
        residue = ReconcileSettings.Residue.FIFO;
        there("A", QUALIFIED, "", 10).here("A", QUALIFIED, "IN-2", 4, 0).here("A", QUALIFIED, "IN-1", 4, 0);
        here("A", 4, 0, null);

        assertThat(deltasByBatch())
                .as("two too many")
                .containsOnly(Map.entry(local.get(2).key(), -2L));

        rows.clear();
        there("A", QUALIFIED, "", 5);
        assertThat(deltasByBatch())
                .as("seven too many")
                .containsOnly(
                        Map.entry(local.get(2).key(), -4L),
                        Map.entry(local.get(1).key(), -3L));
    }

    private Map<BatchKey, Long> deltasByBatch() {
        return plan().adjustments().stream().collect(Collectors.toMap(StockAdjustment::key, StockAdjustment::delta));
    }

    @Test
    @DisplayName("rule 18: a batch of two SKUs there that both show nothing goes to zero as any other does")
    void twoSkusShownAtZero() {
        there("A", 0, 0).here("A", 5);
        SnapshotRow row = rows.get(0).row();
        rows.add(new RemoteRow(
                new SnapshotRow(
                        "PA-BOX", "", "A", 0, 0, QUALIFIED, "IN-1", "IN-1", row.inboundAt(), NOON, "W1", WAREHOUSE),
                6,
                null));
        ReconcileLine doubted = only();
        assertThat(doubted.rule()).isEqualTo("SUSPECT");

        suspects.put(doubted.key(), doubted.proxySku());

        assertThat(only().rule()).isEqualTo("ZERO_CONFIRMED");
    }
}
