package io.gwms.state.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.internal.jdbc.Migrations;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
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
import io.gwms.task.TaskId;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;

/**
 * The state in an SQL database: SQLite, PostgreSQL or MariaDB.
 *
 * <p><b>Threads:</b> shared. On PostgreSQL and MariaDB a commit that lost a deadlock is repeated, at most three times in
 * all; every other failure of the database is thrown as a {@link io.gwms.GwmsException}.
 */
public final class JdbcState implements StateRepository, AutoCloseable {
    private static final Migrations MIGRATIONS = Migrations.of("core", JdbcState.class::getResourceAsStream, "state");
    private static final int TRIES = 3;

    private final Database database;
    private final DueSignals signals;
    private final Repository repository;

    private JdbcState(Database database, boolean wakesNodes) {
        this.database = database;
        this.signals = new DueSignals(database, wakesNodes);
        this.repository = new Repository(database, signals, database.dialect().singleWriter() ? 1 : TRIES);
    }

    /**
     * The state in that database, whose tables are created or brought up to date first.
     *
     * @throws io.gwms.GwmsException if the database cannot be reached, or is not one that may be touched
     */
    public static JdbcState open(DataSource source) {
        return open(source, true);
    }

    /**
     * The same, told whether nodes wake each other.
     *
     * @param wakesNodes whether commits wake other nodes, and theirs wake this one, where the database has the means
     * @throws io.gwms.GwmsException if the database cannot be reached, or is not one that may be touched
     */
    public static JdbcState open(DataSource source, boolean wakesNodes) {
        Database database = Database.over(source);
        try {
            MIGRATIONS.apply(database);
            database.run(tx -> {}); // nothing, but what can only be read is refused now and not by the first command
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
        return new JdbcState(database, wakesNodes);
    }

    /**
     * The state within a transaction of the host's, which the host commits or rolls back: what is committed to the
     * result becomes visible to others, and durable, with it. For that thread and that transaction only. On MariaDB a
     * deadlock undoes the host's own work too: roll back after an exception.
     *
     * @param connection to the same database, not in auto-commit mode; on SQLite its transaction has begun with {@code
     *     BEGIN IMMEDIATE}, and on PostgreSQL it sees what others commit meanwhile ({@code READ COMMITTED}, the default),
     *     if it is to change tasks
     * @throws io.gwms.GwmsException GWMS-1008 if no transaction is open; from a commit that changes a task, GWMS-1013 if
     *     it does not see what others commit
     */
    @Override
    public StateRepository joined(Connection connection) {
        return new Repository(database.joined(connection), signals, 1);
    }

    /**
     * Derives the status of every order from its facts anew, and stores it where it is another one: for an upgrade whose
     * notes ask for it, because its rules give the same facts another status. Nodes may run beside it, and it may be done
     * again after it was cut short. Each order that moves has an entry in its journal.
     *
     * @param now the moment its entries show
     * @return how many orders moved
     */
    public long renewStatuses(Instant now) {
        return new StatusRenewal(database, requireNonNull(now, "now")).renewed();
    }

    @Override
    public CommitResult commit(List<Change> changes) {
        return repository.commit(changes);
    }

    @Override
    public CommitResult commit(List<Change> changes, SqlWork own) {
        return repository.commit(changes, own);
    }

    @Override
    public OrderReads orders() {
        return repository.orders();
    }

    @Override
    public WarehouseOrderReads warehouseOrders() {
        return repository.warehouseOrders();
    }

    @Override
    public MappingReads mappings() {
        return repository.mappings();
    }

    @Override
    public OrderSyncReads orderSync() {
        return repository.orderSync();
    }

    @Override
    public TaskReads tasks() {
        return repository.tasks();
    }

    @Override
    public TaskQueue queue() {
        return repository.queue();
    }

    @Override
    public StoreRegistry stores() {
        return repository.stores();
    }

    private static List<Change> stored(List<Change> changes) {
        return changes.stream().map(JdbcState::storedForm).toList();
    }

    /** What its document writes is stored in that form anyway, and refused if no database can hold it. */
    private static Change storedForm(Change change) {
        return change instanceof Change.SaveOrder ? change : StoredForm.of(change);
    }

    /** Gives back what it holds open: on SQLite the writing connection. */
    @Override
    public void close() {
        database.close();
    }

    /** The state by way of some transactions: the library's own, or one of a host's. */
    private record Repository(Transactions transactions, DueSignals signals, int tries, TaskClaims queue)
            implements StateRepository {
        Repository(Transactions transactions, DueSignals signals, int tries) {
            this(transactions, signals, tries, new TaskClaims(transactions, signals));
        }

        @Override
        public CommitResult commit(List<Change> changes) {
            List<Change> stored = stored(changes);
            return write(stored, tx -> {}, TaskEnds.areAlone(transactions, stored));
        }

        @Override
        public CommitResult commit(List<Change> changes, SqlWork own) {
            return write(stored(changes), tx -> tx.run(own), false);
        }

        private CommitResult write(List<Change> stored, Consumer<Tx> own, boolean areEnds) {
            for (int attempt = 1; ; attempt++) {
                try {
                    if (areEnds && TaskEnds.commit(transactions, stored)) {
                        return committed(stored, List.of());
                    }
                    List<TaskId> added = transactions.write(tx -> {
                        List<TaskId> tasks = new Commit(tx).apply(stored);
                        own.accept(tx);
                        signals.written(tx, stored);
                        return tasks;
                    });
                    return committed(stored, added);
                } catch (Commit.Met met) {
                    return met.conflict();
                } catch (DatabaseException e) {
                    if (attempt >= tries || e.kind() != DatabaseException.Kind.RETRYABLE) {
                        throw e;
                    }
                }
            }
        }

        private CommitResult committed(List<Change> stored, List<TaskId> added) {
            signals.committed(transactions, stored);
            queue.committed(stored);
            return new CommitResult.Committed(added);
        }

        @Override
        public OrderReads orders() {
            return new OrderTable(transactions);
        }

        @Override
        public WarehouseOrderReads warehouseOrders() {
            return new WarehouseOrderTables(transactions);
        }

        @Override
        public MappingReads mappings() {
            return new MappingTable(transactions);
        }

        @Override
        public OrderSyncReads orderSync() {
            return new OrderSyncTables(transactions);
        }

        @Override
        public TaskReads tasks() {
            return new TaskTable(transactions);
        }

        @Override
        public StoreRegistry stores() {
            return new StoreTable(transactions);
        }
    }
}
