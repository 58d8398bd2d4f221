package io.gwms.resilience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import io.gwms.transport.TransportChain;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** A host that keeps failing is left alone for a while; time is virtual. */
class CircuitBreakingTest {
    private static final Duration PAUSE = Duration.ofMinutes(2);

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-03-01T10:00:00Z"));
    private final AtomicReference<Outcome<HttpReply>> answer = new AtomicReference<>(reply(500));
    private final AtomicInteger sent = new AtomicInteger();
    private final Transport transport = TransportChain.of(List.of(CircuitBreaking.after(now::get, 3, PAUSE)), call -> {
        sent.incrementAndGet();
        return answer.get();
    });

    @Test
    void afterThreeFailuresNothingIsSentAndTheRefusalNamesTheTimeToComeBack() {
        fail(3);

        Refusal refusal = ((Outcome.Refused<HttpReply>) transport.send(call("down.example"))).refusal();

        assertThat(sent).hasValue(3);
        assertThat(refusal.code()).isEqualTo(RefusalCode.NOT_SENT);
        assertThat(refusal.isTemporary()).isTrue();
        assertThat(refusal.retryAfter()).contains(PAUSE);
        assertThat(refusal.text()).contains("down.example").doesNotContain("s3cret");
    }

    @Test
    void noAnswerIsAFailureToo() {
        answer.set(Outcome.unknown("time-out"));
        fail(4);

        assertThat(sent).hasValue(3);
    }

    @Test
    void anotherHostIsCalledAllTheSame() {
        fail(3);

        transport.send(call("up.example"));

        assertThat(sent).hasValue(4);
    }

    @Test
    void refusalsAndClientErrorsAreAnswersOfALivingHost() {
        for (int status : new int[] {200, 401, 404, 422, 429}) {
            answer.set(reply(status));
            fail(5);
        }

        assertThat(sent).hasValue(25);
    }

    @Test
    void afterThePauseOneCallTriesAndItsSuccessOpensTheWay() {
        fail(3);
        now.updateAndGet(instant -> instant.plus(PAUSE));
        answer.set(reply(200));

        assertThat(transport.send(call("down.example")).asDone()).isPresent();
        assertThat(transport.send(call("down.example")).asDone()).isPresent();
        assertThat(sent).hasValue(5);
    }

    @Test
    void afterThePauseOneFailureClosesTheWayAgain() {
        fail(3);
        now.updateAndGet(instant -> instant.plus(PAUSE));
        fail(3);

        assertThat(sent).hasValue(4);
    }

    @Test
    void anExceptionOfTheTransportPassesAndCounts() {
        Transport broken = TransportChain.of(List.of(CircuitBreaking.after(now::get, 1, PAUSE)), call -> {
            sent.incrementAndGet();
            throw new IllegalStateException("a bug");
        });

        assertThatThrownBy(() -> broken.send(call("down.example"))).hasMessage("a bug");
        assertThat(broken.send(call("down.example"))).isInstanceOf(Outcome.Refused.class);
        assertThat(sent).hasValue(1);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            transport.send(call("down.example"));
        }
    }

    private static HttpCall call(String host) {
        return HttpCall.get(
                        URI.create("https://" + host + "/?access_token=s3cret"), CallContext.of(CallAction.ORDER_FETCH))
                .build();
    }

    private static Outcome<HttpReply> reply(int status) {
        return Outcome.done(HttpReply.of(status, Map.of(), new byte[0]));
    }
}
