package io.gwms.platform.shopify;

import static io.gwms.platform.reading.OneByOne.each;
import static java.util.Objects.requireNonNull;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.order.OrderKind;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AddressRule;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.ProductPage;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StockSupport;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteBackSupport;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Secret;
import io.gwms.resilience.QuotaReading;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to Shopify stores over the Admin GraphQL API.
 *
 * <p>A store's endpoint is {@code https://SHOP.myshopify.com}; its credential has the secret {@value
 * #ACCESS_TOKEN} ({@link #credential} makes one). The scopes needed are {@code read_orders}, {@code write_orders} for
 * cancels, {@code read_merchant_managed_fulfillment_orders} and {@code write_merchant_managed_fulfillment_orders}, and for
 * stock {@code read_inventory} and {@code write_inventory}.
 *
 * <p>Orders are asked for by the time of their last change. Shipments are written with {@code
 * fulfillmentCreate}, which knows no idempotency key: what the order already has is read first, and only
 * what is missing is sent. A shipment over two locations takes a call for each; {@link #probeShipments}
 * finds it only when all of it is there.
 *
 * <p>An order that a payment gateway took in its test mode ({@code Order.test}, Admin API reference) comes in on hold, marked
 * {@code TEST_ORDER}, until a person releases it. In a development store all orders are such: {@link #ofDevelopmentStore}.
 *
 * <p>Stock is set at one location, which the credential names ({@link #atLocation}), with {@code inventorySetQuantities}:
 * compared with what is shown, and under an idempotency key. Both came with API version 2026-04; an older one takes no
 * stock.
 *
 * <p>Public apps get offline tokens that expire after an hour ({@link Builder#expiringTokens}, {@link
 * #expiringCredential}); the token of a custom app lives on and is never refreshed. That they are refreshed at {@code
 * /admin/oauth/access_token} with {@code grant_type=refresh_token} was not seen at Shopify itself, and how it words a
 * refusal is not published: a 400 there counts as a grant that is not accepted any more. The census asks for orders by the time they were made.
 *
 * <p><b>Threads:</b> shared; keeps nothing.
 */
public final class ShopifyConnector implements PlatformConnector {
    /** The name of the credential's secret that is sent. */
    static final String ACCESS_TOKEN = "accessToken";

    /** The name of the credential's secret that gets the next tokens; where they expire. */
    static final String REFRESH_TOKEN = "refreshToken";

    /** The name of the credential's secret that proves the app when tokens are refreshed; where they expire. */
    static final String CLIENT_SECRET = "clientSecret";

    /** The name of the credential's setting with the app's client id; where tokens expire. */
    static final String CLIENT_ID = "clientId";

    /** The name of the credential's setting with the location whose stock is set; needed for stock alone. */
    static final String LOCATION = "location";

    /** The name of the credential's setting that takes test orders for real ones; absent unless the store is for development. */
    static final String DEVELOPMENT_STORE = "developmentStore";

    /** The version of the Admin API that is spoken unless another is set; everything here was read for it. */
    private static final String API_VERSION = "2026-04";

    private final PlatformCapabilities capabilities;
    private final OrderReads reads;
    private final Shipments shipments;
    private final Cancels cancels;
    private final StockLevels stock;
    private final Census census;

    private ShopifyConnector(Builder builder) {
        ShopifyClient client = new ShopifyClient(builder.apiVersion);
        this.reads = new OrderReads(client, builder.pageSize);
        this.shipments = new Shipments(client, builder.notifyCustomers);
        this.cancels = new Cancels(client, builder.notifyCustomers);
        this.stock = new StockLevels(client, builder.apiVersion);
        this.census = new Census(client);
        this.capabilities = capabilities(builder, stock);
    }

    private static PlatformCapabilities capabilities(Builder builder, StockLevels stock) {
        Set<CallAction> actions =
                new HashSet<>(Set.of(CallAction.ORDER_FETCH, CallAction.SHIPMENT_WRITE_BACK, CallAction.ORDER_CANCEL));
        PlatformCapabilities.Builder can = PlatformCapabilities.builder()
                .cursor(cursor(builder, OrderCursor.Field.CHANGED_AT, builder.pageSize))
                .census(cursor(builder, OrderCursor.Field.ORDERED_AT, Census.PAGE))
                .lookUpByNumber()
                .writeBack(WriteBackSupport.PARTIAL)
                .probeShipments(Duration.ofMinutes(2))
                .cancelOrders()
                .addressRules(Map.of("SHIPPING", AddressRule.BUYER))
                .productPage(new ProductPage("https://{host}/admin/products/{id}"));
        if (stock.isOffered()) {
            can.stock(StockSupport.COMPARE_AND_SET).readStock();
            actions.add(CallAction.STOCK_PUSH);
        }
        if (builder.expiringTokens) {
            can.refreshCredential();
            actions.add(CallAction.TOKEN_REFRESH);
        }
        return can.actions(actions).build();
    }

    private static OrderCursor cursor(Builder builder, OrderCursor.Field field, int pageSize) {
        return new OrderCursor(
                field, true, null, builder.allOrders ? null : Duration.ofDays(60), builder.lag, pageSize);
    }

    /** A connector with every setting as it comes. */
    public static ShopifyConnector create() {
        return builder().build();
    }

    /** Settings of a connector. */
    public static Builder builder() {
        return new Builder();
    }

    /** The credential of a store: the Admin API access token of the app installed there. */
    public static Credential credential(StoreId store, String accessToken) {
        return Credential.of(CredentialOwner.store(store), Map.of(ACCESS_TOKEN, Secret.of(accessToken)), Map.of());
    }

    /**
     * The credential of a store whose tokens expire; the connector needs {@link Builder#expiringTokens}.
     *
     * @param clientId the app's client id
     * @param clientSecret the app's client secret
     * @param accessToken works until {@code expiresAt}
     * @param refreshToken gets the next two
     * @param expiresAt when the access token ends; null when that is not known, and it is refreshed when it is refused
     */
    public static Credential expiringCredential(
            StoreId store,
            String clientId,
            String clientSecret,
            String accessToken,
            String refreshToken,
            @Nullable Instant expiresAt) {
        return new Credential(
                CredentialOwner.store(store),
                0,
                Map.of(
                        ACCESS_TOKEN, Secret.of(accessToken),
                        REFRESH_TOKEN, Secret.of(refreshToken),
                        CLIENT_SECRET, Secret.of(clientSecret)),
                Map.of(CLIENT_ID, clientId),
                expiresAt);
    }

    /**
     * The credential with the location whose stock is set.
     *
     * @param location the location's global id, such as {@code gid://shopify/Location/1}
     */
    public static Credential atLocation(Credential credential, String location) {
        if (!requireNonNull(location, "location").matches(StockLevels.LOCATION)) {
            throw new IllegalArgumentException(
                    "location is '" + location + "', but must be a global id such as gid://shopify/Location/1");
        }
        return credential.withSetting(LOCATION, location);
    }

    /**
     * The credential of a development store, whose orders are all tests: they are processed as any other, and their goods
     * leave. Every other store's test orders come in on hold ({@link PlatformOrder#testOrder}).
     */
    public static Credential ofDevelopmentStore(Credential credential) {
        return credential.withSetting(DEVELOPMENT_STORE, "true");
    }

    @Override
    public PlatformType platform() {
        return PlatformType.SHOPIFY;
    }

    @Override
    public PlatformCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public Outcome<OrderPage> fetchOrders(FetchOrders request) {
        return request.kind() == OrderKind.B2C ? reads.window(request) : noPurchaseOrders();
    }

    @Override
    public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
        return request.kind() == OrderKind.B2C ? reads.numbers(request) : noPurchaseOrders();
    }

    @Override
    public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
        return each(request.session(), request.shipments(), shipments::write);
    }

    /** {@inheritDoc} A match has our tracking number and, all fulfilments with it together, our quantities of each line. */
    @Override
    public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        return each(request.session(), request.shipments(), shipments::probe);
    }

    /** {@inheritDoc} The goods go back into Shopify's stock; no money is paid back. */
    @Override
    public List<Outcome<String>> cancelOrders(CancelOrders request) {
        return each(request.session(), request.platformOrderIds(), (session, id) -> cancels.cancel(request, id));
    }

    /** {@inheritDoc} A level is set at the credential's location, under a key made of the effect key and the level. */
    @Override
    public List<Outcome<ShownStock>> pushStock(PushStock request) {
        return each(request.session(), request.levels(), stock::push);
    }

    /** {@inheritDoc} What is available at the credential's location. */
    @Override
    public List<Outcome<ShownStock>> readStock(ReadStock request) {
        return each(request.session(), request.items(), stock::read);
    }

    /** {@inheritDoc} By the time they were made. */
    @Override
    public Outcome<OrderListing> listOrders(ListOrders request) {
        return request.kind() == OrderKind.B2C ? census.list(request) : noPurchaseOrders();
    }

    /** {@inheritDoc} They are signed with the app's client secret; an order is named by its number and read again. */
    @Override
    public Optional<PlatformWebhooks> webhooks() {
        return Optional.of(new ShopifyWebhooks());
    }

    /** {@inheritDoc} The cost block of a GraphQL answer; one bucket for each app and store. */
    @Override
    public Optional<QuotaReading> quota(HttpReply reply) {
        return QueryCost.read(reply);
    }

    /** {@inheritDoc} The refresh token that was used stays good until the new one is used. */
    @Override
    public Outcome<Credential> refreshCredential(StoreSession session) {
        return capabilities.canRefreshCredential()
                ? AccessTokens.refresh(session)
                : PlatformConnector.super.refreshCredential(session);
    }

    private static <T> Outcome<T> noPurchaseOrders() {
        return Outcome.refused(RefusalCode.UNSUPPORTED, "Shopify has no purchase orders (B2B), only B2C orders");
    }

    /** Settings of a connector; each has a default. */
    public static final class Builder {
        private String apiVersion = API_VERSION;
        private int pageSize = 50;
        private Duration lag = Duration.ofMinutes(5);
        private boolean allOrders;
        private boolean notifyCustomers;
        private boolean expiringTokens;

        private Builder() {}

        /** The quarterly version of the Admin API; {@code 2026-04} unless set. */
        public Builder apiVersion(String apiVersion) {
            if (!requireNonNull(apiVersion, "apiVersion").matches("\\d{4}-(01|04|07|10)|unstable")) {
                throw new IllegalArgumentException(
                        "apiVersion is '" + apiVersion + "', but must be a quarter; type apiVersion(\"2026-04\")");
            }
            this.apiVersion = apiVersion;
            return this;
        }

        /** Orders asked for at once, 1 to 250; 50 unless set. A larger page costs more of the query budget. */
        public Builder pageSize(int pageSize) {
            if (pageSize < 1 || pageSize > 250) {
                throw new IllegalArgumentException("pageSize is " + pageSize + ", but must be 1 to 250");
            }
            this.pageSize = pageSize;
            return this;
        }

        /** How late a change may show up in the search; 5 minutes unless set. */
        public Builder lag(Duration lag) {
            if (requireNonNull(lag, "lag").isNegative()) {
                throw new IllegalArgumentException("lag is " + lag + ", but must be zero or longer");
            }
            this.lag = lag;
            return this;
        }

        /** The app has the scope {@code read_all_orders}; without it only the last 60 days can be asked for. */
        public Builder allOrders() {
            this.allOrders = true;
            return this;
        }

        /** Shopify mails the customer about each shipment written back; it does not unless set. */
        public Builder notifyCustomers() {
            this.notifyCustomers = true;
            return this;
        }

        /** The app's offline tokens expire and are refreshed; they live on unless set. */
        public Builder expiringTokens() {
            this.expiringTokens = true;
            return this;
        }

        /** The connector. */
        public ShopifyConnector build() {
            return new ShopifyConnector(this);
        }
    }
}
