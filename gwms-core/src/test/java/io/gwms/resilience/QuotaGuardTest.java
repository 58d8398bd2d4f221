package io.gwms.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QuotaGuardTest {
    private static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    private Instant now = START;
    private final InstantSource clock = () -> now;
    private final QuotaGuard guard = QuotaGuard.of(clock);
    private final AtomicInteger sent = new AtomicInteger();
    private @Nullable QuotaReading told;
    private Map<String, List<String>> headers = Map.of();
    private int status = 200;

    private final Transport far = call -> {
        sent.incrementAndGet();
        return Outcome.done(HttpReply.of(status, headers, new byte[0]));
    };
    private final QuotaGuard.Guarded people = guard.over(far, "a", false, reply -> Optional.ofNullable(told));
    private final QuotaGuard.Guarded background = guard.over(far, "a", true, reply -> Optional.ofNullable(told));

    private static HttpCall call(CallAction action) {
        return HttpCall.of("GET", URI.create("https://far.example/x"), CallContext.of(action))
                .build();
    }

    private Optional<Duration> waitOf(Transport way) {
        return waitOf(way, CallAction.ORDER_FETCH);
    }

    private Optional<Duration> waitOf(Transport way, CallAction action) {
        if (way.send(call(action)) instanceof Outcome.Refused<HttpReply> refused) {
            Refusal refusal = refused.refusal();
            assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED);
            assertThat(refusal.isTemporary()).isTrue();
            return refusal.retryAfter();
        }
        return Optional.empty();
    }

    @Test
    void withoutALimitEverythingPasses() {
        IntStream.range(0, 1_000).forEach(i -> assertThat(waitOf(background)).isEmpty());
        assertThat(guard.usage("a")).isEqualTo(new QuotaUsage("a", 1_000, 0, 0, -1, null));
    }

    @Test
    void callWaitsUntilTheBucketHoldsWhatItCost() {
        told = QuotaReading.left(30, 1_000).restoring(50).costing(130);
        waitOf(people);

        assertThat(waitOf(people)).contains(Duration.ofSeconds(2));
        assertThat(sent).hasValue(1);
        now = now.plusMillis(1_999);
        assertThat(waitOf(people)).contains(Duration.ofMillis(1));
        now = now.plusMillis(1);
        assertThat(waitOf(people)).isEmpty();
    }

    @Test
    void fifthIsKeptForWhatSomebodyWaitsFor() {
        told = QuotaReading.left(250, 1_000).restoring(10).costing(100);
        waitOf(background);

        assertThat(waitOf(background)).as("100 and the kept 200").contains(Duration.ofSeconds(5));
        assertThat(waitOf(people)).isEmpty();
        now = now.plusSeconds(5);
        assertThat(waitOf(background)).isEmpty();
    }

    @Test
    void callThatCostsMoreThanTheBucketHoldsGoesWhenItIsFull() {
        told = QuotaReading.left(0, 1_000).restoring(100).costing(5_000);
        waitOf(background);

        assertThat(waitOf(background)).contains(Duration.ofSeconds(10));
        now = now.plusSeconds(10);
        assertThat(waitOf(background)).isEmpty();
    }

    @Test
    void countedCallsWaitForTheirReset() {
        headers = Map.of(
                "X-RateLimit-Limit", List.of("10"),
                "X-RateLimit-Remaining", List.of("2"),
                "X-RateLimit-Reset", List.of("60"));
        waitOf(people);

        assertThat(waitOf(background)).contains(Duration.ofSeconds(60));
        assertThat(waitOf(background, CallAction.STOCK_PUSH))
                .as("another endpoint has a limit of its own")
                .isEmpty();
        assertThat(guard.usage("a").remaining()).isEqualTo(2);
        now = now.plusSeconds(60);
        assertThat(waitOf(background)).isEmpty();
    }

    @Test
    void resetAsAMomentIsUnderstoodInSecondsAndMilliseconds() {
        for (String reset : List.of(
                "" + START.plusSeconds(90).getEpochSecond(),
                "" + START.plusSeconds(90).toEpochMilli())) {
            headers = Map.of(
                    "RateLimit-Limit", List.of("10"),
                    "RateLimit-Remaining", List.of("0"),
                    "RateLimit-Reset", List.of(reset));
            QuotaReading reading = QuotaHeaders.read(HttpReply.of(200, headers, new byte[0]), START)
                    .orElseThrow();
            assertThat(reading.resetIn()).isEqualTo(Duration.ofSeconds(90));
        }
    }

    @Test
    void retryAfterHoldsEveryCallOfTheAccountInBothForms() {
        status = 429;
        for (String form : List.of(
                "120",
                "119.5",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(now.plusSeconds(120).atOffset(ZoneOffset.UTC)))) {
            QuotaGuard fresh = QuotaGuard.of(clock);
            headers = Map.of("Retry-After", List.of(form));
            waitOf(fresh.over(far, "a", false, reply -> Optional.empty()));

            assertThat(waitOf(fresh.over(far, "a", false, reply -> Optional.empty()), CallAction.STOCK_PUSH)
                            .orElseThrow())
                    .isBetween(Duration.ofSeconds(119), Duration.ofSeconds(120));
            assertThat(waitOf(fresh.over(far, "b", true, reply -> Optional.empty())))
                    .as("another account")
                    .isEmpty();
        }
    }

    @Test
    void illegibleHeadersAreAsIfNotSaid() {
        for (String value : List.of("soon", "-5", "", "NaN", "1e400", "99999999999999999999")) {
            headers = Map.of(
                    "Retry-After", List.of(value),
                    "X-RateLimit-Limit", List.of(value),
                    "X-RateLimit-Remaining", List.of(value));
            assertThat(QuotaHeaders.read(HttpReply.of(200, headers, new byte[0]), START))
                    .as(value)
                    .isEmpty();
        }
    }

    @Test
    void whatAConnectorMadeOfAReplyHoldsTheAccountButNotWhatTheGuardRefusedItself() {
        told = QuotaReading.left(250, 1_000).restoring(10).costing(100);
        waitOf(background);
        Outcome<HttpReply> held = background.send(call(CallAction.ORDER_FETCH));
        background.heard(((Outcome.Refused<HttpReply>) held).refusal());
        assertThat(waitOf(people)).isEmpty();

        people.heard(Refusal.temporary(RefusalCode.RATE_LIMITED, "error_rate_limit", Duration.ofSeconds(7)));

        assertThat(waitOf(people)).contains(Duration.ofSeconds(7));
        assertThat(guard.usage("a").leftAloneUntil()).isEqualTo(START.plusSeconds(7));
    }

    @Test
    void callsUnderWayCountBeforeTheirRepliesDo() throws Exception {
        told = QuotaReading.left(10, 10).resetIn(Duration.ofMinutes(1)).costing(1);
        waitOf(people);
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch under = new CountDownLatch(10);
        QuotaGuard.Guarded slow = guard.over(
                call -> {
                    under.countDown();
                    awaitQuietly(hold);
                    return Outcome.unknown("never mind");
                },
                "a",
                false,
                reply -> Optional.empty());
        ExecutorService threads = Executors.newFixedThreadPool(10);
        try {
            List<Future<Outcome<HttpReply>>> flights = IntStream.range(0, 10)
                    .mapToObj(i -> threads.submit(() -> slow.send(call(CallAction.ORDER_FETCH))))
                    .toList();
            assertThat(under.await(30, TimeUnit.SECONDS)).isTrue();

            assertThat(waitOf(people)).as("an eleventh").contains(Duration.ofMinutes(1));

            hold.countDown();
            for (Future<Outcome<HttpReply>> flight : flights) {
                flight.get();
            }
            assertThat(waitOf(people)).isEmpty();
        } finally {
            threads.shutdownNow();
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void rateWithoutARemainderIsPacedHere() {
        headers = Map.of("x-amzn-RateLimit-Limit", List.of("0.5"));
        waitOf(people);

        assertThat(waitOf(people)).contains(Duration.ofSeconds(2));
        now = now.plusSeconds(2);
        assertThat(waitOf(people)).isEmpty();
    }

    @Test
    void usageCountsByAccount() {
        told = QuotaReading.left(0, 10).resetIn(Duration.ofMinutes(1));
        waitOf(people);
        waitOf(people);
        waitOf(background);

        assertThat(guard.usage("a").calls()).isEqualTo(1);
        assertThat(guard.usage("a").held()).isEqualTo(2);
        assertThat(guard.usage("other").calls()).isZero();
    }
}
