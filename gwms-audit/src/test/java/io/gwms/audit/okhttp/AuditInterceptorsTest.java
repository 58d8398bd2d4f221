package io.gwms.audit.okhttp;

import static io.gwms.audit.okhttp.Bodies.bytes;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.testkit.http.HostileServer;
import io.gwms.testkit.http.HostileServer.Answer;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.RecordingInterceptor;
import io.gwms.transport.Transport;
import io.gwms.transport.TransportChain;
import io.gwms.transport.WireAttempt;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.FormBody;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the interceptors put on record of every kind of exchange. */
@Timeout(120)
class AuditInterceptorsTest extends AuditedClient {
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

    /** There is nothing to read in it, so many an application neither reads nor closes it. */
    @Test
    void aReplyOfNoLengthIsRecordedThoughNobodyClosesIt() throws IOException {
        Response response = audited.newCall(request("/sized/0").build()).execute();

        assertThat(response.header("Content-Length")).isEqualTo("0");
        assertThat(single().outcome().asDone().orElseThrow().status()).isEqualTo(200);
        assertThat(single().received().state()).isEqualTo(State.NONE);
        assertThat(response.body().string()).isEmpty();
    }

    private static Throwable catchOf(java.util.concurrent.Callable<?> work) {
        try {
            work.call();
        } catch (Exception e) {
            return e;
        }
        throw new AssertionError("nothing was thrown");
    }

    private static Request get(HostileServer hostile) {
        return new Request.Builder().url(hostile.uri() + "/x").build();
    }
}
