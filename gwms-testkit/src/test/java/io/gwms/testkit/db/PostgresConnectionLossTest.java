package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.internal.jdbc.DatabaseException.Kind;
import io.gwms.internal.jdbc.Tx;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller may conclude when the server goes away, before the commit and during it. */
@OnPostgres
class PostgresConnectionLossTest {
    private Database database;

    @BeforeEach
    void open(TestDatabase test) {
        database = Database.over(test.dataSource());
        database.run(tx -> tx.update("CREATE TABLE thing (id bigint UNIQUE DEFERRABLE INITIALLY DEFERRED)"));
    }

    @Test
    void aConnectionLostBeforeTheCommitWroteNothing() {
        assertThatThrownBy(() -> database.run(tx -> {
                    loseConnection(tx);
                    tx.update("INSERT INTO thing VALUES (1)");
                }))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNAVAILABLE));

        assertThat(rows()).isZero();
    }

    @Test
    void aConnectionLostInTheCommitIsUnknownAndNotARefusal() {
        assertThatThrownBy(() -> database.run(tx -> {
                    tx.update("INSERT INTO thing VALUES (1)");
                    loseConnection(tx);
                }))
                .hasMessageContaining("GWMS-1005")
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.COMMIT_UNKNOWN));

        database.run(tx -> tx.update("INSERT INTO thing VALUES (2)"));
    }

    @Test
    void aConnectionLostInTheLastQueryIsUnknownBecauseItCommits() {
        assertThatThrownBy(() -> database.run(tx -> {
                    tx.update("INSERT INTO thing VALUES (1)");
                    loseConnection(tx);
                    tx.queryLast("SELECT id FROM thing", row -> row);
                }))
                .hasMessageContaining("GWMS-1005")
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.COMMIT_UNKNOWN));
    }

    @Test
    void aLastQueryWhoseCommitTheServerRefusesWroteNothing() {
        assertThatThrownBy(() -> database.run(tx -> {
                    tx.update("INSERT INTO thing VALUES (1)");
                    tx.queryLast("INSERT INTO thing VALUES (1) RETURNING id", row -> row);
                }))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNIQUE_VIOLATION));

        assertThat(rows()).isZero();
    }

    @Test
    void aCommitTheServerRefusesWroteNothing() {
        assertThatThrownBy(() -> database.run(tx -> {
                    tx.update("INSERT INTO thing VALUES (1)");
                    tx.update("INSERT INTO thing VALUES (1)");
                }))
                .hasMessageContaining("GWMS-1004")
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNIQUE_VIOLATION));

        assertThat(rows()).isZero();
    }

    private void loseConnection(Tx tx) {
        int backend = tx.queryOne("SELECT pg_backend_pid() AS pid", row -> row.intValue("pid"))
                .orElseThrow();
        CompletableFuture.runAsync(() -> database.read(
                        other -> other.query("SELECT pg_terminate_backend(?, 10000)", row -> row, backend)))
                .join();
    }

    private static Kind kind(Throwable thrown) {
        return ((DatabaseException) thrown).kind();
    }

    private long rows() {
        return database.read(tx -> tx.queryOne("SELECT count(*) AS n FROM thing", row -> row.longValue("n"))
                .orElseThrow());
    }
}
