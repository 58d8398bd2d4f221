package io.gwms.testkit.takealot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.testkit.http.FakeHttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A plain client of a fake account, over real HTTP. */
final class AccountClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final FakeHttpServer server;

    AccountClient(FakeTakealot account) {
        this.server = FakeHttpServer.start(account);
    }

    FakeHttpServer server() {
        return server;
    }

    HttpResponse<String> send(String method, String pathAndQuery, String key, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.uri() + pathAndQuery))
                .header(pathAndQuery.startsWith("/v1/") ? "X-API-Key" : "Authorization", key)
                .method(method, BodyPublishers.ofString(body));
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return send("GET", pathAndQuery, pathAndQuery.startsWith("/v1/") ? "mkt-key" : "Key tal-key", "");
    }

    HttpResponse<String> patch(String offer, long warehouse, long quantity) throws IOException, InterruptedException {
        return send(
                "PATCH",
                "/v2/offers/offer/" + offer,
                "Key tal-key",
                "{\"leadtime_stock\":[{\"merchant_warehouse_id\":%d,\"quantity\":%d}]}".formatted(warehouse, quantity));
    }

    JsonNode ask(String pathAndQuery) throws IOException, InterruptedException {
        return JSON.readTree(get(pathAndQuery).body());
    }

    /** The orders of the sales that a page of v2 lists, in its order. */
    List<Long> sales(String filters, String rest) throws IOException, InterruptedException {
        List<Long> orders = new ArrayList<>();
        ask("/v2/sales?filters=" + URLEncoder.encode(filters, StandardCharsets.UTF_8) + rest)
                .path("sales")
                .forEach(sale -> orders.add(sale.path("order_id").asLong()));
        return orders;
    }

    @Override
    public void close() {
        server.close();
    }
}
