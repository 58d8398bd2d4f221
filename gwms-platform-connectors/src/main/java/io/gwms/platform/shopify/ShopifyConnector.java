package io.gwms.platform.shopify;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.order.OrderKind;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AddressRule;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.ProductPage;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Speaks to Shopify stores over the Admin GraphQL API.
 *
 * <p>A store's endpoint is {@code https://SHOP.myshopify.com}; its credential has the secret {@value
 * #ACCESS_TOKEN} ({@link #credential} makes one). The scopes needed are {@code read_orders}, {@code
 * read_merchant_managed_fulfillment_orders} and {@code write_merchant_managed_fulfillment_orders}; to cancel, also {@code write_orders}.
 *
 * <p>Orders are asked for by the time of their last change. Shipments are written with {@code
 * fulfillmentCreate}, which knows no idempotency key: what the order already has is read first, and only
 * what is missing is sent. A shipment over two locations takes a call for each; {@link #probeShipments}
 * finds it only when all of it is there.
 *
 * <p><b>Threads:</b> shared; keeps nothing.
 */
@Incubating
public final class ShopifyConnector implements PlatformConnector {
    /** The name of the credential's one secret. */
    public static final String ACCESS_TOKEN = "accessToken";

    /** The version of the Admin API that is spoken unless another is set; everything here was read for it. */
    private static final String API_VERSION = "2026-04";

    private final PlatformCapabilities capabilities;
    private final OrderReads reads;
    private final Shipments shipments;
    private final Cancellations cancellations;

    private ShopifyConnector(Builder builder) {
        ShopifyClient client = new ShopifyClient(builder.apiVersion);
        this.reads = new OrderReads(client, builder.pageSize);
        this.shipments = new Shipments(client, builder.notifyCustomers);
        this.cancellations = new Cancellations(client, builder.notifyCustomers);
        this.capabilities = PlatformCapabilities.builder()
                .cursor(new OrderCursor(
                        OrderCursor.Field.CHANGED_AT,
                        true,
                        null,
                        builder.allOrders ? null : Duration.ofDays(60),
                        builder.lag,
                        builder.pageSize))
                .lookupByNumber()
                .writeBack(WriteBackSupport.PARTIAL)
                .probeShipments(Duration.ofMinutes(2))
                .addressRules(Map.of("SHIPPING", AddressRule.BUYER))
                .cancelOrders()
                .actions(Set.of(
                        CallAction.ORDER_FETCH, CallAction.SHIPMENT_WRITE_BACK, CallAction.ORDER_CANCEL))
                .productPage(new ProductPage("https://{host}/admin/products/{id}"))
                .build();
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
        return request.shipments().stream()
                .map(notice -> shipments.write(request.session(), notice))
                .toList();
    }

    /** {@inheritDoc} A match has our tracking number and, all fulfilments with it together, our quantities of each line. */
    @Override
    public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        return request.shipments().stream()
                .map(notice -> shipments.probe(request.session(), notice))
                .toList();
    }

    /** {@inheritDoc} Goods go back into Shopify's stock; no money is given back, which is the merchant's to do. */
    @Override
    public List<Outcome<String>> cancelOrders(CancelOrders request) {
        return request.platformOrderIds().stream()
                .map(id -> cancellations.cancel(request.session(), id, request.cause(), request.reason()))
                .toList();
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

    private static Outcome<OrderPage> noPurchaseOrders() {
        return Outcome.refused(RefusalCode.UNSUPPORTED, "Shopify has no purchase orders (B2B), only B2C orders");
    }

    /** Settings of a connector; each has a default. */
    public static final class Builder {
        private String apiVersion = API_VERSION;
        private int pageSize = 50;
        private Duration lag = Duration.ofMinutes(5);
        private boolean allOrders;
        private boolean notifyCustomers;

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

        /** The connector. */
        public ShopifyConnector build() {
            return new ShopifyConnector(this);
        }
    }
}
