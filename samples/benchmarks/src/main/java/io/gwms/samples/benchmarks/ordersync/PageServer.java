package io.gwms.samples.benchmarks.ordersync;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.StoreSession;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Pages of orders in the form of Shopify's Admin API, each made beforehand and sent as it is, so that the server costs
 * as little as it can. The orders are copies of one that the fake Shopify of the testkit showed.
 */
final class PageServer implements AutoCloseable {
    static final StoreId STORE = new StoreId("bench");
    static final String TOKEN = "shpat_fake";

    private static final int LINES = 5;
    private static final Pattern AFTER = Pattern.compile("\"after\":\"page-(\\d+)\"");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final HttpServer server;
    private final List<byte[]> pages;

    private PageServer(HttpServer server, List<byte[]> pages) {
        this.server = server;
        this.pages = pages;
    }

    static PageServer start(int orders, int pageSize) throws IOException {
        List<byte[]> pages = pages(orders, pageSize);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        PageServer started = new PageServer(server, pages);
        server.createContext("/", started::answer);
        server.start();
        return started;
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    Store store() {
        return Store.of(STORE, "Bench", PlatformType.SHOPIFY, uri());
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Matcher after = AFTER.matcher(body);
            byte[] page = pages.get(after.find() ? Integer.parseInt(after.group(1)) : 0);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
        }
    }

    private static List<byte[]> pages(int orders, int pageSize) throws IOException {
        JsonNode shown = MAPPER.readTree(sample());
        String one = shown.at("/data/orders/nodes/0").toString();
        List<byte[]> pages = new ArrayList<>();
        for (int from = 0; from < orders; from += pageSize) {
            ObjectNode page = shown.deepCopy();
            ArrayNode nodes = ((ObjectNode) page.at("/data/orders")).putArray("nodes");
            for (int i = from; i < Math.min(orders, from + pageSize); i++) {
                ObjectNode order = (ObjectNode) MAPPER.readTree(one);
                order.put("id", "gid://shopify/Order/" + (5_000_000_000L + i)).put("name", "#" + (100_000 + i));
                nodes.add(order);
            }
            ((ObjectNode) page.at("/data/orders/pageInfo"))
                    .put("hasNextPage", from + pageSize < orders)
                    .put("endCursor", "page-" + (pages.size() + 1));
            pages.add(MAPPER.writeValueAsBytes(page));
        }
        return pages;
    }

    /** What the fake Shopify answers when it holds one order. */
    private static String sample() {
        VirtualClock clock = VirtualClock.startingAt(Instant.now().minus(Duration.ofHours(2)));
        FakeShopify shop = FakeShopify.builder().clock(clock).build();
        ShopifyOrder.Builder order = ShopifyOrder.named("#1");
        for (int line = 1; line <= LINES; line++) {
            order.line("SKU-" + line, line);
        }
        shop.seed(order.build());
        List<String> seen = new ArrayList<>();
        Transport http = OkHttpTransport.create();
        try (FakeHttpServer server = FakeHttpServer.start(shop)) {
            StoreSession session = new StoreSession(
                    Store.of(STORE, "Bench", PlatformType.SHOPIFY, server.uri()),
                    ShopifyConnector.credential(STORE, TOKEN),
                    call -> http.send(call).then(reply -> {
                        seen.add(reply.text());
                        return Outcome.done(reply);
                    }),
                    clock,
                    Redactor.standard(),
                    CallContext.forStore(CallAction.ORDER_FETCH, STORE));
            Instant now = clock.instant();
            ShopifyConnector.create()
                    .fetchOrders(new FetchOrders(
                            session,
                            OrderKind.B2C,
                            new TimeWindow(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(1))),
                            null));
        }
        return seen.get(0);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
