package io.gwms.platform.sync;

import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import java.time.Duration;
import java.util.function.Function;

/** Deliveries that are what a test says they are. */
final class JudgedPushes implements PlatformWebhooks {
    Function<WebhookDelivery, WebhookVerdict> verdict = delivery -> {
        throw new AssertionError("no verdict is set");
    };

    @Override
    public Duration tolerance() {
        return Duration.ofDays(1);
    }

    @Override
    public WebhookVerdict verify(WebhookDelivery delivery) {
        return verdict.apply(delivery);
    }
}
