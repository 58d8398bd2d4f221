package io.gwms.platform.sync;

import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.store.PlatformType;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/** A scripted platform whose deliveries are what a test says they are. */
final class JudgingConnector implements PlatformConnector, PlatformWebhooks {
    private final PlatformConnector scripted;
    Function<WebhookDelivery, WebhookVerdict> verdict = delivery -> {
        throw new AssertionError("no verdict is set");
    };

    JudgingConnector(PlatformConnector scripted) {
        this.scripted = scripted;
    }

    @Override
    public PlatformType platform() {
        return scripted.platform();
    }

    @Override
    public PlatformCapabilities capabilities() {
        return scripted.capabilities();
    }

    @Override
    public Outcome<OrderPage> fetchOrders(FetchOrders request) {
        return scripted.fetchOrders(request);
    }

    @Override
    public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
        return scripted.lookUpOrders(request);
    }

    @Override
    public Optional<PlatformWebhooks> webhooks() {
        return Optional.of(this);
    }

    @Override
    public Duration tolerance() {
        return Duration.ofDays(1);
    }

    @Override
    public WebhookVerdict verify(WebhookDelivery delivery) {
        return verdict.apply(delivery);
    }
}
