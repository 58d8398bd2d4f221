package io.gwms.proxy.task;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.ProxyRoute;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.task.Tasks;
import java.util.List;
import java.util.Optional;

/**
 * Takes up tasks that wait for a person because a mapping of warehouse, channel or SKU is missing, as soon as all they
 * name is there. It looks at the routes only; a task that still lacks something stays as it is.
 */
final class Remapping {
    private static final int PAGE = 500;

    private final Desk desk;
    private final Consignments consignments;
    private final Tasks tasks;

    Remapping(Desk desk, Consignments consignments, Tasks tasks) {
        this.desk = desk;
        this.consignments = consignments;
        this.tasks = tasks;
    }

    /** Takes up what can go on; gives how many. */
    int takeUp() {
        return takeUp(ManualReason.MAPPING) + takeUp(ManualReason.REMOTE_DONE_LOCAL_FAILED);
    }

    private int takeUp(ManualReason reason) {
        int taken = 0;
        TaskQuery page = TaskQuery.newest(PAGE).withStatus(TaskStatus.MANUAL).withManualReason(reason);
        for (List<SyncTask> waiting = tasks.list(page); !waiting.isEmpty(); waiting = tasks.list(page)) {
            for (SyncTask task : waiting) {
                if (canGoOn(task) && tasks.syncNow(task.id()).isSubmitted()) {
                    taken++;
                }
            }
            page = page.after(waiting.get(waiting.size() - 1).id());
        }
        return taken;
    }

    private boolean canGoOn(SyncTask task) {
        return task.type().equals(TaskType.INVENTORY_SYNC)
                ? route(SyncInventory.warehouse(task)).isPresent()
                : consignments
                        .find(task.businessType(), task.businessNo())
                        .filter(order -> canGoOn(task, order))
                        .isPresent();
    }

    /** The route of that warehouse, where it can be gone. */
    private Optional<ProxyRoute> route(WarehouseCode warehouse) {
        return desk.routes
                .route(warehouse)
                .filter(route -> desk.connector(route.system()).isPresent());
    }

    private boolean canGoOn(SyncTask task, Consignment order) {
        Optional<ProxyRoute> route = route(order.warehouse());
        if (route.isEmpty()) {
            return false;
        }
        if (order.stage() == Consignment.Stage.NEW) {
            return ManualReason.MAPPING.equals(task.manualReason())
                    && order.ordered(route.get()).problem().isEmpty();
        }
        return Needs.areIn(task.checkpoint())
                ? Needs.of(task.checkpoint()).areMet(route.get(), desk.routes)
                : ManualReason.MAPPING.equals(task.manualReason());
    }
}
