package io.gwms.proxy.task;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.Routes;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Makes inventory tasks: one on demand, and one for each route in each slot of time. Slots of different warehouses
 * begin at different times, so that they do not all ask at once. Harmless on several nodes: a slot has one task,
 * whoever adds it.
 */
final class InventorySlots {
    private static final int TASKS_LOOKED_AT = 500;
    /** The golden ratio: codes that differ in their last digit, whose hashes are neighbours, come far apart. */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final StateRepository state;
    private final Routes routes;
    private final long slotMillis;
    private final Map<WarehouseCode, String> opened = new ConcurrentHashMap<>();

    InventorySlots(StateRepository state, Routes routes, Duration slot) {
        this.state = state;
        this.routes = routes;
        this.slotMillis = slot.toMillis();
    }

    /** Adds the tasks of slots that have begun; says how many. */
    int open(Instant now) {
        int added = 0;
        for (ProxyRoute route : routes.all()) {
            WarehouseCode warehouse = route.warehouse();
            long phase = Math.floorMod((warehouse.value().hashCode() * SPREAD) >>> 16, slotMillis);
            long slot = Math.floorDiv(now.toEpochMilli() - phase, slotMillis);
            String key = "slot:" + warehouse + ":" + slot;
            if (key.equals(opened.get(warehouse))) {
                continue;
            }
            Instant begins = Instant.ofEpochMilli(slot * slotMillis + phase);
            boolean known = exists(warehouse, key, begins);
            if (!known) {
                boolean committed = state.commit(List.of(new Change.AddTask(task(route, key, now))))
                        .isCommitted();
                added += committed ? 1 : 0;
                known = committed;
            }
            if (known) {
                opened.put(warehouse, key);
            }
        }
        return added;
    }

    /** The task of a demand: a new one, or the one that waits already. */
    static NewTask onDemand(StateRepository state, ProxyRoute route, Instant now) {
        return task(route, freeKey(state, "demand:" + route.warehouse()), now);
    }

    /** A task that runs, or that waits for a person, does not stand in the way of a new one. */
    private static String freeKey(StateRepository state, String key) {
        Optional<SyncTask> live = state.tasks().findLive(TaskType.INVENTORY_SYNC, key);
        boolean waits = live.isEmpty()
                || live.get().status() == TaskStatus.PENDING
                || live.get().status() == TaskStatus.WAITING;
        return waits ? key : freeKey(state, "demand-after:" + live.get().id());
    }

    private static NewTask task(ProxyRoute route, String key, Instant now) {
        return NewTask.of(
                        TaskType.INVENTORY_SYNC,
                        key,
                        BusinessType.INVENTORY,
                        route.warehouse().value(),
                        now)
                .route(route.taskRoute());
    }

    private boolean exists(WarehouseCode warehouse, String key, Instant begins) {
        TaskQuery query = TaskQuery.newest(TASKS_LOOKED_AT)
                .withType(TaskType.INVENTORY_SYNC)
                .withWarehouse(warehouse)
                .createdBetween(begins, null);
        return state.tasks().list(query).stream().anyMatch(task -> task.key().equals(key));
    }
}
