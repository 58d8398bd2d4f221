package io.gwms.samples.benchmarks.reconcile;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gwms.proxy.RemoteBatch;
import io.gwms.stock.StockQuality;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** An inventory as pages of JSON in memory, 500 rows each, as a warehouse would send them. */
final class Pages {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int ROWS = 500;

    private final List<byte[]> pages = new ArrayList<>();
    private final List<RemoteBatch> page = new ArrayList<>();

    private Pages() {}

    static Pages of(Goods goods) {
        Pages pages = new Pages();
        goods.there(pages::add);
        pages.flush();
        return pages;
    }

    private void add(RemoteBatch batch) {
        page.add(batch);
        if (page.size() == ROWS) {
            flush();
        }
    }

    private void flush() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(ROWS * 200);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("data");
            for (RemoteBatch batch : page) {
                json.writeStartObject();
                json.writeStringField("warehouse_code", "USLAXA");
                json.writeStringField("sku_code", batch.proxySku());
                json.writeStringField("stock_quality", batch.quality() == StockQuality.QUALIFIED ? "G" : "B");
                json.writeStringField("consignment_no", batch.inboundNo());
                json.writeNumberField(
                        "putaway_time",
                        Objects.requireNonNull(batch.inboundAt(), "inboundAt").toEpochMilli());
                json.writeStringField("available_stock", Long.toString(batch.available()));
                json.writeStringField("pending_stock", Long.toString(batch.locked()));
                json.writeNumberField("inventory_age", 12);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot be written", e);
        }
        pages.add(bytes.toByteArray());
        page.clear();
    }

    long bytes() {
        return pages.stream().mapToLong(each -> each.length).sum();
    }

    /** Reads every page row by row without a tree: for less no connector that uses this parser could. */
    void decode(Consumer<? super RemoteBatch> sink) {
        for (byte[] each : pages) {
            try (JsonParser json = JSON.createParser(each)) {
                while (json.nextToken() != null) {
                    if (json.currentToken() == JsonToken.START_OBJECT
                            && json.getParsingContext().getParent().inArray()) {
                        sink.accept(row(json));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException("a page is not JSON", e);
            }
        }
    }

    private static RemoteBatch row(JsonParser json) throws IOException {
        String sku = "";
        String inboundNo = "";
        StockQuality quality = StockQuality.DEFECTIVE;
        long at = 0;
        long available = 0;
        long locked = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "sku_code" -> sku = json.getText();
                case "consignment_no" -> inboundNo = json.getText();
                case "stock_quality" ->
                    quality = json.getText().equals("G") ? StockQuality.QUALIFIED : StockQuality.DEFECTIVE;
                case "putaway_time" -> at = json.getLongValue();
                case "available_stock" -> available = Long.parseLong(json.getText());
                case "pending_stock" -> locked = Long.parseLong(json.getText());
                default -> json.skipChildren();
            }
        }
        return new RemoteBatch(sku, quality, available, locked, null, inboundNo, Instant.ofEpochMilli(at));
    }
}
