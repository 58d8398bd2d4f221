package io.gwms.proxy.reconcile;

import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.stock.BatchKey;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Where a plan begins to wait for a person, and where not yet (rules 3, 19, 25 and 26). */
class GatesTest extends ReconcilerBench {
    private static final ChangeLimits TWO_OF_TEN = new ChangeLimits(0.2, 1, 1, 1, 2, Long.MAX_VALUE);

    private static ChangeLimits pieces(double unitShare, double skuShare) {
        return new ChangeLimits(1, 1, unitShare, skuShare, Integer.MAX_VALUE, 10);
    }

    /** So many batches of ten pieces on both sides, of which some hold another number there. */
    private void batches(StockQuality quality, int all, int changed, long then) {
        IntStream.range(0, all).forEach(i -> {
            String inboundNo = quality + "-" + i;
            there("A", quality, inboundNo, i < changed ? then : 10).here("A", quality, inboundNo, 10, 0);
        });
    }

    private List<String> texts() {
        return plan().tripped().stream().map(ReconcilePlan.Gate::text).toList();
    }

    @Test
    @DisplayName("an empty reply is not believed where only defective stock is held")
    void defectiveStockAlone() {
        here("A", DEFECTIVE, "IN-1", 4, 0);

        assertThat(tripped()).containsExactly("EMPTY");
    }

    @Test
    @DisplayName("settings that ask first ask only where something would change")
    void nothingToAsk() {
        settings = settings.askingFirst();
        there("A", 5, 0).here("A", 5);

        assertThat(tripped()).isEmpty();
    }

    @Test
    @DisplayName("a share is a limit that may be reached, by batches, by pieces and by those of one SKU")
    void aShareMayBeReached() {
        settings = settings.withLimits(TWO_OF_TEN);
        batches(QUALIFIED, 10, 2, 9);
        assertThat(tripped()).isEmpty();
        settings = settings.withLimits(pieces(0.02, 0.02));
        assertThat(tripped()).as("2 of 100 pieces").isEmpty();
        settings = settings.withLimits(new ChangeLimits(0.1, 1, 1, 1, 2, Long.MAX_VALUE));
        assertThat(tripped()).as("2 batches are enough to count").containsExactly("MASS_CHANGE");

        rows.clear();
        local.clear();
        settings = settings.withLimits(TWO_OF_TEN);
        batches(QUALIFIED, 10, 3, 9);
        assertThat(tripped()).containsExactly("MASS_CHANGE");
    }

    @Test
    @DisplayName("pieces count without many batches, once they are as many as the limits say")
    void piecesOfFewBatches() {
        settings = settings.withLimits(pieces(0.09, 1));
        batches(QUALIFIED, 10, 1, 1);
        assertThat(tripped()).as("9 of 100, fewer than 10").isEmpty();

        rows.clear();
        local.clear();
        batches(QUALIFIED, 10, 1, 20);
        assertThat(texts()).containsExactly("10 of 100 pieces would change, more than 9 %");
    }

    @Test
    @DisplayName("pieces of many batches count however few they are")
    void piecesOfManyBatches() {
        settings = settings.withLimits(new ChangeLimits(1, 1, 0.01, 1, 2, Long.MAX_VALUE));
        batches(QUALIFIED, 10, 2, 9);

        assertThat(texts()).containsExactly("2 of 100 pieces would change, more than 1 %");
    }

    @Test
    @DisplayName(
            "pieces that are taken away count as those that are added, and of one SKU by what is held of it in all")
    void takenAwayOfOneSku() {
        settings = settings.withLimits(pieces(1, 0.09));
        batches(QUALIFIED, 10, 2, 5);

        assertThat(texts()).containsExactly("10 of 100 pieces of SKU A would change, more than 9 %");
        settings = settings.withLimits(pieces(1, 0.1));
        assertThat(tripped()).isEmpty();
    }

    @Test
    @DisplayName("batches of one location are no share of the other, and both are where neither has limits of its own")
    void eachLocationForItself() {
        batches(QUALIFIED, 10, 0, 10);
        batches(DEFECTIVE, 10, 3, 9);
        settings = settings.withLimits(TWO_OF_TEN);
        assertThat(tripped()).as("3 of 20").isEmpty();

        settings = settings.withLimits(DEFECTIVE, TWO_OF_TEN);
        assertThat(texts()).containsExactly("3 of 10 batches of the DEFECTIVE location would change, more than 20 %");
        settings = settings.withLimits(ChangeLimits.none()).withLimits(QUALIFIED, TWO_OF_TEN);
        settings = settings.withLimits(DEFECTIVE, ChangeLimits.none());
        assertThat(tripped()).isEmpty();
    }

    @Test
    @DisplayName("a regrade takes its pieces once, and takes no batch to zero")
    void regrades() {
        settings = settings.withLimits(new ChangeLimits(1, 0, 0.5, 1, 1, 10));
        there("A", DEFECTIVE, "IN-1", 10)
                .here("A", QUALIFIED, "IN-1", 10, 0)
                .here("B", 10)
                .there("B", 10, 0);

        assertThat(rules()).contains("REGRADE");
        assertThat(tripped()).as("10 of 20 pieces").isEmpty();
    }

    @Test
    @DisplayName("three batches that are off by other factors are no wrong unit")
    void otherFactors() {
        for (int i = 1; i <= 3; i++) {
            there("A", QUALIFIED, "IN-" + i, i == 3 ? 13 : 12).here("A", QUALIFIED, "IN-" + i, 1, 0);
        }

        assertThat(tripped()).isEmpty();
    }

    @Test
    @DisplayName("a batch of nothing on both sides does not tell that a unit is right")
    void anEmptyBatchTellsNothingOfTheUnit() {
        for (int i = 1; i <= 3; i++) {
            there("A", QUALIFIED, "IN-" + i, 12L * i).here("A", QUALIFIED, "IN-" + i, i, 0);
        }
        Instant at = INBOUND.plusSeconds(1);
        there("A", 0, 0, null, at);
        local.add(new StockBatch(new BatchKey(WAREHOUSE, key("A").sku(), QUALIFIED, "IN-1", at), 0, 0));

        assertThat(tripped()).containsExactly("UNIT_SUSPECT");
    }
}
