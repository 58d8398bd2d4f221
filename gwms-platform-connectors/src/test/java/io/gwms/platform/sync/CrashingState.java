package io.gwms.platform.sync;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.MappingReads;
import io.gwms.state.OrderReads;
import io.gwms.state.OrderSyncReads;
import io.gwms.state.StateRepository;
import io.gwms.state.TaskQueue;
import io.gwms.state.TaskReads;
import io.gwms.state.WarehouseOrderReads;
import io.gwms.store.StoreRegistry;
import java.util.List;

/** A state whose caller dies right after the n-th commit of orders, before it learns of it. */
final class CrashingState implements StateRepository {
    private final StateRepository state;
    private int left;

    CrashingState(StateRepository state, int afterCommits) {
        this.state = state;
        this.left = afterCommits;
    }

    static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public CommitResult commit(List<Change> changes) {
        CommitResult result = state.commit(changes);
        if (changes.stream().anyMatch(Change.SaveOrder.class::isInstance) && --left == 0) {
            throw new Death();
        }
        return result;
    }

    @Override
    public OrderReads orders() {
        return state.orders();
    }

    @Override
    public WarehouseOrderReads warehouseOrders() {
        return state.warehouseOrders();
    }

    @Override
    public MappingReads mappings() {
        return state.mappings();
    }

    @Override
    public OrderSyncReads orderSync() {
        return state.orderSync();
    }

    @Override
    public TaskReads tasks() {
        return state.tasks();
    }

    @Override
    public TaskQueue queue() {
        return state.queue();
    }

    @Override
    public StoreRegistry stores() {
        return state.stores();
    }
}
