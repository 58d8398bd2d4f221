package io.gwms.internal.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.internal.jdbc.DatabaseException.Kind;
import io.gwms.jdbc.EmbeddedDatabase;
import io.gwms.state.jdbc.JdbcState;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** What is peculiar to one file with one writer; what every database does is tested in gwms-testkit. */
class SqliteFileTest {
    @TempDir
    Path folder;

    private final Migrations migrations = Migrations.of(
            "demo",
            name -> new ByteArrayInputStream("CREATE TABLE gwms_x (id bigint)".getBytes(StandardCharsets.UTF_8)),
            "first");

    @Test
    void theWriterSyncsFullyIntoAWriteAheadLog() {
        try (Database database = Database.over(plain("a.db"))) {
            database.run(tx -> {
                assertThat(pragma(tx, "journal_mode")).isEqualTo("wal");
                assertThat(pragma(tx, "synchronous")).isEqualTo("2");
                assertThat(pragma(tx, "foreign_keys")).isEqualTo("1");
            });
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsRefusedByNameAndLeftAlone() throws IOException {
        Path file = Files.writeString(folder.resolve("notes.txt"), "these are notes");

        assertThatThrownBy(() -> EmbeddedDatabase.file(file))
                .hasMessageContaining("GWMS-1030")
                .hasMessageContaining("notes.txt");
        assertThat(file).hasContent("these are notes");
    }

    @Test
    void theEmbeddedDatabaseMakesItsFolders() {
        Path file = folder.resolve("deep/er/gwms ö.db");
        try (Database database = Database.over(EmbeddedDatabase.file(file))) {
            assertThat(migrations.apply(database)).isOne();
        }
        assertThat(file).isNotEmptyFile();
        assertThatThrownBy(() -> EmbeddedDatabase.file(folder)).hasMessageContaining("GWMS-1030");
        assertThatThrownBy(() -> EmbeddedDatabase.file(file.resolve("x/y.db"))).hasMessageContaining("GWMS-1030");
        assertThatThrownBy(() -> EmbeddedDatabase.file(folder.resolve("a?b.db")))
                .hasMessageContaining("'?'");
    }

    @Test
    void anInMemoryDatabaseIsRefusedBecauseReadersWouldSeeAnother() {
        SQLiteDataSource memory = new SQLiteDataSource();
        memory.setUrl("jdbc:sqlite::memory:");

        assertThatThrownBy(() -> Database.over(memory).run(tx -> {})).hasMessageContaining("GWMS-1010");
    }

    @Test
    void aFileThatCanOnlyBeReadIsRefusedWhenTheStateIsOpened() {
        JdbcState.open(plain("state.db")).close();
        SQLiteDataSource readOnly = new SQLiteDataSource();
        readOnly.setUrl("jdbc:sqlite:file:" + folder.resolve("state.db") + "?mode=ro");

        assertThatThrownBy(() -> JdbcState.open(readOnly))
                .hasMessageContaining("GWMS-1019")
                .hasMessageContaining("mode=ro");
    }

    @Test
    void aRefusedFileKeepsEveryByte() throws Exception {
        DataSource source = plain("foreign.db");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE gwms_surprise (id bigint)");
        }
        byte[] before = Files.readAllBytes(folder.resolve("foreign.db"));

        try (Database database = Database.over(source)) {
            assertThatThrownBy(() -> migrations.apply(database)).hasMessageContaining("GWMS-1022");
        }

        assertThat(Files.readAllBytes(folder.resolve("foreign.db"))).isEqualTo(before);
        assertThat(filesBeside()).containsExactly("foreign.db");
    }

    @Test
    void aNewerFileKeepsEveryByte() throws Exception {
        try (Database database = Database.over(plain("newer.db"))) {
            migrations.apply(database);
            database.run(tx -> tx.update("INSERT INTO gwms_demo_schema_history"
                    + " VALUES (2, '2', 'd', 'SQL', 's', 1, 'gwms', CURRENT_TIMESTAMP, 0, TRUE)"));
        }
        byte[] before = Files.readAllBytes(folder.resolve("newer.db"));

        try (Database database = Database.over(plain("newer.db"))) {
            assertThatThrownBy(() -> migrations.apply(database)).hasMessageContaining("GWMS-1020");
        }

        assertThat(Files.readAllBytes(folder.resolve("newer.db"))).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoDatabaseIsRefused() throws IOException {
        Path file =
                Files.writeString(folder.resolve("text.db"), "this is not a database at all, but text\n".repeat(50));

        try (Database database = Database.over(plain("text.db"))) {
            assertThatThrownBy(() -> migrations.apply(database)).hasMessageContaining("not a database");
        }

        assertThat(file).content().startsWith("this is not a database");
    }

    @Test
    void readersDoNotWaitForTheWriter() {
        try (Database database = Database.over(plain("a.db"))) {
            migrations.apply(database);
            database.run(tx -> {
                tx.update("INSERT INTO gwms_x VALUES (1)");
                assertThat(CompletableFuture.supplyAsync(() -> rows(database)).orTimeout(5, TimeUnit.SECONDS))
                        .succeedsWithin(Duration.ofSeconds(5))
                        .isEqualTo(0L);
            });
            assertThat(rows(database)).isOne();
        }
    }

    @Test
    void twoWritersOfOneFileReadAndWriteWithoutLosingAny() throws Exception {
        try (Database first = Database.over(plain("shared.db"));
                Database second = Database.over(plain("shared.db"))) {
            assertThat(second).isNotSameAs(first);
            migrations.apply(first);
            first.run(tx -> tx.update("INSERT INTO gwms_x VALUES (0)"));
            ExecutorService threads = Executors.newFixedThreadPool(4);
            List<CompletableFuture<Void>> all = new ArrayList<>();
            for (Database database : List.of(first, second, first, second)) {
                all.add(CompletableFuture.runAsync(() -> addTo(database, 50), threads));
            }
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
            threads.shutdown();

            assertThat(first.<Long>read(SqliteFileTest::value)).isEqualTo(200);
        }
    }

    @Test
    void allWhoAskForOneDataSourceShareItsWriterUntilTheLastCloses() throws Exception {
        DataSource source = plain("shared.db");
        Database first = Database.over(source);
        try (Database second = Database.over(source)) {
            assertThat(second).isSameAs(first);
            migrations.apply(first);
            first.close();
            second.run(tx -> tx.update("INSERT INTO gwms_x VALUES (1)"));
            assertThat(filesBeside()).contains("shared.db-wal");
        }
        assertThat(filesBeside()).containsExactly("shared.db");
    }

    @Test
    void aForeignTransactionThatNeverEndsGivesOneClearMessageAndTheWriterGoesOnAfterwards() throws Exception {
        DataSource source = plain("a.db");
        try (Database database = Database.over(source, Duration.ZERO);
                Connection other = source.getConnection();
                Statement statement = other.createStatement()) {
            migrations.apply(database);
            statement.execute("BEGIN IMMEDIATE");

            assertThatThrownBy(() -> database.run(tx -> tx.update("INSERT INTO gwms_x VALUES (1)")))
                    .hasMessageContaining("GWMS-1006")
                    .isInstanceOfSatisfying(
                            DatabaseException.class, e -> assertThat(e.kind()).isEqualTo(Kind.RETRYABLE));

            statement.execute("ROLLBACK");
            database.run(tx -> tx.update("INSERT INTO gwms_x VALUES (1)"));
            assertThat(rows(database)).isOne();
        }
    }

    @Test
    void aJoinedTransactionThatReadTooEarlyIsToldWhatToDo() throws Exception {
        DataSource deferred = plain("a.db");
        try (Database database = Database.over(deferred);
                Connection host = deferred.getConnection();
                Statement statement = host.createStatement()) {
            migrations.apply(database);
            host.setAutoCommit(false);
            statement.executeQuery("SELECT * FROM gwms_x").close();
            database.run(tx -> tx.update("INSERT INTO gwms_x VALUES (1)"));

            assertThatThrownBy(() -> database.joined(host).run(tx -> tx.update("INSERT INTO gwms_x VALUES (2)")))
                    .hasMessageContaining("GWMS-1009");
            host.rollback();
        }
    }

    @Test
    void writersOfOneProcessTakeTurns() throws Exception {
        try (Database database = Database.over(plain("a.db"), Duration.ZERO)) {
            migrations.apply(database);
            CountDownLatch inside = new CountDownLatch(1);
            CountDownLatch leave = new CountDownLatch(1);
            CompletableFuture<Void> slow = CompletableFuture.runAsync(() -> database.run(tx -> {
                inside.countDown();
                awaitQuietly(leave);
                tx.update("INSERT INTO gwms_x VALUES (1)");
            }));
            inside.await(5, TimeUnit.SECONDS);
            CompletableFuture<Void> next =
                    CompletableFuture.runAsync(() -> database.run(tx -> tx.update("INSERT INTO gwms_x VALUES (2)")));
            leave.countDown();

            CompletableFuture.allOf(slow, next).get(10, TimeUnit.SECONDS);
            assertThat(rows(database)).isEqualTo(2);
        }
    }

    @Test
    void anotherKindOfDatabaseIsRefusedByName() {
        assertThatThrownBy(() -> Database.over(server("MySQL", 9, 1)))
                .hasMessageContaining("GWMS-1001")
                .hasMessageContaining("is MySQL");
    }

    @Test
    void aReleaseThatIsTooOldIsRefusedByName() {
        assertThatThrownBy(() -> Database.over(server("PostgreSQL", 12, 22)))
                .hasMessageContaining("GWMS-1001")
                .hasMessageContaining("is PostgreSQL 12.22");
        assertThatThrownBy(() -> Database.over(server("MariaDB", 10, 5)))
                .hasMessageContaining("GWMS-1001")
                .hasMessageContaining("is MariaDB 10.5");
        assertThatCode(() -> Database.over(server("PostgreSQL", 13, 0)).close()).doesNotThrowAnyException();
    }

    @Test
    void aDatabaseThatCannotBeReachedSaysSo() {
        SQLiteDataSource nowhere = new SQLiteDataSource();
        nowhere.setUrl("jdbc:sqlite:" + folder.resolve("missing/a.db"));

        assertThatThrownBy(() -> Database.over(nowhere)).hasMessageContaining("GWMS-1002");
    }

    private DataSource plain(String name) {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve(name));
        return source;
    }

    private static DataSource server(String product, int major, int minor) {
        DatabaseMetaData about = answering(
                DatabaseMetaData.class,
                Map.of(
                        "getDatabaseProductName", product,
                        "getDatabaseProductVersion", major + "." + minor,
                        "getDatabaseMajorVersion", major,
                        "getDatabaseMinorVersion", minor));
        Connection connection = answering(Connection.class, Map.of("getMetaData", about));
        return answering(DataSource.class, Map.of("getConnection", connection));
    }

    private static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, called, arguments) -> answers.get(called.getName())));
    }

    private static void addTo(Database database, int times) {
        for (int i = 0; i < times; i++) {
            database.run(tx -> tx.update("UPDATE gwms_x SET id = ?", value(tx) + 1));
        }
    }

    private static long value(Tx tx) {
        return tx.queryOne("SELECT id FROM gwms_x", row -> row.longValue("id")).orElseThrow();
    }

    private static long rows(Database database) {
        return database.read(tx -> tx.queryOne("SELECT count(*) AS n FROM gwms_x", row -> row.longValue("n"))
                .orElseThrow());
    }

    private static String pragma(Tx tx, String name) {
        return tx.queryOne("PRAGMA " + name, row -> row.string(name)).orElseThrow();
    }

    private List<String> filesBeside() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
