package io.gwms.samples.benchmarks.reconcile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.fourpx.FourPxConnector;
import io.gwms.redact.Redactor;
import io.gwms.stock.StockQuality;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The same inventory as 4PX tells it, in memory: one list of sums and one of arrivals, each row a lot of its own, read by
 * our own connector. Made before anything is measured.
 */
final class FourPxPages implements Transport {
    private static final int ROWS = 500;
    private static final int SKUS_AT_ONCE = 100;
    private static final JsonFactory JSON = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Each page by its list, the first SKU that is asked for, and its number. */
    private final Map<String, byte[]> pages = new HashMap<>();

    private long bytes;

    private interface Row {
        void write(JsonGenerator json, RemoteBatch batch) throws IOException;
    }

    FourPxPages(Goods goods) {
        List<RemoteBatch> all = new ArrayList<>();
        Map<String, List<RemoteBatch>> bySku = new TreeMap<>();
        goods.there(batch -> {
            all.add(batch);
            bySku.computeIfAbsent(batch.proxySku(), unused -> new ArrayList<>()).add(batch);
        });
        write("fu.wms.inventory.get", "", "data", all, (json, batch) -> {
            json.writeStringField("available_stock", Long.toString(batch.available()));
            json.writeStringField("pending_stock", Long.toString(batch.locked()));
        });
        List<String> skus = List.copyOf(bySku.keySet());
        for (int from = 0; from < skus.size(); from += SKUS_AT_ONCE) {
            List<RemoteBatch> some = skus.subList(from, Math.min(skus.size(), from + SKUS_AT_ONCE)).stream()
                    .flatMap(sku -> Objects.requireNonNull(bySku.get(sku)).stream())
                    .toList();
            write("fu.wms.inventory.getdetail", skus.get(from), "inventorydetaillist", some, (json, batch) -> {
                json.writeStringField("consignment_no", batch.inboundNo());
                json.writeNumberField(
                        "putaway_time",
                        Objects.requireNonNull(batch.inboundAt(), "inboundAt").toEpochMilli());
                json.writeStringField("warehouse_stock", Long.toString(batch.available() + batch.locked()));
            });
        }
    }

    /** Pages of these rows, and an empty or half full one at the end. */
    private void write(String method, String firstSku, String list, List<RemoteBatch> rows, Row row) {
        for (int page = 1; (page - 1) * ROWS <= rows.size(); page++) {
            ByteArrayOutputStream out = new ByteArrayOutputStream(ROWS * 200);
            try (JsonGenerator json = JSON.createGenerator(out)) {
                json.writeStartObject();
                json.writeStringField("result", "1");
                json.writeObjectFieldStart("data");
                json.writeNumberField("page_no", page);
                json.writeNumberField("page_size", ROWS);
                json.writeNumberField("total", rows.size());
                json.writeArrayFieldStart(list);
                for (RemoteBatch batch : rows.subList((page - 1) * ROWS, Math.min(rows.size(), page * ROWS))) {
                    json.writeStartObject();
                    json.writeStringField("warehouse_code", "USLAXA");
                    json.writeStringField("sku_code", batch.proxySku());
                    json.writeStringField(
                            "batch_no",
                            batch.inboundNo() + "-"
                                    + Objects.requireNonNull(batch.inboundAt(), "inboundAt")
                                            .toEpochMilli());
                    json.writeStringField("stock_quality", batch.quality() == StockQuality.QUALIFIED ? "G" : "B");
                    row.write(json, batch);
                    json.writeEndObject();
                }
                json.writeEndArray();
                json.writeEndObject();
                json.writeEndObject();
            } catch (IOException e) {
                throw new UncheckedIOException("memory cannot be written", e);
            }
            pages.put(method + firstSku + page, out.toByteArray());
            bytes += out.size();
        }
    }

    long bytes() {
        return bytes;
    }

    @Override
    public Outcome<HttpReply> send(HttpCall call) {
        try {
            JsonNode asked = MAPPER.readTree(call.body());
            String query = call.uri().getQuery();
            int method = query.indexOf("method=") + "method=".length();
            String key = query.substring(method, query.indexOf('&', method))
                    + asked.path("lstsku").path(0).asText("")
                    + asked.path("page_no").asText();
            return Outcome.done(HttpReply.of(200, Map.of(), Objects.requireNonNull(pages.get(key), key)));
        } catch (IOException e) {
            throw new UncheckedIOException("a request is not JSON", e);
        }
    }

    /** Reads everything through the connector, as an inventory task does. */
    void decode(Consumer<? super RemoteBatch> sink) {
        var route = new ProxyRoute(
                Goods.WAREHOUSE, FourPxConnector.SYSTEM, "acme", "USLAXA", URI.create("https://4px.invalid"));
        var session = new ProxySession(
                route,
                FourPxConnector.credential("acme", "benchmark", "benchmark"),
                this,
                InstantSource.fixed(Goods.NOW),
                Redactor.standard(),
                CallContext.forProxy(CallAction.INVENTORY_FETCH, FourPxConnector.SYSTEM));
        Outcome<InventoryExtent> read = FourPxConnector.create().fetchInventory(new FetchInventory(session, sink));
        boolean complete = read.asDone().filter(InventoryExtent::complete).isPresent();
        if (!complete) {
            throw new IllegalStateException("the inventory was not read: " + read);
        }
    }
}
