package io.gwms.proxy.shipbob;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.internal.Require;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelRequests;
import io.gwms.proxy.CreateInbounds;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyCapabilities.CancelModel;
import io.gwms.proxy.ProxyCapabilities.DefectiveCoding;
import io.gwms.proxy.ProxyCapabilities.DuplicateModel;
import io.gwms.proxy.ProxyCapabilities.Figures;
import io.gwms.proxy.ProxyCapabilities.Inbound;
import io.gwms.proxy.ProxyCapabilities.Inventory;
import io.gwms.proxy.ProxyCapabilities.Paging;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.proxy.wire.Reading;
import io.gwms.proxy.wire.Replies;
import io.gwms.redact.Secret;
import io.gwms.transport.CallAction;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to ShipBob.
 *
 * <p>The credential needs the secret {@value #ACCESS_TOKEN} (a personal access token, or one of OAuth that the host keeps
 * fresh) and the setting {@value #CHANNEL_ID}; for notifications also the secret {@value #WEBHOOK_SECRET} ({@link
 * #credential} makes one). A route's endpoint is {@code https://api.shipbob.com} or, to try, {@code
 * https://sandbox-api.shipbob.com}; its proxy warehouse is the number of a fulfilment centre. A proxy SKU is the reference
 * id of a product, which is its SKU.
 *
 * <p>An order that cannot be filled is taken all the same and stops over there. Cancelling is answered at once, also with
 * «in part» or «not at all» under HTTP 200. Defective stock is not told. A lot number stands for the inbound order: this
 * connector names lots by our reference, and who announces goods elsewhere must do the same. Whether an empty lot is left
 * out of the lists is not documented: see {@link Builder#emptyLotsOmitted}. <b>Threads:</b> shared.
 */
public final class ShipBobConnector implements ProxyWarehouseConnector {
    /** The system this connector speaks to. */
    public static final ProxySystem SYSTEM = new ProxySystem("SHIPBOB");

    /** The name of the credential's secret that calls bear. */
    static final String ACCESS_TOKEN = "accessToken";

    /** The name of the credential's setting that says in which channel orders are created. */
    static final String CHANNEL_ID = "channelId";

    /** The name of the credential's secret that notifications are signed with; others whose names begin so count too. */
    static final String WEBHOOK_SECRET = "webhookSecret";

    private static final int REFERENCES_AT_ONCE = 50;
    private static final int MOST_ORDERS = 250;

    private final @Nullable ShipBobInboundTerms inboundTerms;
    private final boolean emptyLotsOmitted;
    private final ShipBobCallbacks callbacks;

    private ShipBobConnector(Builder builder) {
        this.inboundTerms = builder.inboundTerms;
        this.emptyLotsOmitted = builder.emptyLotsOmitted;
        this.callbacks = new ShipBobCallbacks(builder.webhookTolerance);
    }

    /** A connector for outbound orders and inventory. */
    public static ShipBobConnector create() {
        return builder().build();
    }

    /** A connector to be set up; nothing is required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The credential of an account.
     *
     * @param account the account, as the routes of its warehouses name it
     * @param accessToken what calls bear
     * @param channelId the number of the channel that orders are created in
     */
    public static Credential credential(String account, String accessToken, String channelId) {
        return Credential.of(
                CredentialOwner.proxy(SYSTEM, account),
                Map.of(ACCESS_TOKEN, Secret.of(accessToken)),
                Map.of(CHANNEL_ID, Require.text(channelId, "channelId")));
    }

    /** The same, with the secret that its notifications are signed with. */
    public static Credential credential(String account, String accessToken, String channelId, String webhookSecret) {
        return Credential.of(
                CredentialOwner.proxy(SYSTEM, account),
                Map.of(ACCESS_TOKEN, Secret.of(accessToken), WEBHOOK_SECRET, Secret.of(webhookSecret)),
                Map.of(CHANNEL_ID, Require.text(channelId, "channelId")));
    }

    @Override
    public ProxySystem system() {
        return SYSTEM;
    }

    @Override
    public ProxyCapabilities capabilities() {
        return ProxyCapabilities.builder()
                .duplicates(DuplicateModel.REFUSED)
                .findByReference()
                .cancel(CancelModel.SYNCHRONOUS)
                .inbounds(
                        inboundTerms == null
                                ? null
                                : new Inbound(DuplicateModel.SECOND_ORDER, CancelModel.SYNCHRONOUS, false))
                .inventory(Inventory.builder(ZoneOffset.UTC)
                        .zeroRowsOmitted(emptyLotsOmitted)
                        .inboundNumbers()
                        .timePrecision(Duration.ofDays(1))
                        .paging(new Paging(Paging.Model.CURSOR, 100, false))
                        .figures(Figures.AVAILABLE_AND_TOTAL)
                        .defective(DefectiveCoding.NOT_TOLD)
                        .skusAtOnce(ShipBobInventory.SKUS_AT_ONCE)
                        .build())
                .build();
    }

    @Override
    public Optional<StatusCallbacks> callbacks() {
        return Optional.of(callbacks);
    }

    // --- outbound ---

    @Override
    public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
        return Replies.each(request.outbounds(), order -> create(request.session(), order));
    }

    private static Outcome<RemoteOrder> create(ProxySession session, OutboundRequest order) {
        if (!order.labels().isEmpty()) {
            return Outcome.refused(RefusalCode.UNSUPPORTED, "ShipBob takes no label files; ship it by another channel");
        }
        return location(session)
                .then(location -> new ShipBobCalls(session)
                        .write(CallAction.OUTBOUND_CREATE, "/order", ShipBobOrders.request(order, location))
                        .then(reply -> created(reply, order.reference()))
                        .fold(new Outcome.Cases<RemoteOrder, Outcome<RemoteOrder>>() {
                            @Override
                            public Outcome<RemoteOrder> done(RemoteOrder made) {
                                return Outcome.done(made);
                            }

                            @Override
                            public Outcome<RemoteOrder> refused(Refusal refusal) {
                                return refusal.code().equals(RefusalCode.INVALID_REQUEST)
                                        ? duplicateOr(refusal, session, order.reference())
                                        : Outcome.refused(refusal);
                            }

                            @Override
                            public Outcome<RemoteOrder> unknown(String cause) {
                                return Outcome.unknown(cause);
                            }
                        }));
    }

    /** ShipBob has no code for a reference that exists, only an English sentence; so whether it does is asked. */
    private static Outcome<RemoteOrder> duplicateOr(Refusal refusal, ProxySession session, String reference) {
        return find(session, List.of(reference))
                .get(0)
                .fold(new Outcome.Cases<Optional<RemoteOrder>, Outcome<RemoteOrder>>() {
                    @Override
                    public Outcome<RemoteOrder> done(Optional<RemoteOrder> found) {
                        return found.isEmpty()
                                ? Outcome.refused(refusal)
                                : Outcome.refused(RefusalCode.DUPLICATE_REFERENCE, refusal.text());
                    }

                    @Override
                    public Outcome<RemoteOrder> refused(Refusal inTheWay) {
                        return unclear(inTheWay.text());
                    }

                    @Override
                    public Outcome<RemoteOrder> unknown(String cause) {
                        return unclear(cause);
                    }

                    private Outcome<RemoteOrder> unclear(String cause) {
                        return Outcome.refused(Refusal.temporary(
                                RefusalCode.PLATFORM_FAILURE,
                                refusal.text() + "; whether the reference exists already could not be asked: "
                                        + cause));
                    }
                });
    }

    private static Outcome<RemoteOrder> created(JsonNode reply, String reference) {
        try {
            RemoteOrder made = ShipBobOrders.order(reply);
            return made.reference().equals(reference)
                    ? Outcome.done(made)
                    : Outcome.unknown(
                            "answered with an order of reference '" + made.reference() + "' instead of " + reference);
        } catch (IllegalArgumentException | ArithmeticException e) {
            return Outcome.unknown("answered success without an order: " + e.getMessage());
        }
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
        return find(request.session(), request.references());
    }

    private static List<Outcome<Optional<RemoteOrder>>> find(ProxySession session, List<String> references) {
        return new ByReference(session, CallAction.OUTBOUND_QUERY, "/order", "ReferenceIds", ShipBobOrders::order)
                .find(references, REFERENCES_AT_ONCE, MOST_ORDERS);
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelOutbounds(CancelRequests request) {
        return Replies.each(
                request.orders(),
                target -> number(target, () -> find(request.session(), List.of(target.reference())))
                        .then(id -> cancel(request.session(), id)));
    }

    /** The warehouse's number of what is to be cancelled, looked up where it is not known. */
    private static Outcome<String> number(
            CancelRequests.Target target, Supplier<List<Outcome<Optional<RemoteOrder>>>> found) {
        if (target.thirdPartyNo().matches("[0-9]+")) {
            return Outcome.done(target.thirdPartyNo());
        }
        return found.get()
                .get(0)
                .then(order -> order.map(each -> Outcome.done(each.thirdPartyNo()))
                        .orElseGet(() -> Outcome.refused(
                                RefusalCode.NOT_FOUND, "ShipBob shows no order of reference " + target.reference())));
    }

    private static Outcome<RemoteStatus> cancel(ProxySession session, String id) {
        ShipBobCalls calls = new ShipBobCalls(session);
        return calls.write(
                        CallAction.OUTBOUND_CANCEL, "/order/" + id + ":cancel", JsonNodeFactory.instance.objectNode())
                .fold(new Outcome.Cases<JsonNode, Outcome<RemoteStatus>>() {
                    @Override
                    public Outcome<RemoteStatus> done(JsonNode reply) {
                        return cancelled(reply);
                    }

                    @Override
                    public Outcome<RemoteStatus> refused(Refusal refusal) {
                        return refusal.code().equals(RefusalCode.INVALID_REQUEST)
                                ? calls.object(CallAction.OUTBOUND_QUERY, "/order/" + id)
                                        .then(order -> notCancelled(order, refusal.text()))
                                : Outcome.refused(refusal);
                    }

                    @Override
                    public Outcome<RemoteStatus> unknown(String cause) {
                        return Outcome.unknown(cause);
                    }
                });
    }

    /** HTTP 200 says that it was tried; the status says how it went, for the order as a whole. */
    private static Outcome<RemoteStatus> cancelled(JsonNode reply) {
        RemoteStatus now =
                ShipBobOrders.status(reply.path("order").path("status").asText(""));
        return switch (reply.path("status").asText("")) {
            case "Success" -> Outcome.done(RemoteStatus.CANCELLED);
            case "PartialSuccess" -> Outcome.done(now == RemoteStatus.UNRECOGNIZED ? RemoteStatus.CANCELLING : now);
            case "Failure" -> notCancelled(reply.path("order"), reasons(reply));
            default -> Outcome.unknown("answered a cancel without saying how it went");
        };
    }

    private static String reasons(JsonNode reply) {
        StringBuilder reasons = new StringBuilder("nothing of it was cancelled");
        reply.path("canceled_shipment_results")
                .forEach(result ->
                        reasons.append("; ").append(result.path("reason").asText("")));
        return reasons.toString();
    }

    private static Outcome<RemoteStatus> notCancelled(JsonNode order, String why) {
        boolean cancelled = ShipBobOrders.status(order.path("status").asText("")) == RemoteStatus.CANCELLED;
        return Outcome.refused(cancelled ? RefusalCode.ALREADY_DONE : RefusalCode.TOO_LATE, why);
    }

    // --- inbound ---

    @Override
    public List<Outcome<RemoteOrder>> createInbounds(CreateInbounds request) {
        ShipBobInboundTerms terms = inboundTerms;
        return Replies.each(
                request.inbounds(),
                order -> terms == null ? noInbounds() : new Announcing(request.session(), terms).announce(order));
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
        return inboundTerms == null
                ? Replies.each(request.references(), reference -> noInbounds())
                : findInbounds(request.session(), request.references());
    }

    private static List<Outcome<Optional<RemoteOrder>>> findInbounds(ProxySession session, List<String> references) {
        return new ByReference(
                        session,
                        CallAction.INBOUND_QUERY,
                        "/receiving",
                        "PurchaseOrderNumbers",
                        ShipBobReceivings::order)
                .find(references, REFERENCES_AT_ONCE, MOST_ORDERS);
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelInbounds(CancelRequests request) {
        ProxySession session = request.session();
        return Replies.each(
                request.orders(),
                target -> inboundTerms == null
                        ? noInbounds()
                        : number(target, () -> findInbounds(session, List.of(target.reference())))
                                .then(id -> Announcing.cancel(session, id)));
    }

    private static <T> Outcome<T> noInbounds() {
        return Outcome.refused(
                RefusalCode.UNSUPPORTED,
                "this ShipBob connector takes no inbound orders; make it with ShipBobConnector.builder().inbounds(…)");
    }

    // --- inventory ---

    @Override
    public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
        return Reading.tooNarrow(request, ShipBobInventory.SKUS_AT_ONCE, system())
                .orElseGet(() -> location(request.session())
                        .then(location -> new ShipBobInventory(request.session(), location, request.skus())
                                .read(request.sink())));
    }

    /** The number of the fulfilment centre that a route names. */
    static Outcome<Long> location(ProxySession session) {
        String name = session.route().proxyWarehouse();
        return name.matches("[0-9]{1,9}")
                ? Outcome.done(Long.parseLong(name))
                : Outcome.refused(
                        RefusalCode.INVALID_REQUEST,
                        "the route's proxy warehouse is '" + name
                                + "', but must be the number of a ShipBob fulfilment centre");
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Settings of a connector. */
    public static final class Builder {
        private @Nullable ShipBobInboundTerms inboundTerms;
        private boolean emptyLotsOmitted;
        private Duration webhookTolerance = Duration.ofMinutes(5);

        private Builder() {}

        /** Announces inbound orders too, on these terms; none unless set. */
        public Builder inbounds(ShipBobInboundTerms terms) {
            this.inboundTerms = requireNonNull(terms, "terms");
            return this;
        }

        /**
         * Declares that the list by lot leaves out a lot with nothing in it, so that a missing one may mean zero; not
         * declared unless set. Look at a sold-out lot of yours first.
         */
        public Builder emptyLotsOmitted() {
            this.emptyLotsOmitted = true;
            return this;
        }

        /** How old a notification may be, and how far ahead its clock; five minutes unless set. */
        public Builder webhookTolerance(Duration tolerance) {
            this.webhookTolerance = requireNonNull(tolerance, "tolerance");
            return this;
        }

        /** Checks the settings. */
        public ShipBobConnector build() {
            Require.that(
                    webhookTolerance.compareTo(Duration.ZERO) > 0
                            && webhookTolerance.compareTo(Duration.ofDays(1)) <= 0,
                    "webhookTolerance",
                    webhookTolerance,
                    "longer than zero and a day at most");
            return new ShipBobConnector(this);
        }
    }
}
