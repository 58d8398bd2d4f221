package io.gwms.testkit.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.okhttp.OkHttpTransport;
import io.gwms.outcome.Outcome;
import io.gwms.redact.KnownSecrets;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.testkit.contract.TransportContract;
import io.gwms.testkit.http.HostileServer;
import io.gwms.testkit.http.HostileServer.Answer;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The OkHttp transport keeps the contract, also over a client whose host set it to repeat and redirect. */
class OkHttpTransportTest extends TransportContract {
    private final AtomicInteger started = new AtomicInteger();
    private final OkHttpClient hosts = new OkHttpClient.Builder()
            .followRedirects(true)
            .retryOnConnectionFailure(true)
            .eventListener(new EventListener() {
                @Override
                public void callStart(Call call) {
                    started.incrementAndGet();
                }
            })
            .build();

    @Override
    protected Transport transport() {
        return OkHttpTransport.over(hosts);
    }

    @AfterEach
    void close() {
        hosts.dispatcher().executorService().shutdown();
        hosts.connectionPool().evictAll();
    }

    @Test
    void theHostsListenerStillHears() {
        try (HostileServer server = HostileServer.start()) {
            transport().send(get(server).build());
        }
        assertThat(started).hasValue(1);
    }

    @Test
    void connectionsAreReused() {
        try (HostileServer server = HostileServer.start()) {
            Transport transport = OkHttpTransport.create();
            transport.send(get(server).build());
            transport.send(get(server).build());

            assertThat(server.connections()).isOne();
        }
    }

    @Test
    void aRepeatableCallSurvivesAStaleConnection() {
        try (HostileServer server = HostileServer.start(Answer.reply(200, "warm"), Answer.lost())) {
            transport().send(get(server).build());

            assertThat(transport().send(get(server).build()).asDone()).isPresent();
            assertThat(server.requests()).hasSize(3);
        }
    }

    @Test
    void theLimitCanBeSet() {
        try (HostileServer server =
                HostileServer.start(Answer.reply(200, "x".repeat(2048)), Answer.reply(200, "x".repeat(2049)))) {
            Transport transport = OkHttpTransport.over(hosts).withReplyLimit(2048);

            assertThat(transport.send(get(server).build()).asDone().map(HttpReply::bodySize))
                    .contains(2048);
            assertThat(transport.send(get(server).build())).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    void aSecretThatItsRedactorKnowsIsNotQuotedFromALongReply() {
        String token = "q7Wz3KpX9mTr2Lc8VhB5nYd4GsJ6fAe1UuRiQoPk";
        KnownSecrets known = new KnownSecrets();
        known.add(Secret.of(token));
        for (int before : new int[] {0, 180, 1_000}) {
            try (HostileServer server =
                    HostileServer.start(Answer.reply(200, "x ".repeat(before / 2) + token + "y ".repeat(2_000)))) {
                Transport transport = OkHttpTransport.over(hosts)
                        .withReplyLimit(1_024)
                        .withRedactor(Redactor.builder().knownSecrets(known).build());

                assertThat(transport.send(get(server).build()).toString())
                        .contains("more than 1024 bytes")
                        .doesNotContain(token.substring(0, 5));
            }
        }
    }

    @Test
    void aGetWithABodyIsRefusedBecauseItWouldBeDropped() {
        try (HostileServer server = HostileServer.start()) {
            HttpCall call = get(server).body("text/plain", new byte[] {1}).build();

            assertThat(transport().send(call)).isInstanceOf(Outcome.Refused.class);
            assertThat(server.requests()).isEmpty();
        }
    }

    private static HttpCall.Builder get(HostileServer server) {
        return HttpCall.get(server.uri(), CallContext.of(CallAction.ORDER_FETCH));
    }
}
