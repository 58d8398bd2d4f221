package io.gwms.testkit.proxy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.proxy.RemoteOrder.Receipt;
import io.gwms.proxy.RemoteStatus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The inbound orders of a {@link ScriptedWarehouse}. Guarded by the warehouse. */
final class ScriptedInbounds {
    private final Map<String, Expected> orders = new LinkedHashMap<>();

    ObjectNode create(JsonNode body) {
        String reference = body.path("reference").asText();
        if (orders.containsKey(reference)) {
            return ScriptedWarehouse.error("DUPLICATE_REFERENCE", "reference " + reference + " exists");
        }
        if (ScriptedWarehouse.wanted(body) > ScriptedWarehouse.MOST_PIECES) {
            return ScriptedWarehouse.error("INVALID_REQUEST", "too many pieces");
        }
        orders.put(reference, new Expected("I" + (orders.size() + 1), body.path("lines")));
        return ScriptedWarehouse.ok().set("order", get(reference).json(reference));
    }

    ObjectNode find(JsonNode body) {
        String reference = body.path("reference").asText();
        ObjectNode answer = ScriptedWarehouse.ok();
        return answer.set(
                "order", orders.containsKey(reference) ? get(reference).json(reference) : answer.nullNode());
    }

    ObjectNode cancel(JsonNode body) {
        Expected order = orders.get(body.path("reference").asText());
        if (order == null) {
            return ScriptedWarehouse.error("NOT_FOUND", "no such inbound order");
        }
        if (order.status == RemoteStatus.CANCELLED) {
            return ScriptedWarehouse.error("ALREADY_DONE", "it is cancelled");
        }
        if (order.status == RemoteStatus.PUT_AWAY || !order.receipts.isEmpty()) {
            return ScriptedWarehouse.error("TOO_LATE", "goods have come");
        }
        order.status = RemoteStatus.CANCELLED;
        order.word = "VOID";
        return ScriptedWarehouse.ok().put("status", RemoteStatus.CANCELLED.name());
    }

    void receive(String reference, List<Receipt> receipts) {
        get(reference).receipts.addAll(receipts);
    }

    void say(String reference, RemoteStatus status, String word) {
        Expected order = get(reference);
        order.status = status;
        order.word = word;
    }

    boolean holds(String reference) {
        return orders.containsKey(reference);
    }

    private Expected get(String reference) {
        Expected order = orders.get(reference);
        if (order == null) {
            throw new IllegalArgumentException(
                    "there is no inbound order " + reference + ", only " + orders.keySet() + "; create it first");
        }
        return order;
    }

    private static final class Expected {
        private final String number;
        private final JsonNode lines;
        private final List<Receipt> receipts = new ArrayList<>();
        private RemoteStatus status = RemoteStatus.IN_WORK;
        private String word = "EXPECTED";

        private Expected(String number, JsonNode lines) {
            this.number = number;
            this.lines = lines;
        }

        private ObjectNode json(String reference) {
            ObjectNode json = ScriptedWarehouse.JSON
                    .createObjectNode()
                    .put("reference", reference)
                    .put("number", number)
                    .put("word", word)
                    .put("status", status == RemoteStatus.UNRECOGNIZED ? "" : status.name());
            json.set("lines", lines);
            ArrayNode came = json.putArray("receipts");
            for (Receipt receipt : receipts) {
                ObjectNode row = came.addObject()
                        .put("sku", receipt.proxySku())
                        .put("quality", receipt.quality().name())
                        .put("quantity", receipt.quantity());
                Instant at = receipt.putAwayAt();
                if (at != null) {
                    row.put("at", at.toString());
                }
            }
            return json;
        }
    }
}
