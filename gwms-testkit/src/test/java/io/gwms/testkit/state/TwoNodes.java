package io.gwms.testkit.state;

import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.db.TestDatabase;

/** Two nodes of one runtime over one database. */
final class TwoNodes implements AutoCloseable {
    private final JdbcState first;
    private final JdbcState second;

    TwoNodes(TestDatabase database) {
        this.first = JdbcState.open(database.dataSource());
        this.second = JdbcState.open(database.otherNodesDataSource());
    }

    JdbcState first() {
        return first;
    }

    JdbcState second() {
        return second;
    }

    @Override
    public void close() {
        first.close();
        second.close();
    }
}
