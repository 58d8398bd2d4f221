package io.gwms.internal.jdbc;

import java.sql.Connection;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A host's open transaction. Each read or write is a savepoint in it, so that a failure of ours leaves it usable; only
 * the host commits, rolls back and closes.
 */
final class JoinedTransaction implements Transactions {
    private final Dialect dialect;
    private final Connection connection;

    JoinedTransaction(Dialect dialect, Connection connection) {
        this.dialect = dialect;
        this.connection = connection;
    }

    @Override
    public Dialect dialect() {
        return dialect;
    }

    @Override
    public boolean joined() {
        return true;
    }

    @Override
    public <T extends @Nullable Object> T read(Function<Tx, T> work) {
        return inSavepoint(Tx.Access.READ, work);
    }

    @Override
    public <T extends @Nullable Object> T write(Function<Tx, T> work) {
        return inSavepoint(Tx.Access.WRITE, work);
    }

    private <T extends @Nullable Object> T inSavepoint(Tx.Access access, Function<Tx, T> work) {
        Tx tx = new Tx(dialect, connection, access, true);
        try {
            return tx.nested(work);
        } finally {
            tx.close();
        }
    }
}
