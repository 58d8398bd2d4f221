package io.gwms.audit.okhttp;

import static io.gwms.audit.okhttp.Bodies.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.audit.RecordingPolicy;
import io.gwms.audit.RecordingPolicy.Durability;
import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CallRecorder;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.testkit.http.HostileServer;
import io.gwms.testkit.http.HostileServer.Answer;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.RecordingInterceptor;
import io.gwms.transport.Transport;
import io.gwms.transport.TransportChain;
import io.gwms.transport.WireAttempt;
import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.MultipartBody;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.BufferedSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What the interceptors see of every kind of exchange, and that nobody notices them. */
@Timeout(120)
class AuditInterceptorsTest {
    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final CallContext LABEL =
            CallContext.of(CallAction.LABEL_GENERATION).about("shipment", "S-1").correlated("task:7");

    private final Bodies server = new Bodies();
    private final List<CallExchange> recorded = new CopyOnWriteArrayList<>();
    private final AuditInterceptors audit = AuditInterceptors.of(recorded::add, () -> NOON);
    private final OkHttpClient plain = new OkHttpClient();
    private final OkHttpClient audited = audit.install(plain.newBuilder()).build();

    @AfterEach
    void close() {
        assertThat(audit.openCalls()).isZero();
        plain.connectionPool().evictAll();
        plain.dispatcher().executorService().shutdown();
        server.close();
    }

    @Test
    void aRedirectedCallIsOneRecordWithAllThatWentToTheWire() throws IOException {
        get(audited, "/moved");

        CallExchange call = single();
        assertThat(call.call().uri()).isEqualTo(URI.create(server.url("/moved")));
        assertThat(call.call().context()).isEqualTo(LABEL);
        assertThat(reply(call)).isEqualTo("{\"token\":\"abcd1234\",\"n\":1.50}");
        assertThat(call.attempts()).extracting(WireAttempt::status).containsExactly(302, 200);
        assertThat(call.attempts().get(1).url()).isEqualTo(server.url("/json?access_token=abcd1234"));
        assertThat(call.attempts())
                .allSatisfy(each -> assertThat(each.peer()).matches("127\\.0\\.0\\.1:\\d+ http/1\\.1"));
    }

    @Test
    void theRequestIsRecordedAsItWasSentWithWhatOtherInterceptorsAdded() throws IOException {
        OkHttpClient signing = audited.newBuilder()
                .addInterceptor(chain -> {
                    assertThat(chain.request().body()).isInstanceOf(FormBody.class);
                    return chain.proceed(chain.request()
                            .newBuilder()
                            .header("X-Sign", "abc")
                            .post(RequestBody.create("signed=1", MediaType.get("text/plain")))
                            .build());
                })
                .build();
        send(signing, request("/echo").post(new FormBody.Builder().add("a", "b").build()));

        CallExchange call = single();
        assertThat(new String(call.call().body(), UTF_8)).isEqualTo("signed=1");
        assertThat(call.call().headers()).extracting(HttpCall.Header::name).contains("X-Sign", "Content-Type", "Host");
        assertThat(call.sent()).isEqualTo(new BodyCapture(State.COMPLETE, 8, ""));
    }

    @TestFactory
    Stream<DynamicTest> theApplicationSeesTheSameWithAndWithout() {
        RequestBody json = RequestBody.create("{\"a\":1}", MediaType.get("application/json"));
        RequestBody multipart = new MultipartBody.Builder("b")
                .setType(MultipartBody.FORM)
                .addFormDataPart("token", "abcd1234")
                .addFormDataPart("file", "a.pdf", RequestBody.create(Bodies.BINARY, MediaType.get("application/pdf")))
                .build();
        RequestBody streamed = new RequestBody() {
            @Override
            public MediaType contentType() {
                return MediaType.get("text/plain");
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                for (int i = 0; i < 1000; i++) {
                    sink.writeUtf8("line ").writeDecimalLong(i).writeByte('\n');
                    sink.flush();
                }
            }
        };
        return Stream.of(
                        request("/json"),
                        request("/json").head(),
                        request("/gzip"),
                        request("/gzip").header("Accept-Encoding", "gzip"),
                        request("/gzip-empty"),
                        request("/gzip-cut"),
                        request("/brotli"),
                        request("/binary"),
                        request("/chunked"),
                        request("/none"),
                        request("/same"),
                        request("/moved"),
                        request("/sized/3000000"),
                        request("/echo").post(json),
                        request("/echo")
                                .put(new FormBody.Builder().add("a b", "c&d").build()),
                        request("/echo").post(multipart),
                        request("/echo").post(streamed),
                        request("/echo").post(RequestBody.create(new byte[0], null)),
                        request("/echo").post(RequestBody.create(new byte[3_000_000], null)),
                        request("/echo").delete())
                .map(Request.Builder::build)
                .map(request -> DynamicTest.dynamicTest(
                        request.method() + " " + request.url().encodedPath() + " " + request.header("Accept-Encoding"),
                        () -> {
                            recorded.clear();
                            assertThat(seen(audited, request)).isEqualTo(seen(plain, request));
                            assertThat(recorded).hasSize(1);
                        }));
    }

    /** All that an application can see of an exchange, failures included. */
    private static List<Object> seen(OkHttpClient client, Request request) {
        List<Object> seen = new ArrayList<>();
        try (Response response = client.newCall(request).execute()) {
            seen.add(response.code());
            seen.add(response.message());
            seen.add(response.protocol());
            seen.add(response.headers().newBuilder().removeAll("Date").build());
            seen.add(response.request().url());
            seen.add(response.request().headers());
            seen.add(String.valueOf(response.request().body()));
            seen.add(response.networkResponse().request().headers());
            seen.add(String.valueOf(response.networkResponse().request().body()));
            seen.add(
                    response.priorResponse() == null
                            ? 0
                            : response.priorResponse().code());
            seen.add(String.valueOf(response.body().contentType()));
            seen.add(response.body().contentLength());
            seen.add(HexFormat.of().formatHex(response.body().bytes()));
        } catch (IOException e) {
            seen.add(e.toString());
        }
        return seen;
    }

    @Test
    void aLongBodyIsCutCountedAndDigestedBothWays() throws IOException {
        byte[] sent = new byte[3_000_000];
        try (Response response = audited.newCall(request("/sized/2000000")
                        .post(RequestBody.create(sent, MediaType.get("text/plain")))
                        .build())
                .execute()) {
            assertThat(response.body().byteStream().readAllBytes()).hasSize(2_000_000);
            assertThat(single().sent().sha256()).isEqualTo(response.header("X-Digest"));
        }

        CallExchange call = single();
        assertThat(call.sent().state()).isEqualTo(State.TRUNCATED);
        assertThat(call.sent().size()).isEqualTo(3_000_000);
        assertThat(call.call().bodySize()).isEqualTo(1024 * 1024);
        assertThat(call.received().state()).isEqualTo(State.TRUNCATED);
        assertThat(call.received().size()).isEqualTo(2_000_000);
        byte[] all = "a".repeat(2_000_000).getBytes(UTF_8);
        assertThat(call.received().sha256())
                .isEqualTo(HexFormat.of().formatHex(Bodies.sha256().digest(all)));
    }

    @Test
    void aOneShotBodyIsWrittenOnceAndRecorded() throws IOException {
        RequestBody oneShot = new RequestBody() {
            private boolean written;

            @Override
            public MediaType contentType() {
                return MediaType.get("text/plain");
            }

            @Override
            public boolean isOneShot() {
                return true;
            }

            @Override
            public void writeTo(BufferedSink sink) throws IOException {
                assertThat(written).isFalse();
                written = true;
                sink.writeUtf8("once");
            }
        };
        send(audited, request("/echo").post(oneShot));

        assertThat(single().call().body()).isEqualTo(bytes("once"));
        assertThat(reply(single())).isEqualTo("once");
    }

    @Test
    void aCallThatReachedNobodyIsRecordedWithWhatItWouldHaveSent() {
        Request nobody = new Request.Builder()
                .url("http://127.0.0.1:1/x?token=abcd1234")
                .post(RequestBody.create("{}", MediaType.get("application/json")))
                .build();

        assertThatThrownBy(() -> audited.newCall(nobody).execute()).isInstanceOf(IOException.class);

        CallExchange call = single();
        assertThat(call.failure()).isInstanceOf(java.net.ConnectException.class);
        assertThat(call.attempts()).isEmpty();
        assertThat(new String(call.call().body(), UTF_8)).isEqualTo("{}");
        assertThat(call.call().context().action()).isEqualTo(AuditInterceptors.HOST_CALL);
    }

    @Test
    void aReplyThatBreaksOffIsRecordedWithItsStatusAndItsFailureAndTheApplicationGetsTheSame() throws IOException {
        try (HostileServer hostile = HostileServer.start(
                        Answer.torn(200, "{\"token\":\"abcd1234", 100),
                        Answer.torn(200, "{\"token\":\"abcd1234", 100));
                Response without = plain.newCall(get(hostile)).execute();
                Response with = audited.newCall(get(hostile)).execute()) {
            Throwable expected = catchOf(() -> without.body().string());
            assertThatThrownBy(() -> with.body().string())
                    .hasSameClassAs(expected)
                    .hasMessage(expected.getMessage());
        }

        CallExchange call = single();
        assertThat(call.outcome().asDone().orElseThrow().status()).isEqualTo(200);
        assertThat(reply(call)).isEqualTo("{\"token\":\"abcd1234");
        assertThat(call.received().state()).isEqualTo(State.FAILED);
        assertThat(call.failure()).isInstanceOf(IOException.class);
    }

    @Test
    void aLostReplyIsRecordedWithItsRepeats() throws IOException {
        try (HostileServer hostile = HostileServer.start(Answer.reply(200, "warm"), Answer.lost())) {
            audited.newCall(get(hostile)).execute().close();
            recorded.clear();
            try (Response response = audited.newCall(get(hostile)).execute()) {
                assertThat(response.body().string()).isEqualTo("ok");
            }
        }

        assertThat(single().attempts()).extracting(WireAttempt::status).containsExactly(0, 200);
        assertThat(single().attempts().get(0).failure()).contains("Exception");
    }

    @Test
    void anApplicationThatStopsReadingIsRecordedWithWhatItSaw() throws IOException {
        try (Response response = audited.newCall(request("/events").build()).execute()) {
            assertThat(response.body().source().readUtf8Line()).isEqualTo("data: tick");
            assertThat(recorded).isEmpty();
        }

        assertThat(single().received().state()).isEqualTo(State.PARTIAL);
        assertThat(reply(single())).startsWith("data: tick");
    }

    @Test
    void aCancelledCallIsRecordedOnce() throws IOException {
        Call call = audited.newCall(request("/events").build());
        try (Response response = call.execute()) {
            call.cancel();
            assertThatThrownBy(() -> response.body().string()).isInstanceOf(IOException.class);
        }

        assertThat(single().received().state()).isEqualTo(State.FAILED);
    }

    @Test
    void aCallOnAnotherThreadIsRecordedLikewise() throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        audited.newCall(request("/json").build()).enqueue(new Callback() {
            @Override
            public void onFailure(Call call, IOException e) {}

            @Override
            public void onResponse(Call call, Response response) throws IOException {
                response.body().string();
                done.countDown();
            }
        });

        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(reply(single())).contains("1.50");
    }

    @TestFactory
    Stream<DynamicTest> aBrokenRecorderBreaksNoCall() {
        return Stream.of(
                        new IllegalStateException("broken"),
                        new OutOfMemoryError("test"),
                        new NoClassDefFoundError("x"))
                .map(failure -> DynamicTest.dynamicTest(failure.getClass().getSimpleName(), () -> {
                    CallRecorder broken = new CallRecorder() {
                        @Override
                        public void record(CallExchange exchange) {
                            throw AuditInterceptorsTest.<RuntimeException>sneaky(failure);
                        }
                    };
                    AuditInterceptors interceptors = AuditInterceptors.of(broken, () -> NOON);
                    assertThat(get(interceptors.install(plain.newBuilder()).build(), "/json"))
                            .contains("1.50");
                    assertThat(interceptors.openCalls()).isZero();

                    AuditInterceptors noClock = AuditInterceptors.of(recorded::add, () -> {
                        throw AuditInterceptorsTest.<RuntimeException>sneaky(new IllegalStateException("no clock"));
                    });
                    assertThat(get(noClock.install(plain.newBuilder()).build(), "/json"))
                            .contains("1.50");
                }));
    }

    @Test
    void aCallOfTheSdksTransportIsRecordedAboveItAndNotTwice() {
        List<CallExchange> seam = new ArrayList<>();
        Transport transport = TransportChain.of(
                List.of(RecordingInterceptor.of(() -> NOON, List.of(seam::add))), OkHttpTransport.over(audited));

        HttpReply answer = transport
                .send(HttpCall.get(URI.create(server.url("/json")), LABEL).build())
                .asDone()
                .orElseThrow();

        assertThat(answer.text()).contains("1.50");
        assertThat(recorded).isEmpty();
        assertThat(seam).hasSize(1);
        assertThat(seam.get(0).attempts()).extracting(WireAttempt::status).containsExactly(200);
        assertThat(seam.get(0).attempts().get(0).peer()).startsWith("127.0.0.1:");
    }

    @Test
    void aCallUnderWayIsRecordedAsItStandsWhenTheRecorderCloses() throws IOException {
        try (Response response = audited.newCall(request("/events").build()).execute()) {
            response.body().source().readUtf8Line();
            audit.abandon();

            assertThat(single().phase()).isEqualTo(CallPhase.ABANDONED);
            assertThat(response.body().source().readUtf8Line()).isEmpty();
        }
        assertThat(recorded).hasSize(1);
    }

    @Test
    void whatPassesAfterTheRecordWasHandedOverIsNotInItThoughItIsPutTogetherLater() throws IOException {
        List<Supplier<CallExchange>> later = new ArrayList<>();
        AuditInterceptors lazily = AuditInterceptors.of(
                new CallRecorder() {
                    @Override
                    public void record(CallExchange exchange) {
                        throw new AssertionError("put together too early");
                    }

                    @Override
                    public void record(CallContext context, long bytes, Supplier<CallExchange> ended) {
                        later.add(ended);
                    }
                },
                () -> NOON);
        OkHttpClient client = lazily.install(plain.newBuilder())
                .addInterceptor(chain -> new Response.Builder()
                        .request(chain.request())
                        .protocol(Protocol.HTTP_1_1)
                        .code(200)
                        .message("OK")
                        .body(ResponseBody.create("x".repeat(3 * 8192) + "y".repeat(20_000), null))
                        .build())
                .build();
        try (Response response =
                client.newCall(request("/long").header("X-Key", "k7Q").build()).execute()) {
            response.body().source().skip(3 * 8192);
            lazily.abandon();
            response.body().source().readUtf8();
        }

        CallExchange exchange = later.get(0).get();
        assertThat(later).hasSize(1);
        assertThat(exchange.received().size()).isEqualTo(3 * 8192);
        assertThat(exchange.outcome().asDone().orElseThrow().text()).isEqualTo("x".repeat(3 * 8192));
        assertThat(later.get(0).toString()).contains("GET").doesNotContain("long", "k7Q");
    }

    @Test
    void anIntentIsToldBeforeTheCallIsSentAndEndsUnderTheSameHand() throws IOException {
        List<String> seen = new CopyOnWriteArrayList<>();
        CallRecorder intents = new CallRecorder() {
            @Override
            public void record(CallExchange exchange) {
                seen.add("not begun");
            }

            @Override
            public CallRecorder begin(CallExchange opening) {
                assertThat(opening.phase()).isEqualTo(CallPhase.OPEN);
                seen.add("begin " + new String(opening.call().body(), UTF_8));
                return end ->
                        seen.add("end " + end.outcome().asDone().orElseThrow().status());
            }
        };
        AuditInterceptors interceptors = AuditInterceptors.of(intents, () -> NOON)
                .withPolicies(action -> RecordingPolicy.standard().withDurability(Durability.INTENT));
        OkHttpClient client = interceptors
                .install(plain.newBuilder())
                .addInterceptor(chain -> {
                    seen.add("sent");
                    return chain.proceed(chain.request());
                })
                .build();

        send(client, request("/echo").post(RequestBody.create("x", null)));

        assertThat(seen).containsExactly("begin x", "sent", "end 200");
    }

    @Test
    void anIntentThatCannotBeToldLeavesTheCallAndItsEnd() throws IOException {
        CallRecorder broken = new CallRecorder() {
            @Override
            public void record(CallExchange exchange) {
                recorded.add(exchange);
            }

            @Override
            public CallRecorder begin(CallExchange opening) {
                throw new NoClassDefFoundError("a class that is gone");
            }
        };
        AuditInterceptors interceptors = AuditInterceptors.of(broken, () -> NOON)
                .withPolicies(action -> RecordingPolicy.standard().withDurability(Durability.INTENT));

        assertThat(get(interceptors.install(plain.newBuilder()).build(), "/json"))
                .contains("1.50");
        assertThat(reply(single())).contains("1.50");
        assertThat(interceptors.openCalls()).isZero();
    }

    /** There is nothing to read in it, so many an application neither reads nor closes it. */
    @Test
    void aReplyOfNoLengthIsRecordedThoughNobodyClosesIt() throws IOException {
        Response response = audited.newCall(request("/sized/0").build()).execute();

        assertThat(response.header("Content-Length")).isEqualTo("0");
        assertThat(single().outcome().asDone().orElseThrow().status()).isEqualTo(200);
        assertThat(single().received().state()).isEqualTo(State.NONE);
        assertThat(response.body().string()).isEmpty();
    }

    private Request.Builder request(String path) {
        return new Request.Builder().url(server.url(path)).tag(CallContext.class, LABEL);
    }

    private String get(OkHttpClient client, String path) throws IOException {
        return send(client, request(path));
    }

    private static Request get(HostileServer hostile) {
        return new Request.Builder().url(hostile.uri() + "/x").build();
    }

    private static String send(OkHttpClient client, Request.Builder request) throws IOException {
        try (Response response = client.newCall(request.build()).execute()) {
            return response.body().string();
        }
    }

    private CallExchange single() {
        assertThat(recorded).hasSize(1);
        return recorded.get(0);
    }

    private static String reply(CallExchange call) {
        return call.outcome().asDone().orElseThrow().text();
    }

    private static Throwable catchOf(java.util.concurrent.Callable<?> work) {
        try {
            work.call();
        } catch (Exception e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    @SuppressWarnings("unchecked") // throws what it is given, of whatever kind
    private static <E extends Throwable> E sneaky(Throwable failure) throws E {
        throw (E) failure;
    }
}
