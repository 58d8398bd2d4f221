package io.gwms.platform.woocommerce;

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
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.ProductPage;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StockSupport;
import io.gwms.platform.WriteBackSupport;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Speaks to WooCommerce shops over the REST API v3.
 *
 * <p>A store's endpoint is the address of the site, such as {@code https://shop.example} or {@code
 * https://shop.example/en}; {@link #credential} makes its credential from the consumer key and secret. Over HTTPS they go
 * into HTTP Basic, over plain HTTP they sign by OAuth 1.0a.
 *
 * <p>Orders are asked for by the time of their last change, which some plugins do not move; so the cursor is not reliable,
 * and open orders are swept too. There is no sorting by change: pages are by id and overlap by one row. What was refunded
 * of an order is read with a call of its own and is no longer wanted. Orders in the trash are not listed; asked for by
 * number, they are cancelled. A draft, such as of somebody who looks at the checkout, is no order and is left out, unless
 * {@link Builder#statusWord} explains it.
 *
 * <p>WooCommerce has no shipments: an order is set to a status, and the number goes into its metadata. Shipping by line
 * exists in plugins only and is not supported; neither is an answer to a buyer who asks to cancel, for there is no such
 * request. Stock takes the place of whatever the shop shows. Credentials do not expire.
 *
 * <p>Notices and warnings of PHP before an answer are left out, for without {@code display_errors} the shop would have
 * answered the same. Where they came before the headers, status and count are lost with them, and the answer is none.
 *
 * <p><b>Threads:</b> shared; keeps nothing.
 */
public final class WooCommerceConnector implements PlatformConnector {
    /** The name of the credential's secret that says who is calling. */
    static final String CONSUMER_KEY = "consumerKey";

    /** The name of the credential's secret that proves it. */
    static final String CONSUMER_SECRET = "consumerSecret";

    private final PlatformCapabilities capabilities;
    private final OrderReads reads;
    private final Changes changes;
    private final StockLevels stock;
    private final WooWebhooks webhooks;

    private WooCommerceConnector(Builder builder) {
        OrderWords words = new OrderWords(builder.words());
        WooClient client = new WooClient(new Signing(builder.basicOverHttp, builder.keysInAddress));
        this.reads = new OrderReads(client, words, builder.pageSize);
        this.changes = new Changes(client, words, builder.shippedStatus, builder.numberKey, builder.carrierKey);
        this.stock = new StockLevels(client);
        this.webhooks = new WooWebhooks(words);
        this.capabilities = PlatformCapabilities.builder()
                .cursor(new OrderCursor(OrderCursor.Field.CHANGED_AT, false, null, null, builder.lag, builder.pageSize))
                .census(new OrderCursor(OrderCursor.Field.ORDERED_AT, true, null, null, builder.lag, 100))
                .lookUpByNumber()
                .writeBack(WriteBackSupport.WHOLE_ORDER)
                .probeShipments(Duration.ofMinutes(2))
                .cancelOrders()
                .stock(StockSupport.SET)
                .readStock()
                .addressRules(Map.of("SHIPPING", AddressRule.BUYER))
                .actions(Set.of(
                        CallAction.ORDER_FETCH,
                        CallAction.SHIPMENT_WRITE_BACK,
                        CallAction.ORDER_CANCEL,
                        CallAction.STOCK_PUSH))
                .productPage(new ProductPage("https://{host}/wp-admin/post.php?action=edit&post={id}"))
                .build();
    }

    /** A connector with every setting as it comes. */
    public static WooCommerceConnector create() {
        return builder().build();
    }

    /** Settings of a connector. */
    public static Builder builder() {
        return new Builder();
    }

    /** The credential of a shop: a key of WooCommerce's settings, with the permission to read and write. */
    public static Credential credential(StoreId store, String consumerKey, String consumerSecret) {
        return Credential.of(
                CredentialOwner.store(store),
                Map.of(CONSUMER_KEY, Secret.of(consumerKey), CONSUMER_SECRET, Secret.of(consumerSecret)),
                Map.of());
    }

    @Override
    public PlatformType platform() {
        return PlatformType.WOOCOMMERCE;
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
    public Outcome<OrderListing> listOrders(ListOrders request) {
        return request.kind() == OrderKind.B2C ? reads.census(request) : noPurchaseOrders();
    }

    /** {@inheritDoc} The order is set to the status that means shipped; a later shipment takes the place of an earlier one. */
    @Override
    public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
        return each(request.session(), request.shipments(), changes::ship);
    }

    @Override
    public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        return each(request.session(), request.shipments(), changes::probe);
    }

    @Override
    public List<Outcome<String>> cancelOrders(CancelOrders request) {
        return each(request.session(), request.platformOrderIds(), changes::cancel);
    }

    @Override
    public List<Outcome<ShownStock>> pushStock(PushStock request) {
        return each(request.session(), request.levels(), stock::push);
    }

    @Override
    public List<Outcome<ShownStock>> readStock(ReadStock request) {
        return each(request.session(), request.items(), stock::read);
    }

    @Override
    public Optional<PlatformWebhooks> webhooks() {
        return Optional.of(webhooks);
    }

    private static <T> Outcome<T> noPurchaseOrders() {
        return Outcome.refused(RefusalCode.UNSUPPORTED, "WooCommerce has no purchase orders (B2B), only B2C orders");
    }

    /** Settings of a connector; each has a default, and {@link #build} checks them together. */
    public static final class Builder {
        private final Map<String, PlatformFact> words = new HashMap<>();
        private int pageSize = 50;
        private Duration lag = Duration.ofMinutes(5);
        private boolean basicOverHttp;
        private boolean keysInAddress;
        private PlatformFact completed = PlatformFact.COMPLETED;
        private String shippedStatus = "completed";
        private String numberKey = "_tracking_number";
        private String carrierKey = "_tracking_provider";

        private Builder() {}

        /** Orders asked for at once, 2 to 100; 50 unless set. Pages overlap by one. */
        public Builder pageSize(int pageSize) {
            this.pageSize = pageSize;
            return this;
        }

        /** How late a change may show up; 5 minutes unless set. */
        public Builder lag(Duration lag) {
            this.lag = requireNonNull(lag, "lag");
            return this;
        }

        /**
         * Basic is used over plain HTTP too, for TLS ends before the call leaves this machine's network; OAuth is used
         * there unless set, since Basic shows the keys to whoever listens.
         */
        public Builder basicOverHttp() {
            this.basicOverHttp = true;
            return this;
        }

        /** The keys go into the address, for hosts that drop the header Authorization; into the header unless set. */
        public Builder keysInAddress() {
            this.keysInAddress = true;
            return this;
        }

        /** What {@code completed} means: {@link PlatformFact#COMPLETED} unless set, or {@link PlatformFact#SHIPPED}. */
        public Builder completedMeans(PlatformFact fact) {
            this.completed = requireNonNull(fact, "fact");
            return this;
        }

        /** What a status that a plugin added means, without its «wc-»; such words are kept, and open, unless explained. */
        public Builder statusWord(String word, PlatformFact fact) {
            words.put(bare(word), requireNonNull(fact, "fact"));
            return this;
        }

        /** The status a shipped order is set to; {@code completed} unless set. It must mean shipped or completed. */
        public Builder shippedStatus(String word) {
            this.shippedStatus = bare(word);
            return this;
        }

        /** The metadata the tracking number and the carrier go into; {@code _tracking_number} and {@code _tracking_provider} unless set. */
        public Builder trackingKeys(String number, String carrier) {
            this.numberKey = requireNonNull(number, "number");
            this.carrierKey = requireNonNull(carrier, "carrier");
            return this;
        }

        private static String bare(String word) {
            String stripped = requireNonNull(word, "word").strip();
            return stripped.startsWith("wc-") ? stripped.substring(3) : stripped;
        }

        private Map<String, PlatformFact> words() {
            Map<String, PlatformFact> all = new HashMap<>(words);
            all.putIfAbsent("completed", completed);
            return all;
        }

        /** The connector. */
        public WooCommerceConnector build() {
            check(pageSize >= 2 && pageSize <= 100, "pageSize is " + pageSize, "2 to 100");
            check(!lag.isNegative(), "lag is " + lag, "zero or longer");
            Set<PlatformFact> gone = Set.of(PlatformFact.SHIPPED, PlatformFact.COMPLETED);
            check(gone.contains(completed), "completedMeans is " + completed, "SHIPPED or COMPLETED");
            check(
                    new OrderWords(words())
                            .factOf(shippedStatus)
                            .filter(gone::contains)
                            .isPresent(),
                    "shippedStatus is '" + shippedStatus + "'",
                    "a word that means SHIPPED or COMPLETED; say so with statusWord(…)");
            check(
                    !numberKey.isBlank() && !carrierKey.isBlank() && !numberKey.equals(carrierKey),
                    "trackingKeys are '" + numberKey + "' and '" + carrierKey + "'",
                    "two names");
            return new WooCommerceConnector(this);
        }

        private static void check(boolean holds, String is, String must) {
            if (!holds) {
                throw new IllegalArgumentException(is + ", but must be " + must);
            }
        }
    }
}
