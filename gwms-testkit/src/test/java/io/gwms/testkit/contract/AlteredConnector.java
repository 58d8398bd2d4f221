package io.gwms.testkit.contract;

import io.gwms.credential.Credential;
import io.gwms.outcome.Outcome;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.Acknowledged;
import io.gwms.platform.AnswerCancelRequests;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchTracking;
import io.gwms.platform.IssuedTracking;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.store.PlatformType;
import java.util.List;
import java.util.Optional;

/** A good connector, to be altered in one thing. */
class AlteredConnector implements PlatformConnector {
    private final PlatformConnector good;

    AlteredConnector(PlatformConnector good) {
        this.good = good;
    }

    @Override
    public PlatformType platform() {
        return good.platform();
    }

    @Override
    public PlatformCapabilities capabilities() {
        return good.capabilities();
    }

    @Override
    public Outcome<OrderPage> fetchOrders(FetchOrders request) {
        return good.fetchOrders(request);
    }

    @Override
    public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
        return good.lookUpOrders(request);
    }

    @Override
    public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
        return good.writeShipments(request);
    }

    @Override
    public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        return good.probeShipments(request);
    }

    @Override
    public List<Outcome<Optional<IssuedTracking>>> fetchTracking(FetchTracking request) {
        return good.fetchTracking(request);
    }

    @Override
    public List<Outcome<Acknowledged>> acknowledge(AcknowledgeOrders request) {
        return good.acknowledge(request);
    }

    @Override
    public List<Outcome<Optional<Acknowledged>>> probeAcknowledgements(AcknowledgeOrders request) {
        return good.probeAcknowledgements(request);
    }

    @Override
    public List<Outcome<String>> cancelOrders(CancelOrders request) {
        return good.cancelOrders(request);
    }

    @Override
    public List<Outcome<String>> answerCancelRequests(AnswerCancelRequests request) {
        return good.answerCancelRequests(request);
    }

    @Override
    public List<Outcome<ShownStock>> pushStock(PushStock request) {
        return good.pushStock(request);
    }

    @Override
    public List<Outcome<ShownStock>> readStock(ReadStock request) {
        return good.readStock(request);
    }

    @Override
    public Outcome<OrderListing> listOrders(ListOrders request) {
        return good.listOrders(request);
    }

    @Override
    public Optional<PlatformWebhooks> webhooks() {
        return good.webhooks();
    }

    @Override
    public Outcome<Credential> refreshCredential(StoreSession session) {
        return good.refreshCredential(session);
    }

    /** A page of orders, changed. */
    @FunctionalInterface
    interface Pages {
        OrderPage alter(OrderPage page, FetchOrders request);
    }

    /** The connector whose pages are changed so. */
    static PlatformConnector pages(PlatformConnector good, Pages pages) {
        return new AlteredConnector(good) {
            @Override
            public Outcome<OrderPage> fetchOrders(FetchOrders request) {
                return super.fetchOrders(request).then(page -> Outcome.done(pages.alter(page, request)));
            }
        };
    }
}
