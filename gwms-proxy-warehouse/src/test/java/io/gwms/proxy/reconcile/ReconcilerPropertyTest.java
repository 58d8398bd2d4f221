package io.gwms.proxy.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Laws over random stock on both sides, random orders on their way, random suspicions. */
class ReconcilerPropertyTest {
    private static final WarehouseCode WAREHOUSE = World.WAREHOUSE;
    private static final ProxyCapabilities.Inventory INVENTORY = World.INVENTORY;

    private static List<StockBatch> read(InMemoryStockLedger ledger) {
        List<StockBatch> rows = new ArrayList<>();
        ledger.read(WAREHOUSE, rows::add);
        return rows;
    }

    private static boolean isEmptyGate(ReconcilePlan plan) {
        return !plan.tripped().isEmpty();
    }

    @Property(tries = 2_000)
    void theSameSnapshotTwiceChangesNothingTheSecondTime(@ForAll long seed) {
        World world = new World(seed);
        InMemoryStockLedger ledger = world.ledger();
        ReconcilePlan plan = Reconciler.plan(world.request(world.rows, "", read(ledger)));
        if (isEmptyGate(plan)) {
            return;
        }
        Reconciler.apply(plan, ledger);
        List<StockBatch> after = read(ledger);

        List<ReconcileLine> replayed = Reconciler.apply(plan, ledger);
        assertThat(read(ledger)).isEqualTo(after);
        assertThat(replayed)
                .filteredOn(line -> line.delta() != 0)
                .allMatch(line -> line.result().equals(AdjustmentVerdict.ALREADY_APPLIED.name()));

        ReconcilePlan fresh = Reconciler.plan(world.request(world.rows, "", after));
        assertThat(fresh.adjustments()).isEmpty();
    }

    @Property(tries = 2_000)
    void whatIsCorrectedHoldsWhatIsThereAndOnItsWay(@ForAll long seed) {
        World world = new World(seed);
        InMemoryStockLedger ledger = world.ledger();
        ReconcilePlan plan = Reconciler.plan(world.request(world.rows, "", read(ledger)));
        if (isEmptyGate(plan)) {
            return;
        }
        List<ReconcileLine> lines = Reconciler.apply(plan, ledger);

        long expected = 0;
        long after = 0;
        for (ReconcileLine line : lines) {
            boolean corrected = line.result().equals(AdjustmentVerdict.APPLIED.name())
                    && !line.rule().equals(Rule.RESERVED_FLOOR.name())
                    && !line.rule().equals(Rule.TYPE_UNCLEAR.name());
            if (corrected) {
                expected += line.remote() + line.inFlight();
                after += ledger.quantity(line.key());
            }
        }
        assertThat(after).isEqualTo(expected);
        long deltas = lines.stream().mapToLong(ReconcileLine::delta).sum();
        long before = world.local.stream().mapToLong(StockBatch::quantity).sum();
        assertThat(ledger.managedTotal(WAREHOUSE)).isEqualTo(before + deltas);
        assertThat(ledger.elsewhereTotal()).isEqualTo(50);
    }

    @Property(tries = 1_000)
    void noPrefixOfThePagesLowersAnything(@ForAll long seed, @ForAll @IntRange(max = 12) int prefix) {
        World world = new World(seed);
        List<RemoteRow> some = world.rows.subList(0, Math.min(prefix, world.rows.size()));

        ReconcilePlan plan = Reconciler.plan(world.request(some, "page 2 did not come", read(world.ledger())));

        assertThat(plan.adjustments()).isEmpty();
        assertThat(plan.tripped()).extracting(ReconcilePlan.Gate::name).contains("PARTIAL");
    }

    @Property(tries = 1_000)
    void theOrderOfRowsDoesNotMatter(@ForAll long seed) {
        World world = new World(seed);
        List<RemoteRow> rows = new ArrayList<>(world.rows);
        List<StockBatch> local = new ArrayList<>(read(world.ledger()));
        ReconcilePlan plan = Reconciler.plan(world.request(rows, "", local));

        Collections.shuffle(rows, new Random(seed + 1));
        Collections.shuffle(local, new Random(seed + 2));
        ReconcilePlan other = Reconciler.plan(world.request(rows, "", local));

        assertThat(other).isEqualTo(plan);
    }

    @Property(tries = 1_000)
    void nothingGoesToZeroThatNoEarlierSnapshotDoubted(@ForAll long seed) {
        World world = new World(seed);
        world.suspects.clear();

        ReconcilePlan plan = Reconciler.plan(world.request(world.rows, "", read(world.ledger())));

        assertThat(plan.adjustments())
                .filteredOn(each -> each.regrade() == null)
                .extracting(each -> each.expected() + each.delta())
                .allMatch(rest -> rest > 0);
    }

    @Property(tries = 2_000)
    void aRegradeLeavesTheSumOfTheBatchAsItWas(@ForAll long seed) {
        World world = new World(seed);
        InMemoryStockLedger ledger = world.ledger();
        ReconcilePlan plan = Reconciler.plan(world.request(world.rows, "", read(ledger)));
        List<StockAdjustment> regrades = plan.adjustments().stream()
                .filter(each -> each.regrade() != null)
                .toList();
        long before = ledger.managedTotal(WAREHOUSE);

        assertThat(ledger.adjust(regrades)).allMatch(AdjustmentVerdict.APPLIED::equals);

        assertThat(ledger.managedTotal(WAREHOUSE)).isEqualTo(before);
        for (StockAdjustment each : regrades) {
            Map<BatchKey, Long> held = new HashMap<>();
            read(ledger).forEach(batch -> held.put(batch.key(), batch.quantity()));
            for (ReconcileLine line : plan.lines()) {
                if (line.adjustmentId().equals(each.id())) {
                    assertThat(held.get(line.key())).isEqualTo(line.remote() + line.inFlight());
                }
            }
        }
    }

    @Property(tries = 1_000)
    void aKeptPlanIsTheSamePlan(@ForAll long seed) {
        World world = new World(seed);
        ReconcilePlan plan = Reconciler.plan(world.request(world.rows, "", read(world.ledger())));
        List<ReconcileLine> kept = new ArrayList<>(plan.heldLines());
        Collections.shuffle(kept, new Random(seed));

        assertThat(ReconcilePlan.restored(WAREHOUSE, plan.snapshotId(), kept, plan.tripped()))
                .isEqualTo(plan);
    }

    @Property(tries = 1_000)
    void everyLineIsExplainedByWhatWasKept(@ForAll long seed) {
        World world = new World(seed);
        ReconcilePlan plan = Reconciler.plan(world.request(world.rows, "", read(world.ledger())));
        List<SnapshotRow> rows = world.rows.stream().map(RemoteRow::row).toList();

        for (ReconcileLine line : plan.lines()) {
            if (line.key() != null && plan.tripped().isEmpty()) {
                assertThat(Reconciler.explain(
                                line.key(),
                                world.request(world.rows, "", List.of()).snapshot(),
                                plan.lines(),
                                rows,
                                INVENTORY,
                                "task:1"))
                        .hasValueSatisfying(why -> assertThat(why.agrees())
                                .as(String.join("; ", why.steps()))
                                .isTrue());
            }
        }
    }

    @Property(tries = 5_000)
    void besideAnOrderInDoubtNoPieceOfItsSkuIsHeldTwiceOrLost(@ForAll long seed) {
        World world = new World(seed);
        ReconcilePlan plan = Reconciler.plan(world.request(world.rows, "", read(world.ledger())));
        if (!plan.tripped().isEmpty()) {
            return;
        }
        for (WarehouseSku sku : skusThatWait(plan)) {
            List<ReconcileLine> lines = plan.lines().stream()
                    .filter(line -> line.key() != null && line.key().sku().equals(sku))
                    .toList();
            long before = lines.stream().mapToLong(ReconcileLine::local).sum();
            long there = world.rows.stream()
                    .filter(row -> row.row().localSku().equals(sku.value()))
                    .mapToLong(row -> row.row().total())
                    .sum();
            assertThat(lines).allMatch(line -> line.delta() >= 0);
            long added = lines.stream().mapToLong(ReconcileLine::delta).sum();
            assertThat(added == 0 || before + added <= there)
                    .as(before + " here and " + added + " more, " + there + " there")
                    .isTrue();
        }
    }

    @Property(tries = 5_000)
    void noTypeOfABatchIsRaisedByWhatTheOtherStillHolds(@ForAll long seed) {
        World world = new World(seed);
        ReconcilePlan plan = Reconciler.plan(world.request(world.rows, "", read(world.ledger())));
        for (ReconcileLine line : plan.lines()) {
            if (!Set.of("SUSPECT", "RESERVED_FLOOR").contains(line.rule())) {
                continue;
            }
            BatchKey key = line.key();
            for (ReconcileLine other : plan.lines()) {
                BatchKey its = other.key();
                if (its != null
                        && its.quality() != key.quality()
                        && its.sku().equals(key.sku())
                        && its.inboundNo().equals(key.inboundNo())
                        && Objects.equals(its.inboundAt(), key.inboundAt())
                        && other.delta() > 0) {
                    long before = line.local() + other.local();
                    long there = line.remote() + line.inFlight() + other.remote() + other.inFlight();
                    assertThat(before + line.delta() + other.delta()).isLessThanOrEqualTo(Math.max(before, there));
                }
            }
        }
    }

    /** SKUs of which qualified pieces wait, because orders in doubt or on their way may explain what differs. */
    private static Set<WarehouseSku> skusThatWait(ReconcilePlan plan) {
        return plan.lines().stream()
                .filter(line -> line.rule().equals(Rule.IN_FLIGHT_UNCLEAR.name()))
                .map(line -> line.key())
                .filter(key -> key.quality() == StockQuality.QUALIFIED)
                .map(BatchKey::sku)
                .collect(Collectors.toSet());
    }

    @Property(tries = 1_000)
    void noBatchGoesBelowWhatIsReserved(@ForAll long seed) {
        World world = new World(seed);
        List<StockBatch> local = read(world.ledger());
        Map<BatchKey, StockBatch> byKey = new HashMap<>();
        local.forEach(batch -> byKey.put(batch.key(), batch));

        for (StockAdjustment each :
                Reconciler.plan(world.request(world.rows, "", local)).adjustments()) {
            StockBatch batch = byKey.get(each.key());
            if (batch != null && each.delta() < 0) {
                assertThat(batch.quantity() + each.delta())
                        .isGreaterThanOrEqualTo(Math.min(batch.reserved(), batch.quantity()));
            }
        }
    }
}
