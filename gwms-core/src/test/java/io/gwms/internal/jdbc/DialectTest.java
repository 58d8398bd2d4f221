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
    }

    @Test
    void troubleOfTheDataStaysItsOwn() {
        assertThat(Dialect.POSTGRESQL.kindOf(new SQLException("x", "23505"))).isEqualTo(Kind.UNIQUE_VIOLATION);
        assertThat(Dialect.POSTGRESQL.kindOf(new SQLException("x", "22021"))).isEqualTo(Kind.OTHER);
        assertThat(Dialect.SQLITE.kindOf(new SQLException("x", null, 1))).isEqualTo(Kind.OTHER);
    }
}
