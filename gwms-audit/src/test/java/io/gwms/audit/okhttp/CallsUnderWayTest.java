package io.gwms.audit.okhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.RecordingPolicy;
import io.gwms.audit.RecordingPolicy.Durability;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CallRecorder;
import io.gwms.transport.CallContext;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okhttp3.Response;
import okhttp3.ResponseBody;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the recorder is told of a call before it has ended. */
@Timeout(120)
class CallsUnderWayTest extends AuditedClient {
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
}
