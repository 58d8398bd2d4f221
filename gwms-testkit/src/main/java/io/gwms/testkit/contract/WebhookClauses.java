package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WebhookVerdict.Authentic;
import io.gwms.platform.WebhookVerdict.Rejected;
import io.gwms.redact.Secret;
import io.gwms.testkit.contract.PlatformStage.Push;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Rule 17: a delivery is believed when the platform signed these very bytes, and never else. */
abstract class WebhookClauses extends PlatformClauses {
    private static final Secret PRESENT = Secret.of("present-push-secret-5d1e");
    private static final Secret BEFORE = Secret.of("former-push-secret-8c2b");
    private static final Secret STRANGER = Secret.of("strange-push-secret-1a9f");

    private boolean seeded;

    @Test
    @DisplayName("17.1 a delivery of the platform is believed, and names its order")
    public void authenticIsBelieved() {
        Authentic authentic = authentic(verify(push(PRESENT), PRESENT));

        Set<String> orders = new HashSet<>(authentic.numbers());
        authentic
                .orders()
                .forEach(order -> orders.add(
                        order.fold(read -> read.order().number(), unreadable -> unreadable.platformOrderId())));
        assertThat(orders).contains(scene.number(1001));
    }

    @Test
    @DisplayName("17.2 a delivery that is signed by another, or not at all, is not believed")
    public void forgedIsRejected() {
        Push good = push(PRESENT);
        Map<String, String> bare = new HashMap<>(good.headers());
        bare.replaceAll((name, value) -> "");
        Map<String, String> garbled = new HashMap<>(good.headers());
        garbled.replaceAll((name, value) -> "§ no signature");

        assertThat(verify(push(STRANGER), PRESENT)).isInstanceOf(Rejected.class);
        assertThat(verify(new Push(good.callback(), Map.of(), good.body()), PRESENT))
                .isInstanceOf(Rejected.class);
        assertThat(verify(new Push(good.callback(), bare, good.body()), PRESENT))
                .isInstanceOf(Rejected.class);
        assertThat(verify(new Push(good.callback(), garbled, good.body()), PRESENT))
                .isInstanceOf(Rejected.class);
    }

    @Test
    @DisplayName("17.3 a body that was changed, or parsed and written again, is not believed")
    public void reserialisedBodyIsRejected() {
        Push good = push(PRESENT);
        String body = good.body();
        for (String other : List.of(body.replaceFirst(":", ": "), body + "\n", body.replaceFirst("1", "2"))) {
            assertThat(verify(new Push(good.callback(), good.headers(), other), PRESENT))
                    .as("the verdict about " + other)
                    .isInstanceOf(Rejected.class);
        }
    }

    @Test
    @DisplayName("17.4 the secret before is good during a rotation, and not after it")
    public void formerSecretIsGoodDuringARotation() {
        Push former = push(BEFORE);

        assertThat(verify(former, PRESENT, BEFORE)).isInstanceOf(Authentic.class);
        assertThat(verify(push(PRESENT), PRESENT, BEFORE)).isInstanceOf(Authentic.class);
        assertThat(verify(former, PRESENT)).isInstanceOf(Rejected.class);
    }

    @Test
    @DisplayName("17.5 a replay is known by its delivery and its event")
    public void replayIsKnown() {
        Push push = push(PRESENT);
        Authentic first = authentic(verify(push, PRESENT));
        Authentic again = authentic(verify(push, PRESENT));

        assertThat(again.deliveryId()).isEqualTo(first.deliveryId());
        assertThat(again.eventId()).isEqualTo(first.eventId());
    }

    @Test
    @DisplayName("17.6 whatever is sent, it answers, and tells no secret")
    public void nothingMakesItThrow() {
        Push good = push(PRESENT);
        for (String body : FailureClauses.NONSENSE) {
            WebhookVerdict verdict = verify(new Push(good.callback(), good.headers(), body), PRESENT);
            assertThat(verdict).isNotInstanceOf(Authentic.class);
            assertThat(verdict.toString()).doesNotContain(PRESENT.reveal());
        }
    }

    /** Before the first push the order must be there. */
    private Push push(Secret secret) {
        if (!seeded) {
            scene.addOrder(scene.number(1001), 1);
            seeded = true;
        }
        Optional<Push> push = scene.stage.push(scene.number(1001), secret);
        assumeTrue(push.isPresent(), "the stage pushes nothing");
        return push.orElseThrow();
    }

    private WebhookVerdict verify(Push push, Secret... known) {
        PlatformWebhooks webhooks = scene.connector.webhooks().orElseThrow();
        return webhooks.verify(WebhookDelivery.of(
                push.callback(),
                push.headers(),
                push.body().getBytes(StandardCharsets.UTF_8),
                scene.stage.clock().instant(),
                List.of(known)));
    }

    private static Authentic authentic(WebhookVerdict verdict) {
        assertThat(verdict).isInstanceOf(Authentic.class);
        return (Authentic) verdict;
    }
}
