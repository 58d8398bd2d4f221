package io.gwms.audit.recorded;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.state.TaskQueue.WakeUps;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
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

    /** The database, except to the thread that listens. */
    private static DataSource deafTo(DataSource database) {
        return (DataSource) Proxy.newProxyInstance(
                DataSource.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, given) -> {
                    if (Thread.currentThread().getName().equals("gwms-listen")
                            && method.getName().equals("getConnection")) {
                        throw new SQLException(
                                "no connection to jdbc:postgresql://db/host?user=gwms&password=" + SECRET, "08001");
                    }
                    try {
                        return method.invoke(database, given);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }
}
