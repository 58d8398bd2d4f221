package io.gwms.platform.amazonvendor;

import static io.gwms.platform.reading.OneByOne.each;
import static java.util.Objects.requireNonNull;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.order.OrderKind;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.Acknowledged;
import io.gwms.platform.AddressRule;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderField;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.ProductPage;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteBackSupport;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Speaks to Amazon as a vendor: purchase orders (B2B) over the Selling Partner API, Vendor Orders v1, Vendor Shipments v1
 * and Vendor Transaction Status v1.
 *
 * <p>A store is one vendor group in one region; its endpoint is that region's, such as {@code
 * https://sellingpartnerapi-na.amazon.com}. Its credential is made by {@link #credential}; the access token in it lives an
 * hour and is renewed from the refresh token.
 *
 * <p>A window is read twice, by when purchase orders were placed and by when Amazon changed them: one that was never
 * changed has no change date. Amazon does not say that a purchase order closes in either list, so the cursor is not
 * declared reliable and open orders are swept.
 *
 * <p>Quantities are pieces, prices are for a piece. What Amazon orders in cases is acknowledged and shipped in whole cases;
 * a number of pieces that is none is refused. An acknowledgement and a shipment are pending until their transaction has
 * succeeded. Shipments (ASN) carry an identifier made of the effect's key, which Amazon takes once in 365 days; one whose
 * reply was lost is looked for under it, for a quarter of an hour. <b>Not verified</b> against the live system: that the list of shipments shows
 * shipments that were confirmed and not requested.
 *
 * <p><b>Threads:</b> shared; keeps nothing.
 */
public final class AmazonVendorConnector implements PlatformConnector {
    /** The secret that API calls are made with; it lives an hour. */
    static final String ACCESS_TOKEN = "accessToken";

    static final String REFRESH_TOKEN = "refreshToken";
    static final String CLIENT_SECRET = "clientSecret";
    static final String CLIENT_ID = "clientId";
    static final String SHIP_FROM = "shipFromParty";

    /** Longest stretch of a list (Vendor Orders v1, getPurchaseOrders), less what lists begin early and are rounded by. */
    private static final Duration LONGEST_WINDOW =
            Duration.ofDays(7).minus(PurchaseOrderReads.EARLY).minus(PurchaseOrderReads.ROUNDING);

    private static final Duration SIX_MONTHS = Duration.ofDays(180);

    /** The reasons of Vendor Orders v1, OrderItemAcknowledgement.rejectionReason. */
    private static final Set<String> REJECT_REASONS =
            Set.of("TemporarilyUnavailable", "InvalidProductIdentifier", "ObsoleteProduct");

    private final PlatformCapabilities capabilities;
    private final PurchaseOrderReads reads;
    private final Acknowledgements acknowledgements;
    private final ShipmentConfirmations shipments;
    private final AccessTokens tokens;

    private AmazonVendorConnector(Builder builder) {
        AmazonClient client = new AmazonClient(builder.userAgent);
        this.reads = new PurchaseOrderReads(client, builder.pageSize);
        this.acknowledgements = new Acknowledgements(client, reads);
        this.shipments = new ShipmentConfirmations(client, reads);
        this.tokens = new AccessTokens(builder.tokenEndpoint, builder.userAgent);
        this.capabilities = PlatformCapabilities.builder()
                .kinds(OrderKind.B2B)
                .cursor(cursor(OrderCursor.Field.CHANGED_AT, false, builder))
                .census(cursor(OrderCursor.Field.ORDERED_AT, true, builder))
                .lookUpByNumber()
                .numbersAtOnce(5)
                .acknowledge(false)
                .probeAcknowledgements()
                .rejectReasons(REJECT_REASONS)
                .writeBack(WriteBackSupport.PARTIAL)
                .probeShipments(Duration.ofMinutes(15))
                .refreshCredential()
                .productPage(new ProductPage("https://www.amazon.com/dp/{id}"))
                .absentFields(Set.of(
                        OrderField.SOURCE,
                        OrderField.BUYER_NOTE,
                        OrderField.PAYMENT_TIME,
                        OrderField.SHIPPING_FEE,
                        OrderField.TAX,
                        OrderField.DISCOUNT,
                        OrderField.PRODUCT_NAME,
                        OrderField.SHIPPED_QUANTITY))
                .addressRules(Map.of(
                        "RegularOrder", AddressRule.PLATFORM_CENTRE,
                        "ConsignedOrder", AddressRule.PLATFORM_CENTRE,
                        "NewProductIntroduction", AddressRule.PLATFORM_CENTRE,
                        "RushOrder", AddressRule.PLATFORM_CENTRE))
                .actions(Set.of(
                        CallAction.ORDER_FETCH,
                        CallAction.ORDER_ACKNOWLEDGE,
                        CallAction.SHIPMENT_WRITE_BACK,
                        CallAction.TOKEN_REFRESH))
                .build();
    }

    private static OrderCursor cursor(OrderCursor.Field field, boolean reliable, Builder builder) {
        return new OrderCursor(field, reliable, LONGEST_WINDOW, SIX_MONTHS, builder.lag, builder.pageSize);
    }

    /** A connector with every setting as it comes. */
    public static AmazonVendorConnector create() {
        return builder().build();
    }

    /** Settings of a connector. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The credential of a store before its first access token, which is fetched before the first call.
     *
     * @param clientId of the app, as Login with Amazon knows it
     * @param clientSecret of the app
     * @param refreshToken what the vendor's authorization of the app gave
     * @param shipFromParty the code under which Amazon knows the warehouse that ships; shipments name it
     */
    public static Credential credential(
            StoreId store, String clientId, String clientSecret, String refreshToken, String shipFromParty) {
        return new Credential(
                CredentialOwner.store(store),
                0,
                Map.of(CLIENT_SECRET, Secret.of(clientSecret), REFRESH_TOKEN, Secret.of(refreshToken)),
                Map.of(CLIENT_ID, clientId, SHIP_FROM, shipFromParty),
                Instant.EPOCH);
    }

    @Override
    public PlatformType platform() {
        return PlatformType.AMAZON_VENDOR;
    }

    @Override
    public PlatformCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public Outcome<OrderPage> fetchOrders(FetchOrders request) {
        return request.kind() == OrderKind.B2B ? reads.window(request) : noConsumerOrders();
    }

    @Override
    public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
        return request.kind() == OrderKind.B2B ? reads.numbers(request) : noConsumerOrders();
    }

    @Override
    public Outcome<OrderListing> listOrders(ListOrders request) {
        return request.kind() == OrderKind.B2B ? reads.listing(request) : noConsumerOrders();
    }

    @Override
    public List<Outcome<Acknowledged>> acknowledge(AcknowledgeOrders request) {
        return each(request.session(), request.acknowledgements(), acknowledgements::send);
    }

    /**
     * {@inheritDoc} Without a transaction a match is a purchase order of which exactly the same pieces of each line are
     * accepted and rejected; one that was acknowledged otherwise is unknown, for a person to look at.
     */
    @Override
    public List<Outcome<Optional<Acknowledged>>> probeAcknowledgements(AcknowledgeOrders request) {
        return each(request.session(), request.acknowledgements(), acknowledgements::probe);
    }

    @Override
    public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
        return each(request.session(), request.shipments(), shipments::send);
    }

    @Override
    public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        return each(request.session(), request.shipments(), shipments::probe);
    }

    @Override
    public Outcome<Credential> refreshCredential(StoreSession session) {
        return tokens.refresh(session);
    }

    private static <T> Outcome<T> noConsumerOrders() {
        return Outcome.refused(RefusalCode.UNSUPPORTED, "Amazon Vendor has purchase orders (B2B) only, no B2C orders");
    }

    /** Settings of a connector; each has a default. */
    public static final class Builder {
        private URI tokenEndpoint = URI.create("https://api.amazon.com/auth/o2/token");
        private String userAgent = "GWMS-SDK (Language=Java)";
        private int pageSize = 100;
        private Duration lag = Duration.ofMinutes(15);

        private Builder() {}

        /** Where access tokens are issued; {@code https://api.amazon.com/auth/o2/token} unless set. */
        public Builder tokenEndpoint(URI tokenEndpoint) {
            String scheme = requireNonNull(tokenEndpoint, "tokenEndpoint").getScheme();
            if (!"https".equals(scheme) && !"http".equals(scheme)) {
                throw new IllegalArgumentException("tokenEndpoint is " + tokenEndpoint
                        + ", but must be an address; type"
                        + " tokenEndpoint(URI.create(\"https://api.amazon.com/auth/o2/token\"))");
            }
            this.tokenEndpoint = tokenEndpoint;
            return this;
        }

        /** What the app calls itself to Amazon, which asks for it; {@code GWMS-SDK (Language=Java)} unless set. */
        public Builder userAgent(String userAgent) {
            if (requireNonNull(userAgent, "userAgent").isBlank()) {
                throw new IllegalArgumentException("userAgent is blank, but must name the app, such as Acme/1.0");
            }
            this.userAgent = userAgent;
            return this;
        }

        /** Purchase orders asked for at once, 1 to 100; 100 unless set. */
        public Builder pageSize(int pageSize) {
            if (pageSize < 1 || pageSize > 100) {
                throw new IllegalArgumentException("pageSize is " + pageSize + ", but must be 1 to 100");
            }
            this.pageSize = pageSize;
            return this;
        }

        /** How late a change may show up in a list, which Amazon does not state; 15 minutes unless set. */
        public Builder lag(Duration lag) {
            if (requireNonNull(lag, "lag").isNegative()) {
                throw new IllegalArgumentException("lag is " + lag + ", but must be zero or longer");
            }
            this.lag = lag;
            return this;
        }

        /** The connector. */
        public AmazonVendorConnector build() {
            return new AmazonVendorConnector(this);
        }
    }
}
