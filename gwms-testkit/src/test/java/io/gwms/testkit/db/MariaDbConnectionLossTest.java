package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.internal.jdbc.DatabaseException.Kind;
import io.gwms.internal.jdbc.Tx;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a caller may conclude when the server goes away or two transactions are in each other's way. */
@OnMariaDb
class MariaDbConnectionLossTest {
    private Database database;

    @BeforeEach
    void open(TestDatabase test) {
        database = Database.over(test.dataSource());
        database.run(tx -> tx.update("CREATE TABLE thing (id bigint PRIMARY KEY, count integer NOT NULL)"));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aConnectionLostBeforeTheCommitWroteNothing() {
        assertThatThrownBy(() -> database.run(tx -> {
                    tx.update("INSERT INTO thing VALUES (1, 0)");
                    loseConnection(tx);
                    tx.update("INSERT INTO thing VALUES (2, 0)");
                }))
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.UNAVAILABLE));

        assertThat(rows()).isZero();
    }

    @Test
    void aConnectionLostInTheCommitIsUnknownAndNotARefusal() {
        assertThatThrownBy(() -> database.run(tx -> {
                    tx.update("INSERT INTO thing VALUES (1, 0)");
                    loseConnection(tx);
                }))
                .hasMessageContaining("GWMS-1005")
                .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.COMMIT_UNKNOWN));

        database.run(tx -> tx.update("INSERT INTO thing VALUES (2, 0)"));
    }

    @Test
    void ofTwoThatLockEachOtherOneIsToldToTryAgain() throws Exception {
        database.run(tx -> tx.update("INSERT INTO thing VALUES (1, 0), (2, 0)"));
        CyclicBarrier bothHoldOne = new CyclicBarrier(2);
        CompletableFuture<Kind> other = CompletableFuture.supplyAsync(() -> countUp(2, 1, bothHoldOne));

        Kind mine = countUp(1, 2, bothHoldOne);

        assertThat(new Kind[] {mine, other.get(60, TimeUnit.SECONDS)}).containsExactlyInAnyOrder(null, Kind.RETRYABLE);
        assertThat(database.<Long>read(tx -> tx.queryOne("SELECT sum(count) AS n FROM thing", row -> row.longValue("n"))
                        .orElseThrow()))
                .isEqualTo(2);
    }

    @Test
    void aLockThatIsWaitedForTooLongIsRetryable() {
        database.run(tx -> tx.update("INSERT INTO thing VALUES (1, 0)"));

        database.run(tx -> {
            tx.update("UPDATE thing SET count = 1");
            assertThatThrownBy(() -> CompletableFuture.runAsync(() -> database.run(other -> other.update(
                                    "SET STATEMENT innodb_lock_wait_timeout = 0 FOR UPDATE thing SET count = 2")))
                            .join())
                    .cause()
                    .satisfies(e -> assertThat(kind(e)).isEqualTo(Kind.RETRYABLE));
        });
    }

    private Kind countUp(int first, int second, CyclicBarrier between) {
        String up = "UPDATE thing SET count = count + 1 WHERE id = ?";
        try {
            database.run(tx -> {
                tx.update(up, first);
                try {
                    between.await(30, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
                tx.update(up, second);
            });
            return null;
        } catch (DatabaseException e) {
            return e.kind();
        }
    }

    /** Kills the connection and returns once the server has forgotten it. */
    private void loseConnection(Tx tx) {
        long connection = tx.queryOne("SELECT CONNECTION_ID() AS id", row -> row.longValue("id"))
                .orElseThrow();
        CompletableFuture.runAsync(() -> database.run(other -> {
                    other.update("KILL " + connection);
                    while (!other.query(
                                    "SELECT id FROM information_schema.processlist WHERE id = ?",
                                    row -> row,
                                    connection)
                            .isEmpty()) {
                        Thread.onSpinWait();
                    }
                }))
                .orTimeout(30, TimeUnit.SECONDS)
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
