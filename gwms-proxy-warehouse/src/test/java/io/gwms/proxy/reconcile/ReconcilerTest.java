package io.gwms.proxy.reconcile;

import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.ReconcileLine;
import io.gwms.sku.WarehouseSku;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReconcilerTest extends ReconcilerBench {
    @Test
    void totalsAreComparedNotWhatIsAvailable() {
        there("A", 4, 6).here("A", 10);

        assertThat(only().rule()).isEqualTo("EQUAL");
    }

    @Test
    void aDifferenceIsCorrectedByItsDelta() {
        there("A", 4, 3).here("A", 10);

        assertThat(only().rule()).isEqualTo("CORRECT");
        assertThat(only().delta()).isEqualTo(-3);
        assertThat(plan().adjustments()).singleElement().satisfies(adjustment -> {
            assertThat(adjustment.expected()).isEqualTo(10);
            assertThat(adjustment.id()).hasSize(64);
        });
    }

    @Test
    void theOneBatchOfASkuCountsWhatIsOnItsWay() {
        there("A", 7, 0).here("A", 12);
        inFlight = new InFlight(Map.of(new WarehouseSku("A"), 3L), Set.of(), Set.of());

        assertThat(only().delta()).isEqualTo(-2);
        assertThat(only().inFlight()).isEqualTo(3);
    }

    @Test
    void aDayOfTheSystemsZoneIsComparedAsADay() {
        precision = Duration.ofDays(1);
        there("A", 7, 0, null, Instant.parse("2026-02-01T16:00:00Z")).here("A", 7);

        assertThat(only().rule()).isEqualTo("EQUAL");
    }

    @Test
    void batchesThatDifferInTimeOnlyAreForAPersonUnlessTheirSumsAgree() {
        there("A", 7, 0).here("A", 7, 0, INBOUND.plusSeconds(1));
        assertThat(plan().lines()).extracting(ReconcileLine::rule).containsOnly("REDISTRIBUTED");

        there("B", 7, 0).here("B", 6, 0, INBOUND.plusSeconds(1));
        assertThat(plan().lines()).extracting(ReconcileLine::rule).contains("AMBIGUOUS");
        assertThat(plan().adjustments()).isEmpty();
    }

    @Test
    void reservedPiecesStay() {
        there("A", 2, 0).here("A", 10, 6, INBOUND);

        assertThat(only().rule()).isEqualTo("RESERVED_FLOOR");
        assertThat(only().delta()).isEqualTo(-4);
    }

    @Test
    void anOpenInboundOrderSettlesItsBatches() {
        there("A", 9, 0);
        inFlight = new InFlight(Map.of(), Set.of(), Set.of("IN-1"));

        assertThat(only().rule()).isEqualTo("OPEN_INBOUND");
        assertThat(only().delta()).isZero();
    }

    @Test
    void impossibleRowsLetNothingApplyByItself() {
        there("A", -1, 0).there("B", 5, 0).here("B", 7);

        ReconcilePlan plan = plan();
        assertThat(plan.tripped()).extracting(ReconcilePlan.Gate::name).containsExactly("INVALID_ROWS");
        assertThatThrownBy(() -> Reconciler.apply(plan, ledger())).hasMessageContaining("INVALID_ROWS");

        rows.clear();
        there("A", 3, 4, 8L, INBOUND);
        assertThat(tripped()).contains("INVALID_ROWS");

        rows.clear();
        there("A", Long.MAX_VALUE, 1);
        assertThat(tripped()).contains("INVALID_ROWS");
    }

    @Test
    void theSameRowTwiceCountsOnceAndAnotherFigureIsImpossible() {
        there("A", 5, 0).there("A", 5, 0).here("A", 5);
        assertThat(plan().lines()).extracting(ReconcileLine::rule).containsExactlyInAnyOrder("REPEATED_ROW", "EQUAL");

        there("A", 6, 0);
        assertThat(tripped()).contains("INVALID_ROWS");
    }

    @Test
    void anOldOrOvertakenSnapshotIsNotApplied() {
        there("A", 5, 0).here("A", 6);
        now = NOON.plus(Duration.ofHours(13));
        assertThat(tripped()).containsExactly("STALE");

        now = NOON;
        newestCompared = NOON.plusSeconds(1);
        ReconcilePlan plan = plan();
        assertThat(plan.tripped()).extracting(ReconcilePlan.Gate::name).containsExactly("REPLAYED");
        InMemoryStockLedger ledger = InMemoryStockLedger.builder().build();
        assertThatThrownBy(() -> Reconciler.apply(plan, ledger)).hasMessageContaining("REPLAYED");
    }

    @Test
    void aMassChangeIsForAPerson() {
        IntStream.range(0, 30).forEach(i -> {
            Instant at = INBOUND.plusSeconds(i);
            there("A", 10, 0, null, at).here("A", i < 22 ? 11 : 10, 0, at);
        });

        assertThat(tripped()).containsExactly("MASS_CHANGE");
        assertThat(plan().heldLines()).extracting(ReconcileLine::result).containsOnly(ReconcilePlan.HELD);
    }

    @Test
    void aRegradeIsOneTransferAndNeitherALossNorAGain() {
        there("A", QUALIFIED, "IN-1", 4).there("A", DEFECTIVE, "IN-1", 3).here("A", QUALIFIED, "IN-1", 7, 0);

        assertThat(plan().lines()).extracting(ReconcileLine::rule).containsOnly("REGRADE");
        assertThat(plan().lines()).extracting(ReconcileLine::delta).containsExactlyInAnyOrder(-3L, 3L);
        assertThat(plan().adjustments()).singleElement().satisfies(adjustment -> {
            assertThat(adjustment.delta()).isEqualTo(-3);
            assertThat(adjustment.regrade().to().quality()).isEqualTo(DEFECTIVE);
        });
    }

    @Test
    void aWholeBatchThatWasRegradedIsNotHeldTwiceUntilASecondSnapshot() {
        there("A", DEFECTIVE, "IN-1", 7).here("A", QUALIFIED, "IN-1", 7, 0);
        InMemoryStockLedger ledger = ledger();

        List<ReconcileLine> lines = Reconciler.apply(plan(), ledger);

        assertThat(ledger.managedTotal(WAREHOUSE)).isEqualTo(7);
        assertThat(lines).extracting(ReconcileLine::result).containsOnly("APPLIED");
        assertThat(ledger.quantity(local.get(0).key())).isZero();
    }

    @Test
    void aRegradeOfReservedPiecesIsNone() {
        there("A", QUALIFIED, "IN-1", 4).there("A", DEFECTIVE, "IN-1", 3).here("A", QUALIFIED, "IN-1", 7, 6);

        assertThat(plan().lines())
                .extracting(ReconcileLine::rule)
                .containsExactlyInAnyOrder("RESERVED_FLOOR", "TYPE_UNCLEAR");
    }

    @Test
    void unequalChangesAreNoRegrade() {
        there("A", QUALIFIED, "IN-1", 4).there("A", DEFECTIVE, "IN-1", 2).here("A", QUALIFIED, "IN-1", 7, 0);

        assertThat(plan().lines()).extracting(ReconcileLine::rule).containsOnly("CORRECT");
    }

    @Test
    void aConflictOnEitherSideOfARegradeMovesNothing() {
        there("A", QUALIFIED, "IN-1", 4)
                .there("A", DEFECTIVE, "IN-1", 5)
                .here("A", QUALIFIED, "IN-1", 7, 0)
                .here("A", DEFECTIVE, "IN-1", 2, 0);
        ReconcilePlan plan = plan();
        InMemoryStockLedger ledger = ledger();
        ledger.move(local.get(1).key(), 1);

        List<ReconcileLine> lines = Reconciler.apply(plan, ledger);

        assertThat(lines).extracting(ReconcileLine::result).containsOnly("CONFLICT");
        assertThat(ledger.quantity(local.get(0).key())).isEqualTo(7);
    }

    @Test
    void oneFactorOverAllBatchesOfASkuIsItsUnitAndNotItsStock() {
        for (int i = 1; i <= 3; i++) {
            there("A", QUALIFIED, "IN-" + i, 12 * i).here("A", QUALIFIED, "IN-" + i, i, 0);
        }
        assertThat(tripped()).containsExactly("UNIT_SUSPECT");
        assertThat(plan().tripped().get(0).text()).contains("SKU A", "12 times as much over there");
        assertThat(plan().tripped().get(0).canBeApproved()).isTrue();

        there("A", QUALIFIED, "IN-4", 5).here("A", QUALIFIED, "IN-4", 4, 0);
        assertThat(tripped()).isEmpty();
    }

    @Test
    void theSameFactorTheOtherWayRoundIsTheUnitToo() {
        for (int i = 1; i <= 3; i++) {
            there("A", QUALIFIED, "IN-" + i, i).here("A", QUALIFIED, "IN-" + i, 6 * i, 0);
        }

        assertThat(tripped()).containsExactly("UNIT_SUSPECT");
    }

    @Test
    void piecesWithoutAnInboundOrderAreComparedInSumWithBatchesThatHaveOne() {
        there("A", QUALIFIED, "", 10).here("A", QUALIFIED, "IN-1", 4, 0).here("A", QUALIFIED, "IN-2", 6, 0);
        assertThat(plan().lines()).extracting(ReconcileLine::rule).containsOnly("REDISTRIBUTED");

        here("A", QUALIFIED, "IN-3", 2, 0);
        assertThat(plan().lines()).extracting(ReconcileLine::rule).containsOnly("RESIDUE");
        assertThat(plan().adjustments()).isEmpty();
    }

    @Test
    void aResidueGoesToTheOldestBatchesOnlyWhereTheSettingsSaySo() {
        residue = ReconcileSettings.Residue.FIFO;
        there("A", QUALIFIED, "", 7).here("A", QUALIFIED, "IN-1", 4, 1).here("A", QUALIFIED, "IN-2", 6, 0);
        InMemoryStockLedger ledger = ledger();
        Reconciler.apply(plan(), ledger);
        assertThat(ledger.quantity(local.get(0).key())).as("the oldest").isEqualTo(1);
        assertThat(ledger.quantity(local.get(1).key())).isEqualTo(6);

        rows.clear();
        there("A", QUALIFIED, "", 12);
        local.clear();
        ledger.read(WAREHOUSE, local::add);
        Reconciler.apply(plan(), ledger);
        assertThat(ledger.managedTotal(WAREHOUSE)).isEqualTo(12);
        local.clear();
        ledger.read(WAREHOUSE, local::add);
        assertThat(plan().adjustments()).as("the second time").isEmpty();
    }

    @Test
    void aPlanWithAGateIsAppliedOnlyUnderTheHashThatAPersonNamed() {
        for (int i = 1; i <= 3; i++) {
            there("A", QUALIFIED, "IN-" + i, 12 * i).here("A", QUALIFIED, "IN-" + i, i, 0);
        }
        ReconcilePlan plan = plan();
        InMemoryStockLedger ledger = ledger();
        assertThatThrownBy(() -> plan.approvedAs("another")).hasMessageContaining(plan.hash());

        Reconciler.apply(plan.approvedAs(plan.hash()), ledger);

        assertThat(ledger.managedTotal(WAREHOUSE)).isEqualTo(72);
    }

    @Test
    void nobodyCanLetAnOvertakenPlanPass() {
        there("A", 5, 0).here("A", 6);
        newestCompared = NOON.plusSeconds(1);
        ReconcilePlan plan = plan();

        assertThatThrownBy(() -> plan.approvedAs(plan.hash())).hasMessageContaining("REPLAYED");
    }

    @Test
    void aPlanIsNamedByWhatItWouldDo() {
        there("A", 5, 0).here("A", 6);
        String hash = plan().hash();
        assertThat(plan().hash()).isEqualTo(hash);

        there("B", 5, 0).here("B", 6);
        assertThat(plan().hash()).isNotEqualTo(hash);
    }
}
