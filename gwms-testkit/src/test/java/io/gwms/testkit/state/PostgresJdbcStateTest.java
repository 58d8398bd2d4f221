package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@OnPostgres
class PostgresJdbcStateTest extends JdbcStateTest {
    /** A driver that rewrites batches no longer says how many rows each statement touched. */
    @Test
    void tellsConflictsAlsoWhenTheDriverRewritesBatches(TestDatabase database) throws SQLException {
        PGSimpleDataSource rewriting = database.dataSource().unwrap(PGSimpleDataSource.class);
        rewriting.setReWriteBatchedInserts(true);
        try (JdbcState state = JdbcState.open(rewriting)) {
            List<Change> page = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                page.add(new Change.SaveOrder(
                        SampleOrder.of("acme", "o" + i).lines("A", "B", "C").stored()));
            }
            assertThat(state.commit(page).isCommitted()).isTrue();

            CommitResult again = state.commit(
                    List.of(new Change.SaveOrder(SampleOrder.of("acme", "new").stored()), page.get(3), page.get(4)));

            assertThat(again)
                    .isInstanceOfSatisfying(
                            CommitResult.Conflict.class,
                            conflict -> assertThat(conflict.index()).isEqualTo(1));
            assertThat(state.orders()
                            .waitingFor(SampleOrder.of("acme", "o1").id().store(), "B"))
                    .hasSize(20);
        }
    }

    @Test
    void writersThatLockTheSameOrdersTheOtherWayRoundBothAnswer(TestDatabase database) throws Exception {
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            var first = SampleOrder.of("acme", "1").stored();
            var second = SampleOrder.of("acme", "2").stored();
            state.commit(List.of(new Change.SaveOrder(first), new Change.SaveOrder(second)));
            state.commit(List.of(new Change.AddTask(SampleTasks.create("k", NOON))));
            var there = new Change.SaveOrder(first.change(NOON).done());
            var here = new Change.SaveOrder(second.change(NOON).done());
            List<CommitResult> results = new ArrayList<>();
            Thread other = new Thread(() -> results.add(state.commit(List.of(here, there))));
            other.start();
            CommitResult mine = state.commit(List.of(there, here));
            other.join();

            results.add(mine);
            assertThat(results).filteredOn(CommitResult::isCommitted).hasSize(1);
        }
    }
}
