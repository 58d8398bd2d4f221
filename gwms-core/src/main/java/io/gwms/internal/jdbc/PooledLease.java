package io.gwms.internal.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** A connection of the host's data source, given back in the mode it came in. */
record PooledLease(Connection connection, boolean autoCommitBefore) implements Lease {

    static PooledLease begin(DataSource source, Dialect dialect, Tx.Access access) throws SQLException {
        Connection connection = source.getConnection();
        try {
            PooledLease lease = new PooledLease(connection, connection.getAutoCommit());
            if (lease.autoCommitBefore != dialect.autoCommitWhileOurs()) {
                connection.setAutoCommit(dialect.autoCommitWhileOurs());
            }
            dialect.begin(connection, access == Tx.Access.READ);
            return lease;
        } catch (SQLException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public void giveBack(boolean clean) {
        try (Connection closing = connection) {
            if (clean && closing.getAutoCommit() != autoCommitBefore) {
                closing.setAutoCommit(autoCommitBefore);
            }
        } catch (SQLException e) {
            // The transaction has ended already; a broken connection is its pool's to replace.
        }
    }
}
