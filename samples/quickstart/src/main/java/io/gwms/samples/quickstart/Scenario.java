package io.gwms.samples.quickstart;

import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.store.StoreId;
import io.gwms.testkit.fourpx.FourPxStock;
import io.gwms.testkit.shopify.ShopifyAddress;
import io.gwms.testkit.shopify.ShopifyLine;
import io.gwms.testkit.shopify.ShopifyOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * The story that the quickstart tells, as data: what the shop and the warehouse hold before anything happens. The same
 * every time; all of it is invented.
 *
 * @param orders how many orders the shop holds
 * @param trouble whether things go wrong on the way: lost replies, a late order, a busy shop
 */
record Scenario(int orders, boolean trouble) {
    /** When the story begins. */
    static final Instant START = Instant.parse("2026-03-02T09:30:00Z");

    static final StoreId STORE = new StoreId("terra-table-us");
    static final WarehouseCode WAREHOUSE = new WarehouseCode("LA1");
    static final ChannelCode CHANNEL = new ChannelCode("UPS-GROUND");

    static final String PROXY_WAREHOUSE = "USLAXA";
    static final String PROXY_CHANNEL = "PX-UPS-G";
    static final String PROXY_ACCOUNT = "terra-table";

    static final String SHOPIFY_TOKEN = "shpat_quickstart_5d1f0c";
    static final String APP_KEY = "terra-table-app";
    static final String APP_SECRET = "quickstart-secret-93b1";

    /** The order with the SKU that is bound later. */
    static final int UNMAPPED = 17;
    /** The order that comes in without a street. */
    static final int NO_STREET = 42;

    /** Our number and the warehouse's number of the inbound order that all stock came with. */
    static final String ASN = "ASN-260115-01";

    static final String BATCH = "B2601";
    static final String PROXY_INBOUND = "IC9002780000004711";
    static final Instant PUT_AWAY = Instant.parse("2026-01-15T09:30:00Z");

    /** A SKU that the warehouse holds for us and that stands for nothing here. */
    static final String STRANGE_SKU = "4P-20999";

    private static final Goods TRAY = Goods.BOUND.get(2);
    private static final Goods TEAPOT = Goods.BOUND.get(6);
    private static final Goods TOWEL = Goods.BOUND.get(7);
    private static final Goods CARAFE = Goods.BOUND.get(8);

    /** The products of which some are broken when the story begins, and how many. */
    static final Map<Goods, Long> BROKEN = Map.of(TEAPOT, 4L, CARAFE, 3L);

    /** What an order takes from acceptance to the truck. */
    static final List<Duration> SHIPPING_TIMES = List.of(
            Duration.ofMinutes(60),
            Duration.ofMinutes(75),
            Duration.ofMinutes(95),
            Duration.ofMinutes(130),
            Duration.ofMinutes(160),
            Duration.ofMinutes(360));

    private static final List<String> FIRST_NAMES =
            List.of("Maren", "Tobias", "Ngozi", "Kenji", "Lucía", "Oskar", "Priya", "Wanda", "Idris", "Chloé", "Bram");
    private static final List<String> LAST_NAMES =
            List.of("Whitfield", "Okonkwo", "Sandoval", "Lindqvist", "Marchetti", "Nakagawa", "O'Hara", "Petrov", "Yilmaz");
    private static final List<String> STREETS =
            List.of("Alder Street", "Quarry Lane", "Mission Avenue", "Lakeview Drive", "Foundry Road", "Orchard Court");
    private static final List<Town> TOWNS = List.of(
            new Town("Portland", "Oregon", "OR", "97205"),
            new Town("Boise", "Idaho", "ID", "83702"),
            new Town("Tucson", "Arizona", "AZ", "85701"),
            new Town("Madison", "Wisconsin", "WI", "53703"),
            new Town("Savannah", "Georgia", "GA", "31401"),
            new Town("Duluth", "Minnesota", "MN", "55802"),
            new Town("Santa Fe", "New Mexico", "NM", "87501"));

    private record Town(String city, String state, String stateCode, String zip) {}

    /** The story as the quickstart tells it. */
    static Scenario standard() {
        return new Scenario(60, true);
    }

    /** The number people read of the n-th order, from 1. */
    static String number(int n) {
        return "#" + (1000 + n);
    }

    /** What the shop holds. */
    List<ShopifyOrder> shopOrders() {
        var random = new Random(20260302);
        var all = new ArrayList<ShopifyOrder>();
        for (int n = 1; n <= orders; n++) {
            all.add(order(n, random));
        }
        return all;
    }

    private ShopifyOrder order(int n, Random random) {
        ShopifyAddress address = address(random);
        var order = ShopifyOrder.named(number(n))
                .createdAt(START.minus(Duration.ofMinutes(40L * (orders - n) + 5)))
                .email(("customer" + n + "@example.com"))
                .shippingAddress(n == NO_STREET && trouble ? address.without("address1") : address);
        int lines = 1 + random.nextInt(3);
        int first = random.nextInt(Goods.BOUND.size());
        for (int line = 0; line < lines; line++) {
            order.line(line(Goods.BOUND.get((first + 2 * line) % Goods.BOUND.size()), 1 + random.nextInt(3)));
        }
        if (n == UNMAPPED && trouble) {
            order.line(line(Goods.CANDLE, 2));
        }
        return order.build();
    }

    /** The street that the order without one gets in the shop later, as an instruction to the fake. */
    static String completeTheAddress() {
        return """
            {"edit": "%s", "set": {"shippingAddress": {"firstName": "Wanda", "lastName": "Lindqvist",
             "address1": "18 Orchard Court", "city": "Duluth", "province": "Minnesota", "provinceCode": "MN",
             "country": "United States", "countryCodeV2": "US", "zip": "55802", "phone": "+12185550142"}}}"""
                .formatted(number(NO_STREET));
    }

    private static ShopifyLine line(Goods goods, int quantity) {
        return ShopifyLine.of(goods.platformSku(), quantity).titled(goods.title()).at(goods.price());
    }

    private static ShopifyAddress address(Random random) {
        Town town = pick(TOWNS, random);
        return new ShopifyAddress(
                pick(FIRST_NAMES, random),
                pick(LAST_NAMES, random),
                null,
                (1 + random.nextInt(900)) + " " + pick(STREETS, random),
                null,
                town.city(),
                town.state(),
                town.stateCode(),
                "United States",
                "US",
                town.zip(),
                "+1503555" + (1000 + random.nextInt(9000)));
    }

    private static <T> T pick(List<T> list, Random random) {
        return list.get(random.nextInt(list.size()));
    }

    /** What the proxy warehouse holds when the story begins: a good batch of each product, and some broken ones. */
    FourPxStock[] proxyStock() {
        var rows = new ArrayList<FourPxStock>();
        Goods.kept().forEach(goods -> rows.add(row(goods.proxySku(), stocked(goods))));
        BROKEN.forEach((goods, pieces) -> rows.add(row(goods.proxySku(), pieces).ofQuality("B")));
        return rows.toArray(FourPxStock[]::new);
    }

    /** The pieces of a product, there and in our books, when the story begins. */
    long stocked(Goods goods) {
        return goods.stocked() * Math.max(1, orders / 60);
    }

    /** The warehouse counts its shelves: four trays more, three towels less, two teapots broken, and something nobody knows. */
    static String countTheShelves() {
        return """
            {"stock": [%s, %s, %s, %s, %s]}""".formatted(
                counted(TRAY.proxySku(), "G", 4),
                counted(TOWEL.proxySku(), "G", -3),
                counted(TEAPOT.proxySku(), "G", -2),
                counted(TEAPOT.proxySku(), "B", 2),
                counted(STRANGE_SKU, "G", 25));
    }

    private static String counted(String proxySku, String quality, int change) {
        return """
            {"warehouse": "%s", "sku": "%s", "batch_no": "%s", "quality": "%s", "available": %d, "pending": 0,
             "inbound_no": "%s", "put_away_at": "%s"}"""
                .formatted(PROXY_WAREHOUSE, proxySku, BATCH, quality, change, PROXY_INBOUND, PUT_AWAY);
    }

    private static FourPxStock row(String proxySku, long available) {
        return FourPxStock.good(PROXY_WAREHOUSE, proxySku, BATCH, available, PROXY_INBOUND, PUT_AWAY);
    }
}
