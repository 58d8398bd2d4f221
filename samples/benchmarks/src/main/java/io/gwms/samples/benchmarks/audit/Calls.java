package io.gwms.samples.benchmarks.audit;

import com.sun.management.ThreadMXBean;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Okio;

/** The measured call: 2 KB of JSON there and back, to an interceptor that answers from memory or over the loopback. */
final class Calls implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final MediaType JSON = MediaType.get("application/json");
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final String body = order();
    private final byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    private final HttpServer server;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    Calls() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(200, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    /** A client that answers from memory; nothing but interceptors runs. */
    OkHttpClient inMemory(Contestant contestant) {
        return contestant
                .install(new OkHttpClient.Builder())
                .addInterceptor(this::answer)
                .build();
    }

    /** A client over the loopback network. */
    OkHttpClient overLoopback(Contestant contestant) {
        return contestant.install(new OkHttpClient.Builder()).build();
    }

    private Response answer(Interceptor.Chain chain) throws IOException {
        RequestBody sent = chain.request().body();
        if (sent != null) {
            try (var nowhere = Okio.buffer(Okio.blackhole())) {
                sent.writeTo(nowhere);
            }
        }
        return new Response.Builder()
                .request(chain.request())
                .protocol(Protocol.HTTP_1_1)
                .code(200)
                .message("OK")
                .header("Content-Type", "application/json")
                .body(ResponseBody.create(bytes, JSON))
                .build();
    }

    /** Makes so many calls and adds what one cost. */
    void measure(Contestant contestant, OkHttpClient client, int calls, Samples into) throws IOException {
        contestant.settle();
        long self = Thread.currentThread().getId();
        long own = contestant.ownNanos();
        long allocated = THREADS.getThreadAllocatedBytes(self);
        long wall = System.nanoTime();
        long cpu = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < calls; i++) {
            call(client);
        }
        long caller = THREADS.getCurrentThreadCpuTime() - cpu;
        wall = System.nanoTime() - wall;
        allocated = THREADS.getThreadAllocatedBytes(self) - allocated;
        contestant.settle();
        own = contestant.ownNanos() - own;
        into.add(
                (double) caller / calls,
                (double) (caller + own) / calls,
                (double) allocated / calls,
                (double) wall / calls);
    }

    void call(OkHttpClient client) throws IOException {
        Request request = new Request.Builder()
                .url("http://127.0.0.1:" + server.getAddress().getPort() + "/orders?page=2&access_token=0123456789")
                .header("Authorization", "Bearer 0123456789abcdef")
                .header("X-Request-Id", "4711")
                .post(RequestBody.create(body, JSON))
                .build();
        try (Response response = client.newCall(request).execute()) {
            if (response.body().string().length() != body.length()) {
                throw new IllegalStateException("the answer is not what was sent");
            }
        }
    }

    /** About 2 KB of an order, one value of which is secret. */
    private static String order() {
        StringBuilder order =
                new StringBuilder("{\"id\":5046123,\"name\":\"#1494\",\"token\":\"0123456789abcdef\",\"lines\":[");
        for (int i = 0; order.length() < 1900; i++) {
            order.append(i == 0 ? "" : ",")
                    .append("{\"sku\":\"TSHIRT-")
                    .append(i)
                    .append(
                            "\",\"quantity\":2,\"price\":\"12.50\",\"title\":\"A blue shirt of cotton\",\"taxable\":true}");
        }
        return order.append("],\"note\":\"Leave at the door\",\"created_at\":\"2026-01-02T03:04:05+08:00\"}")
                .toString();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
