package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.DatabaseClock;
import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.internal.jdbc.DatabaseException.Kind;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a transaction does, on every kind of database. */
abstract class TransactionsContract {
    static final String INSERT = "INSERT INTO thing (id, name) VALUES (?, ?)";

    private enum Colour {
        RED
    }

    private TestDatabase test;
    Database database;

    @BeforeEach
    void open(TestDatabase test) {
        this.test = test;
        database = Database.over(test.dataSource());
        database.run(tx -> {
            String bytes = test.dialect().equals("postgresql") ? "bytea" : "blob";
            tx.update(
                    "CREATE TABLE thing (id bigint PRIMARY KEY, name varchar(100), count integer, flag smallint, at bigint,"
                            + " colour text, body " + bytes + ")"
                            + (test.dialect().equals("mariadb")
                                    ? " CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"
                                    : ""));
        });
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aWriteIsSeenByLaterReads() {
        assertThat(database.<Integer>write(tx -> insert(tx, 1, "one"))).isOne();

        assertThat(names()).containsExactly("one");
    }

    @Test
    void aWriteThatThrowsLeavesNothingAndItsExceptionPasses() {
        IllegalStateException own = new IllegalStateException("own");

        assertThatThrownBy(() -> database.run(tx -> {
                    insert(tx, 1, "one");
                    throw own;
                }))
                .isSameAs(own);

        assertThat(names()).isEmpty();
        database.run(tx -> insert(tx, 2, "two"));
        assertThat(names()).containsExactly("two");
    }

    @Test
    void everyKindOfValueComesBackAsItWent() {
        Instant at = Instant.parse("2026-02-03T04:05:06.789Z");
        database.run(tx -> {
            String sql = "INSERT INTO thing (id, name, count, flag, at, colour, body) VALUES (?, ?, ?, ?, ?, ?, ?)";
            tx.update(
                    sql, Long.MAX_VALUE, "naïve 仓库 'x'; --?", -7, true, at.plusNanos(999), Colour.RED, new byte[] {0, -1
                    });
            tx.update(sql, 2L, null, null, null, null, null, null);
        });

        database.read(tx -> tx.query(
                "SELECT * FROM thing WHERE id = ?",
                row -> {
                    assertThat(row.longValue("id")).isEqualTo(Long.MAX_VALUE);
                    assertThat(row.string("name")).isEqualTo("naïve 仓库 'x'; --?");
                    assertThat(row.intValue("count")).isEqualTo(-7);
                    assertThat(row.bool("flag")).isTrue();
                    assertThat(row.instant("at")).isEqualTo(at);
                    assertThat(row.enumValue("colour", Colour.class)).isEqualTo(Colour.RED);
                    assertThat(row.bytes("body")).containsExactly(0, -1);
                    return row;
                },
                Long.MAX_VALUE));
        List<Long> nulls = database.read(tx -> tx.query("SELECT * FROM thing WHERE id = 2", row -> {
            assertThat(row.stringOrNull("name")).isNull();
            assertThat(row.intOrNull("count")).isNull();
            assertThat(row.boolOrNull("flag")).isNull();
            assertThat(row.instantOrNull("at")).isNull();
            assertThat(row.enumOrNull("colour", Colour.class)).isNull();
            assertThat(row.bytesOrNull("body")).isNull();
            assertThatThrownBy(() -> row.string("name")).hasMessageContaining("'name' is null");
            return row.longValue("id");
        }));
        assertThat(nulls).containsExactly(2L);
    }

    @Test
    void eachRowMayBeAskedForOtherColumnsAndForMore() {
        database.run(tx -> {
            insert(tx, 1, "one");
            insert(tx, 2, "two");
            insert(tx, 3, "three");
        });

        List<String> told = database.read(tx -> tx.query("SELECT id, name FROM thing ORDER BY id", row -> {
            if (row.longValue("id") == 2) {
                return row.string("name") + row.longValue("id");
            }
            return row.longValue("id")
                    + IntStream.range(0, 50).mapToObj(i -> row.string("name")).collect(Collectors.joining());
        }));

        assertThat(told).containsExactly("1" + "one".repeat(50), "two2", "3" + "three".repeat(50));
    }

    @Test
    void aBatchRunsForEachRow() {
        int[] touched = database.write(tx -> tx.batch(
                "INSERT INTO thing (id, name) VALUES (?, ?)", List.of(Tx.values(1L, "a"), Tx.values(2L, null))));

        assertThat(touched).containsExactly(1, 1);
        assertThat(database.<List<Long>>read(
                        tx -> tx.query("SELECT id FROM thing ORDER BY id", row -> row.longValue("id"))))
                .containsExactly(1L, 2L);
    }

    @Test
    void insertIgnoringTouchesNothingAndTheTransactionGoesOn() {
        database.run(tx -> insert(tx, 1, "first"));

        database.run(tx -> {
            assertThat(tx.insertIgnoring(INSERT, 1L, "second")).isFalse();
            assertThat(tx.insertIgnoring(INSERT, 2L, "other")).isTrue();
        });

        assertThat(names()).containsExactly("first", "other");
    }

    @Test
    void insertIgnoringManyAddsWhatIsMissing() {
        database.run(tx -> insert(tx, 2, "first"));

        int[] added = database.write(tx -> {
            insert(tx, 7, "before");
            return tx.insertIgnoring(
                    INSERT, List.of(Tx.values(1L, "a"), Tx.values(2L, "b"), Tx.values(3L, "c"), Tx.values(3L, "d")));
        });

        assertThat(added).containsExactly(1, 0, 1, 0);
        assertThat(names()).containsExactly("a", "first", "c", "before");
    }

    @Test
    void upsertAddsOrReplaces() {
        String upsert = "INSERT INTO thing (id, name, count) VALUES (?, ?, ?)"
                + " ON CONFLICT (id) DO UPDATE SET name = excluded.name, count = thing.count + excluded.count";
        database.run(tx -> {
            tx.upsert(upsert, 1L, "first", 2);
            tx.upsert(upsert, 1L, "second", 3);
            tx.upsert(upsert, 2L, "other", 0);
        });

        assertThat(names()).containsExactly("second", "other");
        assertThat(database.<List<Integer>>read(
                        tx -> tx.query("SELECT count FROM thing ORDER BY id", row -> row.intValue("count"))))
                .containsExactly(5, 0);
    }

    @Test
    void updateChosenGivesTheRowsAsTheyAreThen() {
        database.run(tx -> {
            for (int id = 1; id <= 4; id++) {
                insert(tx, id, "old");
            }
        });
        String choice = "FROM thing WHERE id > ? ORDER BY id LIMIT 2";

        List<String> updated = database.write(tx -> tx.updateChosen(
                "thing",
                "name = ?, count = id",
                choice,
                row -> row.longValue("id") + row.string("name") + row.intValue("count"),
                "new",
                1L));

        assertThat(updated).containsExactlyInAnyOrder("2new2", "3new3");
        assertThat(names()).containsExactly("old", "new", "new", "old");
        assertThat(database.<List<Long>>write(
                        tx -> tx.updateChosen("thing", "count = 9", choice, row -> row.longValue("id"), 4L)))
                .isEmpty();
    }

    @Test
    void aQueryMayRunWhileTheRowsOfAnotherAreHandedOver() {
        database.run(tx -> {
            for (int id = 1; id <= 1_200; id++) {
                insert(tx, id, "x");
            }
        });

        List<Long> seen = new ArrayList<>();
        database.run(tx -> tx.forEach("SELECT id FROM thing ORDER BY id", row -> {
            long id = row.longValue("id");
            if (id % 600 == 1) {
                assertThat(count(tx)).isEqualTo(1_200);
            }
            seen.add(id);
        }));

        assertThat(seen).hasSize(1_200).isSorted();
    }

    @Test
    void aUniqueViolationIsToldWithoutTheValues() {
        database.run(tx -> insert(tx, 4711, "secret-1"));
        database.run(tx -> tx.update("CREATE UNIQUE INDEX thing_name ON thing (name)"));

        assertThatThrownBy(() -> database.run(tx -> insert(tx, 9, "secret-1")))
                .satisfies(TransactionsContract::isSilent);
        assertThatThrownBy(() -> database.run(tx -> tx.batch(
                        "INSERT INTO thing (id, name) VALUES (?, ?)",
                        List.of(Tx.values(8L, "secret-0"), Tx.values(9L, "secret-1")))))
                .satisfies(TransactionsContract::isSilent);
    }

    private static void isSilent(Throwable thrown) {
        assertThat(((DatabaseException) thrown).kind()).isEqualTo(Kind.UNIQUE_VIOLATION);
        assertThat(thrown).hasMessageContaining("GWMS-1003").hasMessageContaining("INSERT INTO thing");
        assertThat(thrown).hasStackTraceContaining("Caused by");
        assertThat(stackTrace(thrown)).doesNotContain("secret");
    }

    @Test
    void aSwallowedFailureUndoesTheWholeTransaction() {
        database.run(tx -> insert(tx, 1, "one"));

        assertThatThrownBy(() -> database.run(tx -> {
                    insert(tx, 2, "two");
                    assertThatThrownBy(() -> insert(tx, 1, "again")).isInstanceOf(DatabaseException.class);
                }))
                .hasMessageContaining("GWMS-1011");

        assertThat(names()).containsExactly("one");
    }

    @Test
    void aNestedFailureUndoesOnlyItself() {
        database.run(tx -> {
            insert(tx, 1, "one");
            assertThatThrownBy(() -> tx.<Integer>nested(inner -> {
                        insert(inner, 2, "two");
                        return insert(inner, 1, "again");
                    }))
                    .isInstanceOf(DatabaseException.class);
            tx.nested(inner -> insert(inner, 3, "three"));
        });

        assertThat(names()).containsExactly("one", "three");
    }

    @Test
    void aReadRefusesToWriteAndSeesOneMoment() {
        assertThatThrownBy(() -> database.<Integer>read(tx -> insert(tx, 1, "one")))
                .hasMessageContaining("use write");

        database.<Integer>read(tx -> {
            assertThat(count(tx)).isZero();
            CompletableFuture.runAsync(() -> database.run(other -> insert(other, 1, "one")))
                    .join();
            assertThat(count(tx)).isZero();
            return 0;
        });
        assertThat(names()).containsExactly("one");
    }

    @Test
    void aWriteInsideAWriteIsRefused() {
        assertThatThrownBy(() -> database.run(tx -> database.run(inner -> insert(inner, 1, "one"))))
                .hasMessageContaining("GWMS-1007");
    }

    @Test
    void aTransactionIsOfNoUseAfterItsEnd() {
        List<Tx> kept = new ArrayList<>();
        database.run(kept::add);

        assertThatThrownBy(() -> insert(kept.get(0), 1, "one")).hasMessageContaining("has ended");
    }

    @Test
    void theLastQueryGivesItsRowsAndNothingRunsAfterIt() {
        assertThatThrownBy(() -> database.run(tx -> {
                    insert(tx, 1, "one");
                    assertThat(tx.queryLast("SELECT name FROM thing WHERE id = ?", row -> row.string("name"), 1L))
                            .containsExactly("one");
                    insert(tx, 2, "two");
                }))
                .hasMessageContaining("has ended");
        database.run(tx -> {
            insert(tx, 3, "three");
            tx.queryLast("SELECT name FROM thing", row -> row.string("name"));
        });

        assertThat(names()).contains("three").doesNotContain("two");
    }

    @Test
    void aLastQueryThatFailsUndoesAllBeforeIt() {
        assertThatThrownBy(() -> database.run(tx -> {
                    insert(tx, 1, "one");
                    tx.queryLast("SELECT nonsense FROM thing", row -> row);
                }))
                .isInstanceOfSatisfying(
                        DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.OTHER));

        assertThat(names()).isEmpty();
    }

    @Test
    void aHostsFunctionSharesTheTransactionButCannotEndIt() throws SQLException {
        List<Connection> kept = new ArrayList<>();
        assertThatThrownBy(() -> database.run(tx -> {
                    insert(tx, 1, "ours");
                    try (Connection connection = tx.connection();
                            Statement statement = connection.createStatement()) {
                        kept.add(connection);
                        assertThat(connection.getAutoCommit()).isFalse();
                        statement.execute("INSERT INTO thing (id, name) VALUES (2, 'host')");
                        connection.rollback(connection.setSavepoint());
                        connection.commit();
                    } catch (SQLException e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .hasMessageContaining("commit() is not yours here");

        assertThat(names()).isEmpty();
        assertThatThrownBy(() -> kept.get(0).createStatement()).hasMessageContaining("has ended");
        database.run(tx -> {
            try (Statement statement = tx.connection().createStatement()) {
                statement.execute("INSERT INTO thing (id, name) VALUES (3, 'host')");
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(names()).containsExactly("host");
    }

    @Test
    void aHostThatRollsBackLeavesNothingOfOurs() throws SQLException {
        try (Connection host = hostTransaction()) {
            Transactions joined = database.joined(host);
            joined.run(tx -> {
                assertThat(tx.joined()).isTrue();
                insert(tx, 1, "ours");
            });
            assertThat(joined.<Long>read(TransactionsContract::count)).isOne();
            host.rollback();
            assertThat(host.isClosed()).isFalse();
        }

        assertThat(names()).isEmpty();
    }

    @Test
    void aHostThatCommitsKeepsOursWithItsOwn() throws SQLException {
        try (Connection host = hostTransaction()) {
            hostInsert(host, 1);
            database.joined(host).run(tx -> insert(tx, 2, "ours"));
            host.commit();
        }

        assertThat(names()).containsExactly("host", "ours");
    }

    @Test
    void ourFailureLeavesTheHostsTransactionUsable() throws SQLException {
        try (Connection host = hostTransaction()) {
            hostInsert(host, 1);
            assertThatThrownBy(() -> database.joined(host).run(tx -> {
                        insert(tx, 2, "ours");
                        insert(tx, 1, "taken");
                    }))
                    .isInstanceOf(DatabaseException.class);
            assertThatThrownBy(() -> database.joined(host)
                            .<Long>read(tx -> tx.queryOne("SELECT x FROM nowhere", row -> row.longValue("x"))
                                    .orElseThrow()))
                    .isInstanceOf(DatabaseException.class);
            hostInsert(host, 3);
            host.commit();
        }

        assertThat(names()).containsExactly("host", "host");
    }

    @Test
    void aConnectionWithoutATransactionIsNotJoined() throws SQLException {
        try (Connection host = test.dataSource().getConnection()) {
            assertThatThrownBy(() -> database.joined(host)).hasMessageContaining("GWMS-1008");
        }
    }

    @Test
    void eightThreadsWriteAndNoneIsLost() throws Exception {
        database.run(tx -> tx.update("INSERT INTO thing (id, count) VALUES (0, 0)"));
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            all.add(CompletableFuture.runAsync(
                    () -> {
                        for (int n = 0; n < 25; n++) {
                            database.run(tx -> tx.update("UPDATE thing SET count = count + 1 WHERE id = 0"));
                            assertThat(names()).hasSize(1);
                        }
                    },
                    threads));
        }
        CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        threads.shutdown();

        assertThat(database.<Integer>read(tx -> tx.queryOne("SELECT count FROM thing", row -> row.intValue("count"))
                        .orElseThrow()))
                .isEqualTo(200);
    }

    @Test
    void theClockFollowsTheDatabaseOrStaysWithTheHost() {
        InstantSource host = InstantSource.offset(InstantSource.system(), Duration.ofMinutes(-10));
        DatabaseClock clock = new DatabaseClock(database, host);

        Duration offset = clock.measure();

        if (test.dialect().equals("sqlite")) {
            assertThat(offset).isZero();
        } else {
            assertThat(offset).isBetween(Duration.ofSeconds(590), Duration.ofSeconds(610));
            assertThat(clock.instant()).isCloseTo(host.instant().plus(offset), within(5, ChronoUnit.SECONDS));
        }
    }

    private Connection hostTransaction() throws SQLException {
        DataSource source = test.dataSource();
        Connection host = source.getConnection();
        host.setAutoCommit(false);
        return host;
    }

    private static void hostInsert(Connection host, int id) throws SQLException {
        try (Statement statement = host.createStatement()) {
            statement.execute("INSERT INTO thing (id, name) VALUES (" + id + ", 'host')");
        }
    }

    private static int insert(Tx tx, long id, String name) {
        return tx.update(INSERT, id, name);
    }

    private static long count(Tx tx) {
        return tx.queryOne("SELECT count(*) AS n FROM thing", row -> row.longValue("n"))
                .orElseThrow();
    }

    List<String> names() {
        return database.read(
                tx -> tx.query("SELECT name FROM thing ORDER BY id", row -> String.valueOf(row.stringOrNull("name"))));
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
