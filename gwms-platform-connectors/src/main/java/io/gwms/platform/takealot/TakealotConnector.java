package io.gwms.platform.takealot;

import static io.gwms.platform.reading.OneByOne.each;
import static java.util.Objects.requireNonNull;

import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.order.OrderKind;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
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
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.ProductPage;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StockSupport;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Speaks to Takealot for a seller's account: {@link #sellerV2()} over the seller API v2, or {@link #marketplaceV1()} over
 * the marketplace API v1, which is a {@linkplain #MARKETPLACE platform type} of its own so that a host can have stores of
 * both.
 *
 * <p>A store's endpoint is {@code https://seller-api.takealot.com} or {@code https://marketplace-api.takealot.com}; its
 * credential has the secret {@value #API_KEY} and, for stock, the setting {@value #MERCHANT_WAREHOUSE} ({@link
 * #credential} makes one).
 *
 * <p>Both list sales by the date of the order and tell no time of change, so the cursor is declared unreliable: open
 * orders are swept. Takealot delivers, and shows no address. There is no public call to accept, to cancel, or to tell of a
 * shipment: none is declared. What Takealot holds in a distribution centre of its own («Preparing for Customer», «Inter DC
 * Transfer») counts as out of the seller's hands, so that it is not sent a second time. The marketplace API shows neither a
 * product's name nor a customer's, and what writes through it is not described.
 *
 * <p>The seller API was read from its Swagger description ({@code seller-api.takealot.com}: view sales, get and update an
 * offer), the marketplace API from what is told of its OpenAPI description ({@code marketplace-api.takealot.com/v1/docs}), the
 * words for a sale's state from answers that sellers show in public. Not verified: the marketplace's form of a date in a
 * filter (a moment is sent, as its sales have one), and whether its {@code selling_price} is that of a sale or of a piece
 * ({@link Builder#pricesOfAPiece}).
 *
 * <p><b>Threads:</b> shared; keeps nothing.
 */
public final class TakealotConnector implements PlatformConnector {
    /** The type of stores that are reached through the marketplace API v1. */
    public static final PlatformType MARKETPLACE = new PlatformType("TAKEALOT_MARKETPLACE");

    /** The name of the credential's one secret. */
    static final String API_KEY = "apiKey";

    /** The setting of a credential that names the seller's own warehouse whose stock is pushed, a whole number. */
    static final String MERCHANT_WAREHOUSE = "merchantWarehouse";

    /** 180 days are the most that one may ask for; the days at both ends of a window are asked for whole. */
    private static final Duration LONGEST_WINDOW = Duration.ofDays(177);

    private static final Set<OrderField> ABSENT = Set.of(
            OrderField.SOURCE,
            OrderField.BUYER_NOTE,
            OrderField.PAYMENT_METHOD,
            OrderField.PAYMENT_TIME,
            OrderField.SHIPPING_FEE,
            OrderField.TAX,
            OrderField.DISCOUNT,
            OrderField.PHONE,
            OrderField.COUNTRY,
            OrderField.STATE,
            OrderField.CITY,
            OrderField.ADDRESS,
            OrderField.ZIP);

    private static final Set<OrderField> ABSENT_FROM_MARKETPLACE =
            plus(ABSENT, OrderField.RECIPIENT_NAME, OrderField.PRODUCT_NAME);

    private final TakealotApi api;
    private final PlatformCapabilities capabilities;
    private final SaleReads reads;
    private final StockLevels stock;

    private TakealotConnector(Builder builder) {
        TakealotClient client = new TakealotClient(builder.api);
        SaleDates dates = new SaleDates(builder.zone);
        this.api = builder.api;
        this.reads = isSellerApi()
                ? new SellerReads(client, dates, builder.pageSize, LONGEST_WINDOW)
                : new MarketplaceReads(client, dates, builder.pageSize, builder.pricesOfAPiece);
        this.stock = new StockLevels(client);
        PlatformCapabilities.Builder can = PlatformCapabilities.builder()
                .cursor(new OrderCursor(
                        OrderCursor.Field.ORDERED_AT, false, LONGEST_WINDOW, null, builder.lag, builder.pageSize))
                .addressRules(Map.of(
                        "Lead time", AddressRule.PLATFORM_CENTRE,
                        "Drop ship", AddressRule.PLATFORM_CENTRE))
                .lookUpByNumber()
                .census(census(builder))
                .absentFields(isSellerApi() ? ABSENT : ABSENT_FROM_MARKETPLACE);
        builder.productPage.ifPresent(can::productPage);
        if (isSellerApi()) {
            can.stock(StockSupport.SET).readStock().actions(Set.of(CallAction.ORDER_FETCH, CallAction.STOCK_PUSH));
        }
        this.capabilities = can.build();
    }

    private static Set<OrderField> plus(Set<OrderField> fields, OrderField... more) {
        Set<OrderField> all = EnumSet.copyOf(fields);
        all.addAll(List.of(more));
        return Set.copyOf(all);
    }

    private static OrderCursor census(Builder builder) {
        return new OrderCursor(OrderCursor.Field.ORDERED_AT, true, LONGEST_WINDOW, null, builder.lag, builder.pageSize);
    }

    /** A connector over the seller API v2 with every setting as it comes. */
    public static TakealotConnector sellerV2() {
        return builder().build();
    }

    /** A connector over the marketplace API v1 with every setting as it comes. */
    public static TakealotConnector marketplaceV1() {
        return builder().marketplace().build();
    }

    /** Settings of a connector. */
    public static Builder builder() {
        return new Builder();
    }

    /** The credential of a store that fetches orders only. */
    public static Credential credential(StoreId store, String apiKey) {
        return Credential.of(CredentialOwner.store(store), Map.of(API_KEY, Secret.of(apiKey)), Map.of());
    }

    /** The credential of a store whose stock is pushed, as stock of that merchant warehouse. */
    public static Credential credential(StoreId store, String apiKey, long merchantWarehouse) {
        return Credential.of(
                CredentialOwner.store(store),
                Map.of(API_KEY, Secret.of(apiKey)),
                Map.of(MERCHANT_WAREHOUSE, String.valueOf(merchantWarehouse)));
    }

    @Override
    public PlatformType platform() {
        return isSellerApi() ? PlatformType.TAKEALOT : MARKETPLACE;
    }

    @Override
    public PlatformCapabilities capabilities() {
        return capabilities;
    }

    @Override
    public Outcome<OrderPage> fetchOrders(FetchOrders request) {
        return request.kind() == OrderKind.B2C ? reads.window(request) : noPurchaseOrders();
    }

    /** {@inheritDoc} The seller API finds orders of the last 177 days by number. */
    @Override
    public Outcome<OrderPage> lookUpOrders(LookUpOrders request) {
        return request.kind() == OrderKind.B2C ? reads.numbers(request) : noPurchaseOrders();
    }

    @Override
    public List<Outcome<ShownStock>> pushStock(PushStock request) {
        if (!isSellerApi()) {
            return PlatformConnector.super.pushStock(request);
        }
        return each(request.session(), request.levels(), stock::push);
    }

    @Override
    public List<Outcome<ShownStock>> readStock(ReadStock request) {
        if (!isSellerApi()) {
            return PlatformConnector.super.readStock(request);
        }
        return each(request.session(), request.items(), stock::read);
    }

    @Override
    public Outcome<OrderListing> listOrders(ListOrders request) {
        return request.kind() == OrderKind.B2C ? reads.census(request) : noPurchaseOrders();
    }

    @Override
    public Optional<PlatformWebhooks> webhooks() {
        return Optional.of(new TakealotWebhooks());
    }

    private boolean isSellerApi() {
        return api == TakealotApi.SELLER_V2;
    }

    private static <T> Outcome<T> noPurchaseOrders() {
        return Outcome.refused(
                RefusalCode.UNSUPPORTED, "Takealot's purchase orders (B2B) have no public API, only B2C orders have");
    }

    /** Settings of a connector; each has a default. */
    public static final class Builder {
        /** Zones that have changed their clocks since then may do so again. */
        private static final Instant LATELY = Instant.parse("2020-01-01T00:00:00Z");

        private TakealotApi api = TakealotApi.SELLER_V2;
        private ZoneId zone = ZoneId.of("Africa/Johannesburg");
        private Duration lag = Duration.ofMinutes(30);
        private int pageSize = 100;
        private boolean pricesOfAPiece;
        private Optional<ProductPage> productPage = Optional.empty();

        private Builder() {}

        /** Over the marketplace API v1; over the seller API v2 unless set. */
        public Builder marketplace() {
            this.api = TakealotApi.MARKETPLACE_V1;
            return this;
        }

        /** The zone of dates that come without an offset; {@code Africa/Johannesburg} unless set. */
        public Builder zone(ZoneId zone) {
            this.zone = requireNonNull(zone, "zone");
            return this;
        }

        /** How late a sale may show up in the list; 30 minutes unless set. */
        public Builder lag(Duration lag) {
            if (requireNonNull(lag, "lag").isNegative()) {
                throw new IllegalArgumentException("lag is " + lag + ", but must be zero or longer");
            }
            this.lag = lag;
            return this;
        }

        /** Where people see a product; nowhere unless set, for the form of its address is not published. */
        public Builder productPage(ProductPage productPage) {
            this.productPage = Optional.of(productPage);
            return this;
        }

        /** Sales asked for at once, 1 to 100; 100 unless set. An order has one sale or several. */
        public Builder pageSize(int pageSize) {
            if (pageSize < 1 || pageSize > 100) {
                throw new IllegalArgumentException("pageSize is " + pageSize + ", but must be 1 to 100");
            }
            this.pageSize = pageSize;
            return this;
        }

        /**
         * The marketplace API's {@code selling_price} is that of one piece; it is that of all pieces of the sale, as in the
         * seller API, unless set. What is published does not tell.
         */
        public Builder pricesOfAPiece() {
            this.pricesOfAPiece = true;
            return this;
        }

        /**
         * The connector.
         *
         * @throws IllegalArgumentException when the zone has summer time and the lag is no longer than the hour that it
         *     repeats when that ends: a date of that hour may be an hour off; or when {@link #pricesOfAPiece} is set for the
         *     seller API, which documents its prices as those of all pieces
         */
        public TakealotConnector build() {
            if (pricesOfAPiece && api == TakealotApi.SELLER_V2) {
                throw new IllegalArgumentException(
                        "pricesOfAPiece is set, but the seller API tells the price of all pieces"
                                + " of a sale; leave it out, or call marketplace()");
            }
            if (zone.getRules().nextTransition(LATELY) != null && lag.compareTo(Duration.ofHours(1)) <= 0) {
                throw new IllegalArgumentException("lag is " + lag + ", but must be longer than the hour that the zone "
                        + zone + " repeats when its summer time ends; call lag(Duration.ofMinutes(90))");
            }
            return new TakealotConnector(this);
        }
    }
}
