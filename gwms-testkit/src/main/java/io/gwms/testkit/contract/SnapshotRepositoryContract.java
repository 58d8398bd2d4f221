package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SnapshotRetention;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.ProxySystem;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import io.gwms.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The rules of {@link SnapshotRepository}. */
public abstract class SnapshotRepositoryContract {
    private static final TaskId TASK = new TaskId(7);
    private static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");

    protected SnapshotRepositoryContract() {}

    /** The repository under test: the same throughout a test, empty at its start. */
    protected abstract SnapshotRepository snapshots();

    private static InventorySnapshot snapshot(String id, Instant ended, long rows) {
        return new InventorySnapshot(
                id,
                TASK,
                WAREHOUSE,
                new ProxySystem("4PX"),
                "ZAJNBA",
                NOON,
                ended,
                rows != 1,
                rows == 1 ? "page 2 did not come" : "",
                rows,
                "ab12");
    }

    private static SnapshotRow row(long number) {
        return new SnapshotRow(
                "P-" + number,
                number % 3 == 0 ? "" : "G-" + number,
                "",
                number,
                number / 2,
                number % 2 == 0 ? StockQuality.QUALIFIED : StockQuality.DEFECTIVE,
                "RK-" + number,
                "",
                number % 2 == 0 ? null : NOON.minusSeconds(number),
                NOON,
                "ZAJNBA",
                WAREHOUSE,
                number % 4 == 3 ? List.of() : List.of("call-" + number % 4, "call-9"));
    }

    private void save(InventorySnapshot snapshot, int rows) {
        snapshots().save(snapshot, sink -> {
            for (int i = 0; i < rows; i++) {
                sink.accept(row(i));
            }
        });
    }

    private List<SnapshotRow> rows(String id) {
        List<SnapshotRow> rows = new ArrayList<>();
        snapshots().rows(id, rows::add);
        return rows;
    }

    @Test
    @DisplayName("refuses to save a snapshot again and keeps the first (rule 1)")
    public void refusesToSaveAgain() {
        save(snapshot("s1", NOON, 2), 2);

        assertThatThrownBy(() -> save(snapshot("s1", NOON.plusSeconds(1), 3), 3))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("s1");
        assertThat(snapshots().latest(TASK)).contains(snapshot("s1", NOON, 2));
        assertThat(rows("s1")).containsExactly(row(0), row(1));
    }

    @Test
    @DisplayName("gives rows back as they came, in their order (rule 2)")
    public void givesRowsInOrder() {
        save(snapshot("s1", NOON, 1201), 1201);
        save(snapshot("s2", NOON, 1), 1);
        save(snapshot("s3", NOON, 0), 0);

        assertThat(rows("s1")).hasSize(1201).startsWith(row(0), row(1), row(2)).endsWith(row(1200));
        assertThat(rows("s2")).containsExactly(row(0));
        assertThat(rows("s3")).isEmpty();
        assertThat(rows("none")).isEmpty();
    }

    @Test
    @DisplayName("keeps nothing of a snapshot whose rows broke off (rule 3)")
    public void keepsNothingOfABrokenSnapshot() {
        RuntimeException torn = new IllegalStateException("page 3 did not come");

        assertThatThrownBy(() -> snapshots().save(snapshot("s1", NOON, 1000), sink -> {
                    for (int i = 0; i < 700; i++) {
                        sink.accept(row(i));
                    }
                    throw torn;
                }))
                .isSameAs(torn);
        assertThatThrownBy(() -> save(snapshot("s1", NOON, 3), 2)).isInstanceOf(IllegalArgumentException.class);

        assertThat(snapshots().latest(TASK)).isEmpty();
        assertThat(rows("s1")).isEmpty();
        save(snapshot("s1", NOON, 2), 2);
        assertThat(rows("s1")).hasSize(2);
    }

    @Test
    @DisplayName("shows nothing of a snapshot whose rows are still arriving (rule 3)")
    public void showsNothingBeforeTheEnd() {
        save(snapshot("old", NOON, 2), 2);

        snapshots().save(snapshot("new", NOON.plusSeconds(60), 600), sink -> {
            for (int i = 0; i < 600; i++) {
                sink.accept(row(i));
            }
            assertThat(snapshots().latest(TASK).orElseThrow().id()).isEqualTo("old");
            assertThat(rows("new")).isEmpty();
        });

        assertThat(snapshots().latest(TASK).orElseThrow().id()).isEqualTo("new");
    }

    @Test
    @DisplayName("finds the newest snapshot of a task (rule 4)")
    public void findsTheNewest() {
        save(snapshot("s2", NOON.plusSeconds(2), 0), 0);
        save(snapshot("s1", NOON.plusSeconds(1), 0), 0);

        assertThat(snapshots().latest(TASK).orElseThrow().id()).isEqualTo("s2");
        assertThat(snapshots().latest(new TaskId(8))).isEmpty();
    }

    private void compared(String id, Instant ended) {
        save(snapshot(id, ended, 2), 2);
        snapshots()
                .saveLines(
                        id,
                        List.of(
                                new ReconcileLine(
                                        new BatchKey(
                                                WAREHOUSE, new WarehouseSku("W-1"), StockQuality.QUALIFIED, "", null),
                                        "P-1",
                                        1,
                                        1,
                                        0,
                                        0,
                                        "EQUAL",
                                        "NOTHING_TO_DO",
                                        "",
                                        "",
                                        1,
                                        "P-1×1"),
                                new ReconcileLine(null, "P-2", 1, 0, 0, 0, "UNMAPPED_SKU", "REPORTED", "", "")));
    }

    @Test
    @DisplayName("finds the complete snapshot of a warehouse that was compared last")
    public void findsTheNewestCompared() {
        compared("s1", NOON);
        save(snapshot("s2", NOON.plusSeconds(9), 3), 3);

        assertThat(snapshots().newestCompared(WAREHOUSE, "").orElseThrow().id()).isEqualTo("s1");
        assertThat(snapshots().newestCompared(WAREHOUSE, "s1")).isEmpty();
        assertThat(snapshots().newestCompared(new WarehouseCode("CPT-9"), "")).isEmpty();
        assertThat(snapshots().lines("s1", new WarehouseSku("W-1")))
                .singleElement()
                .satisfies(line -> assertThat(line.mapping()).isEqualTo("P-1×1"));
        assertThat(snapshots().lines("s1", new WarehouseSku("W-2"))).isEmpty();
    }

    @Test
    @DisplayName("forgets old snapshots as a whole, but for the newest compared one and those of two days (rule 5)")
    public void forgetsOldOnes() {
        Instant now = NOON.plus(Duration.ofDays(100));
        save(snapshot("uncompared", NOON, 2), 2);
        compared("newest", NOON.plusSeconds(1));
        save(snapshot("young", now.minus(Duration.ofDays(1)), 2), 2);
        save(snapshot("middle", now.minus(Duration.ofDays(30)), 2), 2);

        assertThat(snapshots().prune(SnapshotRetention.standard(), now)).isEqualTo(1);
        assertThat(rows("uncompared")).isEmpty();
        assertThat(rows("newest")).hasSize(2);
        assertThat(snapshots().prune(new SnapshotRetention(Duration.ofDays(90), 1), now))
                .as("for its size")
                .isEqualTo(1);
        assertThat(rows("middle")).isEmpty();
        assertThat(rows("young")).hasSize(2);
        assertThat(snapshots().lines("newest")).hasSize(2);
        assertThat(snapshots().prune(new SnapshotRetention(Duration.ofDays(2), 0), now))
                .isZero();
    }

    @Test
    @DisplayName("keeps the lines of a reconciliation and replaces them as a whole")
    public void keepsLines() {
        save(snapshot("s1", NOON, 0), 0);
        ReconcileLine mapped = new ReconcileLine(
                new BatchKey(WAREHOUSE, new WarehouseSku("W-MUG"), StockQuality.QUALIFIED, "ASN-1", NOON),
                "P-1",
                10,
                8,
                0,
                2,
                "CORRECT",
                "APPLIED",
                "two more over there",
                "s1/1");
        ReconcileLine unmapped =
                new ReconcileLine(null, "P-2", 5, 0, 0, 0, "UNMAPPED_SKU", "NOTHING_TO_DO", "P-2 is not mapped", "");
        ReconcileLine undated = new ReconcileLine(
                new BatchKey(WAREHOUSE, new WarehouseSku("W"), StockQuality.DEFECTIVE, "", null),
                "",
                0,
                3,
                0,
                -3,
                "CORRECT",
                "CONFLICT",
                "sold meanwhile",
                "s1/2");

        snapshots().saveLines("s1", List.of(unmapped));
        snapshots().saveLines("s1", List.of(mapped, unmapped, undated));

        assertThat(snapshots().lines("s1")).containsExactly(mapped, unmapped, undated);
        assertThat(snapshots().lines("none")).isEmpty();
        assertThatThrownBy(() -> snapshots().saveLines("none", List.of(mapped)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }
}
