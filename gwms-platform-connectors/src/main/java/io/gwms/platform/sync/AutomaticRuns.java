package io.gwms.platform.sync;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncTrigger;
import io.gwms.platform.PlatformConnector;
import io.gwms.state.StateRepository;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for the newest orders of every store once in each slot of time, beginning as soon as a store is seen authorized,
 * for the first time or again. Harmless on several nodes: the slot's task is looked for first, and two
 * that are added at the same moment are one. A store that cannot be asked is named in the log once for
 * each reason, and in the health line for as long as it is so; one that is switched off is not.
 */
final class AutomaticRuns {
    private static final Logger LOG = LoggerFactory.getLogger(AutomaticRuns.class);
    private static final int NAMED = 20;

    private final StateRepository state;
    private final StoreSessions sessions;
    private final OrderSync sync;
    private final Duration interval;
    private final Map<String, Instant> done = new ConcurrentHashMap<>();
    private final Map<StoreId, Instant> lastSkipped = new ConcurrentHashMap<>();
    private final Map<StoreId, String> skipped = new ConcurrentSkipListMap<>(Comparator.comparing(StoreId::value));

    AutomaticRuns(StateRepository state, StoreSessions sessions, OrderSync sync, Duration interval) {
        this.state = state;
        this.sessions = sessions;
        this.sync = sync;
        this.interval = interval;
    }

    void submitDue(Instant now) {
        long each = interval.toMillis();
        Instant slot = Instant.ofEpochMilli(Math.floorDiv(now.toEpochMilli(), each) * each);
        List<Store> wanted = state.stores().all().stream()
                .filter(store -> store.enabled() && store.fetchOrders())
                .toList();
        skipped.keySet().retainAll(wanted.stream().map(Store::id).toList());
        for (Store store : wanted) {
            Optional<PlatformConnector> connector = sessions.connector(store);
            Optional<String> obstacle = connector.isEmpty()
                    ? Optional.of("the store " + store.id() + " is on " + store.platform()
                            + ", for which no connector is installed")
                    : sessions.obstacle(store);
            if (obstacle.isPresent()) {
                skip(store.id(), obstacle.get(), now);
                continue;
            }
            skipped.remove(store.id());
            Instant back = lastSkipped.remove(store.id());
            Instant since = back != null && back.isAfter(slot) ? back : slot;
            for (OrderKind kind : connector.orElseThrow().capabilities().kinds()) {
                submitDue(store, kind, since);
            }
        }
    }

    private void skip(StoreId store, String why, Instant now) {
        lastSkipped.put(store, now);
        if (!why.equals(skipped.put(store, why))) {
            LOG.atWarn()
                    .addArgument(why)
                    .log("Orders are not pulled automatically: {}; this goes on by itself once that is put right");
        }
    }

    /** Which stores are skipped and why, as one line. */
    String health() {
        List<String> reasons = List.copyOf(skipped.values());
        if (reasons.isEmpty()) {
            return "no store is skipped";
        }
        return "stores skipped: " + reasons.size() + ": "
                + String.join("; ", reasons.subList(0, Math.min(NAMED, reasons.size())))
                + (reasons.size() > NAMED ? "; and " + (reasons.size() - NAMED) + " more" : "");
    }

    /** Sees to a run that was asked for at {@code since} or later: the beginning of the slot, or when it was skipped last. */
    private void submitDue(Store store, OrderKind kind, Instant since) {
        String name = store.id() + "/" + kind;
        Instant seen = done.get(name);
        if (seen != null && !seen.isBefore(since)) {
            return;
        }
        boolean has = sync.tasks(store.id()).stream()
                .filter(task -> isAutomatic(task, kind))
                .anyMatch(task -> !task.createdAt().isBefore(since) || isUnderWay(task));
        if (!has) {
            SyncRequest request = SyncRequest.immediate(store.id()).automatic();
            sync.queue(List.of(SyncJob.of(kind == OrderKind.B2B ? request.purchaseOrders() : request, store.id())));
        }
        done.put(name, since);
    }

    private static boolean isAutomatic(SyncTask task, OrderKind kind) {
        SyncJob job = SyncJob.parse(task.payload());
        return job.trigger() == SyncTrigger.AUTOMATIC && job.kind() == kind;
    }

    private static boolean isUnderWay(SyncTask task) {
        return task.status().isLive() && task.status() != TaskStatus.MANUAL;
    }
}
