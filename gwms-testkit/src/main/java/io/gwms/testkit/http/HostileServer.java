package io.gwms.testkit.http;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server of bare sockets on 127.0.0.1 that answers as no honest server would: it loses replies, tears them, resets
 * the connection, never stops. It keeps connections alive, so that a client's pool is part of the test.
 *
 * <p>Each request takes the next {@link Answer} in line; a request beyond the last one gets {@code 200} and {@code ok}.
 *
 * <p><b>Threads:</b> shared; one daemon thread for each connection.
 */
public final class HostileServer implements AutoCloseable {
    private static final Answer FINE = Answer.reply(200, "ok");

    private final ServerSocket listener;
    private final Queue<Answer> answers = new ConcurrentLinkedQueue<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final AtomicLong connections = new AtomicLong();
    private final AtomicLong bytesSent = new AtomicLong();

    private HostileServer(ServerSocket listener) {
        this.listener = listener;
    }

    /** Starts on a free port; the given answers are first in line. */
    public static HostileServer start(Answer... answers) {
        try {
            HostileServer server = new HostileServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
            server.answers.addAll(List.of(answers));
            daemon(server::accept);
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen on the loopback address", e);
        }
    }

    /** Where it listens, such as {@code http://127.0.0.1:40123}, without a trailing slash. */
    public URI uri() {
        return URI.create("http://127.0.0.1:" + listener.getLocalPort());
    }

    /** The requests that came, whole, in order: method, target and body, such as {@code POST /orders {"a":1}}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    /** How many connections were made. */
    public long connections() {
        return connections.get();
    }

    /** How many bytes of replies the network took. */
    public long bytesSent() {
        return bytesSent.get();
    }

    /** Stops and breaks every connection. */
    @Override
    public void close() {
        quietly(listener::close);
        open.forEach(socket -> quietly(socket::close));
    }

    private void accept() {
        while (!listener.isClosed()) {
            quietly(() -> {
                Socket socket = listener.accept();
                connections.incrementAndGet();
                open.add(socket);
                daemon(() -> quietly(() -> serve(socket)));
            });
        }
    }

    private void serve(Socket socket) throws IOException {
        try (socket) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            boolean goesOn = true;
            while (goesOn) {
                String request = read(in);
                if (request.isEmpty()) {
                    return;
                }
                requests.add(request);
                Answer answer = answers.poll();
                goesOn = (answer == null ? FINE : answer).give(this, socket);
            }
        } finally {
            open.remove(socket);
        }
    }

    /** A whole request; empty at the end of the connection. */
    private static String read(InputStream in) throws IOException {
        String first = line(in);
        if (first.isEmpty()) {
            return "";
        }
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            String lower = header.toLowerCase(Locale.ROOT);
            if (lower.startsWith("content-length:")) {
                length = Integer.parseInt(
                        lower.substring("content-length:".length()).strip());
            }
        }
        String body = new String(in.readNBytes(length), StandardCharsets.UTF_8);
        String target = first.substring(0, first.lastIndexOf(' '));
        return body.isEmpty() ? target : target + " " + body;
    }

    private static String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void send(Socket socket, byte[] bytes) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(bytes);
        out.flush();
        bytesSent.addAndGet(bytes.length);
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "gwms-hostile-server");
        thread.setDaemon(true);
        thread.start();
    }

    /** A client that goes away, or the end of the test, is no failure of the server. */
    private static void quietly(Breakable work) {
        try {
            work.run();
        } catch (IOException e) {
            // The connection is over; that is what the test is about.
        }
    }

    @FunctionalInterface
    private interface Breakable {
        void run() throws IOException;
    }

    /** What becomes of one request. */
    public static final class Answer {
        @FunctionalInterface
        private interface Way {
            /** Whether the connection stays open. */
            boolean give(HostileServer server, Socket socket) throws IOException;
        }

        private final Way way;

        private Answer(Way way) {
            this.way = way;
        }

        private boolean give(HostileServer server, Socket socket) throws IOException {
            return way.give(server, socket);
        }

        /** An honest reply; the connection stays open. Headers are lines such as {@code Retry-After: 0}. */
        public static Answer reply(int status, String body, String... headers) {
            return new Answer((server, socket) -> {
                server.send(socket, text(status, body, body.getBytes(StandardCharsets.UTF_8).length, headers));
                return true;
            });
        }

        /** No reply: the connection is closed in order. */
        public static Answer lost() {
            return new Answer((server, socket) -> false);
        }

        /** No reply: the connection is reset. */
        public static Answer reset() {
            return new Answer((server, socket) -> {
                socket.setSoLinger(true, 0);
                return false;
            });
        }

        /** No reply, and the connection stays open until the client gives up. */
        public static Answer silence() {
            return new Answer((server, socket) -> socket.getInputStream().read() >= 0);
        }

        /** A reply that promises {@code missing} bytes more than its body has, then a closed connection. */
        public static Answer torn(int status, String body, int missing) {
            return new Answer((server, socket) -> {
                int promised = body.getBytes(StandardCharsets.UTF_8).length + missing;
                server.send(socket, text(status, body, promised));
                return false;
            });
        }

        /** A status line that breaks off. */
        public static Answer tornHead() {
            return new Answer((server, socket) -> {
                server.send(socket, "HTTP/1.1 20".getBytes(StandardCharsets.US_ASCII));
                return false;
            });
        }

        /** A reply of so many bytes: the beginning, then the letter x. It stops when the client goes away. */
        public static Answer flood(String beginning, long bytes) {
            return new Answer((server, socket) -> {
                server.send(socket, text(200, beginning, bytes));
                byte[] block = "x".repeat(64 * 1024).getBytes(StandardCharsets.US_ASCII);
                for (long left = bytes - beginning.length(); left > 0; left -= block.length) {
                    server.send(socket, left < block.length ? Arrays.copyOf(block, (int) left) : block);
                }
                return true;
            });
        }

        private static byte[] text(int status, String body, long length, String... headers) {
            StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Hostile\r\n");
            for (String header : headers) {
                text.append(header).append("\r\n");
            }
            return text.append("Content-Length: " + length + "\r\n\r\n")
                    .append(body)
                    .toString()
                    .getBytes(StandardCharsets.UTF_8);
        }
    }
}
