package io.gwms.proxy.qimen;

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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Speaks the Qimen dialect (奇门), which many Chinese warehouse systems understand, in XML.
 *
 * <p>The credential needs the settings {@value #APP_KEY}, {@value #CUSTOMER_ID} and {@value #OWNER_CODE} and the secret
 * {@value #APP_SECRET} ({@link #credential} makes one). A route's endpoint is the host of the gateway; its proxy warehouse
 * is the warehouse's code. A shipping channel is a {@code logisticsCode}, such as {@code SF}.
 *
 * <p>Times are Beijing's. A batch code stands for the inbound order, since rows name none and tell no time of arrival; what
 * is damaged in any way is defective, what is on its way is left out. Cancelling is a request: a picked parcel has to be
 * found first, and when it is not, the order goes on as before; then its processes say CANCELEDFAIL, and the cancel is told
 * as come too late. One of before this wish was put to the warehouse ({@link CancelOrders.Target#askedSince}) does not
 * count; one without a time counts once it was. What the warehouses do differently is set up with {@link #builder}. <b>Threads:</b> shared.
 */
public final class QimenConnector implements ProxyWarehouseConnector {
    /** The system this connector speaks to. */
    public static final ProxySystem SYSTEM = new ProxySystem("QIMEN");

    /** The name of the credential's setting that says which application calls. */
    static final String APP_KEY = "appKey";

    /** The name of the credential's secret that calls and notifications are signed with. */
    static final String APP_SECRET = "appSecret";

    /** The name of the credential's setting with our number at the warehouse. */
    static final String CUSTOMER_ID = "customerId";

    /** The name of the credential's setting with the code that owns the goods. */
    static final String OWNER_CODE = "ownerCode";

    private final QimenTerms terms;
    private final QimenCallbacks callbacks;

    private QimenConnector(QimenTerms terms, Duration tolerance) {
        this.terms = terms;
        this.callbacks = new QimenCallbacks(tolerance);
    }

    /** A connector to be set up; sender and shop are required. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The credential of an account.
     *
     * @param account the account, as the routes of its warehouses name it
     */
    public static Credential credential(
            String account, String appKey, String appSecret, String customerId, String ownerCode) {
        return Credential.of(
                CredentialOwner.proxy(SYSTEM, account),
                Map.of(APP_SECRET, Secret.of(appSecret)),
                Map.of(
                        APP_KEY,
                        Require.text(appKey, "appKey"),
                        CUSTOMER_ID,
                        Require.text(customerId, "customerId"),
                        OWNER_CODE,
                        Require.text(ownerCode, "ownerCode")));
    }

    @Override
    public ProxySystem system() {
        return SYSTEM;
    }

    @Override
    public ProxyCapabilities capabilities() {
        return ProxyCapabilities.builder()
                .findByReference()
                .cancel(CancelModel.REQUEST)
                .inbounds(new Inbound(DuplicateModel.SECOND_ORDER, CancelModel.REQUEST, true))
                .inventory(Inventory.builder(QimenCalls.BEIJING)
                        .zeroRowsOmitted(terms.zeroRowsOmitted())
                        .inboundNumbers()
                        .timePrecision(Duration.ofDays(1))
                        .figures(
                                terms.quantityIncludesLocked()
                                        ? Figures.TOTAL_AND_LOCKED
                                        : Figures.AVAILABLE_AND_LOCKED)
                        .defective(DefectiveCoding.BATCH_CODE)
                        .skusAtOnce(QimenInventory.SKUS_AT_ONCE)
                        .build())
                .build();
    }

    @Override
    public Optional<StatusCallbacks> callbacks() {
        return Optional.of(callbacks);
    }

    @Override
    public List<Outcome<RemoteOrder>> createOutbounds(CreateOutbounds request) {
        return each(request.session(), request.outbounds(), Ordering::deliver);
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findOutbounds(FindOrders request) {
        return find(request, QimenLookUp.Kind.DELIVERY);
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelOutbounds(CancelOrders request) {
        return each(
                request.session(),
                request.orders(),
                (ordering, order) -> ordering.cancelDelivery(order, request.reason()));
    }

    @Override
    public List<Outcome<RemoteOrder>> createInbounds(CreateInbounds request) {
        return each(request.session(), request.inbounds(), Ordering::announce);
    }

    @Override
    public List<Outcome<Optional<RemoteOrder>>> findInbounds(FindOrders request) {
        return find(request, QimenLookUp.Kind.ENTRY);
    }

    @Override
    public List<Outcome<RemoteStatus>> cancelInbounds(CancelOrders request) {
        return each(
                request.session(),
                request.orders(),
                (ordering, order) -> ordering.cancelEntry(order, request.reason()));
    }

    @Override
    public Outcome<InventoryExtent> fetchInventory(FetchInventory request) {
        return Reading.tooNarrow(request, QimenInventory.SKUS_AT_ONCE, system())
                .orElseGet(() -> owner(request.session())
                        .then(owner -> new QimenInventory(request.session(), terms, owner, request.skus())
                                .read(request.sink())));
    }

    private List<Outcome<Optional<RemoteOrder>>> find(FindOrders request, QimenLookUp.Kind kind) {
        return each(request.session(), request.references(), (ordering, reference) -> ordering.find(kind, reference));
    }

    private <E, T> List<Outcome<T>> each(
            ProxySession session, List<E> elements, BiFunction<Ordering, ? super E, Outcome<T>> one) {
        Outcome<Ordering> ordering =
                owner(session).then(owner -> Outcome.done(new Ordering(new QimenCalls(session, terms), owner)));
        return Replies.each(elements, element -> ordering.then(at -> one.apply(at, element)));
    }

    private static Outcome<String> owner(ProxySession session) {
        String owner = session.credential().settings().getOrDefault(OWNER_CODE, "");
        return owner.isBlank()
                ? Outcome.refused(
                        RefusalCode.NOT_AUTHORIZED,
                        "the credential has no setting '" + OWNER_CODE + "', the code that owns the goods")
                : Outcome.done(owner);
    }

    /** Settings of a connector: what warehouses of the dialect do differently. */
    public static final class Builder {
        private String path = "/router/qimen/service";
        private String methodPrefix = "taobao.qimen.";
        private @Nullable QimenSender sender;
        private String shopNick = "";
        private Set<String> notFoundCodes = Set.of();
        private boolean quantityIncludesLocked;
        private boolean zeroRowsOmitted;
        private Duration tolerance = Duration.ofMinutes(10);

        private Builder() {}

        /** Required. Who sends the parcels, and the name of the shop they are sent for. */
        public Builder sender(QimenSender sender, String shopNick) {
            this.sender = requireNonNull(sender, "sender");
            this.shopNick = Require.text(shopNick, "shopNick");
            return this;
        }

        /** Where the gateway answers; {@code /router/qimen/service} unless set. */
        public Builder path(String path) {
            this.path = requireNonNull(path, "path");
            return this;
        }

        /** What stands before the name of each method; {@code taobao.qimen.} unless set, and may be empty. */
        public Builder methodPrefix(String prefix) {
            this.methodPrefix = requireNonNull(prefix, "prefix");
            return this;
        }

        /**
         * The codes with which this warehouse says that it has no such order; none unless set. The standard names none, and
         * any other failure is never taken for «not there»: without a code an order whose create got no answer, and which
         * is not there, ends with a person.
         */
        public Builder notFoundCodes(String... codes) {
            this.notFoundCodes = Set.of(codes);
            return this;
        }

        /** This warehouse's quantity is all there is, what is locked included; it is what is free unless set. */
        public Builder quantityIncludesLocked() {
            this.quantityIncludesLocked = true;
            return this;
        }

        /** This warehouse leaves out rows with nothing in them, so that a missing one may mean zero; not declared unless set. */
        public Builder zeroRowsOmitted() {
            this.zeroRowsOmitted = true;
            return this;
        }

        /** How old a notification may be, and how far ahead its clock; ten minutes unless set. */
        public Builder notificationTolerance(Duration tolerance) {
            this.tolerance = requireNonNull(tolerance, "tolerance");
            return this;
        }

        /** Checks the settings together. */
        public QimenConnector build() {
            QimenSender from = sender;
            if (from == null) {
                throw new IllegalArgumentException(
                        "sender is missing: call sender(…) with who sends the parcels, which every order must say");
            }
            Require.that(path.startsWith("/"), "path", "'" + path + "'", "a path that begins with a slash");
            Require.that(tolerance.compareTo(Duration.ZERO) > 0, "tolerance", tolerance, "longer than zero");
            return new QimenConnector(
                    new QimenTerms(
                            path, methodPrefix, from, shopNick, notFoundCodes, quantityIncludesLocked, zeroRowsOmitted),
                    tolerance);
        }
    }
}
