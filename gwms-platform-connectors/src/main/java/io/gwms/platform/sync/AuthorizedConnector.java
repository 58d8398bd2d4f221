package io.gwms.platform.sync;

import io.gwms.credential.Credential;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.Acknowledged;
import io.gwms.platform.AnswerCancelRequests;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.ConfirmLost;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchTracking;
import io.gwms.platform.IssuedTracking;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.LostDeliveries;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.resilience.QuotaReading;
import io.gwms.store.PlatformType;
import io.gwms.transport.HttpReply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A connector through which every call of the engine goes: the credential is refreshed in time, a call that is refused for
 * want of authorization is made once more with a newer credential, and nothing is written to a store that is read-only.
 */
final class AuthorizedConnector implements PlatformConnector {
    private final PlatformConnector connector;
    private final Authorizing authorizing;

    AuthorizedConnector(PlatformConnector connector, Accounts accounts) {
        this.connector = connector;
        this.authorizing = new Authorizing(connector, accounts);
    }

    @Override
    public PlatformType platform() {
        return connector.platform();
    }

    @Override
    public PlatformCapabilities capabilities() {
        return connector.capabilities();
    }

    @Override
    public Outcome<OrderPage> fetchOrders(FetchOrders request) {
        return authorizing.readOrders(
                request.session(),
                session -> connector.fetchOrders(
                        new FetchOrders(session, request.kind(), request.window(), request.cursor())));
    }

    @Override
    public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
        return authorizing.readOrders(
                request.session(),
                session -> connector.lookUpOrders(new LookUpOrders(session, request.kind(), request.numbers())));
    }

    @Override
    public Outcome<OrderListing> listOrders(ListOrders request) {
        return authorizing.readOrders(
                request.session(),
                session -> connector.listOrders(
                        new ListOrders(session, request.kind(), request.window(), request.cursor())));
    }

    @Override
    public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
        return authorizing.write(
                request.session(),
                request.shipments(),
                (session, some) -> connector.writeShipments(new WriteShipments(session, some)));
    }

    @Override
    public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        return authorizing.readEach(
                request.session(),
                request.shipments(),
                (session, some) -> connector.probeShipments(new WriteShipments(session, some)));
    }

    @Override
    public List<Outcome<Optional<IssuedTracking>>> fetchTracking(FetchTracking request) {
        return authorizing.readEach(
                request.session(),
                request.shipments(),
                (session, some) -> connector.fetchTracking(new FetchTracking(session, some)));
    }

    @Override
    public List<Outcome<Acknowledged>> acknowledge(AcknowledgeOrders request) {
        return authorizing.write(
                request.session(),
                request.acknowledgements(),
                (session, some) -> connector.acknowledge(new AcknowledgeOrders(session, some)));
    }

    @Override
    public List<Outcome<Optional<Acknowledged>>> probeAcknowledgements(AcknowledgeOrders request) {
        return authorizing.readEach(
                request.session(),
                request.acknowledgements(),
                (session, some) -> connector.probeAcknowledgements(new AcknowledgeOrders(session, some)));
    }

    @Override
    public List<Outcome<String>> cancelOrders(CancelOrders request) {
        return authorizing.write(
                request.session(),
                request.platformOrderIds(),
                (session, some) ->
                        connector.cancelOrders(new CancelOrders(session, some, request.cause(), request.reason())));
    }

    @Override
    public List<Outcome<String>> answerCancelRequests(AnswerCancelRequests request) {
        return authorizing.write(
                request.session(),
                request.answers(),
                (session, some) -> connector.answerCancelRequests(new AnswerCancelRequests(session, some)));
    }

    @Override
    public List<Outcome<ShownStock>> pushStock(PushStock request) {
        return authorizing.write(
                request.session(),
                request.levels(),
                (session, some) -> connector.pushStock(new PushStock(session, some)));
    }

    @Override
    public List<Outcome<ShownStock>> readStock(ReadStock request) {
        return authorizing.readEach(
                request.session(),
                request.items(),
                (session, some) -> connector.readStock(new ReadStock(session, some)));
    }

    @Override
    public Optional<PlatformWebhooks> webhooks() {
        return connector.webhooks().map(pushed -> new AuthorizedWebhooks(pushed, authorizing));
    }

    /** Once for all threads and nodes. */
    @Override
    public Outcome<Credential> refreshCredential(StoreSession session) {
        return authorizing.refreshed(session);
    }

    @Override
    public Optional<QuotaReading> quota(HttpReply reply) {
        return connector.quota(reply);
    }

    /** The same for what a platform keeps of pushes that got lost. */
    private static final class AuthorizedWebhooks implements PlatformWebhooks {
        private final PlatformWebhooks pushed;
        private final Authorizing authorizing;

        private AuthorizedWebhooks(PlatformWebhooks pushed, Authorizing authorizing) {
            this.pushed = pushed;
            this.authorizing = authorizing;
        }

        @Override
        public Duration tolerance() {
            return pushed.tolerance();
        }

        @Override
        public WebhookVerdict verify(WebhookDelivery delivery) {
            return pushed.verify(delivery);
        }

        @Override
        public boolean keepsLostDeliveries() {
            return pushed.keepsLostDeliveries();
        }

        @Override
        public Outcome<LostDeliveries> fetchLost(StoreSession session) {
            return authorizing.read(session, pushed::fetchLost);
        }

        @Override
        public Outcome<String> confirmLost(ConfirmLost request) {
            return authorizing.read(
                    request.session(), session -> pushed.confirmLost(new ConfirmLost(session, request.upTo())));
        }
    }

    /** A call that is not made because the store is read-only. */
    static Refusal readOnly(StoreSession session) {
        return Refusal.temporary(
                RefusalCode.READ_ONLY,
                "the store " + session.store().id() + " is read-only, so nothing is written to its platform");
    }
}
