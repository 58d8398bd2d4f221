package io.gwms.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.audit.WebhookRecorder.Verdict;
import io.gwms.evidence.BodyCapture;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.CallExchange;
import io.gwms.evidence.CallPhase;
import io.gwms.evidence.CapturedBody.State;
import io.gwms.outcome.Outcome;
import io.gwms.store.StoreId;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is kept of notifications: all of those whose sender is known, of others enough and not too much. */
class WebhookRecorderTest {
    private static final Instant NOON = Exchanges.NOON;
    private static final CallContext SHOP = ofStore("shop-1");
    private static final int LONG = 5000;

    private final List<CallExchange> kept = new ArrayList<>();
    private final VirtualClock clock = VirtualClock.startingAt(NOON);
    private final WebhookRecorder webhooks = new WebhookRecorder(kept::add, clock);

    @Test
    void aDeliveryIsKeptWithWhenItCameAndHowLongItTook() {
        clock.advance(Duration.ofMillis(7));

        webhooks.record(delivery(SHOP, "{}"), Verdict.AUTHENTIC, 202, NOON);
        webhooks.record(delivery(SHOP, "{}"), Verdict.AUTHENTIC, 202, NOON.plusSeconds(1));

        CallExchange first = kept.get(0);
        assertThat(first.startedAt()).isEqualTo(NOON);
        assertThat(first.duration()).isEqualTo(Duration.ofMillis(7));
        assertThat(first.outcome().asDone().orElseThrow().status()).isEqualTo(202);
        assertThat(first.direction()).isEqualTo(CallDirection.INCOMING);
        assertThat(kept.get(1).duration()).as("by a clock that is behind").isZero();
    }

    @Test
    void ofAnUnknownSenderTheBeginningIsKeptWithTheHeadersAndTheTrueSize() {
        webhooks.record(delivery(SHOP, "x".repeat(LONG)), Verdict.FORGED, 401, NOON);
        webhooks.record(delivery(SHOP, "x".repeat(4096)), Verdict.FORGED, 401, NOON);
        webhooks.record(delivery(SHOP, "x".repeat(LONG)), Verdict.DUPLICATE, 200, NOON);

        CallExchange forged = kept.get(0);
        assertThat(forged.call().bodySize()).isEqualTo(4096);
        assertThat(forged.sent()).isEqualTo(new BodyCapture(State.TRUNCATED, LONG, ""));
        assertThat(forged.call().headers()).extracting(HttpCall.Header::name).containsExactly("X-Signature");
        assertThat(forged.outcome().asDone().orElseThrow().status()).isEqualTo(401);
        assertThat(kept.get(1).sent()).isEqualTo(BodyCapture.whole(4096));
        assertThat(kept.get(2).call().bodySize()).isEqualTo(LONG);
    }

    @Test
    void whatAnUnknownSenderWasAnsweredIsKept() {
        byte[] answer = Exchanges.bytes("<flag>failure</flag>");
        for (String body : List.of("{}", "x".repeat(LONG))) {
            webhooks.record(new CallExchange(
                    NOON,
                    Duration.ZERO,
                    delivery(SHOP, body),
                    Outcome.done(HttpReply.of(200, Map.of(), answer)),
                    CallDirection.INCOMING,
                    CallPhase.ENDED,
                    BodyCapture.whole(body.length()),
                    BodyCapture.whole(answer.length),
                    List.of(),
                    null,
                    Verdict.FORGED.errorKind(),
                    1));
        }

        assertThat(kept).hasSize(2).allSatisfy(delivery -> {
            assertThat(delivery.outcome().asDone().orElseThrow().body()).isEqualTo(answer);
            assertThat(delivery.received()).isEqualTo(BodyCapture.whole(answer.length));
        });
    }

    @Test
    void theRowOfAFloodSaysHowManyFromWhenToWhenAndForWhom() {
        flood(SHOP, Verdict.FORGED, 401, 25);
        clock.advance(Duration.ofSeconds(59));
        flood(SHOP, Verdict.FORGED, 401, 1);
        assertThat(kept).hasSize(20);

        clock.advance(Duration.ofSeconds(1));
        webhooks.record(delivery(SHOP, "{}"), Verdict.AUTHENTIC, 200, clock.instant());

        CallExchange row = kept.get(20);
        assertThat(row.count()).isEqualTo(6);
        assertThat(row.startedAt()).isEqualTo(NOON);
        assertThat(row.duration()).isEqualTo(Duration.ofSeconds(59));
        assertThat(row.call().context()).isEqualTo(SHOP);
        assertThat(row.call().uri()).isEqualTo(delivery(SHOP, "").uri());
        assertThat(row.errorKind()).isEqualTo(Verdict.FORGED.errorKind());
        assertThat(row.outcome().asDone().orElseThrow().status()).isEqualTo(401);
        assertThat(kept).hasSize(22);
    }

    @ParameterizedTest
    @EnumSource(Verdict.class)
    void onlyOfThoseWhoseSenderIsKnownEachHasARow(Verdict verdict) {
        flood(SHOP, verdict, 200, 25);

        boolean known = verdict == Verdict.AUTHENTIC || verdict == Verdict.DUPLICATE;
        assertThat(kept).hasSize(known ? 25 : 20);
    }

    @Test
    void floodsAreToldApartByStoreAndVerdict() {
        flood(SHOP, Verdict.FORGED, 401, 20);
        flood(ofStore("shop-2"), Verdict.FORGED, 401, 20);
        flood(SHOP, Verdict.STALE, 400, 20);

        assertThat(kept).as("none of them is a flood").hasSize(60);
        webhooks.flush();
        assertThat(kept).hasSize(60);
    }

    @Test
    void beyondAThousandFloodsTheirRowIsNobodysInParticular() {
        for (int shop = 0; shop < 1100; shop++) {
            flood(ofStore("shop-" + shop), Verdict.FORGED, 401, 1);
        }
        assertThat(kept).hasSize(1020);

        webhooks.flush();

        assertThat(kept).hasSize(1021);
        assertThat(kept.get(1020).count()).isEqualTo(80);
        assertThat(kept.get(1020).call().context()).isEqualTo(CallContext.of(CallAction.NOTIFICATION));
    }

    private void flood(CallContext context, Verdict verdict, int answer, int times) {
        for (int i = 0; i < times; i++) {
            webhooks.record(delivery(context, "{}"), verdict, answer, clock.instant());
        }
    }

    private static CallContext ofStore(String store) {
        return CallContext.forStore(CallAction.NOTIFICATION, new StoreId(store));
    }

    private static HttpCall delivery(CallContext context, String body) {
        return HttpCall.of("POST", URI.create("/hooks/shop"), context)
                .header("X-Signature", "abc")
                .body(Exchanges.bytes(body))
                .build();
    }
}
