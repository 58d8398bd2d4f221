package io.gwms.sketch;

import io.gwms.credential.Credential;
import io.gwms.outcome.Outcome;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PushStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteBackSupport;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.store.PlatformType;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** GraphQL with keyset cursors, cost budgets, no idempotency key on shipments, rotating tokens. */
final class ShopifySketch implements PlatformConnector {
    @Override
    public PlatformType platform() {
        return PlatformType.SHOPIFY;
    }

    @Override
    public PlatformCapabilities capabilities() {
        return PlatformCapabilities.builder()
                .cursor(new OrderCursor(
                        OrderCursor.Field.CHANGED_AT, true, null, Duration.ofDays(60), Duration.ofMinutes(5), 250))
                .lookupByNumber()
                .writeBack(WriteBackSupport.PARTIAL)
                .probeShipments(Duration.ofMinutes(2))
                .cancelOrders()
                .pushStock()
                .refreshCredential()
                .build();
    }

    @Override
    public Outcome<OrderPage> fetchOrders(FetchOrders request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome<String>> cancelOrders(CancelOrders request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Outcome<ShownStock>> pushStock(PushStock request) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome<Credential> refreshCredential(StoreSession session) {
        throw new UnsupportedOperationException();
    }
}
