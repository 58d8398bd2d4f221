package io.gwms.testkit.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FakeHttpServerTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Counter counter = new Counter();
    private final FakeHttpServer server = FakeHttpServer.start(counter);

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void requestReachesTheServiceWhole() throws Exception {
        HttpResponse<String> reply = HTTP.send(
                HttpRequest.newBuilder(URI.create(server.uri() + "/echo%20me?a=1%2B1&b=&a=2"))
                        .header("X-Mood", "calm")
                        .POST(BodyPublishers.ofString("größe"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(201);
        assertThat(reply.body()).isEqualTo("POST /echo me a=1%2B1&b=&a=2 {a=1+1, b=} calm größe");
        assertThat(reply.headers().firstValue("X-Extra")).contains("yes");
    }

    @Test
    void lostReplyClosesTheConnectionAfterTheEffect() throws Exception {
        try (var socket = new Socket("127.0.0.1", server.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream()
                    .write("POST /lost HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\nhi"
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read())
                    .as("not one byte comes, the connection ends")
                    .isEqualTo(-1);
        }
        assertThat(counter.effects).hasValue(1);
    }

    @Test
    void cutReplyEndsInsideItsBody() throws Exception {
        try (var socket = new Socket("127.0.0.1", server.uri().getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write("GET /cut HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String all = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertThat(all).containsIgnoringCase("Content-Length: 13").endsWith("\r\n\r\n{\"whole");
        }
        assertThatThrownBy(() -> get("/cut")).isInstanceOf(IOException.class);
    }

    @Test
    void slowReplyIsSlowerThanPatience() throws Exception {
        var impatient = HttpRequest.newBuilder(URI.create(server.uri() + "/slow"))
                .timeout(Duration.ofMillis(50))
                .build();
        assertThatThrownBy(() -> HTTP.send(impatient, BodyHandlers.ofString())).isInstanceOf(IOException.class);
        assertThat(counter.handled.await(10, TimeUnit.SECONDS))
                .as("the effect does not wait for the answer")
                .isTrue();
    }

    @Test
    void repliesAreDatedByVirtualTime() throws Exception {
        server.control().push(START.plus(Duration.ofDays(40)));

        assertThat(get("/empty").headers().allValues("Date")).containsExactly("Tue, 10 Feb 2026 00:00:00 GMT");
        assertThat(get("/echo").headers().allValues("Date")).containsExactly("Tue, 10 Feb 2026 00:00:00 GMT");
        assertThat(get("/echo").headers().map()).doesNotContainKey("connection");
    }

    @Test
    void aReplyMayBeDatedOtherwise() throws Exception {
        assertThat(get("/dated").headers().allValues("Date")).containsExactly("Thu, 1 Jan 1970 00:00:00 GMT");
    }

    @Test
    void emptyBodyIsAnAnswer() throws Exception {
        HttpResponse<String> reply = get("/empty");
        assertThat(reply.statusCode()).isEqualTo(200);
        assertThat(reply.body()).isEmpty();
    }

    @Test
    void failureOfTheServiceIsToldAsServerError() throws Exception {
        HttpResponse<String> reply = get("/bug");
        assertThat(reply.statusCode()).isEqualTo(500);
        assertThat(reply.body()).contains("the fake failed").contains("oops");
    }

    @Test
    void timeIsPushedForwardAndNeverBackwards() {
        FakeControl control = server.control();
        assertThat(control.time()).isEqualTo(START);
        assertThat(control.push(START.plusSeconds(60))).isEqualTo(START.plusSeconds(60));
        assertThat(control.push(START)).isEqualTo(START.plusSeconds(60));
        assertThat(control.time()).isEqualTo(START.plusSeconds(60)).isEqualTo(counter.clock.instant());
    }

    @Test
    void timeThatIsNoInstantIsRefused() throws Exception {
        HttpResponse<String> reply = HTTP.send(
                HttpRequest.newBuilder(URI.create(server.uri() + "/_control/time"))
                        .POST(BodyPublishers.ofString("tomorrow"))
                        .build(),
                BodyHandlers.ofString());
        assertThat(reply.statusCode()).isEqualTo(400);
        assertThat(reply.body()).contains("'tomorrow'").contains("must be an instant");
        assertThat(counter.clock.instant()).isEqualTo(START);
    }

    @Test
    void holdingsAndScriptReachTheService() {
        assertThat(server.control().script("5")).isEqualTo("set");
        assertThat(server.control().holdings()).isEqualTo("{\"effects\":5}");
    }

    @Test
    void unknownControlIsRefused() throws Exception {
        assertThat(get("/_control/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void closedServerAnswersNoMore() {
        server.close();
        server.close();
        assertThatThrownBy(() -> server.control().time()).hasMessageContaining("no answer from the fake");
    }

    @Test
    void threadsAreDaemons() throws Exception {
        get("/empty");
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("HTTP-Dispatcher")
                        || thread.getName().equals("gwms-fake"))
                .isNotEmpty()
                .allMatch(Thread::isDaemon);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(URI.create(server.uri() + path)).build(), BodyHandlers.ofString());
    }

    /** Counts effects and answers in every way an answer can go. */
    private static final class Counter implements FakeService {
        private final VirtualClock clock = VirtualClock.startingAt(START);
        private final AtomicInteger effects = new AtomicInteger();
        private final CountDownLatch handled = new CountDownLatch(1);

        @Override
        public FakeReply handle(FakeRequest request) {
            effects.incrementAndGet();
            handled.countDown();
            return switch (request.path()) {
                case "/lost" -> FakeReply.lost();
                case "/cut" ->
                    FakeReply.json(200, "{\"whole\":true}".substring(0, 13)).cutAfter(7);
                case "/slow" -> FakeReply.text(200, "late").after(Duration.ofMinutes(5));
                case "/dated" -> FakeReply.text(200, "old").withHeader("Date", "Thu, 1 Jan 1970 00:00:00 GMT");
                case "/empty" -> FakeReply.text(200, "");
                case "/bug" -> throw new IllegalStateException("oops");
                default ->
                    FakeReply.text(
                                    201,
                                    String.join(
                                            " ",
                                            request.method(),
                                            request.path(),
                                            request.query(),
                                            request.queryParameters().toString(),
                                            request.header("x-mood").orElse("-"),
                                            request.bodyText()))
                            .withHeader("X-Extra", "yes");
            };
        }

        @Override
        public String holdings() {
            return "{\"effects\":" + effects + "}";
        }

        @Override
        public VirtualClock clock() {
            return clock;
        }

        @Override
        public FakeReply script(FakeRequest request) {
            effects.set(Integer.parseInt(request.bodyText()));
            return FakeReply.text(200, "set");
        }
    }
}
