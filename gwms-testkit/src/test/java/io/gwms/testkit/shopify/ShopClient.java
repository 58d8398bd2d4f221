package io.gwms.testkit.shopify;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.http.FakeHttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A plain client of a fake store, over real HTTP. */
final class ShopClient implements AutoCloseable {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final FakeHttpServer server;
    private final String path;

    ShopClient(FakeShopify shop) {
        this.server = FakeHttpServer.start(shop);
        this.path = shop.path();
    }

    FakeHttpServer server() {
        return server;
    }

    HttpResponse<String> post(String atPath, String token, String body) throws IOException, InterruptedException {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create(server.uri() + atPath))
                        .header("X-Shopify-Access-Token", token)
                        .header("Content-Type", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String query, Map<String, ?> variables) throws IOException, InterruptedException {
        return post(path, "shpat_fake", Json.write(Map.of("query", query, "variables", variables)));
    }

    JsonNode ask(String query, Map<String, ?> variables) throws IOException, InterruptedException {
        var reply = post(query, variables);
        if (reply.statusCode() != 200) {
            throw new IOException("HTTP " + reply.statusCode() + ": " + reply.body());
        }
        return Json.read(reply.body(), JsonNode.class);
    }

    JsonNode ask(String query) throws IOException, InterruptedException {
        return ask(query, Map.of());
    }

    /** The names that a search finds, by the time of their last change. */
    List<String> search(String text) throws IOException, InterruptedException {
        var answer = ask(
                "query Q($q: String!) { orders(first: 50, query: $q, sortKey: UPDATED_AT) { nodes { name } } }",
                Map.of("q", text));
        return names(answer.at("/data/orders/nodes"));
    }

    /** The id of an order's first fulfilment order. */
    String fulfilmentOrder(String order) throws IOException, InterruptedException {
        return ask(
                        "query Q($q: String!) { orders(first: 1, query: $q) { nodes { fulfillmentOrders(first: 5) { nodes { id } } } } }",
                        Map.of("q", "name:" + order))
                .at("/data/orders/nodes/0/fulfillmentOrders/nodes/0/id")
                .asText();
    }

    static Map<String, Object> all(String fulfilmentOrder, String tracking) {
        return Map.of(
                "fulfillment",
                Map.of(
                        "trackingInfo",
                        Map.of("number", tracking, "company", "Hermes", "url", "https://track.example/" + tracking),
                        "lineItemsByFulfillmentOrder",
                        List.of(Map.of("fulfillmentOrderId", fulfilmentOrder))));
    }

    static Map<String, Object> some(String fulfilmentOrder, String line, int quantity) {
        return Map.of(
                "fulfillment",
                Map.of(
                        "lineItemsByFulfillmentOrder",
                        List.of(Map.of(
                                "fulfillmentOrderId",
                                fulfilmentOrder,
                                "fulfillmentOrderLineItems",
                                List.of(Map.of("id", line, "quantity", quantity))))));
    }

    static List<String> names(JsonNode nodes) {
        var names = new ArrayList<String>();
        nodes.forEach(node -> names.add(node.path("name").asText()));
        return names;
    }

    @Override
    public void close() {
        server.close();
    }
}
