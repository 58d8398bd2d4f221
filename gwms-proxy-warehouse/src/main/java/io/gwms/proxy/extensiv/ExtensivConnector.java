package io.gwms.proxy.extensiv;

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
import io.gwms.proxy.ProxyCapabilities.Unit;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.proxy.wire.Reading;
import io.gwms.proxy.wire.Replies;
import io.gwms.redact.Secret;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Speaks to Extensiv 3PL Warehouse Manager (SecureWMS, formerly 3PL Central). <b>The bodies of creates follow the models
 * that the vendor publishes (OrderCreate at {@code 3w.extensiv.com/rels/orders/import}, ReceiverCreate at {@code
 * rels/inventory/importasync}) and are unverified against the real system.</b> Published clients of others send bodies of the
 * same fields to both, and read the number from {@code readOnly.orderId}, as is done here.
 *
 * <p>The credential needs the settings {@value #CLIENT_ID}, {@value #USER_LOGIN_ID} and {@value #CUSTOMER_ID} and the secret
 * {@value #CLIENT_SECRET} ({@link #credential} makes one). Tokens live half an hour; one is asked for with each request
 * unless the credential holds a secret {@value #ACCESS_TOKEN} that still lives. A route's endpoint is {@code
 * https://secure-wms.com}; its proxy warehouse is the number of a facility. A proxy SKU is the SKU, with a qualifier as
 * {@code SKU|QUALIFIER}. A shipping channel is the carrier, with its mode as {@code CARRIER/MODE}.
 *
 * <p>Dates are told in the facility's own time without an offset, so its zone is required; facilities of another zone need
 * a connector of their own. Quarantined stock is defective. The vendor's reference is said to refuse a second order of one
 * reference (400, Duplicate); that is not relied upon. A cancel names what it was read with, so that one which crosses a
 * change is refused and not lost. There are no notifications here. <b>Threads:</b> shared.
 */
public final class ExtensivConnector implements ProxyWarehouseConnector {
    /** The system this connector speaks to. */
    public static final ProxySystem SYSTEM = new ProxySystem("EXTENSIV");

    /** The name of the credential's setting that says which client asks for tokens. */
    static final String CLIENT_ID = "clientId";

    /** The name of the credential's secret that tokens are asked for with. */
    static final String CLIENT_SECRET = "clientSecret";

    /** The name of the credential's setting with the number of the user that the warehouse's audit shows. */
    static final String USER_LOGIN_ID = "userLoginId";

    /** The name of the credential's setting with the number of the customer whose goods the warehouse holds. */
    static final String CUSTOMER_ID = "customerId";

    /** The name of the credential's secret that is used instead of asking for a token, as long as it lives. */
    static final String ACCESS_TOKEN = "accessToken";

    private final ZoneId zone;
    private final boolean heldIsDefective;
    private final boolean emptyRowsOmitted;

    private ExtensivConnector(Builder builder) {
        this.zone = builder.zone;
        this.heldIsDefective = builder.heldIsDefective;
        this.emptyRowsOmitted = builder.emptyRowsOmitted;
    }

    /** A connector to facilities that keep the time of that zone. */
    public static Builder builder(ZoneId facilityZone) {
        return new Builder(facilityZone);
    }

    /**
     * The credential of an account.
     *
     * @param account the account, as the routes of its warehouses name it
     * @param userLoginId the number of the user that the warehouse's audit shows
     * @param customerId the number of the customer whose goods the warehouse holds
     */
    public static Credential credential(
            String account, String clientId, String clientSecret, long userLoginId, long customerId) {
        return Credential.of(
                CredentialOwner.proxy(SYSTEM, account),
                Map.of(CLIENT_SECRET, Secret.of(clientSecret)),
                Map.of(
                        CLIENT_ID,
                        Require.text(clientId, "clientId"),
                        USER_LOGIN_ID,
                        Long.toString(userLoginId),
                        CUSTOMER_ID,
                        Long.toString(customerId)));
    }

    @Override
    public ProxySystem system() {
        return SYSTEM;
    }

    @Override
    public ProxyCapabilities capabilities() {
        return ProxyCapabilities.builder()
                .findByReference()
                .cancel(CancelModel.SYNCHRONOUS)
                .inbounds(new Inbound(DuplicateModel.SECOND_ORDER, CancelModel.SYNCHRONOUS, true))
                .inventory(Inventory.builder(zone)
                        .zeroRowsOmitted(emptyRowsOmitted)
                        .inboundNumbers()
                        .inboundTimes()
                        .timePrecision(Duration.ofSeconds(1))
                        .figures(Figures.AVAILABLE_AND_TOTAL)
                        .defective(DefectiveCoding.BATCH_CODE)
                        .unit(Unit.DECIMALS)
                        .skusAtOnce(ExtensivInventory.SKUS_AT_ONCE)
                        .build())
                .build();
    }

    @Override
    public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
        return each(request.session(), Papers.Kind.ORDER, request.outbounds(), Papers::order);
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
        return each(request.session(), Papers.Kind.ORDER, request.references(), Papers::find);
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelOutbounds(CancelOrders request) {
        return cancel(request, Papers.Kind.ORDER);
    }

    @Override
    public List<Outcome<RemoteOrder>> createInbounds(CreateInbounds request) {
        return each(request.session(), Papers.Kind.RECEIVER, request.inbounds(), Papers::announce);
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
        return each(request.session(), Papers.Kind.RECEIVER, request.references(), Papers::find);
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelInbounds(CancelOrders request) {
        return cancel(request, Papers.Kind.RECEIVER);
    }

    private List<Outcome<RemoteStatus>> cancel(CancelOrders request, Papers.Kind kind) {
        return each(
                request.session(), kind, request.orders(), (papers, order) -> papers.cancel(order, request.reason()));
    }

    @Override
    public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
        return Reading.tooNarrow(request, ExtensivInventory.SKUS_AT_ONCE, system())
                .orElseGet(() -> words(request.session())
                        .then(words -> new ExtensivInventory(request.session(), words, heldIsDefective, request.skus())
                                .read(request.sink())));
    }

    private <E, T> List<Outcome<T>> each(
            ProxySession session, Papers.Kind kind, List<E> elements, BiFunction<Papers, ? super E, Outcome<T>> one) {
        Outcome<Papers> papers = words(session).then(words -> Outcome.done(new Papers(session, words, kind)));
        return Replies.each(elements, element -> papers.then(at -> one.apply(at, element)));
    }

    /** The customer and the facility that everything is about. */
    private Outcome<ExtensivPapers> words(ProxySession session) {
        String facility = session.route().proxyWarehouse();
        if (!facility.matches("[0-9]{1,9}")) {
            return Outcome.refused(
                    RefusalCode.INVALID_REQUEST,
                    "the route's proxy warehouse is '" + facility
                            + "', but must be the number of an Extensiv facility");
        }
        String customer = session.credential().settings().getOrDefault(CUSTOMER_ID, "");
        return customer.matches("[0-9]{1,9}")
                ? Outcome.done(new ExtensivPapers(Long.parseLong(customer), Long.parseLong(facility), zone))
                : Outcome.refused(
                        RefusalCode.NOT_AUTHORIZED,
                        "the credential's setting '" + CUSTOMER_ID + "' is '" + customer
                                + "', but must be the number of the customer");
    }

    /** Settings of a connector. */
    public static final class Builder {
        private final ZoneId zone;
        private boolean heldIsDefective;
        private boolean emptyRowsOmitted;

        private Builder(ZoneId zone) {
            this.zone = requireNonNull(zone, "facilityZone");
        }

        /** Takes stock that a person put on hold for defective; it is qualified and locked unless set. */
        public Builder heldIsDefective() {
            this.heldIsDefective = true;
            return this;
        }

        /**
         * Declares that the stock details leave out a receive item of which nothing is left, so that a missing one may
         * mean zero; not declared unless set. Look at a receive item that is used up first.
         */
        public Builder emptyRowsOmitted() {
            this.emptyRowsOmitted = true;
            return this;
        }

        /** The connector. */
        public ExtensivConnector build() {
            return new ExtensivConnector(this);
        }
    }
}
