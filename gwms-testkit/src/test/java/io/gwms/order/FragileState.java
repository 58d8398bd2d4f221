package io.gwms.order;

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

/**
 * A state whose process dies around its next commit when it is told to: before it, or after it with the answer lost; or
 * that somebody else is faster in.
 */
final class FragileState implements StateRepository {
    /** Where the process dies. */
    enum Death {
        NEVER,
        BEFORE,
        AFTER
    }

    /** The process is gone. */
    static final class Died extends RuntimeException {
        private static final long serialVersionUID = 1;

        Died() {
            super("the process died");
        }
    }

    private final StateRepository inner;
    private Death next = Death.NEVER;
    private Runnable faster = () -> {};

    FragileState(StateRepository inner) {
        this.inner = inner;
    }

    void dies(Death when) {
        next = when;
    }

    /** Somebody does that just before the next commit that changes an order. */
    void faster(Runnable change) {
        faster = change;
    }

    @Override
    public CommitResult commit(List<Change> changes) {
        if (changes.stream().anyMatch(Change.SaveOrder.class::isInstance)) {
            Runnable before = faster;
            faster = () -> {};
            before.run();
        }
        Death now = next;
        next = Death.NEVER;
        if (now == Death.BEFORE) {
            throw new Died();
        }
        CommitResult result = inner.commit(changes);
        if (now == Death.AFTER) {
            throw new Died();
        }
        return result;
    }

    @Override
    public OrderReads orders() {
        return inner.orders();
    }

    @Override
    public WarehouseOrderReads warehouseOrders() {
        return inner.warehouseOrders();
    }

    @Override
    public MappingReads mappings() {
        return inner.mappings();
    }

    @Override
    public OrderSyncReads orderSync() {
        return inner.orderSync();
    }

    @Override
    public TaskReads tasks() {
        return inner.tasks();
    }

    @Override
    public TaskQueue queue() {
        return inner.queue();
    }

    @Override
    public StoreRegistry stores() {
        return inner.stores();
    }
}
