package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.OnMariaDb;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@OnMariaDb
class MariaDbJdbcStateTest extends JdbcStateTest {
    /** A host's transaction shows by default how things were at its first read, and an insert meets them as they are. */
    @Test
    @Timeout(60)
    void aJoinedCommitFindsTheTaskThatCameAfterTheHostsFirstRead(TestDatabase database) throws SQLException {
        try (JdbcState state = JdbcState.open(database.dataSource());
                Connection host = database.dataSource().getConnection()) {
            host.setAutoCommit(false);
            assertThat(state.joined(host).tasks().countByStatus()).isEmpty();
            Change add = new Change.AddTask(SampleTasks.create("k", NOON));
            CommitResult first = state.commit(List.of(add));

            assertThat(state.joined(host).commit(List.of(add))).isEqualTo(first);
        }
    }
}
