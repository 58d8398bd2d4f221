package io.gwms.testkit.fourpx;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A fake 4PX warehouse with a little stock, a client of it, and what its tests say to it. */
abstract class FourPxStage {
    static final ObjectMapper JSON = new ObjectMapper();
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    static final Instant PUT_AWAY = Instant.parse("2025-12-01T03:04:05.678Z");
    static final String CREATE = "fu.wms.outbound.create";
    static final String CANCEL = "fu.wms.outbound.cancel";
    static final String LIST = "fu.wms.outbound.getlist";
    static final String STOCK = "fu.wms.inventory.get";
    static final String DETAIL = "fu.wms.inventory.getdetail";

    final VirtualClock clock = VirtualClock.startingAt(START);
    final FakeFourPx.Builder builder = FakeFourPx.builder()
            .clock(clock)
            .appKey(FourPxClient.KEY)
            .appSecret(FourPxClient.SECRET)
            .stock(
                    FourPxStock.good("USLAXA", "SKU-1", "B1", 10, "IC1", PUT_AWAY),
                    FourPxStock.good("USLAXA", "SKU-1", "B2", 5, "IC2", PUT_AWAY.plusSeconds(60)),
                    FourPxStock.good("USLAXA", "SKU-2", "B1", 3, "IC1", PUT_AWAY)
                            .ofQuality("B"));
    final List<AutoCloseable> open = new ArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    final FakeHttpServer serve() {
        FakeHttpServer server = FakeHttpServer.start(builder.build());
        open.add(server);
        return server;
    }

    final FourPxClient start() {
        return new FourPxClient(serve().uri(), clock);
    }

    static String order(String refNo, String sku, int qty) {
        return """
            {"ref_no":"%s","from_warehouse_code":"USLAXA","consignment_type":"S",\
            "logistics_service_info":{"logistics_product_code":"F3"},\
            "oconsignment_desc":{"country":"US","state":"CA","city":"LA","post_code":"90001",\
            "street":"Main St","first_name":"Ann","phone":"1"},\
            "oconsignment_sku":[%s]}""".formatted(refNo, line(sku, qty));
    }

    static String line(String sku, int qty) {
        return "{\"sku_code\":\"%s\",\"qty\":\"%d\",\"stock_quality\":\"G\"}".formatted(sku, qty);
    }

    static String inbound(String refNo) {
        return """
            {"ref_no":"%s","is_pickup":"N","to_warehouse_code":"USLAXA","transport_type":"S",\
            "supplier_address":{"country":"CN"},"total_volume":"1.5","total_weight":"20",\
            "logistics_service_info":{"logistics_product_code":"SEA"},\
            "ocustoms_service":"D1","icustoms_service":"D3",\
            "iconsignment_sku":[{"box_no":"1","sku_code":"SKU-9","plan_qty":7,"batch_no":"B77"}]}""".formatted(refNo);
    }

    static String cancel(String refNo) {
        return "{\"ref_no\":\"%s\",\"cancel_type\":\"BC\"}".formatted(refNo);
    }

    static String window(int days) {
        return "{\"create_time_start\":\"%s\",\"create_time_end\":\"%s\"}"
                .formatted(millis(START.minus(Duration.ofDays(days))), millis(START));
    }

    static String millis(Instant at) {
        return Long.toString(at.toEpochMilli());
    }

    static String errorWith(FourPxClient client, String name, String value) throws IOException {
        Map<String, String> parameters = client.parameters(LIST);
        boolean signed = !name.equals("language") && !name.equals("access_token");
        if (signed) {
            parameters.put(name, value);
        }
        parameters.putIfAbsent("sign", FourPxClient.sign(parameters, "{}", FourPxClient.SECRET));
        parameters.put(name, value);
        return error(JSON.readTree(client.send(parameters, "{}").body()));
    }

    /** The first error's code; empty when the call succeeded. */
    static String error(JsonNode envelope) {
        boolean succeeded = envelope.path("result").textValue().equals("1");
        assertThat(envelope.path("errors").isNull())
                .as("errors of %s", envelope)
                .isEqualTo(succeeded);
        return envelope.path("errors").path(0).path("error_code").asText("");
    }

    static JsonNode data(JsonNode envelope) {
        assertThat(envelope.path("result").textValue())
                .as("result of %s", envelope)
                .isEqualTo("1");
        return envelope.path("data");
    }

    static List<JsonNode> rows(JsonNode envelope) {
        return StreamSupport.stream(data(envelope).path("data").spliterator(), false)
                .toList();
    }

    static List<JsonNode> listed(FourPxClient client, String refNo) throws IOException {
        return rows(client.call(LIST, "{\"ref_no\":\"" + refNo + "\"}"));
    }

    static JsonNode only(FourPxClient client, String refNo) throws IOException {
        List<JsonNode> orders = listed(client, refNo);
        assertThat(orders).hasSize(1);
        return orders.get(0);
    }

    /** Rows as «sku batch quality available+pending». */
    static List<String> stock(FourPxClient client) throws IOException {
        return rows(client.call(STOCK, "{}")).stream()
                .map(row -> "%s %s %s %s+%s"
                        .formatted(
                                row.path("sku_code").textValue(),
                                row.path("batch_no").textValue(),
                                row.path("stock_quality").textValue(),
                                row.path("available_stock").textValue(),
                                row.path("pending_stock").textValue()))
                .toList();
    }

    static long units(FourPxClient client) throws IOException {
        long units = 0;
        for (JsonNode row :
                data(client.call(DETAIL, "{\"lstsku\":[\"SKU-1\"]}")).path("inventorydetaillist")) {
            units += Long.parseLong(row.path("warehouse_stock").textValue());
        }
        return units;
    }

    static int numbersIn(JsonNode node) {
        int numbers = node.isNumber() ? 1 : 0;
        for (JsonNode child : node) {
            numbers += numbersIn(child);
        }
        return numbers;
    }
}
