package io.gwms.testkit.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Migrations;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How a schema comes to be and grows, and when it is refused, on every kind of database. */
abstract class MigrationsContract {
    private static final String ORDERS = """
        -- the first table; it's odd on purpose
        CREATE TABLE gwms_order (id bigint PRIMARY KEY, note varchar(50) DEFAULT 'a;b''c');
        /* a ; in a comment */
        CREATE INDEX gwms_order_note ON gwms_order (note);
        INSERT INTO gwms_order (id) VALUES (1);
        """;
    private static final String TASKS = "CREATE TABLE IF NOT EXISTS gwms_task (id bigint PRIMARY KEY);";

    private final Map<String, String> scripts = new HashMap<>();
    private TestDatabase test;
    private Database database;

    @BeforeEach
    void open(TestDatabase test) {
        this.test = test;
        database = Database.over(test.dataSource());
        put("demo", "V1__orders.sql", ORDERS);
        put("demo", "V2__tasks.sql", TASKS);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void anEmptyDatabaseGetsEverythingOnce() {
        assertThat(demo("orders", "tasks").apply(database)).isEqualTo(2);
        assertThat(demo("orders", "tasks").apply(database)).isZero();

        assertThat(tables()).containsExactly("gwms_demo_schema_history", "gwms_order", "gwms_task");
        assertThat(strings("SELECT note AS x FROM gwms_order")).containsExactly("a;b'c");
        assertThat(strings("SELECT script AS x FROM gwms_demo_schema_history ORDER BY installed_rank"))
                .containsExactly("V1__orders.sql", "V2__tasks.sql");
    }

    @Test
    void anOlderSchemaIsUpgradedAndKeepsItsRows() {
        demo("orders").apply(database);
        database.run(tx -> tx.update("INSERT INTO gwms_order (id) VALUES (2)"));

        assertThat(demo("orders", "tasks").apply(database)).isOne();

        assertThat(strings("SELECT id AS x FROM gwms_order ORDER BY id")).containsExactly("1", "2");
        assertThat(tables()).contains("gwms_task");
    }

    @Test
    void aNewerSchemaIsRefusedUntouched() {
        demo("orders", "tasks").apply(database);
        List<String> before = tables();

        assertThatThrownBy(() -> demo("orders").apply(database))
                .hasMessageContaining("GWMS-1020")
                .hasMessageContaining("holds schema 2 of module 'demo', but this release knows only 1");

        assertThat(tables()).isEqualTo(before);
    }

    @Test
    void aChangedScriptIsRefusedUntouched() {
        demo("orders").apply(database);
        put("demo", "V1__orders.sql", ORDERS.replace("bigint", "integer"));

        assertThatThrownBy(() -> demo("orders", "tasks").apply(database))
                .hasMessageContaining("GWMS-1021")
                .hasMessageContaining("V1__orders.sql");

        assertThat(tables()).doesNotContain("gwms_task");
    }

    @Test
    void anotherLineEndingIsTheSameScript() {
        demo("orders").apply(database);
        put("demo", "V1__orders.sql", ORDERS.replace("\n", "\r\n"));

        assertThat(demo("orders").apply(database)).isZero();
    }

    @Test
    void tablesOfSomebodyElseAreRefusedUntouched() {
        database.run(tx -> tx.update("CREATE TABLE gwms_surprise (id bigint)"));

        assertThatThrownBy(() -> demo("orders").apply(database))
                .hasMessageContaining("GWMS-1022")
                .hasMessageContaining("[gwms_surprise]")
                .hasMessageContaining("not ours");

        assertThat(tables()).containsExactly("gwms_surprise");
    }

    @Test
    void tablesOfTheHostDoNotMatter() {
        database.run(tx -> tx.update("CREATE TABLE customer (id bigint)"));

        assertThat(demo("orders").apply(database)).isOne();
    }

    @Test
    void eachModuleHasAHistoryOfItsOwn() {
        put("other", "V1__calls.sql", "CREATE TABLE gwms_call (id bigint)");
        demo("orders", "tasks").apply(database);

        assertThat(migrations("other", "calls").apply(database)).isOne();
        assertThat(demo("orders", "tasks").apply(database)).isZero();

        assertThat(tables()).contains("gwms_demo_schema_history", "gwms_other_schema_history", "gwms_call");
    }

    @Test
    void aFailedScriptLeavesNothingHalfDone() {
        failInTheMiddle();
        assertThat(tables()).isEmpty();

        assertThat(finish()).isEqualTo(2);
    }

    /** The second script fails after it has made its table. */
    void failInTheMiddle() {
        put("demo", "V2__tasks.sql", TASKS + "\nINSERT INTO gwms_nowhere VALUES (1);");
        assertThatThrownBy(() -> demo("orders", "tasks").apply(database))
                .hasMessageContaining("GWMS-1024")
                .hasMessageContaining("V2__tasks.sql")
                .hasMessageContaining("gwms_nowhere");
    }

    /** How many scripts run once the second one is right. */
    int finish() {
        put("demo", "V2__tasks.sql", TASKS);
        return demo("orders", "tasks").apply(database);
    }

    @Test
    void anUnfinishedHistoryIsRefused() {
        demo("orders").apply(database);
        database.run(tx -> tx.update("UPDATE gwms_demo_schema_history SET success = FALSE"));

        assertThatThrownBy(() -> demo("orders").apply(database))
                .hasMessageContaining("GWMS-1023")
                .hasMessageContaining("marked as failed");
    }

    @Test
    void nodesThatStartAtOnceUpgradeOnce() throws Exception {
        int nodes = 4;
        CyclicBarrier together = new CyclicBarrier(nodes);
        ExecutorService threads = Executors.newFixedThreadPool(nodes);
        List<CompletableFuture<Integer>> starts = new ArrayList<>();
        for (int i = 0; i < nodes; i++) {
            starts.add(CompletableFuture.supplyAsync(
                    () -> {
                        try (Database node = Database.over(test.otherNodesDataSource())) {
                            together.await(30, TimeUnit.SECONDS);
                            return demo("orders", "tasks").apply(node);
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    },
                    threads));
        }
        CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        threads.shutdown();

        assertThat(starts.stream().mapToInt(CompletableFuture::join)).containsExactlyInAnyOrder(2, 0, 0, 0);
        assertThat(strings("SELECT id AS x FROM gwms_order")).containsExactly("1");
    }

    private Migrations demo(String... names) {
        return migrations("demo", names);
    }

    private Migrations migrations(String module, String... names) {
        return Migrations.of(
                module,
                name -> {
                    String text = scripts.get(name);
                    return text == null ? null : new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
                },
                names);
    }

    private void put(String module, String file, String text) {
        scripts.put("/io/gwms/" + module + "/migrations/" + test.dialect() + "/" + file, text);
    }

    List<String> tables() {
        return strings(
                switch (test.dialect()) {
                    case "sqlite" -> "SELECT name AS x FROM sqlite_master WHERE type = 'table' ORDER BY 1";
                    case "postgresql" -> "SELECT tablename AS x FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
                    default ->
                        "SELECT table_name AS x FROM information_schema.tables WHERE table_schema = DATABASE() ORDER BY 1";
                });
    }

    private List<String> strings(String sql) {
        return database.read(tx -> tx.query(sql, row -> row.string("x")));
    }
}
