package io.gwms.platform.makro;

import static io.gwms.platform.reading.OneByOne.each;
import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.internal.Require;
import io.gwms.order.OrderKind;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AddressRule;
import io.gwms.platform.CancelOrders;
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
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StockSupport;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteBackSupport;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Speaks to Makro's South African marketplace. <b>Experimental:</b> Makro publishes no contract, so this one follows the
 * Flipkart Marketplace v3 contract, whose technology Makro's seller portal runs on; a host opts in by name, with {@link
 * #experimental} or {@link Builder#experimental}.
 *
 * <p><b>Not verified against Makro:</b> that orders can be read and written by API at all and under these paths; the filter
 * by change and the three types together with it; page sizes and the limits of 100 and 25; the reply with addresses and
 * where tracking numbers are in it; that prices of an item are for all its pieces; the words of cancel reasons; the look-up
 * of listings; the body of pushes, how long they repeat, and whether they come; rate limits; what a verdict that is not
 * {@code SUCCESS} is called. The token and the fields of listings are known from public clients of Makro, the rest from
 * Flipkart's documents (Marketplace API, «Shipment V3» and «Listings V3», as of June 2024), with which each field that is
 * read or sent was compared; the reply with addresses is not described there.
 *
 * <p>A store's endpoint is the base of its paths, {@code https://seller.makro.co.za/api}; its credential is made by {@link
 * #credential} and renewed from the app's secret.
 *
 * <p>A shipment is Makro's unit, and an order may be split over several: an order here is all its shipments, and its lines
 * are named by shipment and item. An order is on hold while a shipment that has not left is, or may not be dispatched yet;
 * that time passes without a change, so the cursor is not reliable and open orders are swept. There is no acceptance: stock
 * shown is stock owed.
 *
 * <p>Shipments are dispatched by self-ship and each as a whole; those that Makro's carrier takes need labels, which are
 * absent here. The shipment's id stands for the number of its invoice. What {@code FBM} items hold is shipped
 * by Makro. An order is cancelled as long as none of it is packed. Stock is set at one location, whose switch is left as it
 * is. The signature of pushes leaves their body out, so they only say which orders to read again.
 *
 * <p><b>Threads:</b> shared; keeps nothing.
 */
@Incubating("written after a contract that nobody has verified against the platform")
public final class MakroConnector implements PlatformConnector {
    static final String ACCESS_TOKEN = "accessToken";
    static final String APP_SECRET = "appSecret";
    static final String APP_ID = "appId";

    private final PlatformCapabilities capabilities;
    private final ShipmentReads reads;
    private final Dispatches dispatches;
    private final Cancellations cancellations;
    private final StockLevels stock;

    private MakroConnector(Builder builder) {
        OrderMapping mapping = new OrderMapping(builder.country, builder.currency, builder.zone);
        this.reads = new ShipmentReads(mapping, builder.pageSize);
        this.dispatches = new Dispatches(reads, mapping, builder.deliveryTime);
        this.cancellations = new Cancellations(reads);
        this.stock = new StockLevels(builder.locationId);
        this.capabilities = PlatformCapabilities.builder()
                .cursor(cursor(OrderCursor.Field.CHANGED_AT, false, builder))
                .census(cursor(OrderCursor.Field.ORDERED_AT, true, builder))
                .lookUpByNumber()
                .writeBack(WriteBackSupport.PARTIAL)
                .probeShipments(Duration.ofMinutes(5))
                .cancelOrders()
                .stock(StockSupport.SET)
                .readStock()
                .refreshCredential()
                .absentFields(Set.of(
                        OrderField.SOURCE,
                        OrderField.BUYER_NOTE,
                        OrderField.PAYMENT_TIME,
                        OrderField.TAX,
                        OrderField.DISCOUNT))
                .addressRules(Map.of(
                        OrderMapping.BY_SELLER, AddressRule.BUYER,
                        OrderMapping.BY_MAKRO, AddressRule.PLATFORM_CENTRE))
                .actions(Set.of(
                        CallAction.ORDER_FETCH,
                        CallAction.SHIPMENT_WRITE_BACK,
                        CallAction.ORDER_CANCEL,
                        CallAction.STOCK_PUSH,
                        CallAction.TOKEN_REFRESH))
                .build();
    }

    private static OrderCursor cursor(OrderCursor.Field field, boolean reliable, Builder builder) {
        return new OrderCursor(field, reliable, null, null, builder.lag, builder.pageSize);
    }

    /** A connector with every setting as it comes, for a host that accepts what is not verified. */
    public static MakroConnector experimental() {
        return builder().experimental().build();
    }

    /** Settings of a connector. */
    public static Builder builder() {
        return new Builder();
    }

    /** The credential of a store before its first access token, which is fetched before the first call. */
    public static Credential credential(StoreId store, String appId, String appSecret) {
        return new Credential(
                CredentialOwner.store(store),
                0,
                Map.of(APP_SECRET, Secret.of(appSecret)),
                Map.of(APP_ID, appId),
                Instant.EPOCH);
    }

    @Override
    public PlatformType platform() {
        return PlatformType.MAKRO;
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
        return request.kind() == OrderKind.B2C ? reads.listing(request) : noPurchaseOrders();
    }

    @Override
    public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
        return each(request.session(), request.shipments(), dispatches::send);
    }

    @Override
    public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        return each(request.session(), request.shipments(), dispatches::probe);
    }

    @Override
    public List<Outcome<String>> cancelOrders(CancelOrders request) {
        return each(
                request.session(),
                request.platformOrderIds(),
                (session, id) -> cancellations.cancel(session, id, request.cause()));
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
        return Optional.of(new MakroWebhooks());
    }

    @Override
    public Outcome<Credential> refreshCredential(StoreSession session) {
        return AccessTokens.refresh(session);
    }

    private static <T> Outcome<T> noPurchaseOrders() {
        return Outcome.refused(RefusalCode.UNSUPPORTED, "Makro has consumer orders (B2C) only, no purchase orders");
    }

    /** Settings of a connector; each has a default, but for {@link #experimental}. */
    public static final class Builder {
        private boolean experimental;
        private String country = "ZA";
        private String currency = "ZAR";
        private ZoneOffset zone = ZoneOffset.ofHoursMinutes(5, 30);
        private String locationId = "";
        private Duration deliveryTime = Duration.ofDays(3);
        private Duration lag = Duration.ofMinutes(15);
        private int pageSize = 20;

        private Builder() {}

        /** Accepts that this connector is not verified against Makro, as {@link MakroConnector} tells in full. */
        public Builder experimental() {
            this.experimental = true;
            return this;
        }

        /** The country that addresses are in and the currency of prices, which Makro does not say; ZA and ZAR unless set. */
        public Builder market(String country, String currency) {
            this.country = Require.text(country, "country");
            this.currency = Require.text(currency, "currency");
            return this;
        }

        /** The offset of stamps that have none; +05:30, which those with one are of, unless set. */
        public Builder zone(ZoneOffset zone) {
            this.zone = requireNonNull(zone, "zone");
            return this;
        }

        /** The location whose stock is set and read; the only one of a listing unless set. */
        public Builder locationId(String locationId) {
            this.locationId = Require.text(locationId, "locationId");
            return this;
        }

        /** How long a parcel takes to the buyer, which Makro wants to be told; 3 days unless set. */
        public Builder deliveryTime(Duration deliveryTime) {
            Require.that(
                    !requireNonNull(deliveryTime, "deliveryTime").isNegative(),
                    "deliveryTime",
                    deliveryTime,
                    "zero or longer");
            this.deliveryTime = deliveryTime;
            return this;
        }

        /** How late a change may show up in a list, which is not published; 15 minutes unless set. */
        public Builder lag(Duration lag) {
            Require.that(!requireNonNull(lag, "lag").isNegative(), "lag", lag, "zero or longer");
            this.lag = lag;
            return this;
        }

        /** Shipments asked for at once, 1 to 100; 20 unless set. */
        public Builder pageSize(int pageSize) {
            Require.that(pageSize >= 1 && pageSize <= 100, "pageSize", pageSize, "1 to 100");
            this.pageSize = pageSize;
            return this;
        }

        /**
         * The connector.
         *
         * @throws IllegalStateException unless {@link #experimental} was called
         */
        public MakroConnector build() {
            if (!experimental) {
                throw new IllegalStateException("experimental is not set: Makro publishes no contract, and its order"
                        + " endpoints, limits and pushes are taken from Flipkart's and not verified; call"
                        + " MakroConnector.builder().experimental() to accept that");
            }
            return new MakroConnector(this);
        }
    }
}
