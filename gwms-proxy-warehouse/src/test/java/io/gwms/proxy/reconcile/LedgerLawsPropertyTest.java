package io.gwms.proxy.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.ReconcileLine;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockLedger;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.stock.JdbcStockLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** What applying a plan keeps true, on a ledger in memory and on one in a database. */
class LedgerLawsPropertyTest {
    private static final WarehouseCode WAREHOUSE = World.WAREHOUSE;

    /** A ledger with what only its host sees of it. */
    private record Host(
            StockLedger ledger, LongSupplier managed, LongSupplier elsewhere, ToLongFunction<BatchKey> quantity) {
        static Host inMemory(World world) {
            InMemoryStockLedger ledger = world.ledger();
            return new Host(ledger, () -> ledger.managedTotal(WAREHOUSE), ledger::elsewhereTotal, ledger::quantity);
        }

        static Host in(TestDatabase database, World world) {
            JdbcStockLedger ledger = JdbcStockLedger.open(database.dataSource(), Set.of(WAREHOUSE));
            world.fill(ledger);
            return new Host(ledger, () -> ledger.managedTotal(WAREHOUSE), ledger::elsewhereTotal, ledger::quantity);
        }

        List<StockBatch> read() {
            List<StockBatch> rows = new ArrayList<>();
            ledger.read(WAREHOUSE, rows::add);
            return rows;
        }
    }

    /** A ledger whose process dies once so many adjustments of a call are through. */
    private record Dying(StockLedger inner, int after) implements StockLedger {
        @Override
        public void read(WarehouseCode warehouse, Consumer<? super StockBatch> sink) {
            inner.read(warehouse, sink);
        }

        @Override
        public List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
            inner.adjust(adjustments.subList(0, Math.min(after, adjustments.size())));
            throw new IllegalStateException("the process died");
        }

        @Override
        public long available(WarehouseCode warehouse, WarehouseSku sku) {
            return inner.available(warehouse, sku);
        }
    }

    private static ReconcilePlan plan(World world, Host host) {
        return Reconciler.plan(world.request(world.rows, "", host.read()));
    }

    /** What is held after is what is there and on its way, where a line was corrected or agrees; else what was held. */
    private static void conserves(World world, Host host) {
        ReconcilePlan plan = plan(world, host);
        if (!plan.tripped().isEmpty()) {
            return;
        }
        long elsewhere = host.elsewhere.getAsLong();
        List<ReconcileLine> lines = Reconciler.apply(plan, host.ledger);

        long expected = 0;
        for (ReconcileLine line : lines) {
            if (line.key() != null) {
                boolean whole =
                        Set.of("EQUAL", "CORRECT", "ZERO_CONFIRMED", "REGRADE").contains(line.rule());
                expected += whole ? line.remote() + line.inFlight() : line.local() + line.delta();
                assertThat(host.quantity.applyAsLong(line.key())).isEqualTo(line.local() + line.delta());
            }
        }
        assertThat(host.managed.getAsLong()).isEqualTo(expected);
        assertThat(host.elsewhere.getAsLong()).isEqualTo(elsewhere).isEqualTo(50);
        List<StockBatch> after = host.read();
        Reconciler.apply(plan, host.ledger);
        assertThat(host.read()).as("the same plan again").isEqualTo(after);
        assertThat(plan(world, host).adjustments())
                .as("the same snapshot again")
                .isEmpty();
    }

    /** With one impossible row and the plan let pass: its SKU stays, and nothing is lowered that is not shown. */
    private static void staysBesideAnImpossibleRow(World world, Host host, int which) {
        if (world.rows.isEmpty()) {
            return;
        }
        String impossible = world.spoil(which).row().localSku();
        Set<BatchKey> shown = world.rows.stream()
                .map(RemoteRow::row)
                .filter(row -> !row.localSku().isBlank() && row.available() >= 0)
                .map(Rows::key)
                .collect(Collectors.toSet());
        List<StockBatch> before = host.read();
        ReconcilePlan plan = plan(world, host);
        assertThat(plan.tripped())
                .anyMatch(gate -> gate.name().equals("INVALID_ROWS"))
                .allMatch(ReconcilePlan.Gate::canBeApproved);

        List<ReconcileLine> lines = Reconciler.apply(plan.approvedAs(plan.hash()), host.ledger);

        for (StockBatch batch : before) {
            long after = host.quantity.applyAsLong(batch.key());
            if (batch.key().sku().value().equals(impossible)) {
                assertThat(after).isEqualTo(batch.quantity());
            } else if (!shown.contains(batch.key())) {
                assertThat(after).isGreaterThanOrEqualTo(batch.quantity());
            }
        }
        long held = before.stream().mapToLong(StockBatch::quantity).sum();
        long deltas = lines.stream().mapToLong(ReconcileLine::delta).sum();
        assertThat(host.managed.getAsLong()).isEqualTo(held + deltas);
        assertThat(host.elsewhere.getAsLong()).isEqualTo(50);
    }

    private static void endsAlike(World world, Host whole, Host cut, int after) {
        ReconcilePlan plan = plan(world, whole);
        if (!plan.tripped().isEmpty()) {
            return;
        }
        Reconciler.apply(plan, whole.ledger);
        if (!plan.adjustments().isEmpty()) {
            assertThatThrownBy(() -> Reconciler.apply(plan, new Dying(cut.ledger, after)))
                    .hasMessageContaining("died");
        }
        List<ReconcileLine> lines = Reconciler.apply(plan, cut.ledger);

        assertThat(cut.read()).isEqualTo(whole.read());
        assertThat(lines)
                .filteredOn(line -> line.delta() != 0)
                .extracting(ReconcileLine::result)
                .isSubsetOf("APPLIED", "ALREADY_APPLIED");
        // A round that died before it wrote its plan down makes another one from what it finds.
        assertThat(plan(world, cut).adjustments()).isEmpty();
    }

    @Property(tries = 2_000)
    void stockIsConserved(@ForAll long seed) {
        World world = new World(seed);
        conserves(world, Host.inMemory(world));
    }

    @Property(tries = 2_000)
    void anImpossibleRowTouchesNothingOfItsSku(@ForAll long seed, @ForAll @IntRange(max = 11) int which) {
        World world = new World(seed);
        staysBesideAnImpossibleRow(world, Host.inMemory(world), which);
    }

    @Property(tries = 25)
    void anImpossibleRowTouchesNothingOfItsSkuInADatabase(@ForAll long seed, @ForAll @IntRange(max = 11) int which) {
        World world = new World(seed);
        try (TestDatabase database = TestDatabase.sqlite()) {
            staysBesideAnImpossibleRow(world, Host.in(database, world), which);
        }
    }

    @Property(tries = 1_000)
    void aCrashAnywhereEndsAlike(@ForAll long seed, @ForAll @IntRange(max = 8) int after) {
        World world = new World(seed);
        endsAlike(world, Host.inMemory(world), Host.inMemory(world), after);
    }

    @Property(tries = 25)
    void stockIsConservedInADatabase(@ForAll long seed) {
        World world = new World(seed);
        try (TestDatabase database = TestDatabase.sqlite()) {
            conserves(world, Host.in(database, world));
        }
    }

    @Property(tries = 15)
    void aCrashAnywhereEndsAlikeInADatabase(@ForAll long seed, @ForAll @IntRange(max = 8) int after) {
        World world = new World(seed);
        try (TestDatabase whole = TestDatabase.sqlite();
                TestDatabase cut = TestDatabase.sqlite()) {
            endsAlike(world, Host.in(whole, world), Host.in(cut, world), after);
        }
    }

    @Property(tries = 4)
    void aCrashAnywhereEndsAlikeInPostgres(@ForAll long seed, @ForAll @IntRange(max = 8) int after) {
        World world = new World(seed);
        try (TestDatabase one = TestDatabase.postgres();
                TestDatabase other = TestDatabase.postgres()) {
            endsAlike(world, Host.in(one, world), Host.in(other, world), after);
        }
    }
}
