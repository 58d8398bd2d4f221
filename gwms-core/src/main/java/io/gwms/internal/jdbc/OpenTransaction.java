package io.gwms.internal.jdbc;

import static java.util.Objects.requireNonNull;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is open on a connection: it begins with its first statement, in one round trip with it, and is lost with the first
 * statement that fails outside of a savepoint. One thread.
 */
final class OpenTransaction {
    @FunctionalInterface
    interface Body<T extends @Nullable Object> {
        T run(Prepared prepared) throws SQLException;
    }

    /** A statement of ours behind so many with which its transaction begins, and perhaps before the commit. */
    final class Prepared {
        private final PreparedStatement statement;
        private final int before;
        private final boolean commits;

        Prepared(PreparedStatement statement, int before, boolean commits) {
            this.statement = statement;
            this.before = before;
            this.commits = commits;
        }

        PreparedStatement statement() {
            return statement;
        }

        ResultSet rows(@Nullable Object... values) throws SQLException {
            Values.bind(statement, values);
            if (before == 0 && !commits) {
                return statement.executeQuery();
            }
            executeAndSkip();
            return requireNonNull(statement.getResultSet(), "the rows of a query");
        }

        int count(@Nullable Object... values) throws SQLException {
            Values.bind(statement, values);
            if (before == 0) {
                return statement.executeUpdate();
            }
            executeAndSkip();
            return statement.getUpdateCount();
        }

        private void executeAndSkip() throws SQLException {
            statement.execute();
            lastHasRun = commits;
            for (int i = 0; i < before; i++) {
                statement.getMoreResults();
            }
        }
    }

    private final Dialect dialect;
    private final Connection connection;
    private final List<String> beginning = new ArrayList<>();
    private @Nullable DatabaseException failure;
    private boolean ended;
    private boolean lastHasRun;
    private boolean pinned;
    private int depth;
    private int statementSeconds;

    OpenTransaction(Dialect dialect, Connection connection, @Nullable String beginning) {
        this.dialect = dialect;
        this.connection = connection;
        toBegin(beginning);
    }

    /** The connection for statements that are not ours: it leaves the transaction to us. */
    Connection guarded() {
        checkUsable();
        begin();
        return GuardedConnection.of(connection, () -> ended || lastHasRun);
    }

    /** Has the database walk indexes and wait for no process that stands still. */
    void pinPlans() {
        if (!pinned) {
            pinned = true;
            toBegin(dialect.planPins());
        }
    }

    /** Has that run before the next statement, in one round trip with it. */
    private void toBegin(@Nullable String sql) {
        if (sql != null) {
            beginning.add(sql);
        }
    }

    /** Runs what a transaction begins with, if that is still to be done. */
    void begin() {
        if (!beginning.isEmpty()) {
            String last = beginning.remove(beginning.size() - 1);
            this.<@Nullable Object>with(last, prepared -> {
                prepared.statement.execute();
                return null;
            });
        }
    }

    /** Has the driver end each further statement that takes longer. */
    void limitStatements(Duration limit) {
        statementSeconds = (int) Math.max(1, limit.toSeconds());
    }

    /** Runs that; when it throws, its changes are undone and this goes on. */
    <T extends @Nullable Object> T inSavepoint(Supplier<T> work) {
        checkUsable();
        depth++;
        String name = "gwms_" + depth;
        try {
            savepoint("SAVEPOINT " + name);
            try {
                T result = work.get();
                checkUsable();
                savepoint("RELEASE SAVEPOINT " + name);
                return result;
            } catch (RuntimeException | Error e) {
                backTo(name, e);
                throw e;
            }
        } finally {
            depth--;
        }
    }

    private void backTo(String savepoint, Throwable reason) {
        try {
            Dialect.execute(connection, "ROLLBACK TO SAVEPOINT " + savepoint);
            Dialect.execute(connection, "RELEASE SAVEPOINT " + savepoint);
            failure = null;
        } catch (SQLException e) {
            failure = DatabaseErrors.statement(dialect, "ROLLBACK TO SAVEPOINT " + savepoint, e);
            reason.addSuppressed(failure);
        }
    }

    private void savepoint(String sql) {
        checkUsable();
        begin();
        try {
            Dialect.execute(connection, sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** Runs several statements of fixed text. */
    void script(String sql) {
        checkUsable();
        begin();
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            dialect.script(statement, sql);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /** Runs a statement, behind those the transaction still has to begin with. */
    <T extends @Nullable Object> T with(String sql, Body<T> body) {
        try {
            return with(sql, false, body);
        } catch (SQLException e) {
            throw failed(sql, e);
        }
    }

    /**
     * Runs the last statement, and commits in the same round trip where the database can: whoever commits afterwards finds
     * nothing left to do. Within a savepoint it is a statement like others.
     */
    <T extends @Nullable Object> T withLast(String sql, Body<T> body) {
        if (depth > 0) {
            return with(sql, body);
        }
        boolean commits = dialect.commitsAlong();
        try {
            T result = with(sql, commits, body);
            lastHasRun = true;
            return result;
        } catch (SQLException e) {
            failure = commits
                    ? DatabaseErrors.last(dialect, sql, e, lastHasRun)
                    : DatabaseErrors.statement(dialect, sql, e);
            throw failure;
        }
    }

    private <T extends @Nullable Object> T with(String sql, boolean commits, Body<T> body) throws SQLException {
        checkUsable();
        int before = beginning.size();
        beginning.add(sql);
        if (commits) {
            beginning.add("COMMIT");
        }
        String all = String.join("; ", beginning);
        beginning.clear();
        try (PreparedStatement statement = connection.prepareStatement(all)) {
            if (statementSeconds > 0) {
                statement.setQueryTimeout(statementSeconds);
            }
            return body.run(new Prepared(statement, before, commits));
        }
    }

    /** The failure, with which this transaction is lost. */
    DatabaseException failed(String sql, SQLException e) {
        failure = DatabaseErrors.statement(dialect, sql, e);
        return failure;
    }

    /** Refuses to go on, or to commit, after a failure that was swallowed. */
    void checkUsable() {
        if (ended || lastHasRun) {
            throw new IllegalStateException("the transaction has ended; use it only inside its function");
        }
        if (failure != null) {
            throw DatabaseErrors.failedBefore(failure);
        }
    }

    /** Refuses to commit after a failure that was swallowed, and refuses everything afterwards. */
    void end() {
        if (!lastHasRun) {
            checkUsable();
        }
        ended = true;
    }

    /** Refuses everything from now on. */
    void close() {
        ended = true;
    }
}
