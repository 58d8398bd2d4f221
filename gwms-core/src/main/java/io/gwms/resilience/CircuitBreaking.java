package io.gwms.resilience;

import static java.util.Objects.requireNonNull;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.gwms.internal.Require;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.transport.CallInterceptor;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Stops calling a host that keeps failing, and tries it again after a while. A failure is no answer
 * or a 5xx; what is refused meanwhile was surely not sent and names the time to come back.
 *
 * <p><b>Threads:</b> shared.
 */
public final class CircuitBreaking implements CallInterceptor {
    private final InstantSource clock;
    private final Duration pause;
    private final CircuitBreakerConfig config;
    private final Map<String, CircuitBreaker> byHost = new ConcurrentHashMap<>();

    private CircuitBreaking(InstantSource clock, int failures, Duration pause) {
        this.clock = requireNonNull(clock, "clock");
        this.pause = pause;
        this.config = CircuitBreakerConfig.custom()
                .slidingWindowSize(failures)
                .minimumNumberOfCalls(failures)
                .failureRateThreshold(100)
                .waitDurationInOpenState(
                        Duration.ofMillis(Math.max(1, pause.toMillis() - 1))) // it waits longer than that
                .permittedNumberOfCallsInHalfOpenState(1)
                .clock(clock.withZone(ZoneOffset.UTC))
                .currentTimestampFunction(Clock::millis, TimeUnit.MILLISECONDS)
                .build();
    }

    /**
     * Opens after so many failures in a row and tries again after the pause.
     *
     * @param clock the runtime's clock
     * @param failures 1 or more
     * @param pause longer than zero
     */
    public static CircuitBreaking after(InstantSource clock, int failures, Duration pause) {
        Require.that(failures >= 1, "failures", failures, "1 or more");
        Require.that(pause.toMillis() > 0, "pause", pause, "a millisecond or longer");
        return new CircuitBreaking(clock, failures, pause);
    }

    @Override
    public Outcome<HttpReply> intercept(HttpCall call, Transport next) {
        String host = call.uri().getHost() + ":" + call.uri().getPort();
        CircuitBreaker breaker = byHost.computeIfAbsent(host, name -> CircuitBreaker.of(name, config));
        if (!breaker.tryAcquirePermission()) {
            return Outcome.refused(Refusal.temporary(
                    RefusalCode.NOT_SENT, call + " was not sent: " + host + " keeps failing and is left alone", pause));
        }
        long begun = clock.millis();
        try {
            Outcome<HttpReply> outcome = next.send(call);
            if (outcome.asDone().filter(reply -> reply.status() < 500).isPresent()) {
                breaker.onSuccess(clock.millis() - begun, TimeUnit.MILLISECONDS);
            } else {
                breaker.onError(clock.millis() - begun, TimeUnit.MILLISECONDS, new FarSideFailure());
            }
            return outcome;
        } catch (RuntimeException | Error e) {
            breaker.onError(clock.millis() - begun, TimeUnit.MILLISECONDS, e);
            throw e;
        }
    }

    /** Stands for «no answer, or a 5xx» where the breaker wants an exception. */
    private static final class FarSideFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private FarSideFailure() {
            super("the far side failed", null, false, false);
        }
    }
}
