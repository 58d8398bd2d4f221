package io.gwms.testkit.stock;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import java.time.Instant;

/**
 * One entry of a ledger.
 *
 * @param id of the adjustment; of the location for pieces elsewhere; else empty
 * @param to where regraded pieces go; for other kinds the batch itself
 */
record Entry(Kind kind, String id, BatchKey key, long delta, BatchKey to) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final BatchKey NOWHERE =
            new BatchKey(new WarehouseCode("-"), new WarehouseSku("-"), StockQuality.QUALIFIED, "", null);

    enum Kind {
        MOVED,
        ADJUSTED,
        REGRADED,
        RESERVED,
        ELSEWHERE
    }

    static Entry moved(BatchKey key, long delta) {
        return new Entry(Kind.MOVED, "", key, delta, key);
    }

    static Entry adjusted(String id, BatchKey key, long delta) {
        return new Entry(Kind.ADJUSTED, id, key, delta, key);
    }

    static Entry regraded(String id, BatchKey key, long delta, BatchKey to) {
        return new Entry(Kind.REGRADED, id, key, delta, to);
    }

    static Entry reserved(BatchKey key, long delta) {
        return new Entry(Kind.RESERVED, "", key, delta, key);
    }

    static Entry elsewhere(String location, long quantity) {
        return new Entry(Kind.ELSEWHERE, location, NOWHERE, quantity, NOWHERE);
    }

    ObjectNode toJson() {
        ObjectNode json = json(key).put("kind", kind.name()).put("id", id).put("delta", delta);
        if (kind == Kind.REGRADED) {
            json.set("to", json(to));
        }
        return json;
    }

    private static ObjectNode json(BatchKey key) {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("warehouse", key.warehouse().value())
                .put("sku", key.sku().value())
                .put("quality", key.quality().name())
                .put("inbound_no", key.inboundNo());
        if (key.inboundAt() != null) {
            json.put("inbound_at", key.inboundAt().toString());
        }
        return json;
    }

    static Entry parse(String line) {
        JsonNode json;
        try {
            json = JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the ledger's journal holds a line that is not JSON: " + line, e);
        }
        BatchKey key = key(json);
        return new Entry(
                Kind.valueOf(json.path("kind").asText()),
                json.path("id").asText(),
                key,
                json.path("delta").asLong(),
                json.has("to") ? key(json.path("to")) : key);
    }

    private static BatchKey key(JsonNode json) {
        JsonNode at = json.path("inbound_at");
        return new BatchKey(
                new WarehouseCode(json.path("warehouse").asText()),
                new WarehouseSku(json.path("sku").asText()),
                StockQuality.valueOf(json.path("quality").asText()),
                json.path("inbound_no").asText(),
                at.isMissingNode() ? null : Instant.parse(at.asText()));
    }
}
