package io.gwms.proxy.reconcile;

import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.RemoteBatch;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockBatch;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of reconciling, one test each, by the numbers of docs/reconcile/README.md. Those that are about tasks and calls
 * (4, 5, 7, 8, 10, 13 and 26) are in {@code io.gwms.proxy.task.InventoryRulesTest}.
 */
class RulesTest extends ReconcilerBench {
    private static final WarehouseSku A = new WarehouseSku("A");

    private List<Long> deltas() {
        return plan().lines().stream().map(ReconcileLine::delta).toList();
    }

    private List<String> gates() {
        return plan().tripped().stream().map(ReconcilePlan.Gate::name).toList();
    }

    @Test
    @DisplayName("rule 1: a snapshot that is not complete changes nothing, neither what it lacks nor what it shows")
    void aPartChangesNothing() {
        incompleteBecause = "page 2 of 3 did not come";
        there("A", 9, 0).here("A", 4).here("B", 5);

        assertThat(gates()).containsExactly("PARTIAL");
        assertThat(rules()).containsOnly("SNAPSHOT_UNUSABLE");
        assertThat(plan().tripped().get(0).canBeApproved()).isFalse();
    }

    @Test
    @DisplayName("rule 2: what is missing is a suspicion first, and gone only when a second snapshot says so")
    void missingIsAQuestion() {
        there("A", 9, 0).here("A", 9).here("B", 5);
        assertThat(rules()).containsExactlyInAnyOrder("SUSPECT", "EQUAL");

        suspects.put(key("B"), "PB");
        assertThat(rules()).containsExactlyInAnyOrder("ZERO_CONFIRMED", "EQUAL");

        inventory = inventory(true, false, false);
        assertThat(rules()).as("the system shows empty batches").contains("MISSING_NOT_ZERO");
    }

    @Test
    @DisplayName("rule 2: what is missing is a question too where some of it is on its way")
    void missingIsAQuestionBesideWhatIsOnItsWay() {
        inFlight = new InFlight(Map.of(A, 3L), Set.of(), Set.of());
        there("B", 2, 0).here("B", 2).here("A", 10);
        assertThat(rules()).containsExactlyInAnyOrder("SUSPECT", "EQUAL");

        suspects.put(key("A"), "PA");
        assertThat(rules()).containsExactlyInAnyOrder("ZERO_CONFIRMED", "EQUAL");
        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactly(-7L);
    }

    @Test
    @DisplayName("rule 2: of an inventory type that a system does not show nothing is missing")
    void whatIsNotInScopeIsNotMissing() {
        suspects.put(new BatchKey(WAREHOUSE, A, DEFECTIVE, "IN-1", INBOUND.plusSeconds("IN-1".hashCode())), "PA");
        inventory = inventory.toBuilder()
                .defective(ProxyCapabilities.DefectiveCoding.NOT_TOLD)
                .build();
        there("A", QUALIFIED, "IN-1", 4).here("A", QUALIFIED, "IN-1", 4, 0).here("A", DEFECTIVE, "IN-1", 3, 0);

        assertThat(rules()).containsExactlyInAnyOrder("MISSING_NOT_ZERO", "EQUAL");
        inventory = inventory(true, true, false);
        assertThat(rules()).containsExactlyInAnyOrder("ZERO_CONFIRMED", "EQUAL");
    }

    @Test
    @DisplayName("rule 3: nothing at all where stock is held trips a gate that nobody can let pass")
    void anEmptyReply() {
        here("A", 4);

        assertThat(gates()).containsExactly("EMPTY");
        assertThat(plan().tripped().get(0).canBeApproved()).isFalse();
    }

    @Test
    @DisplayName("rule 6: what only shows changes says nothing about what it leaves out")
    void aDeltaNeverMeansMissing() {
        inventory = inventory(false, true, false);
        suspects.put(key("B"), "PB");
        there("A", 9, 0).here("A", 9).here("B", 5);

        assertThat(rules()).containsExactlyInAnyOrder("SNAPSHOT_UNUSABLE", "EQUAL");
        assertThat(plan().differing().get(0).reason()).contains("only what changed");
    }

    @Test
    @DisplayName("rule 7: pieces shipped there and not booked here are still due here, also where both figures agree")
    void whatIsShippedAndNotBooked() {
        inFlight = new InFlight(Map.of(A, 3L), Set.of(), Set.of());
        there("A", 10, 0).here("A", 10);
        assertThat(only().rule()).isEqualTo("CORRECT");
        assertThat(only().delta()).isEqualTo(3);

        there("A", QUALIFIED, "IN-2", 7).here("A", QUALIFIED, "IN-2", 10, 0);
        assertThat(rules()).as("the other batch is where they are missing").containsOnly("EQUAL");
    }

    @Test
    @DisplayName("rule 7: shipped pieces that may be of several batches leave their SKU as it is")
    void whatIsShippedOfOneOfSeveralBatches() {
        inFlight = new InFlight(Map.of(A, 2L), Set.of(), Set.of());
        there("A", QUALIFIED, "IN-1", 9).here("A", QUALIFIED, "IN-1", 10, 0);
        there("A", QUALIFIED, "IN-2", 8).here("A", QUALIFIED, "IN-2", 10, 0);

        assertThat(rules()).containsOnly("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("rule 7: pieces received there and not booked here are taken off, where they can be told")
    void whatIsReceivedAndNotBooked() {
        inFlight = new InFlight(Map.of(), Set.of(), Set.of(), Map.of(A, 6L));
        there("A", 10, 0).here("A", 4);
        assertThat(only().rule()).isEqualTo("EQUAL");
        assertThat(only().inFlight()).isEqualTo(-6);

        there("A", QUALIFIED, "IN-2", 9).here("A", QUALIFIED, "IN-2", 2, 0);
        assertThat(rules()).containsOnly("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("rule 8: what is locked there for an order is in the total, so nothing is compensated")
    void lockedPiecesAreInTheTotal() {
        there("A", 0, 10).here("A", 10);
        assertThat(rules()).containsExactly("EQUAL");

        there("B", 6, 4).here("B", 6);
        assertThat(deltas()).containsExactly(4L, 0L);
    }

    @Test
    @DisplayName("rule 9: a batch of an inbound order that is open here is left to its booking")
    void anOpenInboundOrder() {
        inFlight = new InFlight(Map.of(), Set.of(), Set.of("IN-1"));
        there("A", 9, 0);

        assertThat(rules()).containsExactly("OPEN_INBOUND");
        assertThat(plan().adjustments()).isEmpty();

        rows.clear();
        there("A", QUALIFIED, "IN-1", 4).there("A", DEFECTIVE, "IN-1", 3).here("A", QUALIFIED, "IN-1", 7, 0);
        assertThat(rules()).as("nor regraded").containsOnly("OPEN_INBOUND");
    }

    @Test
    @DisplayName("rule 10: an order in doubt keeps pieces of its SKU as they are, pieces without a number too")
    void anOrderInDoubt() {
        inFlight = new InFlight(Map.of(), Set.of(A), Set.of());
        residue = ReconcileSettings.Residue.FIFO;
        there("A", QUALIFIED, "", 5).here("A", QUALIFIED, "IN-1", 7, 0);
        there("A", DEFECTIVE, "", 2).here("A", DEFECTIVE, "IN-1", 3, 0);
        there("B", DEFECTIVE, "", 2).here("B", DEFECTIVE, "IN-1", 3, 0);

        assertThat(rulesOf("A")).containsOnly("IN_FLIGHT_UNCLEAR");
        assertThat(rulesOf("B")).as("another SKU").containsOnly("RESIDUE_FIFO");
    }

    @Test
    @DisplayName("rule 10: a piece that changed its type beside an order in doubt is neither held twice nor lost")
    void aRegradeBesideAnOrderInDoubt() {
        inFlight = new InFlight(Map.of(), Set.of(A), Set.of());
        there("A", QUALIFIED, "IN-1", 4).here("A", QUALIFIED, "IN-1", 7, 0);
        there("A", DEFECTIVE, "IN-1", 5).here("A", DEFECTIVE, "IN-1", 2, 0);
        assertThat(rules()).containsOnly("IN_FLIGHT_UNCLEAR");
        assertThat(plan().lines())
                .filteredOn(line -> line.key().quality() == DEFECTIVE)
                .singleElement()
                .satisfies(line -> assertThat(line.reason()).contains("changed its type"));

        rows.clear();
        there("A", QUALIFIED, "IN-1", 8).there("A", DEFECTIVE, "IN-1", 1);
        assertThat(rules()).as("mended: qualified again").containsOnly("IN_FLIGHT_UNCLEAR");

        inFlight = InFlight.nothing();
        assertThat(rules()).as("once it is settled").containsOnly("REGRADE");
    }

    @Test
    @DisplayName("rule 10: where no batch of the SKU holds more here than there, what is defective and new is added")
    void newDefectivePiecesBesideAnOrderInDoubt() {
        inFlight = new InFlight(Map.of(), Set.of(A), Set.of());
        there("A", QUALIFIED, "IN-1", 8).here("A", QUALIFIED, "IN-1", 7, 0);
        there("A", DEFECTIVE, "IN-2", 3);
        assertThat(rules()).containsExactlyInAnyOrder("IN_FLIGHT_UNCLEAR", "CORRECT");

        here("A", QUALIFIED, "IN-3", 1, 0);
        assertThat(rules()).as("it may be what is missing of the third batch").containsOnly("IN_FLIGHT_UNCLEAR");
    }

    @Test
    @DisplayName("rule 7: beside shipped pieces of nobody knows which batch no piece is held twice either")
    void aRegradeBesideShippedPiecesOfAnyBatch() {
        inFlight = new InFlight(Map.of(A, 2L), Set.of(), Set.of());
        there("A", QUALIFIED, "IN-1", 6).here("A", QUALIFIED, "IN-1", 10, 0);
        there("A", QUALIFIED, "IN-2", 9).here("A", QUALIFIED, "IN-2", 10, 0);
        there("A", DEFECTIVE, "IN-1", 3);

        assertThat(rules()).containsOnly("IN_FLIGHT_UNCLEAR");
    }

    private List<String> rulesOf(String sku) {
        return plan().lines().stream()
                .filter(line -> line.key().sku().value().equals(sku))
                .map(ReconcileLine::rule)
                .toList();
    }

    @Test
    @DisplayName("rule 11: what moved since is a conflict of its own, and the others apply")
    void whatMovedMeanwhile() {
        there("A", 5, 0).there("B", 5, 0).here("A", 6).here("B", 6);
        ReconcilePlan plan = plan();
        InMemoryStockLedger ledger = ledger();
        ledger.move(key("A"), -1);

        assertThat(Reconciler.apply(plan, ledger))
                .extracting(ReconcileLine::result)
                .containsExactlyInAnyOrder("CONFLICT", "APPLIED");
        assertThat(ledger.quantity(key("A"))).isEqualTo(5);
    }

    @Test
    @DisplayName("rule 12: an adjustment has one id for ever, so applying again does nothing")
    void appliedOnce() {
        there("A", 5, 0).here("A", 6);
        InMemoryStockLedger ledger = ledger();
        Reconciler.apply(plan(), ledger);
        ledger.move(key("A"), 1);

        assertThat(Reconciler.apply(plan(), ledger))
                .extracting(ReconcileLine::result)
                .containsExactly("ALREADY_APPLIED");
        assertThat(ledger.quantity(key("A"))).isEqualTo(6);
    }

    @Test
    @DisplayName("rule 13: a snapshot that is not newer than the last one compared is refused")
    void replayed() {
        there("A", 5, 0).here("A", 6);
        newestCompared = NOON;

        assertThat(gates()).containsExactly("REPLAYED");
    }

    @Test
    @DisplayName("rule 14: the same row twice counts once, waits for a person and lets nothing be missing")
    void repeatedRows() {
        suspects.put(key("B"), "PB");
        there("A", 5, 0).there("A", 5, 0).here("A", 6).here("B", 3);

        assertThat(rules()).containsExactlyInAnyOrder("REPEATED_ROW", "CORRECT", "MISSING_NOT_ZERO");
        assertThat(gates()).containsExactly("REPEATED_ROWS");
        assertThat(plan().tripped().get(0).canBeApproved()).isTrue();
    }

    @Test
    @DisplayName("rule 14: rows that the connector declares to be parts are added up, alike or not")
    void splitRows() {
        inventory = inventory(true, true, true);
        there("A", 5, 0).there("A", 5, 0).there("A", 2, 1).here("A", 13);

        assertThat(rules()).containsExactly("EQUAL");
        assertThat(gates()).isEmpty();
    }

    @Test
    @DisplayName("rule 15: exact batches first, then those of one inbound order in sum, then pieces without a number")
    void splitsAndMerges() {
        there("A", 4, 0, null, INBOUND).here("A", 4, 0, INBOUND);
        there("A", 7, 0, null, INBOUND.plusSeconds(10))
                .here("A", 3, 0, INBOUND.plusSeconds(20))
                .here("A", 4, 0, INBOUND.plusSeconds(30));
        assertThat(rules()).containsExactlyInAnyOrder("EQUAL", "REDISTRIBUTED", "REDISTRIBUTED", "REDISTRIBUTED");

        there("B", QUALIFIED, "", 6).here("B", QUALIFIED, "IN-7", 2, 0).here("B", QUALIFIED, "IN-8", 3, 0);
        assertThat(rules()).contains("RESIDUE");
        assertThat(plan().adjustments()).isEmpty();
        residue = ReconcileSettings.Residue.FIFO;
        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactly(1L);
    }

    @Test
    @DisplayName("rule 16: times are compared as the system tells them, and batches that collapse are for a person")
    void coarseTimes() {
        precision = Duration.ofDays(1);
        there("A", 7, 0, null, Instant.parse("2026-02-01T16:00:00Z")).here("A", 7);
        assertThat(rules()).containsExactly("EQUAL");

        here("A", 2, 0, INBOUND.plusSeconds(60));
        assertThat(rules()).containsOnly("AMBIGUOUS");
        assertThat(plan().adjustments()).isEmpty();
    }

    @Test
    @DisplayName("rule 16: a day is one of the warehouse's zone, and a second holds all its milliseconds")
    void zoneAndPrecision() {
        precision = Duration.ofDays(1);
        there("A", 7, 0, null, Instant.parse("2026-02-01T15:59:59Z")).here("A", 6);
        assertThat(rules())
                .as("the day before in Shanghai, the same in Greenwich")
                .containsOnly("AMBIGUOUS");

        precision = Duration.ofSeconds(1);
        rows.clear();
        there("A", 6, 0, null, INBOUND.plusMillis(400));
        assertThat(rules()).containsExactly("EQUAL");
    }

    @Test
    @DisplayName("rule 16: beside batches that collapse no other of their inbound order is corrected")
    void besideCollapsedBatches() {
        precision = Duration.ofDays(1);
        there("A", 7, 0, null, INBOUND).here("A", 3).here("A", 4, 0, INBOUND.plusSeconds(60));
        Instant later = INBOUND.plus(Duration.ofDays(3));
        there("A", 6, 0, null, later).here("A", 5, 0, later);

        assertThat(rules()).containsOnly("AMBIGUOUS");
    }

    @Test
    @DisplayName("rule 17: an unmapped SKU is told with its pieces, and what lost or changed its mapping is not zeroed")
    void mappings() {
        there("", 7, 2).there("A", 1, 0).here("A", 1).here("B", 5);
        suspects.put(key("B"), "PB");
        mapped.remove(new WarehouseSku("B"));
        assertThat(rules()).containsExactlyInAnyOrder("UNMAPPED_SKU", "NOT_MAPPED_HERE", "EQUAL");
        assertThat(plan().differing())
                .filteredOn(line -> line.rule().equals("UNMAPPED_SKU"))
                .singleElement()
                .satisfies(line -> assertThat(line.remote()).isEqualTo(9));

        mapped.put(new WarehouseSku("B"), "PB-NEW");
        assertThat(rules()).as("called otherwise when it was doubted").contains("SUSPECT");
    }

    @Test
    @DisplayName("rule 18: two SKUs there that are one here are added up, each named")
    void twoSkusAreOne() {
        there("A", 4, 0);
        SnapshotRow row = rows.get(0).row();
        rows.add(new RemoteRow(
                new SnapshotRow(
                        "PA-BOX", "", "A", 2, 0, QUALIFIED, "IN-1", "IN-1", row.inboundAt(), NOON, "W1", WAREHOUSE),
                6,
                null));
        here("A", 10);

        assertThat(only().remote()).isEqualTo(16);
        assertThat(only().proxySku()).isEqualTo("PA+PA-BOX");
        assertThat(only().mapping()).isEqualTo("PA×1+PA-BOX×6");
    }

    @Test
    @DisplayName("rule 19: one factor over all batches of a SKU is its unit, and a gate")
    void units() {
        for (int i = 1; i <= 3; i++) {
            there("A", QUALIFIED, "IN-" + i, 12L * i).here("A", QUALIFIED, "IN-" + i, i, 0);
        }
        assertThat(gates()).containsExactly("UNIT_SUSPECT");

        there("A", QUALIFIED, "IN-9", 4).here("A", QUALIFIED, "IN-9", 4, 0);
        assertThat(gates()).as("one batch is equal, so the unit is right").isEmpty();
    }

    @Test
    @DisplayName("rule 19: as many packs there as pieces here are not alike")
    void packsAreCountedInPieces() {
        rows.add(row(2, 0, null, 6));
        here("A", 2, 0, INBOUND);

        assertThat(deltas()).containsExactly(10L);
    }

    @Test
    @DisplayName(
            "rule 20: with impossible figures nothing is missing, their SKU stays, and the rest waits for a person")
    void impossibleFigures() {
        suspects.put(key("C"), "PC");
        mapped.put(new WarehouseSku("C"), "PC");
        for (RemoteRow wrong : List.of(
                row(-1, 0, null, 1),
                row(-1, 2, null, 1),
                row(1, -1, null, 1),
                row(3, 4, 8L, 1),
                row(Long.MAX_VALUE, 1, null, 1),
                row(Long.MAX_VALUE / 2, 0, null, 4))) {
            rows.clear();
            local.clear();
            rows.add(wrong);
            here("A", 4).there("A", QUALIFIED, "IN-2", 5).here("A", QUALIFIED, "IN-2", 6, 0);
            there("A", QUALIFIED, "IN-3", 1).there("A", DEFECTIVE, "IN-3", 2).here("A", QUALIFIED, "IN-3", 3, 0);
            there("B", 5, 0).here("B", 6).here("C", 3);
            ReconcilePlan plan = plan();
            InMemoryStockLedger ledger = ledger();

            assertThat(plan.lines())
                    .extracting(line -> (line.key() == null ? "" : line.key().sku()) + " " + line.rule())
                    .containsExactlyInAnyOrder(
                            " INVALID_ROW",
                            "A SNAPSHOT_UNUSABLE",
                            "A SNAPSHOT_UNUSABLE",
                            "A SNAPSHOT_UNUSABLE",
                            "A SNAPSHOT_UNUSABLE",
                            "B CORRECT",
                            "C MISSING_NOT_ZERO");
            assertThat(plan.tripped()).extracting(ReconcilePlan.Gate::name).containsExactly("INVALID_ROWS");
            assertThatThrownBy(() -> Reconciler.apply(plan, ledger)).hasMessageContaining("INVALID_ROWS");
            Reconciler.apply(plan.approvedAs(plan.hash()), ledger);
            assertThat(ledger.managedTotal(WAREHOUSE)).isEqualTo(4 + 6 + 3 + 5 + 3);
            Explanation why = explain(key("A"), plan, List.of(wrong.row()));
            assertThat(why.agrees()).isTrue();
            assertThat(why.steps()).anyMatch(step -> step.contains("a row of SKU A is impossible"));
        }
    }

    @Test
    @DisplayName("rule 20: beside an impossible row neither a regrade nor a sum rests on what the snapshot leaves out")
    void nothingRestsOnAnAbsenceThen() {
        rows.add(row(-1, 0, null, 1));
        residue = ReconcileSettings.Residue.FIFO;
        there("B", DEFECTIVE, "IN-2", 4).here("B", QUALIFIED, "IN-2", 4, 0);
        there("C", QUALIFIED, "", 3).here("C", QUALIFIED, "IN-1", 5, 0);
        mapped.put(new WarehouseSku("C"), "PC");

        assertThat(plan().adjustments())
                .as("the pieces that are defective there may be the ones that are not seen")
                .isEmpty();
        assertThat(rules())
                .contains("RESIDUE", "MISSING_NOT_ZERO", "TYPE_UNCLEAR")
                .doesNotContain("REGRADE", "RESIDUE_FIFO");
    }

    private static RemoteRow row(long available, long locked, Long stated, int unitsEach) {
        return new RemoteRow(
                new SnapshotRow(
                        "PA", "", "A", available, locked, QUALIFIED, "IN-1", "IN-1", INBOUND, NOON, "W1", WAREHOUSE),
                unitsEach,
                stated);
    }

    @Test
    @DisplayName("rule 21: a regrade is one transfer")
    void regrade() {
        there("A", QUALIFIED, "IN-1", 4).there("A", DEFECTIVE, "IN-1", 3).here("A", QUALIFIED, "IN-1", 7, 0);

        assertThat(rules()).containsOnly("REGRADE");
        assertThat(plan().adjustments()).hasSize(1);

        inFlight = new InFlight(Map.of(), Set.of(A), Set.of());
        assertThat(rules()).as("an order in doubt may explain it too").doesNotContain("REGRADE");
    }

    @Test
    @DisplayName("rule 21: what one type gains waits for what the other may lack, so that no piece is held twice")
    void aRegradeBesideALoss() {
        there("A", DEFECTIVE, "IN-1", 3).here("A", QUALIFIED, "IN-1", 5, 0);
        assertThat(rules())
                .as("three became defective and two are gone")
                .containsExactlyInAnyOrder("SUSPECT", "TYPE_UNCLEAR");
        assertThat(plan().adjustments()).isEmpty();

        suspects.put(local.get(0).key(), "PA");
        assertThat(plan().adjustments()).extracting(StockAdjustment::delta).containsExactlyInAnyOrder(-5L, 3L);

        rows.clear();
        there("A", QUALIFIED, "IN-1", 5).there("A", DEFECTIVE, "IN-1", 3);
        assertThat(rules()).as("nothing is missing").containsExactlyInAnyOrder("EQUAL", "CORRECT");
    }

    @Test
    @DisplayName("rule 21: what becomes defective of reserved pieces is added as far as the others can go")
    void aRegradeOfReservedPieces() {
        there("A", QUALIFIED, "IN-1", 4).there("A", DEFECTIVE, "IN-1", 3).here("A", QUALIFIED, "IN-1", 7, 6);
        ReconcilePlan plan = plan();

        assertThat(rules()).containsExactlyInAnyOrder("RESERVED_FLOOR", "TYPE_UNCLEAR");
        assertThat(plan.adjustments()).extracting(StockAdjustment::delta).containsExactlyInAnyOrder(-1L, 1L);
        assertThat(plan.lines())
                .allSatisfy(line ->
                        assertThat(explain(line.key(), plan, kept()).agrees()).isTrue());
    }

    private List<SnapshotRow> kept() {
        return rows.stream().map(RemoteRow::row).toList();
    }

    @Test
    @DisplayName("rule 22: no batch goes below what orders here have reserved, and the rest is told")
    void reserved() {
        there("A", 2, 0).here("A", 10, 6, INBOUND);

        assertThat(rules()).containsExactly("RESERVED_FLOOR");
        assertThat(deltas()).containsExactly(-4L);
        assertThat(plan().lines().get(0).reason()).contains("the rest is for a person");
        assertThat(plan().lines().get(0).reserved()).isEqualTo(6);

        local.clear();
        here("A", 5, 8, INBOUND);
        assertThat(deltas()).as("more is reserved than held").containsExactly(0L);
    }

    @Test
    @DisplayName("rule 23: blank and padded inbound numbers are one, and letters keep their case")
    void normalised() {
        rows.add(new RemoteRow(
                new SnapshotRow("PA", "", "A", 5, 0, QUALIFIED, " in-1 ", "", INBOUND, NOON, "W1", WAREHOUSE),
                1,
                null));
        local.add(new StockBatch(new BatchKey(WAREHOUSE, A, QUALIFIED, "in-1", INBOUND), 5, 0));
        there("B", QUALIFIED, "  ", 5, 0, null, null).here("B", QUALIFIED, "", 5, 0);
        assertThat(rules()).containsExactly("EQUAL", "EQUAL");

        local.set(0, new StockBatch(new BatchKey(WAREHOUSE, A, QUALIFIED, "IN-1", INBOUND), 5, 0));
        assertThat(rules()).contains("UNLINKED_INBOUND");
    }

    @Test
    @DisplayName("rule 23: a padded inbound number is looked up without its blanks")
    void paddedNumbersAreLookedUp() {
        List<String> asked = new ArrayList<>();
        UnaryOperator<String> inbounds = number -> {
            asked.add(number);
            return "";
        };
        try (PackedStock stock = PackedStock.within(Long.MAX_VALUE)) {
            stock.taking(new RemoteReading(
                            NOON,
                            "W1",
                            WAREHOUSE,
                            inventory.figures(),
                            sku -> Optional.empty(),
                            inbounds,
                            batch -> List.of()))
                    .accept(new RemoteBatch("PA", QUALIFIED, 5, 0, null, " IC1 ", INBOUND));
        }

        assertThat(asked).containsExactly("IC1");
    }

    @Test
    @DisplayName("rule 24: stock outside of the managed locations stays as it is")
    void otherLocations() {
        there("A", 2, 0).there("B", 9, 0).here("A", 10);
        InMemoryStockLedger ledger = InMemoryStockLedger.builder()
                .managedLocation(WAREHOUSE, QUALIFIED, "VIRTUAL-PUTAWAY")
                .elsewhere("SHELF-A", 50)
                .batch(key("A"), 10)
                .build();

        Reconciler.apply(plan(), ledger);

        assertThat(ledger.elsewhereTotal()).isEqualTo(50);
        assertThat(ledger.managedTotal(WAREHOUSE)).isEqualTo(11);
    }

    @Test
    @DisplayName("rule 24: a type without a managed location is told and not written")
    void noManagedLocation() {
        there("A", DEFECTIVE, "IN-1", 2);
        InMemoryStockLedger ledger = InMemoryStockLedger.builder()
                .managedLocation(WAREHOUSE, QUALIFIED, "VIRTUAL-PUTAWAY")
                .build();

        assertThat(Reconciler.apply(plan(), ledger))
                .extracting(ReconcileLine::result)
                .containsExactly("NO_MANAGED_LOCATION");
        assertThat(ledger.managedTotal(WAREHOUSE)).isZero();
    }

    private void many(int changed) {
        IntStream.range(0, 100).forEach(i -> {
            Instant at = INBOUND.plusSeconds(i);
            there("A", 10, 0, null, at).here("A", i < changed ? 11 : 10, 0, at);
        });
    }

    @Test
    @DisplayName(
            "rule 25: many changes wait for a person; a location has limits of its own, else those of the warehouse")
    void massChange() {
        many(21);
        assertThat(gates()).containsExactly("MASS_CHANGE");

        ChangeLimits wide = ChangeLimits.none();
        settings = ReconcileSettings.standard().withLimits(wide);
        assertThat(gates()).isEmpty();
        settings = settings.withLimits(QUALIFIED, ChangeLimits.standard());
        assertThat(gates()).containsExactly("MASS_CHANGE");
        assertThat(plan().tripped().get(0).text()).contains("QUALIFIED location");
        settings = ReconcileSettings.standard().withLimits(QUALIFIED, wide);
        assertThat(gates()).as("the location over the warehouse").isEmpty();
        settings = ReconcileSettings.standard().withLimits(DEFECTIVE, wide);
        assertThat(gates()).as("limits of the other location").containsExactly("MASS_CHANGE");
    }

    @Test
    @DisplayName("rule 25: so do many zeroed batches, many pieces, and most pieces of one SKU")
    void massChangeOfOtherKinds() {
        for (int i = 0; i < 100; i++) {
            Instant at = INBOUND.plusSeconds(i);
            here("A", 10, 0, at);
            if (i >= 20) {
                there("A", 10, 0, null, at);
            } else {
                suspects.put(new BatchKey(WAREHOUSE, A, QUALIFIED, "IN-1", at), "PA");
            }
        }
        assertThat(plan().tripped()).extracting(ReconcilePlan.Gate::text).anyMatch(text -> text.contains("go to zero"));

        rows.clear();
        local.clear();
        there("A", 5_000, 0).here("A", 10_000);
        assertThat(plan().tripped())
                .extracting(ReconcilePlan.Gate::text)
                .anyMatch(text -> text.contains("pieces would"));

        there("B", QUALIFIED, "IN-2", 500_000).here("B", QUALIFIED, "IN-2", 500_000, 0);
        assertThat(gates()).as("one per cent of all, and half of one SKU").isEmpty();
        rows.remove(0);
        there("A", 1_000, 0);
        assertThat(plan().tripped())
                .extracting(ReconcilePlan.Gate::text)
                .containsExactly("9000 of 10000 pieces of SKU A would change, more than 80 %");
    }

    @Test
    @DisplayName("a snapshot may be as old as the settings say, and no older")
    void ageOfASnapshotIsASetting() {
        there("A", 4, 0).here("A", 4);
        now = NOON.plus(Duration.ofHours(3));

        settings = ReconcileSettings.standard();
        assertThat(gates()).containsExactly("STALE");
        settings = settings.withMaxAge(Duration.ofHours(4)).withMaxReading(Duration.ofHours(1));
        assertThat(gates()).isEmpty();
    }

    @Test
    @DisplayName("rule 26: a plan is a dry run, and settings can make every plan wait for a person")
    void dryRun() {
        there("A", 5, 0).here("A", 6);
        settings = ReconcileSettings.standard().askingFirst();
        ReconcilePlan plan = plan();
        InMemoryStockLedger ledger = ledger();

        assertThat(plan.tripped()).extracting(ReconcilePlan.Gate::name).containsExactly("ASKS_FIRST");
        assertThatThrownBy(() -> Reconciler.apply(plan, ledger)).hasMessageContaining("ASKS_FIRST");
        Reconciler.apply(plan.approvedAs(plan.hash()), ledger);
        assertThat(ledger.quantity(key("A"))).isEqualTo(5);
    }

    @Test
    @DisplayName("rule 27: a figure is computed anew from what was kept, and evidence that was changed is noticed")
    void explained() {
        there("A", 4, 2).here("A", 10).here("A", 3, 0, INBOUND.plusSeconds(5));
        ReconcilePlan plan = plan();
        List<SnapshotRow> kept = rows.stream().map(RemoteRow::row).toList();

        Explanation why = explain(key("A"), plan, kept);
        assertThat(why.agrees()).isTrue();
        assertThat(why.nearMisses()).extracting(Explanation.NearMiss::differsIn).containsExactly("time");
        assertThat(why.snapshot()).isEqualTo(snapshot());

        SnapshotRow row = kept.get(0);
        SnapshotRow changed = new SnapshotRow(
                row.proxySku(), "", "A", 5, 2, QUALIFIED, "IN-1", "IN-1", INBOUND, NOON, "W1", WAREHOUSE);
        assertThat(explain(key("A"), plan, List.of(changed)).agrees()).isFalse();
        assertThat(why.withRowsChecked(false).agrees()).isFalse();
        assertThat(Reconciler.explain(
                        key("A"), snapshot(), List.of(withDelta(why.line(), -3)), kept, howItIsShown(), "task:1"))
                .hasValueSatisfying(other -> assertThat(other.agrees())
                        .as("another delta than 6 - 10")
                        .isFalse());
    }

    private static ReconcileLine withDelta(ReconcileLine line, long delta) {
        return new ReconcileLine(
                line.key(),
                line.proxySku(),
                line.remote(),
                line.local(),
                line.inFlight(),
                delta,
                line.rule(),
                line.result(),
                line.reason(),
                line.adjustmentId(),
                line.reserved(),
                line.mapping());
    }

    private Explanation explain(BatchKey key, ReconcilePlan plan, List<SnapshotRow> kept) {
        return Reconciler.explain(key, snapshot(), plan.lines(), kept, howItIsShown(), "task:1")
                .orElseThrow();
    }

    @Test
    @DisplayName("rule 28: one row that cannot be used stops no other, and every line is counted")
    void eachForItself() {
        there("", 3, 0).there("A", 5, 0).there("B", 4, 0).here("A", 6).here("B", 4);

        assertThat(plan().counts()).isEqualTo(Map.of("UNMAPPED_SKU", 1L, "CORRECT", 1L, "EQUAL", 1L));
        assertThat(plan().adjustments()).hasSize(1);
    }
}
