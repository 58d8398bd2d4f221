package io.gwms.audit.okhttp;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * An honest HTTP server with bodies of every kind. {@code /echo} gives back what was sent, with its type; {@code
 * /sized/N} sends N bytes and says what it received; the others are named by what they send.
 */
final class Bodies implements AutoCloseable {
    static {
        System.setProperty("sun.net.httpserver.nodelay", "true");
    }

    static final byte[] BINARY = binary();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "bodies");
        thread.setDaemon(true);
        return thread;
    });

    Bodies() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            switch (path) {
                case "/echo" -> {
                    byte[] body = exchange.getRequestBody().readAllBytes();
                    String type = exchange.getRequestHeaders().getFirst("Content-Type");
                    send(exchange, 200, type == null ? "text/plain" : type, body);
                }
                case "/moved" -> {
                    exchange.getResponseHeaders().set("Location", "/json?access_token=abcd1234");
                    send(exchange, 302, "text/plain", bytes("moved"));
                }
                case "/json" -> send(exchange, 200, "application/json", bytes("{\"token\":\"abcd1234\",\"n\":1.50}"));
                case "/gzip" -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    send(exchange, 200, "application/json", gzip(bytes("{\"token\":\"abcd1234\",\"n\":1.50}")));
                }
                case "/gzip-empty" -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    send(exchange, 200, "application/json", new byte[0]);
                }
                case "/gzip-cut" -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "gzip");
                    byte[] whole = gzip(BINARY);
                    send(exchange, 200, "application/json", Arrays.copyOf(whole, whole.length / 2));
                }
                case "/brotli" -> {
                    exchange.getResponseHeaders().set("Content-Encoding", "br");
                    send(exchange, 200, "application/json", bytes("\u000bnot really {\"token\":\"abcd1234\"}"));
                }
                case "/binary" -> send(exchange, 200, "application/pdf", BINARY);
                case "/chunked" -> {
                    exchange.sendResponseHeaders(200, 0);
                    for (int i = 0; i < 5; i++) {
                        exchange.getResponseBody().write(bytes("chunk " + i + "\n"));
                        exchange.getResponseBody().flush();
                    }
                }
                case "/events" -> {
                    exchange.getResponseHeaders().set("Content-Type", "text/event-stream");
                    exchange.sendResponseHeaders(200, 0);
                    OutputStream out = exchange.getResponseBody();
                    while (!Thread.currentThread().isInterrupted()) {
                        out.write(bytes("data: tick\n\n"));
                        out.flush();
                    }
                }
                case "/none" -> exchange.sendResponseHeaders(204, -1);
                case "/same" -> exchange.sendResponseHeaders(304, -1);
                default -> sized(exchange, Long.parseLong(path.substring("/sized/".length())));
            }
        }
    }

    /** Streams so many bytes; the head says how many came in and their digest. */
    private static void sized(HttpExchange exchange, long size) throws IOException {
        MessageDigest digest = sha256();
        long received = 0;
        byte[] buffer = new byte[64 * 1024];
        try (InputStream in = new DigestInputStream(exchange.getRequestBody(), digest)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                received += read;
            }
        }
        exchange.getResponseHeaders().set("X-Received", Long.toString(received));
        exchange.getResponseHeaders().set("X-Digest", HexFormat.of().formatHex(digest.digest()));
        exchange.sendResponseHeaders(200, size == 0 ? -1 : size);
        Arrays.fill(buffer, (byte) 'a');
        for (long left = size; left > 0; left -= buffer.length) {
            exchange.getResponseBody().write(buffer, 0, (int) Math.min(left, buffer.length));
        }
    }

    private static void send(HttpExchange exchange, int status, String type, byte[] body) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        boolean head = exchange.getRequestMethod().equals("HEAD");
        exchange.sendResponseHeaders(status, body.length == 0 || head ? -1 : body.length);
        if (body.length > 0 && !head) {
            exchange.getResponseBody().write(body);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] binary() {
        byte[] bytes = new byte[100_000];
        new Random(7).nextBytes(bytes);
        return bytes;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
