package io.gwms.proxy.task;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.proxy.ProxyRoute;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskReminder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Reminds of stock at proxy warehouses whose SKUs stand for none here, by the newest inventory that was compared. Shared. */
final class UnmappedReminders {
    private static final String NAME = "unmapped-sku";
    private static final int NAMED = 5;

    private final Desk desk;

    UnmappedReminders(Desk desk) {
        this.desk = desk;
    }

    /** A reminder for each warehouse whose newest comparison a filter shows. */
    List<TaskReminder> of(TaskQuery filter) {
        TaskQuery anyStatus = filter.withStatus();
        List<TaskReminder> reminders = new ArrayList<>();
        for (ProxyRoute route : desk.routes.all()) {
            newest(route).filter(anyStatus::shows).ifPresent(task -> {
                var pieces = new TreeMap<>(UnmappedStock.in(task.checkpoint()).pieces());
                pieces.keySet()
                        .removeIf(name -> desk.routes.localSku(route, name).isPresent());
                if (!pieces.isEmpty()) {
                    reminders.add(reminder(route, new UnmappedStock(pieces), anyStatus, task));
                }
            });
        }
        return reminders;
    }

    private Optional<SyncTask> newest(ProxyRoute route) {
        return desk.setup
                .snapshots()
                .newestCompared(route.warehouse(), "")
                .map(InventorySnapshot::task)
                .flatMap(desk.setup.state().tasks()::find);
    }

    private static TaskReminder reminder(ProxyRoute route, UnmappedStock stock, TaskQuery filter, SyncTask task) {
        return new TaskReminder(
                NAME,
                stock.pieces().size() + " SKUs hold stock in " + route.system() + " warehouse " + route.proxyWarehouse()
                        + " and stand for none of " + route.warehouse() + ", among them " + stock.words(NAMED)
                        + "; map them",
                "any such SKU in the newest inventory that was compared",
                filter.createdBetween(task.createdAt(), task.createdAt().plusMillis(1))
                        .withType(task.type())
                        .withBusinessNo(task.businessNo()));
    }
}
