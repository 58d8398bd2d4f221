package io.gwms.platform.shopee;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outcome.Outcome;
import io.gwms.platform.ConfirmLost;
import io.gwms.platform.LostDeliveries;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Handshake;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.platform.WebhookVerdict.Why;
import io.gwms.redact.Secret;
import io.gwms.testkit.shopee.ShopeeOrder;
import io.gwms.testkit.shopee.ShopeePush;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Pushes are believed by their signature alone, and those that got lost are fetched. */
class ShopeeWebhooksTest {
    private static final URI CALLBACK = URI.create("https://host.example/hooks/shopee");

    private final Shops stage = new Shops();
    private final PlatformWebhooks webhooks =
            ShopeeConnector.create().webhooks().orElseThrow();

    @AfterEach
    void stop() {
        stage.close();
    }

    private ShopeePush push() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1));
        List<ShopeePush> pushes = stage.shop.takePushes(CALLBACK.toString());
        return pushes.get(pushes.size() - 1);
    }

    private WebhookVerdict verdict(String authorization, String body, Instant at, String... secrets) {
        return webhooks.verify(WebhookDelivery.of(
                CALLBACK,
                authorization.isEmpty() ? Map.of() : Map.of("authorization", authorization),
                body.getBytes(StandardCharsets.UTF_8),
                at,
                List.of(secrets).stream().map(Secret::of).toList()));
    }

    private void assertRejected(Why why, WebhookVerdict verdict) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Rejected.class, rejected -> assertThat(rejected.why()).isEqualTo(why));
    }

    @Test
    void signedPushNamesItsOrderItsShopAndItsEvent() {
        ShopeePush push = push();

        WebhookVerdict verdict = verdict(push.authorization(), push.body(), stage.clock.instant(), "fake_partner_key");

        assertThat(verdict).isInstanceOfSatisfying(Authentic.class, authentic -> {
            assertThat(authentic.topic()).isEqualTo("3");
            assertThat(authentic.account()).isEqualTo("322300222");
            assertThat(authentic.numbers()).containsExactly("2607A");
            assertThat(authentic.eventAt()).isEqualTo(stage.clock.instant());
        });
        assertThat(verdict(push.authorization(), push.body(), stage.clock.instant(), "new", "fake_partner_key"))
                .as("with the secret before the rotation")
                .isEqualTo(verdict);
    }

    @Test
    void forgedUnsignedStaleAndUnreadablePushesAreRejected() {
        ShopeePush push = push();
        Instant now = stage.clock.instant();

        assertRejected(Why.UNSIGNED, verdict("", push.body(), now, "fake_partner_key"));
        assertRejected(Why.FORGED, verdict(push.authorization(), push.body(), now, "another_key"));
        assertRejected(Why.FORGED, verdict(push.authorization(), push.body() + " ", now, "fake_partner_key"));
        assertRejected(Why.FORGED, verdict("not hex", push.body(), now, "fake_partner_key"));
        assertRejected(
                Why.STALE,
                verdict(push.authorization(), push.body(), now.plus(Duration.ofDays(4)), "fake_partner_key"));
        assertRejected(
                Why.STALE,
                verdict(push.authorization(), push.body(), now.minus(Duration.ofMinutes(6)), "fake_partner_key"));
        String sealed = ShopeeClient.hmac(CALLBACK + "|[1]", "fake_partner_key");
        assertRejected(Why.UNREADABLE, verdict(sealed, "[1]", now, "fake_partner_key"));
        assertThat(verdict("", "", now, "fake_partner_key")).isInstanceOf(Handshake.class);
    }

    @Test
    void whatAPushIsSignedOverIsASetting() {
        PlatformWebhooks bodyOnly = ShopeeConnector.builder()
                .pushesSignBodyOnly()
                .build()
                .webhooks()
                .orElseThrow();
        ShopeePush push = push();
        WebhookDelivery delivery = WebhookDelivery.of(
                CALLBACK,
                Map.of("authorization", ShopeeClient.hmac(push.body(), "fake_partner_key")),
                push.body().getBytes(StandardCharsets.UTF_8),
                stage.clock.instant(),
                List.of(Secret.of("fake_partner_key")));

        assertThat(bodyOnly.verify(delivery)).isInstanceOf(Authentic.class);
        assertRejected(Why.FORGED, webhooks.verify(delivery));
    }

    @Test
    void lostPushesAreFetchedOldestFirstAndConfirmedByTheHundred() {
        stage.shop.faults().losePushes(true);
        IntStream.range(0, 130)
                .forEach(i ->
                        stage.shop.seed(ShopeeOrder.of("2607%03d".formatted(i)).line("A", 1)));
        Set<String> numbers = new HashSet<>();
        int rounds = 0;
        boolean more = true;
        while (more) {
            LostDeliveries lost = webhooks.fetchLost(stage.session()).asDone().orElseThrow();
            lost.deliveries().forEach(delivery -> numbers.addAll(delivery.numbers()));
            assertThat(webhooks.confirmLost(new ConfirmLost(stage.session(), lost.upTo())))
                    .isEqualTo(Outcome.done(lost.upTo()));
            more = lost.more();
            rounds++;
        }

        assertThat(numbers).hasSize(130).contains("2607000", "2607129");
        assertThat(rounds).isEqualTo(2);
        LostDeliveries none = webhooks.fetchLost(stage.session()).asDone().orElseThrow();
        assertThat(none.deliveries()).isEmpty();
        assertThat(none.upTo()).as("there is nothing to confirm").isEmpty();
    }

    @Test
    void pushAndItsReplayAreOneEvent() {
        ShopeePush push = push();
        Authentic pushed =
                (Authentic) verdict(push.authorization(), push.body(), stage.clock.instant(), "fake_partner_key");
        stage.transport.onReads(Fault.answer(
                200,
                "application/json",
                "{\"error\":\"\",\"response\":{\"push_message_list\":[{\"shop_id\":322300222,\"code\":3,"
                        + "\"timestamp\":1,\"data\":" + push.body()
                        + "}],\"has_next_page\":false,\"last_message_id\":9}}"));

        LostDeliveries lost = webhooks.fetchLost(stage.session()).asDone().orElseThrow();

        assertThat(lost.deliveries())
                .singleElement()
                .satisfies(again -> assertThat(again.eventId()).isEqualTo(pushed.eventId()));
        assertThat(lost.upTo()).isEqualTo("9");
    }

    @Test
    void aLostPushOfWhichOnlyTheDataWasKeptIsReadAsTheWholeOne() {
        for (String data : List.of(
                "{\"order_sn\":\"2607A\",\"update_time\":1700000000}",
                "\"{\\\"ordersn\\\":\\\"2607A\\\",\\\"update_time\\\":1700000000}\"")) {
            stage.transport.onReads(Fault.answer(
                    200,
                    "application/json",
                    "{\"error\":\"\",\"response\":{\"push_message_list\":[{\"shop_id\":322300222,\"code\":3,"
                            + "\"timestamp\":1700000009,\"data\":" + data
                            + "}],\"has_next_page\":false,\"last_message_id\":9}}"));

            LostDeliveries lost = webhooks.fetchLost(stage.session()).asDone().orElseThrow();

            assertThat(lost.deliveries()).singleElement().satisfies(push -> {
                assertThat(push.topic()).isEqualTo("3");
                assertThat(push.account()).isEqualTo("322300222");
                assertThat(push.numbers()).containsExactly("2607A");
                assertThat(push.eventAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
            });
        }
    }
}
