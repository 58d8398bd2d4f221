package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.outcome.Outcome;
import io.gwms.stock.StockBatch;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.http.FakeService;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a warehouse may answer that must never change stock: through the whole runtime, over HTTP, with state, evidence and
 * the host's ledger in databases. The stock stays, the task says why, what was seen is kept; and once the warehouse answers
 * as it should, the difference that was there all the time is corrected.
 */
abstract class DoubtfulInventory {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Transport HTTP = OkHttpTransport.create();

    /** Answers a call in place of the warehouse, or after having asked it. */
    @FunctionalInterface
    interface Line {
        Outcome<HttpReply> answer(HttpCall call, Transport warehouse);
    }

    @TempDir
    Path folder;

    private TestDatabase database;

    final FakeService warehouse = far().fake(NOON);
    final FakeHttpServer fake = FakeHttpServer.start(warehouse);
    Line line = (call, http) -> http.send(call);
    StoredHost host;

    /** Which warehouse it is, and whether the host keeps what it knows in PostgreSQL; else in SQLite files. */
    abstract Far far();

    abstract boolean inPostgres();

    /** Both sides agree, and then a piece is lost here: whatever is corrected shows. */
    @BeforeEach
    void open() {
        database = inPostgres() ? TestDatabase.postgres() : TestDatabase.sqlite(folder.resolve("unused.db"));
        host = host();
        host.put(batch("W-1", QUALIFIED, "IC1"), 20);
        host.put(batch("W-1", QUALIFIED, "IC2"), 10);
        host.put(batch("W-1", DEFECTIVE, "IC1"), far() == Far.FOUR_PX ? 3 : 0);
        host.put(batch("W-2", QUALIFIED, "IC1"), 16);
        host.stock.elsewhere(House.WAREHOUSE, batch("W-1", QUALIFIED, "").sku(), "SHELF-A", 77);
        host.work(Duration.ofHours(1));
        assertThat(host.tasks()).extracting(SyncTask::status).containsOnly(TaskStatus.SUCCESS);
        host.put(batch("W-1", QUALIFIED, "IC1"), -1);
    }

    private StoredHost host() {
        StoredHost opened = new StoredHost(
                inPostgres() ? StoredHost.url(database) : folder.toString(),
                far(),
                fake.uri(),
                call -> line.answer(call, HTTP),
                fake.control().time(),
                step -> {});
        opened.whenTimePasses(fake.control()::push);
        return opened;
    }

    @AfterEach
    void close() {
        host.close();
        fake.close();
        database.close();
    }

    final SyncTask sync() {
        fake.control().push(host.clock.advance(Duration.ofMinutes(11)));
        TaskId id = host.module.syncInventory(House.WAREHOUSE);
        host.gwms.tasks().syncNow(id);
        host.gwms.step();
        return host.task(id);
    }

    /** Syncs again and again while that is the line, then once when it is whole again. */
    final void changesNothing(Line doubtful, String reason) {
        List<StockBatch> before = host.held();
        long bookings = host.adjustments();
        line = doubtful;
        for (int round = 0; round < 3; round++) {
            SyncTask task = sync();

            assertThat(host.held()).as("the stock here").isEqualTo(before);
            assertThat(host.adjustments()).as("corrections").isEqualTo(bookings);
            assertThat(host.stock.elsewhereTotal()).isEqualTo(77);
            assertThat(task.status()).isIn(TaskStatus.WAITING, TaskStatus.MANUAL);
            assertThat(task.summary() + " " + task.error()).contains("no stock is changed", reason);
            InventorySnapshot kept = host.snapshots.latest(task.id()).orElseThrow();
            assertThat(kept.incompleteBecause() + host.snapshots.lines(kept.id()))
                    .as("what is kept of it")
                    .isNotEqualTo("[]");
        }
        line = (call, http) -> http.send(call);
    }

    final void thenACorrectReadingCorrects() {
        sync();
        host.work(Duration.ofHours(1));
        assertThat(host.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(20);
        assertThat(host.stock.quantity(batch("W-2", QUALIFIED, "IC1"))).isEqualTo(16);
    }

    static Line answering(int status, String body) {
        return (call, http) -> Outcome.done(HttpReply.of(
                status, Map.of("content-type", List.of("application/json")), body.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    @DisplayName("HTTP 500")
    void serverError() {
        changesNothing(answering(500, "<html>down</html>"), "HTTP 500");
        thenACorrectReadingCorrects();
    }

    @Test
    @DisplayName("the peer's bug: an error body under HTTP 200 never zeroes anything")
    void anErrorBodyNeverZeroesAnything() {
        for (String body : errorBodies()) {
            changesNothing(answering(200, body), "no stock is changed");
        }
        thenACorrectReadingCorrects();
    }

    /** What the warehouse may say where something went wrong, and what something before it may say in its place. */
    List<String> errorBodies() {
        return List.of("{\"message\":\"internal error\"}", "", "{}", "[]", "<html>down</html>");
    }

    @Test
    @DisplayName("13 hours old")
    void thirteenHoursOld() {
        changesNothing(
                (call, http) -> {
                    Outcome<HttpReply> reply = http.send(call);
                    fake.control().push(host.clock.advance(Duration.ofHours(13)));
                    return reply;
                },
                "longer than");
        thenACorrectReadingCorrects();
    }

    @Test
    @DisplayName("two tasks at once: on two nodes the second reads nothing and corrects nothing")
    void twoTasksAtOnce() {
        long bookings = host.adjustments();
        List<SyncTask> second = new ArrayList<>();
        try (StoredHost other = host()) {
            line = (call, http) -> {
                if (second.isEmpty()) {
                    other.clock.advanceTo(host.clock.instant());
                    TaskId id = other.module.syncInventory(House.WAREHOUSE);
                    other.gwms.step();
                    second.add(other.task(id));
                }
                return http.send(call);
            };

            SyncTask first = sync();

            assertThat(first.status()).as(first.summary()).isEqualTo(TaskStatus.SUCCESS);
            assertThat(second).singleElement().satisfies(task -> {
                assertThat(task.id()).isNotEqualTo(first.id());
                assertThat(task.status()).isEqualTo(TaskStatus.WAITING);
                assertThat(task.summary()).contains("goes first");
                assertThat(other.snapshots.latest(task.id())).isEmpty();
            });
        }
        assertThat(host.adjustments()).isEqualTo(bookings + 1);
        assertThat(host.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(20);
    }
}
