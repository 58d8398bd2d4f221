package io.gwms.audit.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.redact.RedactedBody;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpReply;
import io.gwms.transport.WireAttempt;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import okhttp3.Call;
import okhttp3.Interceptor;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okhttp3.WebSocket;
import okhttp3.WebSocketListener;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Exchanges that are no question with an answer: a switch to another protocol, both sides talking at once, a packing nobody here can undo. */
@Timeout(60)
class UnusualExchangesTest {
    private final List<CallExchange> recorded = new CopyOnWriteArrayList<>();
    private final AuditInterceptors audit = AuditInterceptors.of(recorded::add, () -> Instant.EPOCH);
    private final OkHttpClient plain = new OkHttpClient();
    private final OkHttpClient audited = audit.install(plain.newBuilder()).build();

    @AfterEach
    void nothingIsLeftOpen() {
        assertThat(audit.openCalls()).isZero();
        plain.connectionPool().evictAll();
        plain.dispatcher().executorService().shutdown();
    }

    @Test
    void aSwitchToWebSocketIsOneRecordOfItsHeadAndTheSocketWorksOn()
            throws ExecutionException, InterruptedException, TimeoutException {
        try (SwitchingServer server = new SwitchingServer()) {
            assertThat(echoed(audited, server)).isEqualTo("over the socket");
        }

        assertThat(recorded).singleElement().satisfies(call -> {
            HttpReply reply = call.outcome().asDone().orElseThrow();
            assertThat(reply.status()).isEqualTo(101);
            assertThat(reply.header("Upgrade")).contains("websocket");
            assertThat(reply.bodySize()).isZero();
        });
    }

    private static String echoed(OkHttpClient client, SwitchingServer server)
            throws ExecutionException, InterruptedException, TimeoutException {
        CompletableFuture<String> said = new CompletableFuture<>();
        WebSocket socket =
                client.newWebSocket(new Request.Builder().url(server.url()).build(), new WebSocketListener() {
                    @Override
                    public void onOpen(WebSocket webSocket, Response response) {
                        webSocket.send("over the socket");
                    }

                    @Override
                    public void onMessage(WebSocket webSocket, String text) {
                        said.complete(text);
                    }

                    @Override
                    public void onFailure(WebSocket webSocket, Throwable failure, Response response) {
                        said.completeExceptionally(failure);
                    }
                });
        String text = said.get(30, TimeUnit.SECONDS);
        socket.cancel();
        return text;
    }

    /** Over HTTP/2 the answer begins while the question is still asked, so a body that is asked for early would hang. */
    @Test
    void aDuplexBodyGoesToTheWireAsItIsAndIsRecordedAsLeftOut() throws IOException {
        Duplex body = new Duplex();
        AtomicReference<Request> onTheWire = new AtomicReference<>();
        OkHttpClient overHttp2 = plain.newBuilder()
                .addInterceptor(audit.application())
                .addInterceptor(chain -> audit.network().intercept(wire(chain, onTheWire)))
                .build();

        try (Response response = overHttp2
                .newCall(new Request.Builder()
                        .url("http://h2.example/")
                        .post(body)
                        .build())
                .execute()) {
            assertThat(response.body().string()).isEqualTo("meanwhile");
        }

        assertThat(onTheWire.get().body()).isSameAs(body);
        assertThat(body.written).isFalse();
        assertThat(recorded).singleElement().satisfies(call -> {
            assertThat(call.sent().state()).isEqualTo(State.OMITTED);
            assertThat(call.attempts()).extracting(WireAttempt::status).containsExactly(200);
            assertThat(call.outcome().asDone().orElseThrow().text()).isEqualTo("meanwhile");
        });
    }

    @Test
    void anAttemptThatCannotBeNotedIsItsRecordsLossAlone() throws IOException {
        OkHttpClient client = plain.newBuilder()
                .addInterceptor(audit.application())
                .addInterceptor(chain -> audit.network().intercept(withoutConnection(chain)))
                .build();
        try (Bodies server = new Bodies();
                Response response = client.newCall(
                                new Request.Builder().url(server.url("/json")).build())
                        .execute()) {
            assertThat(response.body().string()).contains("1.50");
        }

        assertThat(recorded).singleElement().satisfies(call -> {
            assertThat(call.outcome().asDone().orElseThrow().status()).isEqualTo(200);
            assertThat(call.attempts()).isEmpty();
        });
    }

    /** OkHttp takes back the connection of such a reply once its call is collected; we must not stand in the way. */
    @Test
    void aReplyThatNobodyClosesIsCollectedAndOnRecordWithWhatWasSeen() throws IOException {
        try (Bodies server = new Bodies()) {
            WeakReference<Call> call = leaked(server);
            while (call.get() != null || audit.openCalls() > 0) {
                assertThat(Thread.currentThread().isInterrupted())
                        .as("out of time")
                        .isFalse();
                System.gc();
            }
        }

        assertThat(recorded).singleElement().satisfies(call -> {
            assertThat(call.outcome().asDone().orElseThrow().status()).isEqualTo(200);
            assertThat(call.received().state()).isEqualTo(State.PARTIAL);
        });
    }

    private WeakReference<Call> leaked(Bodies server) throws IOException {
        Call call = audited.newCall(
                new Request.Builder().url(server.url("/sized/3000000")).build());
        assertThat(call.execute().body().source().readByte()).isEqualTo((byte) 'a');
        return new WeakReference<>(call);
    }

    @Test
    void aDuplexBodyOverHttp1FailsAsItDoesWithoutUs() {
        try (Bodies server = new Bodies()) {
            Request duplex = new Request.Builder()
                    .url(server.url("/echo"))
                    .post(new Duplex())
                    .build();

            assertThatThrownBy(() -> audited.newCall(duplex).execute())
                    .isInstanceOf(IOException.class)
                    .hasMessage(failureOf(plain, duplex));
        }
        assertThat(recorded)
                .singleElement()
                .satisfies(call -> assertThat(call.failure()).isInstanceOf(IOException.class));
    }

    @Test
    void aBodyPackedByBrotliIsWithheldAndSaysSo() throws IOException {
        try (Bodies server = new Bodies();
                Response response = audited.newCall(
                                new Request.Builder().url(server.url("/brotli")).build())
                        .execute()) {
            response.body().bytes();
        }

        HttpReply reply = recorded.get(0).outcome().asDone().orElseThrow();
        RedactedBody shown = Redactor.standard()
                .body(
                        reply.body(),
                        false,
                        reply.header("Content-Type").orElse(null),
                        reply.header("Content-Encoding").orElse(null));
        assertThat(shown.text())
                .startsWith("<binary " + reply.bodySize() + " bytes sha256:")
                .endsWith(" encoded:br>")
                .doesNotContain("abcd1234");
        assertThat(shown.withheld()).isTrue();
    }

    private static String failureOf(OkHttpClient client, Request request) {
        try (Response response = client.newCall(request).execute()) {
            throw new AssertionError("it was answered: " + response);
        } catch (IOException e) {
            return e.getMessage();
        }
    }

    /** That chain with an HTTP/2 connection below it, which answers without waiting for the question. */
    private static Interceptor.Chain wire(Interceptor.Chain chain, AtomicReference<Request> sent) {
        return (Interceptor.Chain) Proxy.newProxyInstance(
                Interceptor.Chain.class.getClassLoader(),
                new Class<?>[] {Interceptor.Chain.class},
                (proxy, method, values) -> switch (method.getName()) {
                    case "request" -> chain.request();
                    case "call" -> chain.call();
                    case "connection" -> null;
                    case "proceed" -> answer((Request) values[0], sent);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    /** That chain, which cannot say what connection it is on. */
    private static Interceptor.Chain withoutConnection(Interceptor.Chain chain) {
        return (Interceptor.Chain) Proxy.newProxyInstance(
                Interceptor.Chain.class.getClassLoader(),
                new Class<?>[] {Interceptor.Chain.class},
                (proxy, method, values) -> switch (method.getName()) {
                    case "connection" -> throw new NoClassDefFoundError("a class that is gone");
                    case "proceed" -> chain.proceed((Request) values[0]);
                    case "request" -> chain.request();
                    default -> chain.call();
                });
    }

    private static Response answer(Request request, AtomicReference<Request> sent) {
        sent.set(request);
        return new Response.Builder()
                .request(request)
                .protocol(Protocol.HTTP_2)
                .code(200)
                .message("")
                .body(ResponseBody.create("meanwhile", MediaType.get("text/plain")))
                .build();
    }

    private static final class Duplex extends RequestBody {
        private boolean written;

        @Override
        public MediaType contentType() {
            return MediaType.get("text/plain");
        }

        @Override
        public boolean isDuplex() {
            return true;
        }

        @Override
        public void writeTo(BufferedSink sink) {
            written = true;
        }
    }
}
