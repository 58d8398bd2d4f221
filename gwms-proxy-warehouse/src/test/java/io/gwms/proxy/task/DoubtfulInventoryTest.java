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
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.testkit.fourpx.FakeFourPx;
import io.gwms.testkit.fourpx.FourPxStock;
import io.gwms.transport.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The doubtful answers of a 4PX warehouse, those of its own kind too. */
class DoubtfulInventoryTest extends DoubtfulInventory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GET = "fu.wms.inventory.get&";
    private static final String DETAIL = "fu.wms.inventory.getdetail&";

    @Override
    Far far() {
        return Far.FOUR_PX;
    }

    @Override
    boolean inPostgres() {
        return false;
    }

    private void moveEverything(boolean away) {
        int sign = away ? -1 : 1;
        FourPxStock first = FourPxStock.good("USLAXA", "P-1", "B1", 1, "IC1", INBOUND);
        ((FakeFourPx) warehouse)
                .moveStock(List.of(
                        first.withQuantities(20 * sign, 0),
                        first.ofQuality("B").withQuantities(3 * sign, 0),
                        FourPxStock.good("USLAXA", "P-1", "B2", 1, "IC2", INBOUND)
                                .withQuantities(10 * sign, 0),
                        FourPxStock.good("USLAXA", "P-2", "B1", 1, "IC1", INBOUND)
                                .withQuantities(8 * sign, 0)));
    }

    @Override
    List<String> errorBodies() {
        return List.of(
                "{\"message\":\"internal error\"}",
                "{\"result\":\"0\",\"msg\":\"System is busy\",\"errors\":"
                        + "[{\"error_code\":\"000020\",\"error_msg\":\"timeout\"}],\"data\":null}",
                "",
                "{\"result\":\"1\",\"msg\":\"\",\"errors\":[],\"data\":{}}");
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
    @DisplayName("an empty list")
    void anEmptyList() {
        moveEverything(true);
        changesNothing((call, http) -> http.send(call), "EMPTY");
        moveEverything(false);
        thenACorrectReadingCorrects();
    }

    @Test
    @DisplayName("page 2 of 3 missing: it fails, it is empty, or another one comes in its place")
    void aMissingPage() {
        ((FakeFourPx) warehouse)
                .moveStock(IntStream.range(0, 1_100)
                        .mapToObj(i -> FourPxStock.good("USLAXA", "P-1", "C" + i, 1, "IC3", INBOUND))
                        .toList());

        changesNothing(atPageTwo(answering(500, "")), "HTTP 500");
        changesNothing(atPageTwo(changing(GET, data -> data.putArray("data"))), "an empty page came after 500 of 1104");
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
                    data.put("total", "5");
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

    private static Line negative() {
        return (call, http) -> changing(
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
                                .answer(on, http));
    }

    @Test
    @DisplayName("a negative quantity")
    void aNegativeQuantity() {
        changesNothing(negative(), "INVALID_ROWS");
        thenACorrectReadingCorrects();
    }

    @Test
    @DisplayName("a negative quantity of one SKU: a person may let the others be corrected")
    void theOthersOfANegativeQuantity() {
        host.put(batch("W-2", QUALIFIED, "IC1"), -2);
        changesNothing(negative(), "INVALID_ROWS");
        line = negative();
        SyncTask task = sync();
        InventorySnapshot kept = host.snapshots.latest(task.id()).orElseThrow();
        assertThat(kept.complete()).isFalse();
        assertThat(kept.incompleteBecause()).contains("P-1 (a quantity is negative: available -4, locked 0)");

        host.module.approve(
                task.id(), host.module.waitingPlan(task.id()).orElseThrow().hash(), "ann");
        host.gwms.tasks().syncNow(task.id());
        host.gwms.step();

        assertThat(host.task(task.id()).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(host.stock.quantity(batch("W-1", QUALIFIED, "IC1"))).isEqualTo(19);
        assertThat(host.stock.quantity(batch("W-2", QUALIFIED, "IC1"))).isEqualTo(16);
        line = (call, http) -> http.send(call);
        thenACorrectReadingCorrects();
    }
}
