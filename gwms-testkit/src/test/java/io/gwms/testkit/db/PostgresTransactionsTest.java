package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.AutoSave;

@OnPostgres
class PostgresTransactionsTest extends TransactionsContract {
    @Test
    @DisplayName("the database ends a queue's transaction whose process stands still in its middle, and no other")
    void boundsHowLongAStoppedProcessKeepsOthersWaiting() {
        String before = database.read(PostgresTransactionsTest::longestStandstill);
        String pinned = database.write(tx -> {
            tx.pinPlans();
            return longestStandstill(tx);
        });

        assertThat(pinned).isEqualTo("15s").isNotEqualTo(before);
        assertThat(database.read(PostgresTransactionsTest::longestStandstill)).isEqualTo(before);
    }

    @Test
    @DisplayName(
            "the last query is committed before its rows are read, so that a row that cannot be read undoes nothing")
    void commitsWithTheLastQuery() {
        assertThatThrownBy(() -> database.run(tx -> {
                    tx.update(INSERT, 1, "one");
                    tx.queryLast("SELECT name FROM thing", row -> row.longValue("name"));
                }))
                .hasMessageContaining("'name' cannot be read");

        assertThat(names()).containsExactly("one");
    }

    @Test
    @DisplayName(
            "a driver that sets savepoints of its own, or fetches few rows at a time, commits with the last query too")
    void commitsWithTheLastQueryHoweverTheDriverIsSet(TestDatabase at) throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        try (Connection connection = at.dataSource().getConnection()) {
            source.setUrl(connection.getMetaData().getURL());
            source.setUser(connection.getMetaData().getUserName());
        }
        source.setAutosave(AutoSave.ALWAYS);
        source.setCleanupSavePoints(true);
        source.setDefaultRowFetchSize(1);
        try (Database careful = Database.over(source)) {
            List<String> found = careful.write(tx -> {
                tx.update(INSERT, 1, "one");
                tx.update(INSERT, 2, "two");
                return tx.queryLast("SELECT name FROM thing ORDER BY id", row -> row.string("name"));
            });
            assertThat(found).containsExactly("one", "two");
        }

        assertThat(names()).containsExactly("one", "two");
    }

    private static String longestStandstill(Tx tx) {
        return tx.queryOne(
                        "SELECT current_setting('idle_in_transaction_session_timeout') AS longest",
                        row -> row.string("longest"))
                .orElseThrow();
    }
}
