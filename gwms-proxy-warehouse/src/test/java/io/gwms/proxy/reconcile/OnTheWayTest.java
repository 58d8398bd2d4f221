package io.gwms.proxy.reconcile;

import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.evidence.ReconcileLine;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.StockAdjustment;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Of which batch the pieces are that shipped or were received there and are not booked here (rules 7 and 10). */
class OnTheWayTest extends ReconcilerBench {
    private static final WarehouseSku A = new WarehouseSku("A");

    private void shipped(long pieces) {
        inFlight = new InFlight(Map.of(A, pieces), Set.of(), Set.of());
    }

    private void received(long pieces) {
        inFlight = new InFlight(Map.of(), Set.of(), Set.of(), Map.of(A, pieces));
    }

    @Test
    @DisplayName("where all that is missing has shipped, each batch lacks what it lacks")
    void allThatIsMissingHasShipped() {
        shipped(3);
        there("A", QUALIFIED, "IN-1", 9).here("A", QUALIFIED, "IN-1", 10, 0);
        there("A", QUALIFIED, "IN-2", 8).here("A", QUALIFIED, "IN-2", 10, 0);

        assertThat(plan().lines())
                .extracting(ReconcileLine::rule, ReconcileLine::inFlight)
                .containsExactlyInAnyOrder(tuple("EQUAL", 1L), tuple("EQUAL", 2L));
    }

    @Test
    @DisplayName(
            "where more has shipped than the one batch lacks that differs, nobody knows of which batch the rest is")
    void moreShippedThanMissing() {
        shipped(5);
        there("A", QUALIFIED, "IN-1", 7).here("A", QUALIFIED, "IN-1", 10, 0);
        there("A", QUALIFIED, "IN-2", 10).here("A", QUALIFIED, "IN-2", 10, 0);

        assertThat(rules()).containsExactlyInAnyOrder("IN_FLIGHT_UNCLEAR", "EQUAL");
    }

    @Test
    @DisplayName("pieces that shipped were qualified, so a difference of defective ones is one of its own")
    void shippedPiecesWereQualified() {
        shipped(3);
        there("A", QUALIFIED, "IN-1", 7).here("A", QUALIFIED, "IN-1", 10, 0);
        there("A", DEFECTIVE, "IN-1", 1).here("A", DEFECTIVE, "IN-1", 2, 0);

        assertThat(rules()).containsExactlyInAnyOrder("CORRECT", "EQUAL");
        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactly(-1L);
    }

    @Test
    @DisplayName("beside one batch that is left to its booking nobody knows of which one the pieces are")
    void besideADoubtfulBatch() {
        inFlight = new InFlight(Map.of(A, 3L), Set.of(), Set.of("IN-2"));
        there("A", QUALIFIED, "IN-1", 7).here("A", QUALIFIED, "IN-1", 10, 0);
        there("A", QUALIFIED, "IN-2", 4);

        assertThat(rules()).containsExactlyInAnyOrder("IN_FLIGHT_UNCLEAR", "OPEN_INBOUND");
    }

    @Test
    @DisplayName("more received than is there leaves the SKU as it is")
    void moreReceivedThanThere() {
        received(6);
        there("A", 4, 0).here("A", 3);

        assertThat(only().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("pieces shipped and pieces received at once leave the SKU as it is")
    void shippedAndReceived() {
        inFlight = new InFlight(Map.of(A, 3L), Set.of(), Set.of(), Map.of(A, 6L));
        there("A", 12, 0).here("A", 10);

        assertThat(only().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("while nobody knows how much was received, defective pieces wait as well")
    void nobodyKnowsHowMuchWasReceived() {
        received(InFlight.UNKNOWN);
        there("A", 12, 0).here("A", 10);
        assertThat(only().rule()).isEqualTo("IN_FLIGHT_UNCLEAR");

        there("A", DEFECTIVE, "IN-2", 5);
        assertThat(rules()).containsOnly("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("a batch of nothing here holds no piece that could have become defective")
    void anEmptyBatchBesideAnOrderInDoubt() {
        inFlight = new InFlight(Map.of(), Set.of(A), Set.of());
        there("A", DEFECTIVE, "IN-2", 3).here("A", QUALIFIED, "IN-1", 0, 0);

        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactly(3L);
    }
}
