package io.gwms.proxy.fourpx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A page of an inventory, read without a tree: for large inventories that is most of the work. */
final class FourPxPage {
    private static final JsonFactory JSON = new JsonFactory();

    private String list = "";
    private final List<Row> rows = new ArrayList<>();
    private @Nullable String total;
    private @Nullable String number;

    /** The page of an envelope that says success; empty when the bytes are none as a whole. */
    static Optional<FourPxPage> of(byte[] envelope) {
        FourPxPage page = new FourPxPage();
        String result = "";
        try (JsonParser json = JSON.createParser(envelope)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                switch (name) {
                    case "result" -> result = text(json);
                    case "data" -> page.read(json);
                    default -> skip(json);
                }
            }
            return "1".equals(result) && json.nextToken() == null ? Optional.of(page) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private void read(JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_OBJECT) {
            json.skipChildren();
            return;
        }
        for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
            switch (name) {
                case "total" -> total = text(json);
                case "page_no" -> number = text(json);
                case "data", "inventorydetaillist" -> readRows(name, json);
                default -> skip(json);
            }
        }
    }

    private void readRows(String name, JsonParser json) throws IOException {
        if (json.nextToken() != JsonToken.START_ARRAY) {
            json.skipChildren();
            return;
        }
        list = name;
        while (json.nextToken() != JsonToken.END_ARRAY) {
            rows.add(Row.of(json));
        }
    }

    private static void skip(JsonParser json) throws IOException {
        json.nextToken();
        json.skipChildren();
    }

    /** A text or a number as it stands; null for anything else. */
    private static @Nullable String text(JsonParser json) throws IOException {
        JsonToken token = json.nextToken();
        if (token.isScalarValue() && token != JsonToken.VALUE_NULL) {
            return json.getText();
        }
        json.skipChildren();
        return null;
    }

    /** The rows of the list of that name, which must be there. */
    List<Row> rows(String name) {
        if (!list.equals(name)) {
            throw new IllegalArgumentException("the list '" + name + "' is missing");
        }
        return rows;
    }

    String total() {
        return told(total, "total");
    }

    String number() {
        return told(number, "page_no");
    }

    private static String told(@Nullable String value, String name) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("'" + name + "' is missing or empty");
        }
        return value.strip();
    }

    /** A row of either list; what it must tell is checked when it is asked for. */
    static final class Row {
        private @Nullable String sku;
        private @Nullable String quality;
        private @Nullable String available;
        private @Nullable String pending;
        private @Nullable String stock;
        private String batchNo = "";
        private String inboundNo = "";
        private String putAwayMillis = "";

        private static Row of(JsonParser json) throws IOException {
            Row row = new Row();
            if (json.currentToken() != JsonToken.START_OBJECT) {
                json.skipChildren();
                return row;
            }
            for (String name = json.nextFieldName(); name != null; name = json.nextFieldName()) {
                switch (name) {
                    case "sku_code" -> row.sku = text(json);
                    case "stock_quality" -> row.quality = text(json);
                    case "available_stock" -> row.available = text(json);
                    case "pending_stock" -> row.pending = text(json);
                    case "warehouse_stock" -> row.stock = text(json);
                    case "batch_no" -> row.batchNo = orEmpty(text(json));
                    case "consignment_no" -> row.inboundNo = orEmpty(text(json));
                    case "putaway_time" -> row.putAwayMillis = orEmpty(text(json));
                    default -> skip(json);
                }
            }
            return row;
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text.strip();
        }

        String sku() {
            return told(sku, "sku_code");
        }

        String quality() {
            return told(quality, "stock_quality");
        }

        String available() {
            return told(available, "available_stock");
        }

        String pending() {
            return told(pending, "pending_stock");
        }

        String stock() {
            return told(stock, "warehouse_stock");
        }

        String batchNo() {
            return batchNo;
        }

        String inboundNo() {
            return inboundNo;
        }

        /** Empty where it is not told. */
        String putAwayMillis() {
            return putAwayMillis;
        }
    }
}
