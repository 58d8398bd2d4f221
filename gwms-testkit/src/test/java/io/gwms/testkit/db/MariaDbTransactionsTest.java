package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.internal.jdbc.DatabaseException.Kind;
import io.gwms.internal.jdbc.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.mariadb.jdbc.MariaDbDataSource;
import org.mariadb.jdbc.MariaDbPoolDataSource;

@OnMariaDb
class MariaDbTransactionsTest extends TransactionsContract {
    private static final String TOO_LONG = "x".repeat(101);

    /** INSERT IGNORE would cut it. */
    @Test
    void insertIgnoringForgivesADuplicateAndNothingElse() {
        assertThatThrownBy(() -> database.run(tx -> tx.insertIgnoring(INSERT, 1L, TOO_LONG)))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OTHER));
        assertThatThrownBy(() -> database.<int[]>write(
                        tx -> tx.insertIgnoring(INSERT, List.of(Tx.values(1L, "a"), Tx.values(2L, TOO_LONG)))))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OTHER));

        assertThat(names()).isEmpty();
    }

    /** The level is for one transaction; if ours used no statement, it must not hold for the host's next one. */
    @Test
    void aReadLeavesTheHostsConnectionAsItWas(TestDatabase test) throws SQLException {
        String url = test.dataSource().unwrap(MariaDbDataSource.class).getUrl();
        try (MariaDbPoolDataSource pool = new MariaDbPoolDataSource(url + "&maxPoolSize=1");
                Database ours = Database.over(pool)) {
            assertThat(ours.<Integer>read(tx -> 1)).isOne();
            try (Connection host = pool.getConnection();
                    Statement statement = host.createStatement()) {
                assertThat(host.getAutoCommit()).isTrue();
                assertThat(statement.executeUpdate("INSERT INTO thing (id, name) VALUES (1, 'host')"))
                        .isOne();
            }
        }

        assertThat(names()).containsExactly("host");
    }
}
