package io.gwms.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.internal.jdbc.DatabaseException.Kind;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class DialectTest {
    @Test
    void troubleOfTheDatabaseIsNeverTakenForTroubleOfTheData() {
        for (int code : new int[] {8, 10, 13, 14}) {
            assertThat(Dialect.SQLITE.kindOf(new SQLException("x", null, code)))
                    .as("SQLite %s", code)
                    .isEqualTo(Kind.UNAVAILABLE);
        }
        for (String state : new String[] {"08006", "53100", "53300", "57P01", "25006"}) {
            assertThat(Dialect.POSTGRESQL.kindOf(new SQLException("x", state)))
                    .as("PostgreSQL %s", state)
                    .isEqualTo(Kind.UNAVAILABLE);
        }
        assertThat(Dialect.POSTGRESQL.kindOf(new SQLException("x", "57014"))).isEqualTo(Kind.RETRYABLE);
        for (int code : new int[] {1021, 1114, 1203, 1290, 1927}) {
            assertThat(Dialect.MARIADB.kindOf(new SQLException("x", "HY000", code)))
                    .as("MariaDB %s", code)
                    .isEqualTo(Kind.UNAVAILABLE);
        }
        for (String state : new String[] {"08000", "08S01", "25006"}) {
            assertThat(Dialect.MARIADB.kindOf(new SQLException("x", state, 0)))
                    .as("MariaDB %s", state)
                    .isEqualTo(Kind.UNAVAILABLE);
        }
        for (int code : new int[] {1205, 1213, 1020, 1317, 1969}) {
            assertThat(Dialect.MARIADB.kindOf(new SQLException("x", "HY000", code)))
                    .as("MariaDB %s", code)
                    .isEqualTo(Kind.RETRYABLE);
        }
    }

    @Test
    void aCommitThatMariaDbRefusedIsNotUnknown() {
        assertThat(Dialect.MARIADB.commitSurelyFailed(new SQLException("read-only", "HY000", 1290)))
                .isTrue();
        assertThat(Dialect.MARIADB.commitSurelyFailed(new SQLException("not certified", "40001", 1213)))
                .isTrue();
        assertThat(Dialect.MARIADB.commitSurelyFailed(new SQLException("killed", "70100", 1927)))
                .isFalse();
        assertThat(Dialect.MARIADB.commitSurelyFailed(new SQLException("reset", "08000", 0)))
                .isFalse();
    }

    @Test
    void troubleOfTheDataStaysItsOwn() {
        assertThat(Dialect.POSTGRESQL.kindOf(new SQLException("x", "23505"))).isEqualTo(Kind.UNIQUE_VIOLATION);
        assertThat(Dialect.POSTGRESQL.kindOf(new SQLException("x", "22021"))).isEqualTo(Kind.OTHER);
        assertThat(Dialect.SQLITE.kindOf(new SQLException("x", null, 1))).isEqualTo(Kind.OTHER);
        assertThat(Dialect.MARIADB.kindOf(new SQLException("x", "23000", 1062))).isEqualTo(Kind.UNIQUE_VIOLATION);
        assertThat(Dialect.MARIADB.kindOf(new SQLException("x", "22001", 1406))).isEqualTo(Kind.OTHER);
        assertThat(Dialect.MARIADB.kindOf(new SQLException("x", "23000", 1048))).isEqualTo(Kind.OTHER);
    }

    @Test
    void mariaDbsMessagesLoseTheValuesTheyQuote() {
        assertThat(told("(conn=5) Duplicate entry 'secret\n'for key 'x'' for key 'thing_name'", "23000", 1062))
                .contains("Duplicate entry for key 'thing_name'")
                .doesNotContain("secret");
        assertThat(told(
                        "You have an error in your SQL syntax; check the manual near 'secret' at line 1",
                        "42000",
                        1064))
                .contains("You have an error in your SQL syntax")
                .doesNotContain("secret");
        assertThat(told("Incorrect integer value: 'secret' for column 'count'", "22007", 1366))
                .doesNotContain("secret");
    }

    private static String told(String message, String state, int code) {
        return DatabaseErrors.statement(Dialect.MARIADB, "INSERT INTO thing", new SQLException(message, state, code))
                .getMessage();
    }

    @Test
    void anUpsertIsSaidInMariaDbsWords() {
        String upsert = """
                INSERT INTO thing (id, name, n) VALUES (?, ?, ?)
                ON CONFLICT (id) DO UPDATE
                   SET name = excluded.name,
                       n = thing.n + excluded.n
                """;

        assertThat(Dialect.POSTGRESQL.words().upsert(upsert)).isEqualTo(upsert);
        assertThat(Dialect.MARIADB.words().upsert(upsert)).isEqualTo("""
                INSERT INTO thing (id, name, n) VALUES (?, ?, ?)
                ON DUPLICATE KEY UPDATE name = VALUES(name),
                       n = thing.n + VALUES(n)
                """);
    }
}
