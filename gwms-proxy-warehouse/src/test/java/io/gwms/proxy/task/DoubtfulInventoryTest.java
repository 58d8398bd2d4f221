package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.outcome.Outcome;
import io.gwms.stock.StockBatch;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.fourpx.FakeFourPx;
import io.gwms.testkit.fourpx.FourPxStock;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
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
import java.util.function.Consumer;
import java.util.stream.IntStream;
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
class DoubtfulInventoryTest {
    private static final Instant NOON = Instant.parse("2026-03-10T12:00:00Z");
    private static final Transport HTTP = OkHttpTransport.create();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GET = "fu.wms.inventory.get&";
    private static final String DETAIL = "fu.wms.inventory.getdetail&";
    private static final FourPxStock FIRST = FourPxStock.good("USLAXA", "P-1", "B1", 20, "IC1", INBOUND);
    private static final FourPxStock SECOND = FourPxStock.good("USLAXA", "P-2", "B1", 8, "IC1", INBOUND);

    /** Answers a call in place of the warehouse, or after having asked it. */
    @FunctionalInterface
    private interface Line {
        Outcome<HttpReply> answer(HttpCall call, Transport warehouse);
    }

    @TempDir
    Path folder;

    private final FakeFourPx warehouse = FakeFourPx.builder()
            .clock(VirtualClock.startingAt(NOON))
            .appKey("test-app")
            .appSecret("test-secret-of-4px")
            .stock(FIRST, SECOND)
            .build();
    private final FakeHttpServer fake = FakeHttpServer.start(warehouse);
    private Line line = (call, http) -> http.send(call);
    private FileHost host;

    /** Both sides agree, and then a piece is lost here: whatever is corrected shows. */
    @BeforeEach
    void open() {
        host = host();
        host.put(batch("W-1", QUALIFIED, "IC1"), 20);
        host.put(batch("W-2", QUALIFIED, "IC1"), 16);
        host.stock.elsewhere(House.WAREHOUSE, batch("W-1", QUALIFIED, "").sku(), "SHELF-A", 77);
        host.work(Duration.ofHours(1));
        assertThat(host.tasks()).extracting(SyncTask::status).containsOnly(TaskStatus.SUCCESS);
        host.put(batch("W-1", QUALIFIED, "IC1"), -1);
    }

    private FileHost host() {
        FileHost opened = new FileHost(
                folder,
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
    }

    private SyncTask sync() {
        fake.control().push(host.clock.advance(Duration.ofMinutes(11)));
        TaskId id = host.module.syncInventory(House.WAREHOUSE);
        host.gwms.tasks().syncNow(id);
        host.gwms.step();
        return host.task(id);
    }

    /** Syncs again and again while that is the line, then once when it is whole again. */
    private void changesNothing(Line doubtful, String reason) {
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

    private void thenACorrectReadingCorrects() {
        sync();
        host.work(Duration.ofHours(1));
        assertThat(host.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(20);
        assertThat(host.stock.quantity(batch("W-2", QUALIFIED, "IC1"))).isEqualTo(16);
    }

    private static Line answering(int status, String body) {
        return (call, http) -> Outcome.done(HttpReply.of(
                status, Map.of("content-type", List.of("application/json")), body.getBytes(StandardCharsets.UTF_8)));
    }

    /** Changes what the warehouse answers to one method. */
    private static Line changing(String method, Consumer<ObjectNode> change) {
        return (call, http) -> !call.uri().getQuery().contains("method=" + method)
                ? http.send(call)
                : http.send(call).then(reply -> {
                    try {
                        JsonNode body = JSON.readTree(reply.text());
                        change.accept((ObjectNode) body.path("data"));
                        return answering(200, body.toString()).answer(call, http);
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    private static void eachRow(ObjectNode data, String list, String sku, Consumer<ObjectNode> change) {
        data.path(list).forEach(row -> {
            if (row.path("sku_code").asText().equals(sku)) {
                change.accept((ObjectNode) row);
            }
        });
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
        changesNothing(answering(200, "{\"message\":\"internal error\"}"), "internal error");
        changesNothing(
                answering(
                        200,
                        "{\"result\":\"0\",\"msg\":\"System is busy\",\"errors\":"
                                + "[{\"error_code\":\"000020\",\"error_msg\":\"timeout\"}],\"data\":null}"),
                "000020");
        changesNothing(answering(200, ""), "no stock is changed");
        changesNothing(
                answering(200, "{\"result\":\"1\",\"msg\":\"\",\"errors\":[],\"data\":{}}"), "no stock is changed");
        thenACorrectReadingCorrects();
    }

    @Test
    @DisplayName("an empty list")
    void anEmptyList() {
        warehouse.moveStock(List.of(FIRST.withQuantities(-20, 0), SECOND.withQuantities(-8, 0)));
        changesNothing((call, http) -> http.send(call), "EMPTY");
        warehouse.moveStock(List.of(FIRST, SECOND));
        thenACorrectReadingCorrects();
    }

    @Test
    @DisplayName("page 2 of 3 missing: it fails, it is empty, or another one comes in its place")
    void aMissingPage() {
        warehouse.moveStock(IntStream.range(0, 1_100)
                .mapToObj(i -> FourPxStock.good("USLAXA", "P-1", "C" + i, 1, "IC3", INBOUND))
                .toList());

        changesNothing(atPageTwo(answering(500, "")), "HTTP 500");
        changesNothing(atPageTwo(changing(GET, data -> data.putArray("data"))), "an empty page came after 500 of 1102");
        changesNothing(atPageTwo(changing(GET, data -> data.put("page_no", "3"))), "another came");
    }

    private static boolean isPageTwo(HttpCall call) {
        return call.uri().getQuery().contains("method=" + GET)
                && new String(call.body(), StandardCharsets.UTF_8).contains("\"page_no\":\"2\"");
    }

    private static Line atPageTwo(Line second) {
        return (call, http) -> isPageTwo(call) ? second.answer(call, http) : http.send(call);
    }

    @Test
    @DisplayName("duplicate rows")
    void duplicateRows() {
        changesNothing(
                changing(GET, data -> {
                    ((ArrayNode) data.path("data"))
                            .add(data.path("data").path(0).deepCopy());
                    data.put("total", "3");
                }),
                "came twice");
        changesNothing(
                changing(
                        DETAIL,
                        data -> ((ArrayNode) data.path("inventorydetaillist"))
                                .add(data.path("inventorydetaillist").path(0).deepCopy())),
                "differs from warehouse_stock");
        thenACorrectReadingCorrects();
    }

    @Test
    @DisplayName("total != available + locked")
    void aTotalThatIsNotTheSum() {
        changesNothing(
                changing(
                        DETAIL,
                        data -> eachRow(data, "inventorydetaillist", "P-1", row -> row.put("warehouse_stock", "19"))),
                "available + pending differs from warehouse_stock");
        thenACorrectReadingCorrects();
    }

    @Test
    @DisplayName("a negative quantity")
    void aNegativeQuantity() {
        changesNothing(
                (call, http) -> changing(
                                GET, data -> eachRow(data, "data", "P-1", row -> row.put("available_stock", "-4")))
                        .answer(
                                call,
                                on -> changing(
                                                DETAIL,
                                                data -> eachRow(
                                                        data,
                                                        "inventorydetaillist",
                                                        "P-1",
                                                        row -> row.put("warehouse_stock", "-4")))
                                        .answer(on, http)),
                "INVALID_ROWS");
        thenACorrectReadingCorrects();
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
        try (FileHost other = host()) {
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
