package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRetention;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.reconcile.ChangeLimits;
import io.gwms.proxy.reconcile.ReconcilePlan.Gate;
import io.gwms.proxy.reconcile.ReconcileSettings;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What a host sets for its inventory syncs holds in the tasks: limits, retention, managed locations. */
class InventorySettingsTest extends InventoryBench {
    private static final ReconcileSettings FREE = ReconcileSettings.standard().withLimits(ChangeLimits.none());
    private static final WarehouseCode ANOTHER = new WarehouseCode("CPT-1");

    /** What a first sync of a full warehouse into an empty ledger is held back by. */
    private List<String> heldBackBy(UnaryOperator<ProxyWarehouseModule.Builder> settings) {
        warehouse.replaceStock(IntStream.range(0, 25)
                .mapToObj(i -> new RemoteBatch("P-1", QUALIFIED, 40 + i, 1, null, "", INBOUND.plusSeconds(i)))
                .toList());
        House at = house(stock().managedLocations(WAREHOUSE).build(), settings);
        SyncTask task = sync(at);
        List<String> gates = at.module.waitingPlan(task.id()).stream()
                .flatMap(plan -> plan.tripped().stream())
                .map(Gate::name)
                .toList();
        assertThat(task.status()).isEqualTo(gates.isEmpty() ? TaskStatus.SUCCESS : TaskStatus.MANUAL);
        at.close();
        house = null;
        return gates;
    }

    @Test
    void limitsOfALocationWinOverThoseOfItsWarehouseAndThoseOverThoseOfAll() {
        assertThat(heldBackBy(builder -> builder)).containsExactly("MASS_CHANGE");
        assertThat(heldBackBy(builder -> builder.reconcile(FREE))).isEmpty();
        assertThat(heldBackBy(builder -> builder.reconcile(FREE).reconcile(ANOTHER, ReconcileSettings.standard())))
                .isEmpty();
        assertThat(heldBackBy(builder -> builder.reconcile(FREE).reconcile(WAREHOUSE, ReconcileSettings.standard())))
                .containsExactly("MASS_CHANGE");
        assertThat(heldBackBy(builder -> builder.reconcile(WAREHOUSE, FREE))).isEmpty();
        assertThat(heldBackBy(
                        builder -> builder.reconcile(WAREHOUSE, FREE.withLimits(QUALIFIED, ChangeLimits.standard()))))
                .containsExactly("MASS_CHANGE");
        assertThat(heldBackBy(
                        builder -> builder.reconcile(WAREHOUSE, FREE.withLimits(DEFECTIVE, ChangeLimits.standard()))))
                .isEmpty();
    }

    @Test
    void snapshotsAreForgottenByAgeAndTheNewestComparedOneStays() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"));
        House at = house(
                stock().managedLocations(WAREHOUSE)
                        .batch(batch("W-1", QUALIFIED, "IC1"), 5)
                        .build(),
                builder -> builder.snapshotRetention(new SnapshotRetention(Duration.ofDays(3), Long.MAX_VALUE)));
        TaskId old = sync(at).id();
        clock.advance(Duration.ofDays(2));
        TaskId newer = sync(at).id();
        clock.advance(Duration.ofDays(1).plusHours(1));
        transport.onReads(refused(), refused());
        at.gwms.step();

        assertThat(at.snapshots.latest(old)).isEmpty();
        assertThat(at.snapshots.latest(newer)).isPresent();
    }

    @Test
    void snapshotsAreForgottenWhenTheyGrowTooLarge() {
        warehouse.put(there("P-1", QUALIFIED, 5, 0, "IC1"));
        House at = house(
                stock().managedLocations(WAREHOUSE)
                        .batch(batch("W-1", QUALIFIED, "IC1"), 5)
                        .build(),
                builder -> builder.snapshotRetention(new SnapshotRetention(Duration.ofDays(90), 1)));
        TaskId old = sync(at).id();
        clock.advance(Duration.ofDays(3));
        TaskId newer = sync(at).id();

        clock.advance(Duration.ofHours(2));
        at.gwms.step();

        assertThat(at.snapshots.latest(old)).isEmpty();
        assertThat(at.snapshots.latest(newer)).as("one of the last two days").isPresent();
    }

    @Test
    void aSlotIsAsLongAsSaid() {
        House at = house(
                stock().managedLocations(WAREHOUSE).build(), builder -> builder.inventoryEvery(Duration.ofHours(3)));
        Set<Instant> begun = new TreeSet<>();
        for (int minute = 0; minute < 24 * 60; minute += 10) {
            at.gwms.step();
            at.state.tasks().list(TaskQuery.newest(500).withType(TaskType.INVENTORY_SYNC)).stream()
                    .map(SyncTask::createdAt)
                    .forEach(begun::add);
            clock.advance(Duration.ofMinutes(10));
        }

        assertThat(begun).hasSizeBetween(8, 9);
        assertThatThrownBy(() -> ProxyWarehouseModule.builder().inventoryEvery(Duration.ofSeconds(59)))
                .hasMessageContaining("inventoryEvery", "a minute or longer");
    }

    @Test
    void aLocationNobodyDeclaredIsToldAndNothingIsWritten() {
        warehouse.put(there("P-1", QUALIFIED, 9, 0, "IC1"), there("P-2", DEFECTIVE, 2, 0, ""));
        House at = house(
                InMemoryStockLedger.builder()
                        .managedLocation(WAREHOUSE, QUALIFIED, "VIRTUAL")
                        .batch(batch("W-1", QUALIFIED, "IC1"), 8)
                        .elsewhere("SHELF-A", 77)
                        .build(),
                builder -> builder);

        SyncTask task = sync(at);

        assertThat(task.status()).as(task.summary() + lines(at, task)).isEqualTo(TaskStatus.MANUAL);
        assertThat(task.manualReason()).isEqualTo(new ManualReason("NO_MANAGED_LOCATION"));
        assertThat(task.error()).contains("no managed location", "[DEFECTIVE]", "stock ledger");
        assertThat(lines(at, task)).extracting(ReconcileLine::result).contains("NO_MANAGED_LOCATION");
        assertThat(at.stock.quantity(batch("W-2", DEFECTIVE, ""))).isZero();
        assertThat(at.stock.elsewhereTotal()).isEqualTo(77);
        assertThat(at.stock.quantity(batch("W-1", QUALIFIED, "IC1")))
                .as("the other location is corrected all the same")
                .isEqualTo(9);
        int rounds = task.rounds();
        at.work(Duration.ofMinutes(30));
        assertThat(at.state.tasks().find(task.id()).orElseThrow().rounds())
                .as("it is not taken up again by itself, since a ledger does not tell what it has declared")
                .isEqualTo(rounds);
    }

    private static Fault refused() {
        return Fault.notSent();
    }
}
