package io.gwms.proxy.task;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.reconcile.ReconcileSettings;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.function.Function;

/**
 * INVENTORY_SYNC: reads what the warehouse holds into a snapshot, compares it with the stock here and corrects the two
 * managed locations. A round whose process died after its plan was written down is finished by that plan, so that its
 * lines still tell what was corrected and why; one that died before is done again with a snapshot of its own.
 */
final class SyncInventory implements TaskHandler {
    private static final ManualReason NO_INVENTORY = new ManualReason("NO_INVENTORY");
    /** How long the second of two rounds of one warehouse waits. */
    static final Duration TURN = Duration.ofSeconds(10);

    private static final int TASKS_LOOKED_AT = 100;

    private final Desk desk;
    private final Function<WarehouseCode, ReconcileSettings> settings;

    SyncInventory(Desk desk, Function<WarehouseCode, ReconcileSettings> settings) {
        this.desk = desk;
        this.settings = settings;
    }

    @Override
    public TaskResult run(TaskRun run) {
        if (isAnotherAtWork(run.task())) {
            return TaskResult.againAfter(TURN, "another inventory sync of this warehouse is at work; it goes first");
        }
        WarehouseCode warehouse = warehouse(run.task());
        return desk.at(warehouse, run.task(), CallAction.INVENTORY_FETCH, counter -> {
            Optional<ProxyCapabilities.Inventory> inventory =
                    counter.connector().capabilities().inventory();
            return inventory
                    .map(how -> {
                        try (InventoryRound round =
                                new InventoryRound(desk, run, counter, how, settings.apply(warehouse))) {
                            return round.next();
                        }
                    })
                    .orElseGet(() ->
                            TaskResult.needsHuman(NO_INVENTORY, counter.route().system() + " shows no inventory"));
        });
    }

    /** The warehouse that a task is about. */
    static WarehouseCode warehouse(SyncTask task) {
        return task.warehouseRoute().map(TaskRoute::warehouse).orElseGet(() -> new WarehouseCode(task.businessNo()));
    }

    /** Of two rounds for one warehouse the one that began first goes on; on a tie the older task. */
    private boolean isAnotherAtWork(SyncTask task) {
        Comparator<SyncTask> first = Comparator.comparing(SyncInventory::begun)
                .thenComparing(other -> other.id().value());
        TaskQuery query = TaskQuery.newest(TASKS_LOOKED_AT)
                .withType(TaskType.INVENTORY_SYNC)
                .withStatus(TaskStatus.RUNNING)
                .withBusinessNo(task.businessNo());
        return desk.setup.state().tasks().list(query).stream()
                .filter(other -> !other.id().equals(task.id()))
                .anyMatch(other -> first.compare(other, task) < 0);
    }

    private static Instant begun(SyncTask task) {
        return Optional.ofNullable(task.lastExecutedAt()).orElse(task.createdAt());
    }
}
