package io.gwms.task;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.Gwms;
import io.gwms.state.Change;
import io.gwms.state.TaskQueue.WakeUps;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.data.SampleTasks;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.time.SystemTime;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.postgresql.PGConnection;

/** Nodes that share a PostgreSQL database wake each other. */
@OnPostgres
@Timeout(120)
class WakeUpTest {
    private static final Instant NOW = Instant.parse("2026-06-01T08:00:00Z");

    private final Semaphore woken = new Semaphore(0);

    private static Change due(String key) {
        return new Change.AddTask(SampleTasks.create(key, NOW));
    }

    private static Change later(String key) {
        return new Change.AddTask(SampleTasks.create(key, NOW).dueAt(NOW.plusSeconds(3_600)));
    }

    private void awaitListening(WakeUps wakeUps) throws InterruptedException {
        while (wakeUps.lookEvery().compareTo(Duration.ofSeconds(1)) < 0) {
            MILLISECONDS.sleep(5);
        }
        assertThat(woken.tryAcquire(30, SECONDS)).as("a look once it listens").isTrue();
        woken.drainPermits();
    }

    @Test
    void commitOfOneNodeWakesTheOther(TestDatabase database) throws InterruptedException {
        try (JdbcState one = JdbcState.open(database.dataSource());
                JdbcState other = JdbcState.open(database.otherNodesDataSource());
                WakeUps wakeUps = other.queue().onDue(woken::release)) {
            awaitListening(wakeUps);
            for (int i = 0; i < 3; i++) {
                one.commit(List.of(due("OB-" + i)));
                assertThat(woken.tryAcquire(30, SECONDS)).as("wake-up " + i).isTrue();
                woken.drainPermits();
            }
        }
    }

    @Test
    void commitInAHostsTransactionWakesTheOtherWithTheHostsCommit(TestDatabase database)
            throws InterruptedException, SQLException {
        try (JdbcState one = JdbcState.open(database.dataSource());
                JdbcState other = JdbcState.open(database.otherNodesDataSource());
                WakeUps wakeUps = other.queue().onDue(woken::release);
                Connection connection = database.dataSource().getConnection()) {
            awaitListening(wakeUps);
            connection.setAutoCommit(false);
            one.joined(connection).commit(List.of(due("OB-1")));
            assertThat(woken.tryAcquire(200, MILLISECONDS))
                    .as("before the commit")
                    .isFalse();
            connection.commit();
            assertThat(woken.tryAcquire(30, SECONDS)).isTrue();
        }
    }

    @Test
    void taskDueMuchLaterWakesNobody(TestDatabase database) throws InterruptedException {
        try (JdbcState one = JdbcState.open(database.dataSource());
                JdbcState other = JdbcState.open(database.otherNodesDataSource());
                WakeUps wakeUps = other.queue().onDue(woken::release)) {
            awaitListening(wakeUps);
            one.commit(List.of(later("OB-1")));
            assertThat(woken.tryAcquire(200, MILLISECONDS)).isFalse();
            one.commit(List.of(due("OB-2")));
            assertThat(woken.tryAcquire(30, SECONDS)).isTrue();
        }
    }

    @Test
    void listenerWhoseConnectionIsKilledConnectsAgainAndHasEverybodyLook(TestDatabase database)
            throws InterruptedException, SQLException {
        try (JdbcState one = JdbcState.open(database.dataSource());
                JdbcState other = JdbcState.open(database.otherNodesDataSource());
                WakeUps wakeUps = other.queue().onDue(woken::release)) {
            awaitListening(wakeUps);
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                        + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
            }
            assertThat(woken.tryAcquire(30, SECONDS))
                    .as("a look after the break")
                    .isTrue();
            awaitListening(wakeUps);
            one.commit(List.of(due("OB-1")));
            assertThat(woken.tryAcquire(30, SECONDS)).isTrue();
        }
    }

    @Test
    void tasksAreFoundByLookingWhereNotificationsAreSwallowed(TestDatabase database) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(2);
        DataSource deaf = deaf(database.otherNodesDataSource());
        try (JdbcState one = JdbcState.open(database.dataSource());
                Gwms gwms = Runtimes.hosted(SystemTime.source())
                        .database(deaf)
                        .credentialKey(new byte[32])
                        .module(Runtimes.module(
                                "tasks",
                                setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), run -> {
                                    ran.countDown();
                                    return TaskResult.done("found");
                                })))
                        .build();
                JdbcState other = JdbcState.open(deaf);
                WakeUps wakeUps = other.queue().onDue(woken::release)) {
            gwms.start();
            one.commit(List.of(due("OB-1")));
            SECONDS.sleep(3); // the listener proves itself for two
            one.commit(List.of(due("OB-2")));

            assertThat(ran.await(60, SECONDS)).isTrue();
            assertThat(wakeUps.lookEvery()).isEqualTo(Duration.ofMillis(250));
        }
    }

    @Test
    void runtimeThatIsOnlyWrittenToWakesTheOneThatRuns(TestDatabase database) throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(3);
        try (Gwms writes = node(database.dataSource(), run -> TaskResult.done("never"));
                Gwms runs = node(database.otherNodesDataSource(), run -> {
                    ran.countDown();
                    return TaskResult.done("ok");
                })) {
            runs.start();
            for (int i = 0; i < 3; i++) {
                Runtimes.add(writes, "OB-" + i);
            }
            assertThat(ran.await(60, SECONDS)).isTrue();
            assertThat(runs.metrics().claimed()).isEqualTo(3);
        }
    }

    private static Gwms node(DataSource source, TaskHandler handler) {
        return Runtimes.hosted(SystemTime.source())
                .database(source)
                .credentialKey(new byte[32])
                .module(Runtimes.module(
                        "tasks", setup -> setup.handler(Runtimes.TYPE, PollingPolicy.create(), handler)))
                .build();
    }

    /** As a pooler that swallows notifications. */
    private static DataSource deaf(DataSource source) {
        return proxy(DataSource.class, source, "getConnection", found -> {
            Connection connection = (Connection) found;
            return proxy(
                    Connection.class,
                    connection,
                    "unwrap",
                    inner -> proxy(PGConnection.class, inner, "getNotifications", any -> null));
        });
    }

    private interface Altering {
        Object of(Object result);
    }

    private static <T> T proxy(Class<T> type, Object behind, String method, Altering change) {
        return type.cast(Proxy.newProxyInstance(
                WakeUpTest.class.getClassLoader(), new Class<?>[] {type}, (self, called, arguments) -> {
                    if (called.getName().equals("hashCode") || called.getName().equals("equals")) {
                        return called.getName().equals("equals") ? self == arguments[0] : System.identityHashCode(self);
                    }
                    try {
                        Object result = called.invoke(behind, arguments);
                        return called.getName().equals(method) ? change.of(result) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
