package io.gwms.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallRecorder;
import io.gwms.outcome.Outcome;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The audited seam sees every call and is never in its way. */
class RecordingInterceptorTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final HttpCall CALL = HttpCall.get(
                    URI.create("https://shop.example/orders?access_token=s3cret"),
                    CallContext.of(CallAction.ORDER_FETCH))
            .build();
    private static final Outcome<HttpReply> FINE = Outcome.done(HttpReply.of(200, Map.of(), new byte[0]));

    private final List<CallExchange> recorded = new ArrayList<>();

    @Test
    void everyOutcomeIsRecordedAsItIsReturned() {
        for (Outcome<HttpReply> outcome : List.of(FINE, Outcome.<HttpReply>unknown("torn"))) {
            assertThat(through(recorded::add).intercept(CALL, call -> outcome)).isSameAs(outcome);
        }

        assertThat(recorded).extracting(CallExchange::outcome).hasSize(2).startsWith(FINE);
        assertThat(recorded).allSatisfy(exchange -> {
            assertThat(exchange.startedAt()).isEqualTo(NOW);
            assertThat(exchange.duration()).isBetween(Duration.ZERO, Duration.ofSeconds(30));
            assertThat(exchange.call().uri()).isEqualTo(CALL.uri());
            assertThat(exchange.call().context()).isSameAs(CALL.context());
            assertThat(exchange).hasToString("GET shop.example");
        });
    }

    @Test
    void aTransportThatThrowsIsRecordedAndItsExceptionPasses() {
        IllegalStateException bug = new IllegalStateException("with a s3cret");

        assertThatThrownBy(() -> through(recorded::add).intercept(CALL, call -> {
                    throw bug;
                }))
                .isSameAs(bug);

        assertThat(recorded.get(0).outcome()).isEqualTo(Outcome.unknown("java.lang.IllegalStateException"));
    }

    @TestFactory
    Stream<DynamicTest> aBrokenRecorderBreaksNeitherTheCallNorTheOtherRecorders() {
        return Stream.of(
                        new IllegalStateException("broken"),
                        new IOException("checked, thrown all the same"),
                        new AssertionError("broken"),
                        new OutOfMemoryError("broken"),
                        new NoClassDefFoundError("gone"),
                        new StackOverflowError())
                .map(failure -> DynamicTest.dynamicTest(failure.getClass().getSimpleName(), () -> {
                    recorded.clear();
                    CallRecorder broken = exchange -> RecordingInterceptorTest.<RuntimeException>throwIt(failure);

                    assertThat(through(broken, recorded::add).intercept(CALL, call -> FINE))
                            .isSameAs(FINE);
                    assertThat(recorded).hasSize(1);
                }));
    }

    @Test
    void interceptorsSeeTheCallInOrderAndTheOutcomeInReverse() {
        List<String> seen = new ArrayList<>();
        Transport chain = TransportChain.of(List.of(noting("outer", seen), noting("inner", seen)), call -> {
            seen.add("sent");
            return FINE;
        });

        assertThat(chain.send(CALL)).isSameAs(FINE);
        assertThat(seen).containsExactly("outer >", "inner >", "sent", "inner <", "outer <");
    }

    @Test
    void anInterceptorMayAnswerItself() {
        Outcome<HttpReply> own = Outcome.unknown("own");
        Transport chain = TransportChain.of(List.of((call, next) -> own), call -> FINE);

        assertThat(chain.send(CALL)).isSameAs(own);
        assertThat(TransportChain.of(List.of(), call -> FINE).send(CALL)).isSameAs(FINE);
    }

    private static CallInterceptor noting(String name, List<String> seen) {
        return (call, next) -> {
            seen.add(name + " >");
            Outcome<HttpReply> outcome = next.send(call);
            seen.add(name + " <");
            return outcome;
        };
    }

    private static RecordingInterceptor through(CallRecorder... recorders) {
        return RecordingInterceptor.of(() -> NOW, List.of(recorders));
    }

    @SuppressWarnings("unchecked") // Kotlin and generated code throw checked exceptions undeclared, too
    private static <E extends Throwable> void throwIt(Throwable failure) throws E {
        throw (E) failure;
    }
}
