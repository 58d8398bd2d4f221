package io.gwms.testkit.shopify;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Shopify store that answers the Admin GraphQL API. Put it behind a {@link io.gwms.testkit.http.FakeHttpServer}, fill
 * it with {@link #seed}, change orders under the client's feet with {@link #edit} and {@link #cancel}, and break it with
 * {@link #faults}.
 *
 * <p>It answers {@code POST /admin/api/VERSION/graphql.json} from its own subset of the schema; an unknown field is
 * refused. Costs come from the selection, the bucket refills on the virtual clock, pages are keyset, a second equal
 * fulfillmentCreate makes a second fulfilment unless the quantities forbid it. All effects and pushes of time are on the
 * journal: a fake built on the same journal holds the same. Switches, and a late fulfilment still to come, end with the process.
 *
 * <p>{@code POST /_control/script} takes one JSON object or a list of them, each one instruction:
 *
 * <ul>
 *   <li>{@code {"seed": {"name": "#1001", "lines": [{"sku": "A", "quantity": 2}]}}}, fields named as in {@link
 *       ShopifyOrder}
 *   <li>{@code {"edit": "#1001", "set": {"note": "ring twice"}}}, {@code {"cancel": "#1001", "reason": "CUSTOMER"}},
 *       {@code {"close": "#1001"}}, {@code {"deliver": "#1001"}}, {@code {"stock": "A", "available": 4}}
 *   <li>{@code {"switch": "throttleRequest", "nth": 2}}, named as the methods of {@link ShopifyFaults}, with {@code
 *       duration} (ISO-8601), {@code afterOrderQueries}, {@code times} or {@code on} where the method takes one
 * </ul>
 *
 * <p><b>Threads:</b> shared; one request is answered at a time.
 */
public final class FakeShopify implements FakeService {
    private final @Nullable OfflineTokens offline;
    private final VirtualClock clock;
    private final OrderBook book;
    private final Mutations mutations;
    private final StockRoom stock;
    private final ShopifyFaults faults;
    private final Door door;

    private FakeShopify(Builder builder) {
        this.clock = builder.clock;
        this.book = new OrderBook(clock, builder.journal);
        this.mutations = new Mutations(book);
        this.faults = new ShopifyFaults(book);
        this.offline = builder.app == null
                ? null
                : new OfflineTokens(
                        clock,
                        faults,
                        builder.app.clientId(),
                        builder.app.clientSecret(),
                        builder.app.access(),
                        builder.app.refresh());
        this.stock = new StockRoom(builder.journal);
        var reads = new Reads(book, faults, builder.allOrders);
        var shop = Reads.shop(builder.shopDomain, builder.shopName, builder.currency, builder.timeZone, builder.plan);
        AdminApi api = new AdminApi(
                Wiring.schema(reads, mutations, new StockReads(stock), new StockMutations(stock, book, faults), shop),
                new Bucket(clock, builder.bucketSize, builder.restoreRate));
        this.door = new Door(builder.apiVersion, Set.copyOf(builder.accessTokens), offline, clock, faults, api);
    }

    /** A store with the defaults: one token {@code shpat_fake}, API 2026-04, no orders, nothing on disk. */
    public static Builder builder() {
        return new Builder();
    }

    /** The path that takes GraphQL requests. */
    public String path() {
        return door.path();
    }

    /**
     * Puts orders in, at the virtual time unless they say otherwise, and returns their global ids. An order whose name is
     * there already stays as it is, so that a fake restarted on its journal may be seeded again.
     */
    public synchronized List<String> seed(ShopifyOrder... orders) {
        return Arrays.stream(orders)
                .map(order -> Gid.of("Order", book.seed(order).id()))
                .toList();
    }

    /** Changes an order, named by its name or global id, as a merchant would; its updatedAt moves to the virtual time. */
    public synchronized void edit(String order, UnaryOperator<ShopifyOrder.Builder> change) {
        HeldOrder held = held(order);
        book.put(held.withFacts(change.apply(held.facts().toBuilder()).build(), book.now()));
    }

    /** Cancels an order as a merchant would; the reason is one of Shopify's, such as {@code CUSTOMER}. */
    public synchronized void cancel(String order, String reason) {
        book.put(held(order).cancelled(reason, book.now()));
    }

    /** Whether an order is cancelled, by whomever. */
    public synchronized boolean isCancelled(String order) {
        return held(order).cancelledAt() != null;
    }

    /** Archives an order as a merchant would. */
    public synchronized void close(String order) {
        book.put(held(order).closed(book.now()));
    }

    /** Lets the carrier report all of an order's fulfilments as delivered. */
    public synchronized void deliver(String order) {
        HeldOrder held = held(order);
        var delivered = held.shipments().stream()
                .map(shipment -> shipment.counts() ? mutations.withStatus(shipment, "SUCCESS", "DELIVERED") : shipment)
                .toList();
        book.put(held.withShipments(delivered, book.now()));
    }

    /**
     * Lists a SKU at the main location, or changes what can be sold of it there, as a merchant would; returns the global id
     * of its inventory item.
     */
    public synchronized String stock(String sku, int available) {
        return Gid.of(
                "InventoryItem",
                stock.set(sku, ShopifyLine.MAIN_LOCATION, available).id());
    }

    /** How many of a SKU it shows as available at the main location. */
    public synchronized int stockOf(String sku) {
        door.carryOutLate();
        return stock.find(sku)
                .flatMap(item -> item.at(ShopifyLine.MAIN_LOCATION))
                .orElseThrow(() -> new IllegalArgumentException(
                        "sku is '%s', but must be one that is stocked at the main location".formatted(sku)));
    }

    /** The global id of the main location. */
    public static String mainLocation() {
        return Gid.of("Location", ShopifyLine.MAIN_LOCATION);
    }

    /** Ends every access token that expires, now; the refresh token stays good. */
    public synchronized void endAccess() {
        requireNonNull(offline, "no tokens that expire; set expiringTokens(…)").endAccess();
    }

    /** Ends the grant of tokens that expire, as a merchant does who uninstalls the app. */
    public synchronized void endGrant() {
        requireNonNull(offline, "no tokens that expire; set expiringTokens(…)").endGrant();
    }

    /** The switches that make it misbehave. */
    public ShopifyFaults faults() {
        return faults;
    }

    /**
     * How many requests asked for that field at the top, such as {@code fulfillmentCreate}, answered or not; {@code
     * oauth/access_token} counts refreshed tokens.
     */
    public synchronized int received(String field) {
        return door.received(field);
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public synchronized void timeIs(Instant now) {
        book.timeIs(now);
        door.carryOutLate();
    }

    @Override
    public synchronized String holdings() {
        door.carryOutLate();
        return Holdings.of(book.all(), stock.all());
    }

    @Override
    public FakeReply script(FakeRequest request) {
        try {
            new Script(this).run(Json.read(request.bodyText(), JsonNode.class));
            return FakeReply.text(200, "done");
        } catch (IllegalArgumentException | DateTimeParseException e) {
            return FakeReply.text(400, String.valueOf(e.getMessage()));
        }
    }

    @Override
    public synchronized FakeReply handle(FakeRequest request) {
        return door.answer(request);
    }

    private HeldOrder held(String order) {
        return book.find(order)
                .orElseThrow(() -> new IllegalArgumentException(
                        "order is '%s', but must be the name or global id of an order that was seeded"
                                .formatted(order)));
    }

    /** Collects the settings of a store. One thread. */
    public static final class Builder {
        private String shopDomain = "fake-shop.myshopify.com";
        private String shopName = "Fake Shop";
        private String currency = "USD";
        private String timeZone = "America/New_York";
        private String plan = "Basic";
        private List<String> accessTokens = List.of("shpat_fake");
        private String apiVersion = "2026-04";
        private VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
        private EffectJournal journal = EffectJournal.inMemory();
        private int bucketSize = 2000;
        private int restoreRate = 100;
        private boolean allOrders = true;
        private @Nullable App app;

        private record App(String clientId, String clientSecret, String access, String refresh) {
            @Override
            public String toString() {
                return "App[" + clientId + "]";
            }
        }

        private Builder() {}

        /** Sets the shop's domain; {@code fake-shop.myshopify.com} unless set. */
        public Builder shopDomain(String domain) {
            this.shopDomain = requireNonNull(domain, "domain");
            return this;
        }

        /** Sets what the shop says of itself; Fake Shop, USD, America/New_York unless set. */
        public Builder shop(String name, String currencyCode, String ianaTimezone) {
            this.shopName = requireNonNull(name, "name");
            this.currency = requireNonNull(currencyCode, "currencyCode");
            this.timeZone = requireNonNull(ianaTimezone, "ianaTimezone");
            return this;
        }

        /** Sets the tokens it takes; {@code shpat_fake} unless set. */
        public Builder accessTokens(String... tokens) {
            this.accessTokens = List.of(tokens);
            return this;
        }

        /**
         * Lets in an app whose access token ends after an hour too, and refreshes it at {@code /admin/oauth/access_token};
         * there is none unless set.
         */
        public Builder expiringTokens(String clientId, String clientSecret, String access, String refresh) {
            this.app = new App(
                    requireNonNull(clientId, "clientId"),
                    requireNonNull(clientSecret, "clientSecret"),
                    requireNonNull(access, "access"),
                    requireNonNull(refresh, "refresh"));
            return this;
        }

        /** Sets the API version it answers; {@code 2026-04} unless set. Others are 404. */
        public Builder apiVersion(String version) {
            this.apiVersion = requireNonNull(version, "version");
            return this;
        }

        /** Sets the clock it lives by; one of its own, standing at 2026-07-01T00:00:00Z, unless set. */
        public Builder clock(VirtualClock virtualClock) {
            this.clock = requireNonNull(virtualClock, "virtualClock");
            return this;
        }

        /** Sets where its effects go; memory unless set. */
        public Builder journal(EffectJournal effects) {
            this.journal = requireNonNull(effects, "effects");
            return this;
        }

        /** Sets the points a client can save up and gets back each second; 2000 and 100 unless set. */
        public Builder bucket(int size, int perSecond) {
            this.bucketSize = size;
            this.restoreRate = perSecond;
            return this;
        }

        /** Hides orders older than 60 days, as from an app without the scope read_all_orders; all are shown unless set. */
        public Builder onlyTheLast60Days() {
            this.allOrders = false;
            return this;
        }

        /** The store, holding what its journal says; refuses settings that make no sense. */
        public FakeShopify build() {
            if (accessTokens.isEmpty()) {
                throw new IllegalArgumentException("accessTokens is empty, but must name one or more; type shpat_fake");
            }
            if (!apiVersion.matches("\\d{4}-(01|04|07|10)|unstable")) {
                throw new IllegalArgumentException(
                        "apiVersion is '%s', but must be a quarter such as 2026-04".formatted(apiVersion));
            }
            if (bucketSize < 1 || restoreRate < 1) {
                throw new IllegalArgumentException("bucket is %d points and %d a second, but both must be 1 or more"
                        .formatted(bucketSize, restoreRate));
            }
            return new FakeShopify(this);
        }
    }
}
