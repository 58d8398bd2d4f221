package io.gwms.platform.shopee;

import static io.gwms.platform.reading.OneByOne.each;
import static java.util.Objects.requireNonNull;

import io.gwms.credential.Credential;
import io.gwms.order.OrderKind;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AnswerCancelRequests;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchTracking;
import io.gwms.platform.IssuedTracking;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformWebhooks;
import io.gwms.platform.PushStock;
import io.gwms.platform.ReadStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to Shopee shops over the Open Platform API v2.
 *
 * <p>A store's endpoint is {@code https://partner.shopeemobile.com}, {@code https://openplatform.shopee.cn} from mainland
 * China or {@code https://openplatform.shopee.com.br} from America, and for tests {@code
 * https://openplatform.sandbox.test-stable.shopee.sg}; {@link #credential} makes its credential. Access tokens last four
 * hours; a refresh token works once and for 30 days, so what {@link #refreshCredential} answers must be stored before it is
 * used. Shopee wants the token and the signature in the address, where the redactor hides them by name.
 *
 * <p>Orders are listed by the time of their last change, at most 15 days at once, and read fifty at a time. An order that
 * is listed and not shown, and one whose JSON is wrong, is unreadable and stops no other. Tax, discount and source are
 * not in the order detail, nor the total before the buyer has paid; recipients are masked in most markets, the parcel then
 * finds its way by Shopee's label.
 *
 * <p>A shipment is handed over with {@code ship_order}, each package of the order once. Of an order split into packages
 * each takes a call; when one behind the first fails, the outcome is unknown and repeating completes it. Of integrated
 * channels Shopee issues the number ({@link #fetchTracking}); of the seller's own carrier ours is sent. A package that
 * counts as ready for a moment longer is not handed over twice, for Shopee tells that it was.
 *
 * <p>The HTTP status of errors and the rate limits are not published: errors are read from the envelope whatever the
 * status. There is no vector of Shopee's own for its signature: unverified against the platform.
 *
 * <p><b>Threads:</b> shared; keeps nothing.
 */
public final class ShopeeConnector implements PlatformConnector {
    private final PlatformCapabilities capabilities;
    private final OrderReads reads;
    private final Shipments shipments;
    private final Cancellations cancellations;
    private final StockLevels stock;
    private final ShopeeWebhooks webhooks;

    private ShopeeConnector(Builder builder) {
        this.reads = new OrderReads(builder.pageSize);
        this.shipments =
                new Shipments(builder.ownTrackingNumbers, new Handover(builder.dropoffFirst, builder.senderName));
        this.cancellations = new Cancellations(builder.otherCancelReason);
        this.stock = new StockLevels(builder.locationId);
        this.webhooks = new ShopeeWebhooks(builder.pushesSignBodyOnly);
        this.capabilities =
                ShopeeCapabilities.of(builder.pageSize, builder.lag, builder.ownTrackingNumbers, builder.productSite);
    }

    /** A connector with every setting as it comes. */
    public static ShopeeConnector create() {
        return builder().build();
    }

    /** Settings of a connector. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The credential of a shop that authorised an app.
     *
     * @param partnerId the app's id
     * @param partnerKey the app's key, which signs
     * @param shopId the shop's id, as the authorisation named it
     * @param accessToken works until {@code expiresAt}
     * @param refreshToken works once, for 30 days
     * @param expiresAt when the access token ends; null when that is not known, and it is refreshed when it is refused
     */
    public static Credential credential(
            StoreId store,
            long partnerId,
            String partnerKey,
            long shopId,
            String accessToken,
            String refreshToken,
            @Nullable Instant expiresAt) {
        return Grant.of(store, partnerId, partnerKey, shopId, accessToken, refreshToken, expiresAt);
    }

    @Override
    public PlatformType platform() {
        return PlatformType.SHOPEE;
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

    @Override
    public List<Outcome<WrittenShipment>> writeShipments(WriteShipments request) {
        return each(request.session(), request.shipments(), shipments::write);
    }

    /**
     * {@inheritDoc} Where Shopee issues the numbers a package that is handed over is the shipment, for that happens once;
     * with {@link Builder#ownTrackingNumbers} it is one under our number.
     */
    @Override
    public List<Outcome<Optional<WrittenShipment>>> probeShipments(WriteShipments request) {
        return each(request.session(), request.shipments(), shipments::probe);
    }

    @Override
    public List<Outcome<Optional<IssuedTracking>>> fetchTracking(FetchTracking request) {
        return each(request.session(), request.shipments(), shipments::tracking);
    }

    /** {@inheritDoc} An order can be cancelled before it is handed over; Shopee may count it against the seller. */
    @Override
    public List<Outcome<String>> cancelOrders(CancelOrders request) {
        return each(
                request.session(),
                request.platformOrderIds(),
                (session, order) -> cancellations.cancel(session, order, request.cause()));
    }

    @Override
    public List<Outcome<String>> answerCancelRequests(AnswerCancelRequests request) {
        return each(request.session(), request.answers(), cancellations::answer);
    }

    /** {@inheritDoc} Shopee does not compare: the level takes the place of whatever it shows. */
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

    /** {@inheritDoc} The refresh token of the session is used up whether or not an answer comes. */
    @Override
    public Outcome<Credential> refreshCredential(StoreSession session) {
        return Grant.refreshed(session);
    }

    private static <T> Outcome<T> noPurchaseOrders() {
        return Outcome.refused(RefusalCode.UNSUPPORTED, "Shopee has no purchase orders (B2B), only B2C orders");
    }

    /** Settings of a connector; each has a default, and {@link #build} checks them together. */
    public static final class Builder {
        private int pageSize = 50;
        private Duration lag = Duration.ofMinutes(5);
        private boolean ownTrackingNumbers;
        private boolean dropoffFirst;
        private String senderName = "";
        private String locationId = "";
        private String otherCancelReason = "OUT_OF_STOCK";
        private String productSite = "";
        private boolean pushesSignBodyOnly;

        private Builder() {}

        /** Orders listed at once, 1 to 100; 50 unless set, which one call for details shows. */
        public Builder pageSize(int pageSize) {
            this.pageSize = pageSize;
            return this;
        }

        /** How late a change may show up in the list; 5 minutes unless set. */
        public Builder lag(Duration lag) {
            this.lag = requireNonNull(lag, "lag");
            return this;
        }

        /**
         * The shops ship with carriers of their own (non-integrated channels) and Shopee issues no numbers: a package is
         * taken for ours only under our tracking number. Shopee issues them unless set.
         */
        public Builder ownTrackingNumbers() {
            this.ownTrackingNumbers = true;
            return this;
        }

        /** Where a package can be brought or collected, it is brought; it is collected unless set. */
        public Builder dropoffFirst() {
            this.dropoffFirst = true;
            return this;
        }

        /** The sender's real name, which some carriers ask for at drop-off, up to 64 characters; none unless set. */
        public Builder senderName(String senderName) {
            this.senderName = requireNonNull(senderName, "senderName").strip();
            return this;
        }

        /** The location of the stock, of sellers with several warehouses; none unless set. */
        public Builder locationId(String locationId) {
            this.locationId = requireNonNull(locationId, "locationId").strip();
            return this;
        }

        /**
         * Shopee's reason for an order that is cancelled for a reason it has no word for: {@code OUT_OF_STOCK}, unless
         * set, {@code CUSTOMER_REQUEST}, {@code UNDELIVERABLE_AREA} or {@code COD_NOT_SUPPORTED}.
         */
        public Builder otherCancelReason(String reason) {
            this.otherCancelReason = requireNonNull(reason, "reason");
            return this;
        }

        /**
         * The market's site, such as {@code shopee.sg}, so that products can be linked to; a product's id is then written
         * {@code SHOP.ITEM}. There are no links unless set.
         */
        public Builder productSite(String site) {
            this.productSite = requireNonNull(site, "site").strip();
            return this;
        }

        /** Pushes are signed over the body alone, as one public client says; over address and body unless set. */
        public Builder pushesSignBodyOnly() {
            this.pushesSignBodyOnly = true;
            return this;
        }

        /** The connector. */
        public ShopeeConnector build() {
            check(pageSize >= 1 && pageSize <= 100, "pageSize is " + pageSize, "1 to 100");
            check(
                    !lag.isNegative() && lag.compareTo(ShopeeCapabilities.LONGEST_WINDOW) < 0,
                    "lag is " + lag,
                    "zero to 15 days");
            check(
                    Set.of("OUT_OF_STOCK", "CUSTOMER_REQUEST", "UNDELIVERABLE_AREA", "COD_NOT_SUPPORTED")
                            .contains(otherCancelReason),
                    "otherCancelReason is '" + otherCancelReason + "'",
                    "a reason of Shopee's, such as OUT_OF_STOCK");
            check(senderName.length() <= 64, "senderName has " + senderName.length() + " characters", "up to 64");
            check(
                    !ownTrackingNumbers || (!dropoffFirst && senderName.isEmpty()),
                    "dropoffFirst or senderName is set together with ownTrackingNumbers",
                    "left out: they are for Shopee's own carriers");
            check(
                    productSite.isEmpty() || productSite.matches("[a-z0-9.-]+\\.[a-z]{2,}"),
                    "productSite is '" + productSite + "'",
                    "a host name such as shopee.sg");
            return new ShopeeConnector(this);
        }

        private static void check(boolean holds, String is, String must) {
            if (!holds) {
                throw new IllegalArgumentException(is + ", but must be " + must);
            }
        }
    }
}
