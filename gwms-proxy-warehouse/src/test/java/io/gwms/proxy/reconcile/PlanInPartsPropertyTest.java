package io.gwms.proxy.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.ReconcileLine;
import io.gwms.stock.StockBatch;
import io.gwms.testkit.stock.InMemoryStockLedger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** A plan of stock in parts, on disk, whose lines are made when they are read, says and does what one at hand does. */
class PlanInPartsPropertyTest {
    private static ReconcileRequest inParts(World world, Map<Object, Boolean> gone) {
        ReconcileRequest whole = world.request(world.rows, "", world.local);
        PackedStock stock = PackedStock.inParts(0);
        world.rows.forEach(stock::add);
        world.local.forEach(stock::add);
        return new ReconcileRequest(
                whole.snapshot(),
                whole.inventory(),
                stock,
                sku -> gone.containsKey(sku) ? Optional.empty() : whole.mapped().apply(sku),
                whole.suspects(),
                whole.inFlight(),
                whole.settings(),
                whole.now(),
                null);
    }

    private static List<ReconcileLine> applied(World world, ReconcilePlan plan, Map<StockBatch, Long> after) {
        InMemoryStockLedger ledger = world.ledger();
        List<ReconcileLine> lines = plan.tripped().isEmpty() ? Reconciler.apply(plan, ledger) : plan.lines();
        ledger.read(World.WAREHOUSE, batch -> after.put(batch, 1L));
        return lines;
    }

    @Property(tries = 600)
    void itSaysAndDoesWhatOneAtHandDoes(@ForAll long seed) {
        World world = new World(seed);
        ReconcilePlan whole = Reconciler.plan(world.request(world.rows, "", world.local));
        Map<Object, Boolean> gone = new HashMap<>();
        ReconcileRequest request = inParts(world, gone);
        try (PackedStock stock = request.stock()) {
            ReconcilePlan plan = Reconciler.plan(request);
            world.mapped.keySet().forEach(sku -> gone.put(sku, true)); // what a SKU is called changes before it is read
            Map<StockBatch, Long> expected = new HashMap<>();
            Map<StockBatch, Long> after = new HashMap<>();
            List<ReconcileLine> before = applied(world, whole, expected);

            assertThat(plan.lines()).containsExactlyElementsOf(whole.lines());
            assertThat(plan.differing()).containsExactlyElementsOf(whole.differing());
            assertThat(plan.tripped()).isEqualTo(whole.tripped());
            assertThat(plan.counts()).isEqualTo(whole.counts());
            assertThat(plan.hash()).isEqualTo(whole.hash());
            assertThat(applied(world, plan, after)).containsExactlyElementsOf(before);
            assertThat(after).isEqualTo(expected);
            List<RemoteRow> rows = new ArrayList<>();
            stock.forEachRow(rows::add);
            assertThat(rows).containsExactlyInAnyOrderElementsOf(world.rows);
        }
    }
}
