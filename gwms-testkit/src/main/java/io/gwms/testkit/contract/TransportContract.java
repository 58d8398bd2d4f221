package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.testkit.http.HostileServer;
import io.gwms.testkit.http.HostileServer.Answer;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules of {@link Transport}, against a server that breaks every rule of its own. Extend it to prove a transport;
 * it needs no more than the loopback network.
 */
public abstract class TransportContract {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "QzV7kW3mXp9LtR2yHd";

    /** A contract; made by JUnit. */
    protected TransportContract() {}

    /** The transport to prove, with its limits as they are unless set; called once for each test. */
    protected abstract Transport transport();

    /** Each call that may change something reaches the far side once, whatever becomes of the reply. */
    @TestFactory
    @DisplayName("sends at most once what is not repeatable (rule 1)")
    public Stream<DynamicTest> sendsAtMostOnce() {
        List<Fault> faults = List.of(
                new Fault("a lost reply", Answer.lost()),
                new Fault("a reset", Answer.reset()),
                new Fault("a torn reply", Answer.torn(200, "{", 10)),
                new Fault("a torn status line", Answer.tornHead()),
                new Fault("503 with Retry-After 0", Answer.reply(503, "", "Retry-After: 0")),
                new Fault("408", Answer.reply(408, "")),
                new Fault("408 with Retry-After 0", Answer.reply(408, "", "Retry-After: 0")),
                new Fault("421", Answer.reply(421, "")),
                new Fault("401", Answer.reply(401, "", "WWW-Authenticate: Basic realm=x")),
                new Fault("a redirect that keeps the method", Answer.reply(307, "", "Location: /again")));
        return Stream.of("POST", "PUT", "PATCH", "DELETE", "GET")
                .flatMap(method -> faults.stream()
                        .map(fault -> DynamicTest.dynamicTest(
                                method + " after " + fault.name, () -> sentOnce(method, fault.answer))));
    }

    private void sentOnce(String method, Answer fault) {
        Transport transport = transport();
        try (HostileServer server = HostileServer.start(Answer.reply(200, "warm"), fault)) {
            transport.send(
                    HttpCall.get(server.uri().resolve("/warm-up"), context()).build());
            HttpCall.Builder call = HttpCall.of(method, server.uri().resolve("/once"), context());
            transport.send(withBody(method, call).timeout(PATIENCE).build());

            assertThat(server.requests())
                    .as("requests that came after the pooled connection was warm")
                    .filteredOn(request -> !request.contains("/warm-up"))
                    .hasSize(1);
        }
    }

    private static HttpCall.Builder withBody(String method, HttpCall.Builder call) {
        return method.startsWith("P") ? call.body("application/json", bytes("{\"n\":1}")) : call;
    }

    /** An answer is done, whatever its status, and comes whole. */
    @Test
    @DisplayName("tells an answer of any status as done (rule 2)")
    public void anyAnswerIsDone() {
        for (int status : new int[] {200, 204, 302, 400, 404, 429, 500, 503}) {
            String body = status == 204 ? "" : "said";
            try (HostileServer server = HostileServer.start(Answer.reply(status, body, "Retry-After: 7"))) {
                HttpReply reply = transport().send(post(server)).asDone().orElseThrow();
                assertThat(reply.status()).isEqualTo(status);
                assertThat(reply.text()).isEqualTo(body);
                assertThat(reply.header("retry-after")).contains("7");
            }
        }
    }

    /** No connection: surely not done, and worth a later try. */
    @Test
    @DisplayName("tells a refused connection as refused and not sent (rule 2)")
    public void refusedConnectionIsNotSent() throws IOException {
        try (Socket nobody =
                new Socket()) { // its port is taken, so that no server can come to answer there, and not listened at
            nobody.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            Refusal refusal = refusal(transport()
                    .send(post(URI.create("http://127.0.0.1:" + nobody.getLocalPort()))
                            .build()));

            assertThat(refusal.code()).isEqualTo(RefusalCode.NOT_SENT);
            assertThat(refusal.isTemporary()).isTrue();
        }
    }

    /** A name that does not exist: surely not done. */
    @Test
    @DisplayName("tells an unknown host as refused and not sent (rule 2)")
    public void unknownHostIsNotSent() {
        Refusal refusal = refusal(
                transport().send(post(URI.create("http://no-such-host.invalid")).build()));

        assertThat(refusal.code()).isEqualTo(RefusalCode.NOT_SENT);
    }

    /** The request left and no whole reply came: nobody knows. */
    @TestFactory
    @DisplayName("tells a missing or torn reply as unknown (rule 2)")
    public Stream<DynamicTest> noWholeReplyIsUnknown() {
        return Stream.of(
                        new Fault("a lost reply", Answer.lost()),
                        new Fault("a reset", Answer.reset()),
                        new Fault("a torn reply", Answer.torn(200, "{\"a\":", 10)),
                        new Fault("a torn status line", Answer.tornHead()),
                        new Fault("silence until the time-out", Answer.silence()))
                .map(fault -> DynamicTest.dynamicTest(fault.name, () -> {
                    try (HostileServer server = HostileServer.start(fault.answer)) {
                        HttpCall call = post(server.uri())
                                .timeout(Duration.ofMillis(700))
                                .build();
                        assertThat(transport().send(call)).isInstanceOf(Outcome.Unknown.class);
                        assertThat(server.requests()).hasSize(1);
                    }
                }));
    }

    /** More than the limit is no reply; the text names the limit and shows how the reply began. */
    @Test
    @DisplayName("tells a reply of 50 MB as unknown, with its limit and its beginning, redacted (rule 3)")
    public void tooLargeReplyIsUnknown() {
        String beginning = "{\"shop\":\"acme\",\"access_token\":\"" + SECRET + "\",\"rest\":\"";
        try (HostileServer server = HostileServer.start(Answer.flood(beginning, 50_000_000))) {
            String cause = unknown(transport().send(post(server)));

            assertThat(cause).contains("16777216", "acme").doesNotContain(SECRET);
            assertThat(cause.length()).isLessThan(1000);
        }
    }

    /** What never ends is given up at the limit, so that memory stays bounded. */
    @Test
    @DisplayName("gives up a reply without an end at its limit (rule 3)")
    public void memoryStaysBounded() {
        long endless = 4_000_000_000L;
        try (HostileServer server = HostileServer.start(Answer.flood("{", endless))) {
            assertThat(transport().send(post(server))).isInstanceOf(Outcome.Unknown.class);

            assertThat(server.bytesSent()).isLessThan(200_000_000L);
        }
    }

    /** What cannot be sent is an answer too, and quotes no value. */
    @Test
    @DisplayName("answers, not throws, when a call cannot be sent at all (rule 4)")
    public void unsendableIsRefused() {
        try (HostileServer server = HostileServer.start()) {
            HttpCall brokenHeader =
                    post(server.uri()).header("X-Api-Key", SECRET + "\nX: y").build();
            HttpCall relative =
                    post(URI.create("/orders?access_token=" + SECRET)).build();
            HttpCall otherScheme =
                    post(URI.create("ftp://a.example/?access_token=" + SECRET)).build();

            for (HttpCall call : List.of(brokenHeader, relative, otherScheme)) {
                Refusal refusal = refusal(transport().send(call));
                assertThat(refusal.code()).isEqualTo(RefusalCode.INVALID_REQUEST);
                assertThat(refusal.toString()).doesNotContain(SECRET);
            }
            assertThat(server.requests()).isEmpty();
        }
    }

    /** An interrupt is the caller's own: it stays for the caller to see. */
    @Test
    @DisplayName("keeps the interrupt flag and throws nothing (rule 4)")
    public void interruptKeepsItsFlag() throws InterruptedException {
        try (HostileServer server = HostileServer.start(Answer.silence())) {
            Transport transport = transport();
            AtomicReference<Outcome<HttpReply>> outcome = new AtomicReference<>();
            AtomicReference<Boolean> flag = new AtomicReference<>();
            Thread caller = new Thread(() -> {
                Thread.currentThread().interrupt();
                outcome.set(transport.send(
                        post(server.uri()).timeout(Duration.ofMillis(700)).build()));
                flag.set(Thread.currentThread().isInterrupted());
            });
            caller.start();
            caller.join(PATIENCE.toMillis());

            assertThat(outcome.get()).isNotNull().isNotInstanceOf(Outcome.Done.class);
            assertThat(flag.get()).isTrue();
        }
    }

    /** A redirect is an answer; nothing goes to where it points. */
    @Test
    @DisplayName("follows no redirect to another host (rule 5)")
    public void redirectsAreAnswers() {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            try (HostileServer other = HostileServer.start();
                    HostileServer server =
                            HostileServer.start(Answer.reply(status, "", "Location: " + other.uri() + "/taken"))) {
                HttpCall call = HttpCall.get(server.uri(), context())
                        .header("X-Api-Key", SECRET)
                        .build();
                HttpReply reply = transport().send(call).asDone().orElseThrow();

                assertThat(reply.status()).isEqualTo(status);
                assertThat(other.requests()).isEmpty();
            }
        }
    }

    /** Texts for people name the host and the failure, never what the URL or a header holds. */
    @Test
    @DisplayName("shows no secret of a URL or header in any text")
    public void textsHoldNoSecret() {
        for (Answer answer :
                List.of(Answer.lost(), Answer.reset(), Answer.torn(200, "", 5), Answer.tornHead(), Answer.silence())) {
            try (HostileServer server = HostileServer.start(answer)) {
                URI uri = URI.create(server.uri() + "/p/" + SECRET + "?access_token=" + SECRET + "&sign=" + SECRET);
                HttpCall call = post(uri)
                        .header("Authorization", "Bearer " + SECRET)
                        .timeout(Duration.ofMillis(500))
                        .build();
                assertThat(unknown(transport().send(call))).doesNotContain(SECRET);
            }
        }
        for (String host : List.of("no-such-host.invalid", "127.0.0.1:1")) {
            URI uri = URI.create("http://" + host + "/p/" + SECRET + "?access_token=" + SECRET);
            assertThat(refusal(transport().send(post(uri).build())).text()).doesNotContain(SECRET);
        }
    }

    private record Fault(String name, Answer answer) {}

    private static CallContext context() {
        return CallContext.of(CallAction.STOCK_PUSH);
    }

    private static HttpCall post(HostileServer server) {
        return post(server.uri()).build();
    }

    private static HttpCall.Builder post(URI uri) {
        return HttpCall.post(uri, context())
                .body("application/json", bytes("{}"))
                .timeout(PATIENCE);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Refusal refusal(Outcome<HttpReply> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<HttpReply>) outcome).refusal();
    }

    private static String unknown(Outcome<HttpReply> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Unknown.class);
        return ((Outcome.Unknown<HttpReply>) outcome).cause();
    }
}
