package io.gwms.testkit.state;

import io.gwms.internal.StoredForm;
import io.gwms.internal.TextOrder;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.MappingReads;
import io.gwms.state.OrderReads;
import io.gwms.state.OrderSyncReads;
import io.gwms.state.StateRepository;
import io.gwms.state.TaskQueue;
import io.gwms.state.TaskReads;
import io.gwms.state.WarehouseOrderReads;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.store.StoreRegistry;
import io.gwms.task.TaskId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The state of a runtime in memory: the same contract as the databases, without durability. Shared by threads; a commit
 * holds one lock.
 */
public final class InMemoryState implements StateRepository {
    private final Tables tables = new Tables();
    private final StoreRegistry stores = new Stores();
    private final OrderReads orders = new InMemoryOrders(tables);
    private final WarehouseOrderReads warehouseOrders = new InMemoryWarehouseOrders(tables);
    private final InMemoryMappings mappings = new InMemoryMappings(tables);
    private final InMemoryTaskReads tasks = new InMemoryTaskReads(tables);
    private final InMemoryTasks queue = new InMemoryTasks(tables);

    private InMemoryState() {}

    /** A state that holds nothing yet. */
    public static InMemoryState empty() {
        return new InMemoryState();
    }

    @Override
    public CommitResult commit(List<Change> changes) {
        List<Change> stored = changes.stream().map(StoredForm::of).toList();
        synchronized (tables) {
            Undo undo = new Undo();
            Writes writes = new Writes(tables, undo);
            List<TaskId> added = new ArrayList<>();
            try {
                for (int i = 0; i < stored.size(); i++) {
                    Optional<CommitResult.Conflict> conflict = writes.apply(i, stored.get(i), added);
                    if (conflict.isPresent()) {
                        undo.all();
                        return conflict.get();
                    }
                }
                return new CommitResult.Committed(added);
            } catch (RuntimeException | Error e) {
                undo.all();
                throw e;
            }
        }
    }

    @Override
    public OrderReads orders() {
        return orders;
    }

    @Override
    public WarehouseOrderReads warehouseOrders() {
        return warehouseOrders;
    }

    @Override
    public MappingReads mappings() {
        return mappings;
    }

    @Override
    public OrderSyncReads orderSync() {
        return mappings;
    }

    @Override
    public TaskReads tasks() {
        return tasks;
    }

    @Override
    public TaskQueue queue() {
        return queue;
    }

    @Override
    public StoreRegistry stores() {
        return stores;
    }

    private final class Stores implements StoreRegistry {
        @Override
        public Optional<Store> find(StoreId id) {
            synchronized (tables) {
                return Optional.ofNullable(tables.stores.get(id));
            }
        }

        @Override
        public List<Store> all() {
            synchronized (tables) {
                return tables.stores.values().stream()
                        .sorted(Comparator.comparing(store -> store.id().value(), TextOrder.CODE_POINTS))
                        .toList();
            }
        }

        @Override
        public void save(Store store) {
            Store stored = StoredForm.of(store);
            synchronized (tables) {
                tables.stores.merge(stored.id(), stored, (known, now) -> now.inPlaceOf(known));
            }
        }
    }
}
