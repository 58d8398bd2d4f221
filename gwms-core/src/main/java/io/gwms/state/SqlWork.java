package io.gwms.state;

import java.sql.Connection;
import java.sql.SQLException;

/** Writes of the caller's own that are to be in the same transaction. */
@FunctionalInterface
public interface SqlWork {
    /**
     * Writes.
     *
     * @param connection the transaction's own; it refuses to commit, to roll back and to change its mode
     * @throws SQLException to have everything rolled back
     */
    void run(Connection connection) throws SQLException;
}
