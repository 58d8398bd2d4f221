package io.gwms.platform.sync;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.credential.Credential;
import io.gwms.order.OrderKind;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.amazonvendor.AmazonVendorConnector;
import io.gwms.platform.makro.MakroConnector;
import io.gwms.platform.shopee.ShopeeConnector;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.platform.takealot.TakealotConnector;
import io.gwms.platform.woocommerce.WooCommerceConnector;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.amazonvendor.FakeAmazonVendor;
import io.gwms.testkit.amazonvendor.VendorItem;
import io.gwms.testkit.amazonvendor.VendorOrder;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.makro.FakeMakro;
import io.gwms.testkit.makro.MakroItem;
import io.gwms.testkit.makro.MakroShipment;
import io.gwms.testkit.shopee.FakeShopee;
import io.gwms.testkit.shopee.ShopeeOrder;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.takealot.FakeTakealot;
import io.gwms.testkit.takealot.TakealotSale;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.woocommerce.FakeWooCommerce;
import io.gwms.testkit.woocommerce.WooOrder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The platforms, each with three orders of one line over HTTP, and where in its JSON stands what bad input makes wrong: the
 * object that is an order, named by its number, and from there the way to each field.
 */
enum BadShop {
    SHOPIFY(
            List.of("#1001", "#1002", "#1003"),
            new Places("name", "displayFulfillmentStatus", "currentTotalPriceSet/shopMoney/amount", "note")
                    .lines("lineItems/nodes", "quantity", "sku"),
            PlatformType.SHOPIFY,
            address -> ShopifyConnector.create(),
            store -> ShopifyConnector.credential(store, "shpat_fake"),
            (clock, numbers) -> {
                FakeShopify shop = FakeShopify.builder().clock(clock).build();
                numbers.forEach(number ->
                        shop.seed(ShopifyOrder.named(number).line("SKU-1", 1).build()));
                return shop;
            }),
    SHOPEE(
            List.of("2607A", "2607B", "2607C"),
            new Places("order_sn", "order_status", "total_amount", "message_to_seller")
                    .lines("item_list", "model_quantity_purchased", "model_sku"),
            PlatformType.SHOPEE,
            address -> ShopeeConnector.create(),
            store -> ShopeeConnector.credential(
                    store, 2_001_887, "fake_partner_key", 322_300_222, "fake_access_token", "fake_refresh_token", null),
            (clock, numbers) -> {
                FakeShopee shop = FakeShopee.builder().clock(clock).build();
                numbers.forEach(number -> shop.seed(ShopeeOrder.of(number).line("SKU-1", 1)));
                return shop;
            }),
    TAKEALOT(
            List.of("1001", "1002", "1003"),
            new Places("order_id", "sale_status", "selling_price", "product_title").itself("quantity", "sku"),
            PlatformType.TAKEALOT,
            address -> TakealotConnector.sellerV2(),
            store -> TakealotConnector.credential(store, "tal-key"),
            BadShop::takealot),
    TAKEALOT_MARKETPLACE(
            TAKEALOT.numbers,
            TAKEALOT.places,
            TakealotConnector.MARKETPLACE,
            address -> TakealotConnector.marketplaceV1(),
            store -> TakealotConnector.credential(store, "mkt-key"),
            BadShop::takealot),
    MAKRO(
            List.of("OD431", "OD432", "OD433"),
            new Places(
                            "shipmentId",
                            "orderItems/0/status",
                            "orderItems/0/priceComponents/sellingPrice",
                            "orderItems/0/title")
                    .lines("orderItems", "quantity", "sku"),
            PlatformType.MAKRO,
            address -> MakroConnector.experimental(),
            store -> MakroConnector.credential(store, "makro-app", "makro-secret"),
            BadShop::makro),
    WOOCOMMERCE(
            List.of("W-1001", "W-1002", "W-1003"),
            new Places("number", "status", "total", "customer_note").lines("line_items", "quantity", "sku"),
            PlatformType.WOOCOMMERCE,
            address -> WooCommerceConnector.create(),
            store -> WooCommerceConnector.credential(store, "ck_fake_consumer", "cs_fake_consumer"),
            (clock, numbers) -> {
                FakeWooCommerce shop = FakeWooCommerce.builder().clock(clock).build();
                numbers.forEach(number -> shop.seed(WooOrder.numbered(number).line("SKU-1", 1)));
                return shop;
            }),
    AMAZON_VENDOR(
            List.of("PO000001", "PO000002", "PO000003"),
            new Places(
                            "purchaseOrderNumber",
                            "purchaseOrderState",
                            "orderDetails/items/0/netCost/amount",
                            "orderDetails/shipToParty/address/name")
                    .lines("orderDetails/items", "orderedQuantity/amount", "vendorProductIdentifier"),
            PlatformType.AMAZON_VENDOR,
            address -> AmazonVendorConnector.builder()
                    .tokenEndpoint(URI.create(address + "/auth/o2/token"))
                    .build(),
            store -> AmazonVendorConnector.credential(store, "amzn-app", "amzn-secret", "Atzr|fake-refresh", "WH1"),
            (clock, numbers) -> {
                FakeAmazonVendor amazon =
                        FakeAmazonVendor.builder().clock(clock).build();
                numbers.forEach(number -> amazon.seed(
                        VendorOrder.of(number, VendorItem.eaches("SKU-1", 1)).withAddress()));
                return amazon;
            });

    static final StoreId STORE = new StoreId("acme");

    /** How long after each other orders come where only their time tells them apart. */
    static final Duration BETWEEN = Duration.ofSeconds(62);

    final List<String> numbers;
    final Places places;
    private final PlatformType type;
    private final Function<URI, PlatformConnector> connector;
    private final Function<StoreId, Credential> credential;
    private final BiFunction<VirtualClock, List<String>, FakeService> fake;

    BadShop(
            List<String> numbers,
            Places places,
            PlatformType type,
            Function<URI, PlatformConnector> connector,
            Function<StoreId, Credential> credential,
            BiFunction<VirtualClock, List<String>, FakeService> fake) {
        this.numbers = numbers;
        this.places = places;
        this.type = type;
        this.connector = connector;
        this.credential = credential;
        this.fake = fake;
    }

    private static FakeService takealot(VirtualClock clock, List<String> numbers) {
        FakeTakealot account = FakeTakealot.builder().clock(clock).build();
        numbers.forEach(number -> {
            account.seed(TakealotSale.of(Long.parseLong(number), "SKU-1", 1));
            clock.advance(BETWEEN);
        });
        return account;
    }

    private static FakeService makro(VirtualClock clock, List<String> numbers) {
        FakeMakro makro = FakeMakro.builder().clock(clock).build();
        numbers.forEach(number -> {
            makro.seed(MakroShipment.of("S-" + number, number, MakroItem.of("SKU-1", 1)));
            clock.advance(BETWEEN);
        });
        return makro;
    }

    OrderKind kind() {
        return this == AMAZON_VENDOR ? OrderKind.B2B : OrderKind.B2C;
    }

    /** The order that is to be bad; the two others are good. */
    String bad() {
        return numbers.get(1);
    }

    /** Its three orders were placed an hour ago. */
    Open open() {
        VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
        FakeService service = fake.apply(clock, numbers);
        clock.advance(Duration.ofHours(1));
        return new Open(clock, FakeHttpServer.start(service));
    }

    /** A shop that serves. */
    final class Open implements AutoCloseable {
        final VirtualClock clock;
        private final FakeHttpServer server;

        Open(VirtualClock clock, FakeHttpServer server) {
            this.clock = clock;
            this.server = server;
        }

        Store store() {
            return Store.of(STORE, "Acme", type, server.uri());
        }

        PlatformConnector connector() {
            return connector.apply(server.uri());
        }

        Credential credential() {
            return credential.apply(STORE);
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /**
     * Where things stand in an order's JSON, as ways with slashes.
     *
     * @param name what names the order
     * @param word its status word
     * @param amount an amount
     * @param text a text that may be long
     * @param lines the list of its lines; empty when the object is a line itself
     * @param quantity of a line
     * @param sku of a line
     */
    record Places(String name, String word, String amount, String text, String lines, String quantity, String sku) {
        Places(String name, String word, String amount, String text) {
            this(name, word, amount, text, "", "", "");
        }

        Places lines(String list, String quantity, String sku) {
            return new Places(name, word, amount, text, list, list + "/0/" + quantity, list + "/0/" + sku);
        }

        Places itself(String quantity, String sku) {
            return new Places(name, word, amount, text, "", quantity, sku);
        }

        /** Whether this is the order of that number, in full. */
        boolean isOrder(JsonNode node, String number) {
            return node.isObject()
                    && node.path(name).asText().endsWith(number)
                    && node.at("/" + quantity).isValueNode();
        }

        /** Puts a value at that place of the order. */
        static void set(JsonNode order, String place, JsonNode value) {
            int slash = place.lastIndexOf('/');
            JsonNode parent = slash < 0 ? order : order.at("/" + place.substring(0, slash));
            requireNonNull((ObjectNode) parent, place).set(place.substring(slash + 1), value);
        }
    }
}
