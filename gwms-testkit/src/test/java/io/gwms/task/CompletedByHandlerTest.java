package io.gwms.task;

import static io.gwms.task.Runtimes.START;
import static io.gwms.task.Runtimes.add;
import static io.gwms.task.Runtimes.task;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.Gwms;
import io.gwms.GwmsException;
import io.gwms.state.SqlWork;
import io.gwms.state.TaskQueue;
import io.gwms.testkit.db.OnMariaDb;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.OnSqlite;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.time.VirtualClock;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** A handler that has the end of its round stored together with rows of the host's. */
class CompletedByHandlerTest {
    /** The same on every database. */
    abstract static class OnADatabase {
        private final VirtualClock time = VirtualClock.startingAt(START);
        private final List<Gwms> self = new ArrayList<>();
        private TestDatabase database;

        @BeforeEach
        void makeAHostsTable(TestDatabase database) throws SQLException {
            this.database = database;
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("CREATE TABLE host_effect (name VARCHAR(100))");
            }
        }

        private Gwms runtime(TaskHandler handler) {
            Gwms gwms = Runtimes.hosted(time)
                    .database(database.dataSource())
                    .credentialKey(new byte[32])
                    .node("only")
                    .module(Runtimes.module(
                            "tasks", setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), handler)))
                    .build();
            self.add(gwms);
            return gwms;
        }

        private static void insert(Connection connection) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute("INSERT INTO host_effect VALUES ('effect')");
            }
        }

        private int effects() throws SQLException {
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT count(*) FROM host_effect")) {
                rows.next();
                return rows.getInt(1);
            }
        }

        /** As when the process stood still for so long that it was taken for dead. */
        private void loseTheLease() {
            TaskQueue queue = self.get(0).state().queue();
            queue.register("only", time.instant(), Duration.ofSeconds(30));
            assertThat(queue.rescue(time.instant())).isEqualTo(1);
        }

        @Test
        void endIsStoredWithTheHostsRows() throws SQLException {
            try (Gwms gwms = runtime(run -> run.complete(TaskResult.done("with a row"), OnADatabase::insert))) {
                TaskId id = add(gwms, "OB-1");

                assertThat(gwms.step().rounds()).isEqualTo(1);

                assertThat(task(gwms, id).summary()).isEqualTo("with a row");
                assertThat(gwms.tasks().attempts(id)).hasSize(1);
                assertThat(effects()).isEqualTo(1);
                assertThat(gwms.metrics().completed()).isEqualTo(1);
            }
        }

        @Test
        void nothingIsWrittenWhenTheTaskIsSomebodyElses() throws SQLException {
            AtomicInteger lost = new AtomicInteger();
            try (Gwms gwms = runtime(run -> {
                if (run.task().rounds() > 1) {
                    return TaskResult.done("second round");
                }
                loseTheLease();
                try {
                    return run.complete(TaskResult.done("the zombie's word"), OnADatabase::insert);
                } catch (TaskLeaseLostException e) {
                    lost.incrementAndGet();
                    throw e;
                }
            })) {
                TaskId id = add(gwms, "OB-1");

                gwms.step();

                assertThat(lost).hasValue(1);
                assertThat(effects()).isZero();
                assertThat(gwms.metrics().stale()).isEqualTo(1);
                assertThat(task(gwms, id).summary()).isNotEqualTo("the zombie's word");
            }
        }

        @Test
        void nothingIsStoredWhenTheHostsWriteFails() throws SQLException {
            SqlWork failing = connection -> {
                insert(connection);
                throw new SQLException("refused by the host");
            };
            try (Gwms gwms = runtime(run -> run.complete(TaskResult.done("never"), failing))) {
                TaskId id = add(gwms, "OB-1");

                gwms.step();

                assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.WAITING);
                assertThat(task(gwms, id).failures()).isEqualTo(1);
                assertThat(effects()).isZero();
            }
        }

        @Test
        void syncNowMeanwhileKeepsTheEndAndWritesOnce() throws SQLException {
            try (Gwms gwms = runtime(run -> {
                if (run.task().rounds() > 1) {
                    return TaskResult.done("asked for once more");
                }
                self.get(0).tasks().syncNow(run.task().id());
                return run.complete(TaskResult.again("first"), OnADatabase::insert);
            })) {
                TaskId id = add(gwms, "OB-1");

                assertThat(gwms.step().rounds()).isEqualTo(2);

                assertThat(task(gwms, id).summary()).isEqualTo("asked for once more");
                assertThat(effects()).isEqualTo(1);
            }
        }

        @Test
        void endInTheHostsTransactionCountsOnceTheHostHasCommitted() throws SQLException {
            try (Gwms gwms = runtime(run -> inTransaction(run, true))) {
                TaskId id = add(gwms, "OB-1");

                gwms.step();

                assertThat(task(gwms, id).summary()).isEqualTo("by the host");
                assertThat(gwms.tasks().attempts(id))
                        .extracting(TaskAttempt::outcome)
                        .containsExactly("DONE");
                assertThat(effects()).isEqualTo(1);
            }
        }

        @Test
        void roundHasFailedWhenTheHostDoesNotCommit() throws SQLException {
            try (Gwms gwms = runtime(run -> inTransaction(run, false))) {
                TaskId id = add(gwms, "OB-1");

                gwms.step();

                assertThat(task(gwms, id).status()).isEqualTo(TaskStatus.WAITING);
                assertThat(task(gwms, id).error()).contains("was not committed");
                assertThat(gwms.tasks().attempts(id))
                        .extracting(TaskAttempt::outcome)
                        .containsExactly("FAILED");
                assertThat(effects()).isZero();
            }
        }

        private TaskResult inTransaction(TaskRun run, boolean commits) {
            try (Connection connection = database.dataSource().getConnection()) {
                connection.setAutoCommit(false);
                insert(connection);
                TaskResult result = run.completeIn(TaskResult.done("by the host"), connection);
                if (commits) {
                    connection.commit();
                } else {
                    connection.rollback();
                }
                return result;
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Nested
    @OnSqlite
    class Sqlite extends OnADatabase {}

    @Nested
    @OnPostgres
    class Postgres extends OnADatabase {}

    @Nested
    @OnMariaDb
    class MariaDb extends OnADatabase {}

    @Test
    void storeWithoutSqlSaysSo() {
        VirtualClock time = VirtualClock.startingAt(START);
        Gwms gwms = Runtimes.with(InMemoryState.empty(), time, PollingPolicy.create(), run -> {
            assertThatThrownBy(() -> run.complete(TaskResult.done("no"), connection -> {}))
                    .isInstanceOf(GwmsException.class)
                    .hasMessageContaining("GWMS-1012");
            return TaskResult.done("without");
        });
        TaskId id = add(gwms, "OB-1");

        gwms.step();

        assertThat(task(gwms, id).summary()).isEqualTo("without");
        gwms.close();
    }
}
