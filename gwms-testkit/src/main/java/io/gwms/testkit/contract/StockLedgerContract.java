package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockLedger;
import io.gwms.stock.StockQuality;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * The rules of {@link StockLedger}. The subclass brings a ledger that knows both managed locations of the warehouse {@link
 * #WAREHOUSE}, none of the warehouse {@link #UNMANAGED}, and stock in other locations.
 */
public abstract class StockLedgerContract {
    /** A warehouse with both managed locations. */
    protected static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");

    /** A warehouse without any. */
    protected static final WarehouseCode UNMANAGED = new WarehouseCode("CPT-9");

    private static final WarehouseSku SKU = new WarehouseSku("MUG-BLUE");
    private static final Instant INBOUND = Instant.parse("2026-02-01T08:30:00.123Z");

    protected StockLedgerContract() {}

    /** The ledger under test: the same throughout a test, its managed locations empty at its start. */
    protected abstract StockLedger ledger();

    /** Every piece the host keeps outside of the managed locations; more than none. */
    protected abstract long piecesElsewhere();

    /** The ledger as it is after a restart of its process; the same one where it keeps nothing. */
    protected StockLedger restarted() {
        return ledger();
    }

    @Test
    @DisplayName("shows what was put into the managed locations, and touches no other (rule 1)")
    public void onlyTheManagedLocations() {
        long elsewhere = piecesElsewhere();

        assertThat(adjust("a1", good("IN-1"), 7, 0)).isEqualTo(AdjustmentVerdict.APPLIED);
        assertThat(adjust("a2", bad("IN-1"), 2, 0)).isEqualTo(AdjustmentVerdict.APPLIED);

        assertThat(read())
                .extracting(StockBatch::key, StockBatch::quantity)
                .containsExactlyInAnyOrder(tuple(good("IN-1"), 7L), tuple(bad("IN-1"), 2L));
        assertThat(ledger().available(WAREHOUSE, SKU)).isEqualTo(7);
        assertThat(piecesElsewhere()).isEqualTo(elsewhere).isPositive();
    }

    @Test
    @DisplayName("says so where a warehouse has no managed location, and does nothing (rule 5)")
    public void saysWhereThereIsNoLocation() {
        BatchKey key = new BatchKey(UNMANAGED, SKU, StockQuality.QUALIFIED, "IN-1", INBOUND);

        assertThat(adjust("a1", key, 7, 0)).isEqualTo(AdjustmentVerdict.NO_MANAGED_LOCATION);

        List<StockBatch> rows = new ArrayList<>();
        ledger().read(UNMANAGED, rows::add);
        assertThat(rows).isEmpty();
    }

    @Test
    @DisplayName("applies a correction only while the batch holds what it expects (rule 2)")
    public void guarded() {
        adjust("a1", good("IN-1"), 7, 0);

        assertThat(adjust("a2", good("IN-1"), 1, 6)).isEqualTo(AdjustmentVerdict.CONFLICT);
        assertThat(adjust("a3", good("IN-2"), -1, 1)).isEqualTo(AdjustmentVerdict.CONFLICT);
        assertThat(read()).singleElement().extracting(StockBatch::quantity).isEqualTo(7L);
        assertThat(adjust("a4", good("IN-1"), -3, 7)).isEqualTo(AdjustmentVerdict.APPLIED);
        assertThat(read()).singleElement().extracting(StockBatch::quantity).isEqualTo(4L);
    }

    @Test
    @DisplayName("keeps batches apart that differ in one part of their key (rule 2)")
    public void keepsBatchesApart() {
        List<BatchKey> keys = List.of(
                good("IN-1"),
                good("IN-2"),
                bad("IN-1"),
                good(""),
                new BatchKey(WAREHOUSE, new WarehouseSku("MUG-RED"), StockQuality.QUALIFIED, "IN-1", INBOUND),
                new BatchKey(WAREHOUSE, SKU, StockQuality.QUALIFIED, "IN-1", INBOUND.plusMillis(1)),
                new BatchKey(WAREHOUSE, SKU, StockQuality.QUALIFIED, "IN-1", null));
        for (int i = 0; i < keys.size(); i++) {
            assertThat(adjust("a" + i, keys.get(i), i + 1, 0)).isEqualTo(AdjustmentVerdict.APPLIED);
        }

        assertThat(read()).extracting(StockBatch::key).containsExactlyInAnyOrderElementsOf(keys);
    }

    @Test
    @DisplayName("remembers a correction by its id, and after a conflict it may still apply (rule 3)")
    public void once() {
        assertThat(adjust("a1", good("IN-1"), 7, 3)).isEqualTo(AdjustmentVerdict.CONFLICT);
        assertThat(adjust("a1", good("IN-1"), 7, 0)).isEqualTo(AdjustmentVerdict.APPLIED);
        assertThat(adjust("a1", good("IN-1"), 7, 0)).isEqualTo(AdjustmentVerdict.ALREADY_APPLIED);
        assertThat(adjust("a1", good("IN-1"), 7, 7)).isEqualTo(AdjustmentVerdict.ALREADY_APPLIED);
        assertThat(read()).singleElement().extracting(StockBatch::quantity).isEqualTo(7L);
    }

    @Test
    @DisplayName("remembers it after a restart, with the change (rule 3)")
    public void onceAfterARestart() {
        adjust("a1", good("IN-1"), 7, 0);

        StockLedger again = restarted();

        assertThat(again.adjust(List.of(new StockAdjustment("a1", good("IN-1"), 7, 0, "count"))))
                .containsExactly(AdjustmentVerdict.ALREADY_APPLIED);
        assertThat(again.available(WAREHOUSE, SKU)).isEqualTo(7);
    }

    @Test
    @DisplayName("gives one verdict each, in the order asked; a conflict stops no other (rule 4)")
    public void eachForItself() {
        List<AdjustmentVerdict> verdicts = ledger().adjust(List.of(
                new StockAdjustment("a1", good("IN-1"), 5, 0, "count"),
                new StockAdjustment("a2", good("IN-2"), 1, 9, "count"),
                new StockAdjustment("a3", bad("IN-1"), 1, 0, "count"),
                new StockAdjustment("a4", good("IN-1"), -2, 5, "count")));

        assertThat(verdicts)
                .containsExactly(
                        AdjustmentVerdict.APPLIED,
                        AdjustmentVerdict.CONFLICT,
                        AdjustmentVerdict.APPLIED,
                        AdjustmentVerdict.APPLIED);
        assertThat(ledger().adjust(List.of())).isEmpty();
    }

    @Test
    @DisplayName("moves regraded pieces as one transfer, once (rule 6)")
    public void regradeIsOneTransfer() {
        adjust("a1", good("IN-1"), 7, 0);
        StockAdjustment regrade = regrade("r1", 7, 0);

        assertThat(ledger().adjust(List.of(regrade))).containsExactly(AdjustmentVerdict.APPLIED);
        assertThat(quantities()).contains(tuple(good("IN-1"), 4L), tuple(bad("IN-1"), 3L));
        assertThat(ledger().adjust(List.of(regrade))).containsExactly(AdjustmentVerdict.ALREADY_APPLIED);
        assertThat(quantities()).contains(tuple(good("IN-1"), 4L), tuple(bad("IN-1"), 3L));
    }

    @Test
    @DisplayName("moves nothing of a regrade when either batch does not hold what is expected (rule 6)")
    public void regradeIsGuardedOnBothSides() {
        adjust("a1", good("IN-1"), 7, 0);

        assertThat(ledger().adjust(List.of(regrade("r1", 6, 0), regrade("r2", 7, 1))))
                .containsExactly(AdjustmentVerdict.CONFLICT, AdjustmentVerdict.CONFLICT);
        assertThat(quantities()).contains(tuple(good("IN-1"), 7L)).doesNotContain(tuple(bad("IN-1"), 3L));
    }

    private static StockAdjustment regrade(String id, long expected, long expectedThere) {
        return new StockAdjustment(
                id, good("IN-1"), -3, expected, "regrade", new StockAdjustment.Regrade(bad("IN-1"), expectedThere));
    }

    private List<Tuple> quantities() {
        return read().stream()
                .map(batch -> tuple(batch.key(), batch.quantity()))
                .toList();
    }

    @Test
    @DisplayName("hands out every batch once, and none of another warehouse (rule 7)")
    public void rowByRow() {
        for (int i = 0; i < 50; i++) {
            adjust("a" + i, good("IN-" + i), 1, 0);
        }

        assertThat(read()).hasSize(50).extracting(StockBatch::key).doesNotHaveDuplicates();
        List<StockBatch> other = new ArrayList<>();
        ledger().read(UNMANAGED, other::add);
        assertThat(other).isEmpty();
    }

    private AdjustmentVerdict adjust(String id, BatchKey key, long delta, long expected) {
        return ledger().adjust(List.of(new StockAdjustment(id, key, delta, expected, "count")))
                .get(0);
    }

    private List<StockBatch> read() {
        List<StockBatch> rows = new ArrayList<>();
        ledger().read(WAREHOUSE, rows::add);
        return rows;
    }

    private static BatchKey good(String inboundNo) {
        return new BatchKey(WAREHOUSE, SKU, StockQuality.QUALIFIED, inboundNo, INBOUND);
    }

    private static BatchKey bad(String inboundNo) {
        return new BatchKey(WAREHOUSE, SKU, StockQuality.DEFECTIVE, inboundNo, INBOUND);
    }
}
