package io.gwms.samples.customconnector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Depot, as its documentation would have it: one order for a reference, pages of two batches, errors as words. */
final class FakeDepot implements FakeService {
    static final String KEY = "depot-key-77ab";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 2;

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final Map<String, ObjectNode> orders = new TreeMap<>();
    private final TreeMap<String, ObjectNode> stock = new TreeMap<>();

    FakeDepot() {
        stock("a", "MUG", 500, 20, "IN-1");
        stock("b", "MUG", 30, 0, "IN-2");
        stock("c", "CUP", 4, 5, "IN-2");
    }

    private void stock(String id, String sku, long available, long locked, String inbound) {
        ObjectNode batch = JSON.createObjectNode().put("id", id).put("sku", sku).put("inbound", inbound);
        stock.put(id, batch.put("available", available).put("locked", locked));
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public synchronized String holdings() {
        return JSON.valueToTree(orders).toString();
    }

    synchronized long ordersOf(String reference) {
        return orders.containsKey(reference) ? 1 : 0;
    }

    synchronized void ship(String reference) {
        ObjectNode order = orders.get(reference).put("state", "shipped").put("tracking", "T-" + reference);
        order.path("lines")
                .forEach(line ->
                        ((ObjectNode) line).put("shipped", line.path("pieces").asLong()));
    }

    @Override
    public synchronized FakeReply handle(FakeRequest request) {
        if (!request.header("Authorization").orElse("").equals("Bearer " + KEY)) {
            return FakeReply.json(401, "{\"error\":\"unknown key\"}");
        }
        if (request.path().equals("/stock")) {
            return page(request.queryParameters().getOrDefault("after", ""));
        }
        if (request.method().equals("POST")) {
            return create(request.bodyText());
        }
        ObjectNode order = orders.get(request.path().substring("/orders/".length()));
        if (order == null) {
            return FakeReply.json(404, "{\"error\":\"no such order\"}");
        }
        return request.method().equals("DELETE") ? cancel(order) : FakeReply.json(200, order.toString());
    }

    private FakeReply create(String body) {
        ObjectNode order;
        try {
            order = (ObjectNode) JSON.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String reference = order.path("reference").asText();
        if (orders.containsKey(reference)) {
            return FakeReply.json(409, "{\"error\":\"reference is taken\"}");
        }
        for (JsonNode line : order.path("lines")) {
            if (stock.values().stream().noneMatch(batch -> batch.path("sku").equals(line.path("sku")))) {
                return FakeReply.json(422, "{\"error\":\"unknown sku\"}");
            }
            ((ObjectNode) line).put("shipped", 0);
        }
        orders.put(reference, order.put("number", "D" + (1000 + orders.size())).put("state", "open"));
        return FakeReply.json(201, order.toString());
    }

    private static FakeReply cancel(ObjectNode order) {
        return switch (order.path("state").asText()) {
            case "shipped" -> FakeReply.json(409, "{\"error\":\"has shipped\"}");
            case "cancelled" -> FakeReply.json(409, "{\"error\":\"is cancelled\"}");
            default -> FakeReply.json(200, order.put("state", "cancelled").toString());
        };
    }

    private FakeReply page(String after) {
        ObjectNode page = JSON.createObjectNode().put("count", stock.size()).put("next", (String) null);
        page.putArray("batches");
        for (ObjectNode batch : stock.tailMap(after, after.isEmpty()).values()) {
            if (page.path("batches").size() == PAGE) {
                page.put("next", page.path("batches").path(PAGE - 1).path("id").asText());
                break;
            }
            page.withArray("batches").add(batch);
        }
        return FakeReply.json(200, page.toString());
    }
}
