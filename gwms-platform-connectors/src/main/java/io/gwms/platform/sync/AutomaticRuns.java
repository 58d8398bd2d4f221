package io.gwms.platform.sync;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncTrigger;
import io.gwms.platform.PlatformConnector;
import io.gwms.state.StateRepository;
import io.gwms.store.Store;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks for the newest orders of every store once in each slot of time, beginning with the slot in which a
 * store is first seen authorized. Harmless on several nodes: the slot's task is looked for first, and two
 * that are added at the same moment are one.
 */
final class AutomaticRuns {
    private final StateRepository state;
    private final StoreSessions sessions;
    private final OrderSync sync;
    private final Duration interval;
    private final Map<String, Instant> done = new ConcurrentHashMap<>();

    AutomaticRuns(StateRepository state, StoreSessions sessions, OrderSync sync, Duration interval) {
        this.state = state;
        this.sessions = sessions;
        this.sync = sync;
        this.interval = interval;
    }

    void submitDue(Instant now) {
        long each = interval.toMillis();
        Instant slot = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), each) * each);
        for (Store store : state.stores().all()) {
            Optional<PlatformConnector> connector = sessions.connector(store);
            if (connector.isEmpty()
                    || !store.fetchOrders()
                    || sessions.whyNot(store).isPresent()) {
                continue;
            }
            for (OrderKind kind : connector.get().capabilities().kinds()) {
                submitDue(store, kind, slot);
            }
        }
    }

    private void submitDue(Store store, OrderKind kind, Instant slot) {
        String name = store.id() + "/" + kind;
        if (slot.equals(done.get(name))) {
            return;
        }
        boolean has = sync.tasks(store.id()).stream()
                .filter(task -> isAutomatic(task, kind))
                .anyMatch(task -> !task.createdAt().isBefore(slot) || isUnderWay(task));
        if (!has) {
            SyncRequest request = SyncRequest.immediate(store.id()).automatic();
            sync.queue(kind == OrderKind.B2B ? request.purchaseOrders() : request);
        }
        done.put(name, slot);
    }

    private static boolean isAutomatic(SyncTask task, OrderKind kind) {
        SyncJob job = SyncJob.parse(task.payload());
        return job.trigger() == SyncTrigger.AUTOMATIC && job.kind() == kind;
    }

    private static boolean isUnderWay(SyncTask task) {
        return task.status().isLive() && task.status() != TaskStatus.MANUAL;
    }
}
