package io.gwms.audit.recorded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.TaskQueue.WakeUps;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a pool or driver says while a node listens for due tasks is logged without the login it may quote. */
@OnPostgres
@Timeout(120)
class PostgresLogsTest {
    private static final String SECRET = "pw-0123456789abcdef";

    @Test
    void failureOfTheListenerIsLoggedWithoutTheLogin(TestDatabase database) throws InterruptedException {
        Semaphore woken = new Semaphore(0);
        try (LogCapture logs = LogCapture.open();
                JdbcState state = JdbcState.open(deafTo(database.dataSource()));
                WakeUps wakeUps = state.queue().onDue(woken::release)) {
            assertThat(woken.tryAcquire(2, 60, SECONDS))
                    .as("it looks by itself after each failure")
                    .isTrue();
            assertThat(wakeUps.lookEvery()).isLessThan(Duration.ofSeconds(1));

            assertThat(logs.text())
                    .contains("Notifications of due tasks broke off", "no connection to jdbc:postgresql://db/host")
                    .contains("at io.gwms.state.jdbc.PostgresWakeUps")
                    .doesNotContain(SECRET);
        }
    }

    @Test
    void whatBrokeFirstIsToldOnceWithWhatFailedOverIt(TestDatabase database) throws InterruptedException {
        Semaphore woken = new Semaphore(0);
        try (LogCapture logs = LogCapture.open();
                JdbcState state = JdbcState.open(breakingUnderTheListener(database.dataSource()));
                WakeUps wakeUps = state.queue().onDue(woken::release)) {
            assertThat(woken.tryAcquire(3, 60, SECONDS))
                    .as("it looks by itself after each failure")
                    .isTrue();

            assertThat(logs.text())
                    .containsOnlyOnce("Notifications of due tasks broke off")
                    .containsPattern("SQLException: the line broke\\R")
                    .containsPattern("Suppressed: .*SQLException: there is no line any more");
            assertThat(wakeUps.lookEvery()).isLessThan(Duration.ofSeconds(1));
        }
    }

    /** The database; the connection that listens breaks as soon as it waits. */
    private static DataSource breakingUnderTheListener(DataSource database) {
        return proxy(DataSource.class, (method, given) -> {
            Object result = method.invoke(database, given);
            return result instanceof Connection connection
                            && Thread.currentThread().getName().equals("gwms-listen")
                    ? breaking(connection)
                    : result;
        });
    }

    private static Connection breaking(Connection connection) {
        AtomicBoolean broken = new AtomicBoolean();
        Answer breaks = (method, given) -> {
            broken.set(true);
            throw new SQLException("the line broke", "08006");
        };
        return proxy(Connection.class, (method, given) -> {
            if (broken.get() && method.getName().equals("createStatement")) {
                throw new SQLException("there is no line any more", "08003");
            }
            return method.getName().equals("unwrap")
                    ? proxy((Class<?>) given[0], breaks)
                    : method.invoke(connection, given);
        });
    }

    private interface Answer {
        Object to(Method method, Object[] given) throws Exception;
    }

    private static <T> T proxy(Class<T> type, Answer answer) {
        return type.cast(Proxy.newProxyInstance(
                PostgresLogsTest.class.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
                    try {
                        return answer.to(method, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    /** The database, except to the thread that listens. */
    private static DataSource deafTo(DataSource database) {
        return proxy(DataSource.class, (method, given) -> {
            if (Thread.currentThread().getName().equals("gwms-listen")
                    && method.getName().equals("getConnection")) {
                throw new SQLException(
                        "no connection to jdbc:postgresql://db/host?user=gwms&password=" + SECRET, "08001");
            }
            return method.invoke(database, given);
        });
    }
}
