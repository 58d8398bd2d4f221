package io.gwms.proxy.shipbob;

import static java.util.Objects.requireNonNull;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.internal.Require;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.CreateInbounds;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.FindOrders;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyCapabilities.CancelModel;
import io.gwms.proxy.ProxyCapabilities.DefectiveCoding;
import io.gwms.proxy.ProxyCapabilities.DuplicateModel;
import io.gwms.proxy.ProxyCapabilities.Figures;
import io.gwms.proxy.ProxyCapabilities.Inbound;
import io.gwms.proxy.ProxyCapabilities.Inventory;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.StatusCallbacks;
import io.gwms.proxy.wire.Reading;
import io.gwms.proxy.wire.Replies;
import io.gwms.redact.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return Replies.each(request.outbounds(), new Ordering(request.session())::create);
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
        return new Ordering(request.session()).find(request.references());
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelOutbounds(CancelOrders request) {
        return Replies.each(request.orders(), new Ordering(request.session())::cancel);
    }

    // --- inbound ---

    @Override
    public List<Outcome<RemoteOrder>> createInbounds(CreateInbounds request) {
        return announcing(request.session())
                .map(announcing -> Replies.each(request.inbounds(), announcing::announce))
                .orElseGet(() -> Replies.each(request.inbounds(), order -> noInbounds()));
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
        return announcing(request.session())
                .map(announcing -> announcing.find(request.references()))
                .orElseGet(() -> Replies.each(request.references(), reference -> noInbounds()));
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelInbounds(CancelOrders request) {
        return announcing(request.session())
                .map(announcing -> Replies.each(request.orders(), announcing::cancel))
                .orElseGet(() -> Replies.each(request.orders(), order -> noInbounds()));
    }

    private Optional<Announcing> announcing(ProxySession session) {
        return Optional.ofNullable(inboundTerms).map(terms -> new Announcing(session, terms));
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
