package io.gwms.platform.sync;

import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.store.PlatformType;
import java.util.Optional;

/** A scripted platform that pushes as a test says. */
record PushingConnector(PlatformConnector scripted, PlatformWebhooks pushes) implements PlatformConnector {
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
        return Optional.of(pushes);
    }
}
