package io.gwms.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.audit.RecorderSession;
import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A statement that waits for somebody's lock is given up in time, as one to be tried again, and leaves no trace. */
@Timeout(60)
abstract class StatementLimitRules {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    /** Keeps others from writing sessions until the connection closes. */
    protected abstract String lock();

    @Test
    void aWriteBehindALockIsGivenUpAndWorksOnceTheLockIsGone(TestDatabase test) throws SQLException {
        RecorderSession session = new RecorderSession("own000000001", "here", "1@1", NOON, NOON, NOON, 10);
        try (JdbcAudit database = JdbcAudit.open(test.dataSource(), Duration.ofSeconds(1))) {
            // No connection of a pool, which would keep the lock when it is given back.
            DataSource driver = test.dataSource().unwrap(DataSource.class);
            try (Connection other = driver.getConnection();
                    Statement statement = other.createStatement()) {
                other.setAutoCommit(false);
                statement.execute(lock());

                assertThatThrownBy(() -> database.sessions().opened(session))
                        .isInstanceOfSatisfying(
                                DatabaseException.class,
                                failure -> assertThat(failure.kind()).isEqualTo(DatabaseException.Kind.RETRYABLE));
                other.rollback();
            }
            database.sessions().opened(session);

            assertThat(database.sessions().unclosed()).containsExactly(session);
        }
    }
}
