package io.gwms.testkit.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A real HTTP server on 127.0.0.1 in front of a {@link FakeService}. It knows nothing of the system played; what it adds
 * are a header «Date» of virtual time, the ways an answer goes wrong on the wire ({@link FakeReply}) and four endpoints for the test, which {@link
 * FakeControl} calls:
 *
 * <ul>
 *   <li>{@code POST /_control/time}, body an ISO-8601 instant: pushes virtual time, never backwards; answers the time now
 *       in force
 *   <li>{@code GET /_control/time}
 *   <li>{@code GET /_control/holdings}: JSON of what the fake holds now
 *   <li>{@code POST /_control/script}: goes to {@link FakeService#script}
 * </ul>
 *
 * <p><b>Threads:</b> eight, all daemons, so that an open fake never keeps a process alive.
 */
public final class FakeHttpServer implements AutoCloseable {
    static {
        // Without it each small answer waits 40 ms for an acknowledgement. Read once, when the server's class loads.
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    private static final int THREADS = 8;

    private final FakeService service;
    private final HttpServer server;
    private final ExecutorService threads;
    private final CountDownLatch closed = new CountDownLatch(1);
    private final AtomicLong lastRequestNanos = new AtomicLong(System.nanoTime());

    private FakeHttpServer(FakeService service, HttpServer server, ExecutorService threads) {
        this.service = service;
        this.server = server;
        this.threads = threads;
    }

    /** Starts on a free port. */
    public static FakeHttpServer start(FakeService service) {
        return start(service, 0);
    }

    /**
     * Starts on the given port; 0 takes a free one.
     *
     * @throws UncheckedIOException when the port is taken
     */
    public static FakeHttpServer start(FakeService service, int port) {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on " + address + "; pass port 0 to take a free one", e);
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS, FakeHttpServer::daemon);
        var started = new FakeHttpServer(service, server, threads);
        server.setExecutor(threads);
        server.createContext("/", started::answer);
        startFromDaemon(server, threads);
        return started;
    }

    /** The server's dispatcher inherits its kind from the thread that starts it. */
    private static void startFromDaemon(HttpServer server, ExecutorService threads) {
        try {
            threads.submit(server::start).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the fake server started", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the fake server did not start", e);
        }
    }

    private static Thread daemon(Runnable work) {
        var thread = new Thread(work, "gwms-fake");
        thread.setDaemon(true);
        return thread;
    }

    /** Where it listens, such as {@code http://127.0.0.1:40123}, without a trailing slash. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A client for this server's control endpoints. */
    public FakeControl control() {
        return new FakeControl(uri());
    }

    /** Real time since the last request came in, so that a fake in its own process can end when nobody needs it. */
    public Duration idleFor() {
        return Duration.ofNanos(System.nanoTime() - lastRequestNanos.get());
    }

    /** Waits until {@link #close}, at most for the given real time. Returns whether it is closed. */
    public boolean awaitClosed(Duration atMost) throws InterruptedException {
        return closed.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Stops at once; open connections close, slow answers are given up. A second call does nothing. */
    @Override
    public void close() {
        closed.countDown();
        server.stop(0);
        threads.shutdownNow();
    }

    private void answer(HttpExchange exchange) throws IOException {
        lastRequestNanos.set(System.nanoTime());
        try (exchange) {
            FakeRequest request = read(exchange);
            FakeReply reply;
            try {
                reply = control(request).orElseGet(() -> service.handle(request));
            } catch (RuntimeException e) {
                reply = FakeReply.text(500, "the fake failed: " + e);
            }
            if (!reply.isLost() && !closedWhileWaiting(reply.delay())) {
                send(exchange, request, reply, service.clock().instant());
            }
        }
    }

    private static FakeRequest read(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String query = Optional.ofNullable(uri.getRawQuery()).orElse("");
        byte[] body = exchange.getRequestBody().readAllBytes();
        return new FakeRequest(exchange.getRequestMethod(), uri.getPath(), query, exchange.getRequestHeaders(), body);
    }

    private Optional<FakeReply> control(FakeRequest request) {
        if (!request.path().startsWith("/_control/")) {
            return Optional.empty();
        }
        return Optional.of(
                switch (request.method() + " " + request.path()) {
                    case "POST /_control/time" -> pushTime(request.bodyText().strip());
                    case "GET /_control/time" -> time();
                    case "GET /_control/holdings" -> FakeReply.json(200, service.holdings());
                    case "POST /_control/script" -> service.script(request);
                    default -> FakeReply.text(404, "no such control: " + request.method() + " " + request.path());
                });
    }

    private FakeReply pushTime(String text) {
        Instant wanted;
        try {
            wanted = Instant.parse(text);
        } catch (DateTimeParseException e) {
            return FakeReply.text(400, "time is '" + text + "', but must be an instant such as 2026-01-31T08:00:00Z");
        }
        service.timeIs(wanted);
        return time();
    }

    private FakeReply time() {
        return FakeReply.text(200, service.clock().instant().toString());
    }

    private boolean closedWhileWaiting(Duration delay) {
        try {
            return !delay.isZero() && closed.await(delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private static void send(HttpExchange exchange, FakeRequest request, FakeReply reply, Instant now)
            throws IOException {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        DateHeader.of(reply.headers().getOrDefault("Date", DateHeader.text(now)))
                .insistIn(exchange.getResponseHeaders());
        byte[] body = reply.body();
        boolean bodiless = body.length == 0 || request.method().equals("HEAD");
        exchange.sendResponseHeaders(reply.status(), bodiless ? -1 : body.length);
        if (!bodiless) {
            exchange.getResponseBody().write(body, 0, reply.bytesSent());
            exchange.getResponseBody().flush();
        }
    }
}
