package io.gwms.platform.sync;

import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.store.Store;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Adds a task for every store once in each slot of time, spread over the slot so that not all stores are asked at once.
 * Harmless on several nodes: the slot's task is looked for first, and two that are added at the same moment are one.
 */
final class StoreSlots {
    private static final int LOOKED_AT = 10;

    private final StateRepository state;
    private final StoreSessions sessions;
    private final TaskType type;
    private final Duration every;
    private final Function<Store, List<String>> payloads;
    private final Map<String, Instant> done = new ConcurrentHashMap<>();

    /** @param payloads what is to be done for a store, a task for each; none for a store that needs none */
    StoreSlots(
            StateRepository state,
            StoreSessions sessions,
            TaskType type,
            Duration every,
            Function<Store, List<String>> payloads) {
        this.state = state;
        this.sessions = sessions;
        this.type = type;
        this.every = every;
        this.payloads = payloads;
    }

    void submitDue(Instant now) {
        for (Store store : state.stores().all()) {
            if (store.enabled() && store.fetchOrders()) {
                Instant slot = slot(store, now);
                for (String payload : payloads.apply(store)) {
                    submitDue(store, payload, slot, now);
                }
            }
        }
    }

    private Instant slot(Store store, Instant now) {
        long each = every.toMillis();
        long offset = Math.floorMod(store.id().value().hashCode(), each);
        return Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli() - offset, each) * each + offset);
    }

    private void submitDue(Store store, String payload, Instant slot, Instant now) {
        NewTask task = task(type, store, payload, now);
        if (slot.equals(done.get(task.key())) || sessions.obstacle(store).isPresent()) {
            return;
        }
        TaskQuery newest = TaskQuery.newest(LOOKED_AT)
                .withType(type)
                .withBusinessNo(store.id().value());
        boolean has = state.tasks().list(newest).stream()
                .filter(known -> known.payload().equals(payload))
                .anyMatch(known -> isOf(known, slot));
        if (!has) {
            state.commit(List.of(new Change.AddTask(task)));
        }
        done.put(task.key(), slot);
    }

    private static boolean isOf(SyncTask task, Instant slot) {
        return task.status().isLive() || !task.createdAt().isBefore(slot);
    }

    /** The one live task of that type for a store and payload. */
    static NewTask task(TaskType type, Store store, String payload, Instant now) {
        String key = type + ":" + store.id() + (payload.isEmpty() ? "" : ":" + payload);
        return NewTask.of(type, key, BusinessType.STORE, store.id().value(), now)
                .payload(payload);
    }
}
