package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;

import io.gwms.ModuleSetup;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what stores show as sellable in line with the stock: available pieces less reserved ones, by the
 * {@link StockPolicy} of each store. A change of the ledger is pushed {@value #DEBOUNCE_SECONDS} seconds later, with
 * whatever else has changed by then; everything is looked at once a day, and when the runtime starts. Each SKU of a
 * store has one sync task of type {@code STOCK_PUSH}, which shows what it does. Get it from
 * {@link PlatformModule#stockPush()}.
 *
 * <p><b>Threads:</b> shared. No method makes a call to a platform.
 */
public final class StockPush {
    private static final Logger LOG = LoggerFactory.getLogger(StockPush.class);
    private static final int DEBOUNCE_SECONDS = 60;
    private static final Duration DEBOUNCE = Duration.ofSeconds(DEBOUNCE_SECONDS);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final int MOST_AT_ONCE = 200;

    private final ModuleSetup setup;
    private final StockLevels levels;
    private final Set<WarehouseSku> changed = ConcurrentHashMap.newKeySet();
    private Map<WarehouseSku, Set<StockRef>> users = Map.of();
    private final Set<StockRef> seen = new HashSet<>();
    private final Set<StoreId> withoutPolicy = new HashSet<>();
    private volatile int known;
    private @Nullable Instant looked;

    StockPush(ModuleSetup setup, StockLevels levels) {
        this.setup = setup;
        this.levels = levels;
    }

    /**
     * Says that the available pieces of a warehouse SKU have changed. A ledger that tells of its changes itself
     * ({@link io.gwms.stock.StockLedger#onChange}) makes this needless. Returns at once.
     */
    public void changed(WarehouseSku sku) {
        requireNonNull(sku, "sku");
        changed.add(sku);
    }

    /** Does what is due: harmless on several nodes, for each SKU has one live task at most. */
    synchronized void look(Instant now) {
        if (looked == null || !now.isBefore(looked.plus(LOOK_EVERY))) {
            lookAtMappings(now);
            looked = now;
        }
        List<WarehouseSku> taken = List.copyOf(changed);
        taken.forEach(changed::remove);
        try {
            Set<StockRef> due = new HashSet<>();
            taken.forEach(sku -> due.addAll(users.getOrDefault(sku, Set.of())));
            due.forEach(ref -> hurry(ref, now.plus(DEBOUNCE)));
            if (!due.isEmpty()) {
                setup.wakeTasks();
            }
        } catch (RuntimeException e) {
            changed.addAll(taken);
            throw e;
        }
    }

    /** How much is pushed, as one line. */
    String health() {
        return "SKUs of stores that are told of stock: " + known;
    }

    /** A task for each mapped SKU; one that this process sees first is looked at, for stock may have changed meanwhile. */
    private void lookAtMappings(Instant now) {
        Map<WarehouseSku, Set<StockRef>> found = new HashMap<>();
        Set<StockRef> all = new HashSet<>();
        for (Store store : setup.state().stores().all()) {
            if (!isPushedTo(store)) {
                continue;
            }
            for (SkuMapping mapping : setup.state().mappings().list(store.id())) {
                StockRef ref = new StockRef(store.id(), mapping.platformSku());
                all.add(ref);
                for (SkuPieces part : mapping.goods()) {
                    found.computeIfAbsent(part.sku(), sku -> new HashSet<>()).add(ref);
                }
            }
        }
        users = found;
        known = all.size();
        seen.retainAll(all);
        List<StockRef> fresh = all.stream().filter(ref -> !seen.contains(ref)).toList();
        if (!fresh.isEmpty()) {
            begin(fresh, now);
            seen.addAll(fresh);
            setup.wakeTasks();
        }
    }

    /** A policy of the host's that fails for one store stops the stock of no other. */
    private boolean isPushedTo(Store store) {
        try {
            boolean isPushed = levels.policy(store).isPresent();
            withoutPolicy.remove(store.id());
            return isPushed;
        } catch (RuntimeException e) {
            if (withoutPolicy.add(store.id())) {
                LOG.atError()
                        .setCause(setup.redactor().forLog(e))
                        .addKeyValue("store", store.id())
                        .log("The stock policy threw, so no stock is pushed to this store until it answers again");
            }
            return false;
        }
    }

    private void begin(List<StockRef> fresh, Instant now) {
        Map<String, SyncTask> live = live();
        for (int from = 0; from < fresh.size(); from += MOST_AT_ONCE) {
            List<StockRef> some = fresh.subList(from, Math.min(from + MOST_AT_ONCE, fresh.size()));
            List<Change> changes = new ArrayList<>();
            for (StockRef ref : some) {
                SyncTask task = live.get(ref.key());
                if (task == null) {
                    changes.add(new Change.AddTask(ref.task(now)));
                } else {
                    task.dueBy(now)
                            .ifPresent(sooner -> changes.add(new Change.UpdateTask(sooner, task.runToken(), null)));
                }
            }
            if (!changes.isEmpty() && !setup.state().commit(changes).isCommitted()) {
                // One of them has moved meanwhile: each for itself.
                some.forEach(ref -> setup.state().commit(List.of(new Change.AddTask(ref.task(now)))));
                some.forEach(ref -> hurry(ref, now));
            }
        }
    }

    private Map<String, SyncTask> live() {
        Map<String, SyncTask> live = new HashMap<>();
        TaskQuery page = TaskQuery.newest(MOST_AT_ONCE)
                .withType(TaskType.STOCK_PUSH)
                .withStatus(TaskStatus.PENDING, TaskStatus.WAITING, TaskStatus.RUNNING, TaskStatus.MANUAL);
        for (List<SyncTask> tasks = list(page); !tasks.isEmpty(); tasks = list(page)) {
            tasks.forEach(task -> live.put(task.key(), task));
            page = page.after(tasks.get(tasks.size() - 1).id());
        }
        return live;
    }

    private List<SyncTask> list(TaskQuery query) {
        return setup.state().tasks().list(query);
    }

    private void hurry(StockRef ref, Instant at) {
        boolean again = true;
        while (again) {
            Optional<SyncTask> live = setup.state().tasks().findLive(TaskType.STOCK_PUSH, ref.key());
            Optional<SyncTask> sooner = live.flatMap(task -> task.dueBy(at));
            again = sooner.isPresent()
                    && !setup.state()
                            .commit(List.of(new Change.UpdateTask(
                                    sooner.get(), live.get().runToken(), null)))
                            .isCommitted();
        }
    }
}
