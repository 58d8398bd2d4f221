package io.gwms.samples.customconnector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Mercato, as its documentation would have it: keyset pages of twenty, one shipment call, errors by status. */
final class FakeMercato implements FakeService {
    static final String TOKEN = "mercato-token-51c8";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int PAGE = 20;

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final Map<String, ObjectNode> orders = new TreeMap<>();
    private final Map<String, Integer> shipments = new TreeMap<>();

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public synchronized String holdings() {
        return JSON.valueToTree(orders).toString();
    }

    synchronized void add(String number, int pieces) {
        ObjectNode order = JSON.createObjectNode().put("id", "m" + number).put("number", number);
        order.put("placed", clock.instant().toString())
                .put("changed", clock.instant().toString())
                .put("state", "paid")
                .put("channel", "app")
                .put("note", "ring twice")
                .put("total", "19.90")
                .put("currency", "EUR");
        order.putObject("to")
                .put("name", "Ada Lovelace")
                .put("phone", "+39 06 5550100")
                .put("country", "IT")
                .put("state", "RM")
                .put("city", "Roma")
                .put("address", "Via Appia 1")
                .put("zip", "00184");
        order.putArray("items")
                .addObject()
                .put("id", "m" + number + "-1")
                .put("sku", "SKU-1")
                .put("title", "Mug")
                .put("quantity", pieces)
                .put("price", "19.90");
        orders.put("m" + number, order);
    }

    synchronized void change(String number) {
        orders.get("m" + number)
                .put("note", "twice")
                .put("changed", clock.instant().toString());
    }

    synchronized int shipmentsOf(String number) {
        return shipments.getOrDefault("m" + number, 0);
    }

    @Override
    public synchronized FakeReply handle(FakeRequest request) {
        if (!request.header("Authorization").orElse("").equals("Bearer " + TOKEN)) {
            return FakeReply.json(401, "{\"error\":\"unknown token\"}");
        }
        if (request.method().equals("GET") && request.path().equals("/orders")) {
            return FakeReply.json(200, page(request.queryParameters()).toString());
        }
        String id = request.path().replaceFirst("/orders/(.*)/shipment", "$1");
        if (!request.method().equals("POST") || !orders.containsKey(id)) {
            return FakeReply.json(404, "{\"error\":\"no such order\"}");
        }
        int count = shipments.merge(id, 1, Integer::sum);
        return FakeReply.json(200, "{\"id\":\"" + id + "-S" + count + "\"}");
    }

    private JsonNode page(Map<String, String> query) {
        Instant since = Instant.parse(query.get("from"));
        Instant until = Instant.parse(query.get("to"));
        List<ObjectNode> rows = new ArrayList<>(orders.values());
        rows.removeIf(order -> changed(order).isBefore(since)
                || !changed(order).isBefore(until)
                || key(order).compareTo(query.getOrDefault("after", "")) <= 0);
        rows.sort(Comparator.comparing(FakeMercato::key));
        ObjectNode page = JSON.createObjectNode();
        page.putArray("orders").addAll(rows.subList(0, Math.min(PAGE, rows.size())));
        return page.put("next", rows.size() > PAGE ? key(rows.get(PAGE - 1)) : null);
    }

    private static Instant changed(ObjectNode order) {
        return Instant.parse(order.path("changed").asText());
    }

    private static String key(ObjectNode order) {
        return changed(order).toEpochMilli() + "-" + order.path("id").asText();
    }
}
