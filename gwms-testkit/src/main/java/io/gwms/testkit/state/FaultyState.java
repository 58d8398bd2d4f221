package io.gwms.testkit.state;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.jdbc.Database;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.MappingReads;
import io.gwms.state.OrderReads;
import io.gwms.state.OrderSyncReads;
import io.gwms.state.SqlWork;
import io.gwms.state.StateRepository;
import io.gwms.state.TaskQueue;
import io.gwms.state.TaskReads;
import io.gwms.state.WarehouseOrderReads;
import io.gwms.store.StoreRegistry;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * A state that a test stands in the way of: each commit goes through a function that may refuse it, answer in its place,
 * do something before or after, or die. All the rest is the state's own. Shared by threads, as far as the function is.
 */
public final class FaultyState implements StateRepository {
    /** Stands in the way of a commit. */
    @FunctionalInterface
    public interface Fault {
        /**
         * Answers a commit.
         *
         * @param changes what is to be committed
         * @param commit the state's own commit
         */
        CommitResult commit(List<Change> changes, Function<List<Change>, CommitResult> commit);
    }

    private final StateRepository state;
    private final Fault fault;
    private final Runnable beforeQueue;

    private FaultyState(StateRepository state, Fault fault, Runnable beforeQueue) {
        this.state = state;
        this.fault = fault;
        this.beforeQueue = beforeQueue;
    }

    /** That state, its commits by way of {@code fault}. */
    public static FaultyState of(StateRepository state, Fault fault) {
        return new FaultyState(requireNonNull(state, "state"), requireNonNull(fault, "fault"), () -> {});
    }

    /** The same; {@code before} runs before each use of the task queue and may throw. */
    public FaultyState beforeQueue(Runnable before) {
        return new FaultyState(state, fault, requireNonNull(before, "before"));
    }

    /** What a database that cannot be reached throws. */
    public static RuntimeException outage() {
        DataSource nowhere = (DataSource) Proxy.newProxyInstance(
                FaultyState.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, arguments) -> {
                    return switch (method.getName()) {
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "equals" -> arguments != null && proxy == arguments[0];
                        default -> throw new SQLException("nobody is there", "08001");
                    };
                });
        try {
            Database.over(nowhere).close();
        } catch (RuntimeException e) {
            return e;
        }
        throw new AssertionError("a database that is not there was opened");
    }

    @Override
    public CommitResult commit(List<Change> changes) {
        return fault.commit(changes, state::commit);
    }

    @Override
    public CommitResult commit(List<Change> changes, SqlWork own) {
        return fault.commit(changes, list -> state.commit(list, own));
    }

    @Override
    public StateRepository joined(Connection connection) {
        return state.joined(connection);
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
        beforeQueue.run();
        return state.queue();
    }

    @Override
    public StoreRegistry stores() {
        return state.stores();
    }
}
