package io.gwms.testkit.makro;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.makro.MakroFaults.Habit;
import io.gwms.testkit.time.VirtualClock;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A shop on Makro's marketplace after the Flipkart Marketplace v3 contract: tokens, shipments by filter, order and id,
 * self-ship dispatch, cancellation, listings and their stock, and pushes. Put it behind a {@link
 * io.gwms.testkit.http.FakeHttpServer}, fill it with {@link #seed} and {@link #list}, and break it with {@link #faults}.
 *
 * <p>Whether Makro follows that contract is not verified; docs/fakes/makro.md tells which parts are from where. Stamps are
 * of +05:30, as of every shop on this technology. Every effect and push of time is on the journal.
 *
 * <p><b>Threads:</b> shared; one request is answered at a time.
 */
public final class FakeMakro implements FakeService {
    private static final String LISTINGS = "/listings/v3/";
    private static final String SHIPMENTS = "/v3/shipments/";

    private final VirtualClock clock;
    private final String basic;
    private final String appId;
    private final String appSecret;
    private final Duration tokenLife;
    private final Shop shop;
    private final MakroFaults faults = new MakroFaults();
    private final ShipmentReads reads;
    private final ShipmentWrites writes;
    private final ListingsApi listings;
    private final Map<String, Instant> tokens = new HashMap<>();
    private int refreshes;

    private FakeMakro(Builder builder) {
        this.clock = builder.clock;
        this.appId = builder.appId;
        this.appSecret = builder.appSecret;
        this.tokenLife = builder.tokenLife;
        this.basic = "Basic "
                + Base64.getEncoder().encodeToString((appId + ":" + appSecret).getBytes(StandardCharsets.UTF_8));
        this.shop = new Shop(clock, builder.journal);
        this.reads = new ShipmentReads(shop, faults);
        this.writes = new ShipmentWrites(shop, faults);
        this.listings = new ListingsApi(shop, faults);
    }

    /** A shop without orders, for the app {@code makro-app} with secret {@code makro-secret}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Puts shipments in, ordered now and approved. One whose id is there already stays as it is. */
    public synchronized void seed(MakroShipment... more) {
        for (MakroShipment shipment : more) {
            if (shop.shipment(shipment.shipmentId()).isEmpty()) {
                shop.change(json(shipment));
            }
        }
    }

    /** Changes nothing of an order but when its shipments were changed. */
    public synchronized void touch(String orderId) {
        shop.of(orderId).forEach(shop::change);
    }

    /** Gives every item of a shipment that status word. */
    public synchronized void status(String shipmentId, String word) {
        writes.put(held(shipmentId), word);
    }

    /** Puts a shipment on hold, or lets it go. */
    public synchronized void hold(String shipmentId, boolean hold) {
        shop.change(held(shipmentId).put("hold", hold));
    }

    /** The status word of a shipment. */
    public synchronized String statusOf(String shipmentId) {
        return Shop.word(held(shipmentId));
    }

    /** The tracking number a shipment was dispatched under; empty before. */
    public synchronized String trackingOf(String shipmentId) {
        return held(shipmentId).at("/courier/trackingId").asText("");
    }

    /** The ids of an order's shipments that were dispatched. */
    public synchronized List<String> dispatched(String orderId) {
        return shop.of(orderId).stream()
                .filter(shipment -> shipment.has("courier"))
                .map(shipment -> shipment.path("shipmentId").asText())
                .toList();
    }

    /** Lists a SKU at one location, showing that many pieces. */
    public synchronized void list(String sku, String location, long pieces) {
        ObjectNode listing = shop.listing(sku)
                .orElseGet(() -> Shop.JSON
                        .createObjectNode()
                        .put("sku", sku)
                        .put("product_id", "FSN" + Math.floorMod(sku.hashCode(), 100_000)));
        ArrayNode locations = listing.withArray("locations");
        locations.addObject().put("id", location).put("status", "ENABLED").put("inventory", pieces);
        shop.put(listing);
    }

    /** Switches a listing's location off. */
    public synchronized void disable(String sku, String location) {
        ObjectNode listing = shop.listing(sku).orElseThrow();
        ((ObjectNode) ListingsApi.location(listing, location)).put("status", "DISABLED");
        shop.put(listing);
    }

    /** How many pieces of a SKU a location shows; -1 when it is not listed there. */
    public synchronized long stockOf(String sku, String location) {
        return shop.listing(sku)
                .map(listing -> ListingsApi.location(listing, location)
                        .path("inventory")
                        .asLong(-1))
                .orElse(-1L);
    }

    /** Whether a location of a listing is switched on. */
    public synchronized boolean isEnabled(String sku, String location) {
        return shop.listing(sku)
                .map(listing ->
                        ListingsApi.location(listing, location).path("status").asText())
                .filter("ENABLED"::equals)
                .isPresent();
    }

    /** A push about an order, to that address, signed with the app's secret. */
    public MakroPush push(String orderId, String callback) {
        return push(orderId, callback, appSecret);
    }

    /** A push about an order, to that address, signed with that secret. */
    public synchronized MakroPush push(String orderId, String callback, String secret) {
        ObjectNode body = Shop.JSON.createObjectNode();
        JsonNode shipment = shop.of(orderId).get(0);
        body.put("eventType", "shipment_" + Shop.word(shipment).toLowerCase(Locale.ROOT));
        body.put("timestamp", Shop.stamp(clock.instant()));
        body.set("shipmentId", shipment.path("shipmentId"));
        body.set("locationId", shipment.path("locationId"));
        ArrayNode items = body.putObject("attributes").putArray("orderItems");
        Shop.items(shipment).forEach(item -> {
            ObjectNode named = items.addObject();
            named.set("orderItemId", item.path("orderItemId"));
            named.set("orderId", item.path("orderId"));
        });
        long seconds = clock.instant().getEpochSecond();
        String digest = sha1(seconds + callback + "POST" + secret);
        String login = Base64.getEncoder().encodeToString((appId + ":" + digest).getBytes(StandardCharsets.UTF_8));
        String date = faults.has(Habit.PUSHES_DATED_IN_WORDS)
                ? DateTimeFormatter.RFC_1123_DATE_TIME.format(
                        Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC))
                : String.valueOf(seconds);
        return new MakroPush(Map.of("X_Date", date, "X_Authorization", "FKLOGIN " + login), body.toString());
    }

    /** Ends the life of every access token; the app's secret stays good. */
    public synchronized void expireTokens() {
        tokens.clear();
    }

    /** How many access tokens were given out. */
    public synchronized int refreshes() {
        return refreshes;
    }

    /** The switches that make it misbehave. */
    public MakroFaults faults() {
        return faults;
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public synchronized void timeIs(Instant now) {
        shop.timeIs(now);
    }

    @Override
    public synchronized String holdings() {
        return shop.holdings();
    }

    @Override
    public synchronized FakeReply handle(FakeRequest request) {
        if (request.path().equals("/oauth-service/oauth/token")) {
            return faults.calls().play("token", () -> token(request));
        }
        String bearer = request.header("Authorization").orElse("");
        Instant end = bearer.startsWith("Bearer ") ? tokens.get(bearer.substring(7)) : null;
        if (end == null || !clock.instant().isBefore(end)) {
            return new Refusal(401, "UNAUTHORIZED", "the access token is not valid").reply();
        }
        try {
            return answer(request);
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private FakeReply answer(FakeRequest request) {
        String path = request.path();
        Map<String, String> parameters = request.queryParameters();
        String host = request.header("Host").orElse("");
        if (request.method().equals("POST")) {
            return switch (path) {
                case ShipmentReads.FILTER -> play("filter", () -> reads.first(body(request), host));
                case "/v3/shipments/selfShip/dispatch" -> play("dispatch", () -> writes.dispatch(body(request)));
                case "/v3/shipments/cancel" -> play("cancel", () -> writes.cancel(body(request)));
                case "/listings/v3/update/inventory" -> play("stock", () -> listings.update(body(request)));
                default -> throw new Refusal(404, "NOT_FOUND", "no such operation");
            };
        }
        if (path.equals(ShipmentReads.FILTER)) {
            return play("filter", () -> reads.next(parameters.getOrDefault("nextToken", ""), host));
        }
        if (path.equals("/v3/shipments")) {
            return play("orders", () -> reads.ofOrders(parameters.getOrDefault("orderIds", "")));
        }
        if (path.startsWith(SHIPMENTS)) {
            return play("details", () -> reads.details(path.substring(SHIPMENTS.length())));
        }
        if (path.startsWith(LISTINGS)) {
            return play("listing", () -> listings.show(path.substring(LISTINGS.length())));
        }
        throw new Refusal(404, "NOT_FOUND", "no such operation");
    }

    private FakeReply play(String operation, Supplier<ObjectNode> effect) {
        return faults.calls()
                .play(operation, () -> FakeReply.json(200, effect.get().toString()));
    }

    private FakeReply token(FakeRequest request) {
        if (!basic.equals(request.header("Authorization").orElse(""))) {
            return FakeReply.json(401, "{\"error\":\"unauthorized\",\"error_description\":\"Bad credentials\"}");
        }
        Map<String, String> asked = request.queryParameters();
        if (!request.method().equals("GET")
                || !"client_credentials".equals(asked.get("grant_type"))
                || !"Seller_Api".equals(asked.get("scope"))) {
            return FakeReply.json(400, "{\"error\":\"invalid_request\"}");
        }
        String token = "makro-access-" + ++refreshes;
        tokens.put(token, clock.instant().plus(tokenLife));
        return FakeReply.json(
                200,
                Shop.JSON
                        .createObjectNode()
                        .put("access_token", token)
                        .put("token_type", "bearer")
                        .put("expires_in", tokenLife.toSeconds())
                        .put("scope", "Seller_Api")
                        .toString());
    }

    private ObjectNode held(String shipmentId) {
        return shop.shipment(shipmentId)
                .orElseThrow(() -> new IllegalArgumentException("no shipment " + shipmentId + " was put in"));
    }

    private static JsonNode body(FakeRequest request) {
        try {
            return Shop.read(request.bodyText());
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "INVALID_REQUEST", "the body is not JSON");
        }
    }

    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    private ObjectNode json(MakroShipment shipment) {
        String now = Shop.stamp(clock.instant());
        ObjectNode json = Shop.JSON.createObjectNode();
        json.put("shipmentId", shipment.shipmentId());
        json.put("dispatchAfterDate", Shop.stamp(clock.instant().plus(shipment.dispatchAfter())));
        json.put(
                "dispatchByDate",
                Shop.stamp(clock.instant().plus(shipment.dispatchAfter()).plus(Duration.ofDays(1))));
        json.put("locationId", "LOC1")
                .put("hold", shipment.hold())
                .put("mps", false)
                .put("shipmentType", "SELF");
        ArrayNode items = json.putArray("orderItems");
        for (MakroItem item : shipment.items()) {
            item(items.addObject(), item, shipment.shipmentId() + "-" + items.size())
                    .put("orderId", shipment.orderId())
                    .put("orderDate", now);
        }
        json.putArray("forms");
        json.putObject("buyerDetails").put("firstName", "Thandi").put("lastName", "Nkosi");
        json.putObject("deliveryAddress")
                .put("firstName", "Thandi")
                .put("lastName", "Nkosi")
                .put("addressLine1", "1 Example Road")
                .put("addressLine2", "Sandton")
                .put("city", "Johannesburg")
                .put("state", "Gauteng")
                .put("pinCode", "2196")
                .put("contactNumber", "+27 11 555 0100");
        return json;
    }

    private static ObjectNode item(ObjectNode json, MakroItem item, String id) {
        BigDecimal whole = item.price().multiply(BigDecimal.valueOf(item.quantity()));
        json.put("orderItemId", id).put("cancellationGroupId", "grp-" + id).put("paymentType", "PREPAID");
        json.put("status", "APPROVED").put("quantity", item.quantity()).put("fsn", "FSN-" + item.sku());
        json.put("sku", item.sku()).put("title", "Example of " + item.sku());
        json.putObject("priceComponents")
                .put("sellingPrice", whole)
                .put("shippingCharge", new BigDecimal("60.00"))
                .put("customerPrice", whole)
                .put("totalPrice", whole.add(new BigDecimal("60.00")));
        return json.put("serviceProfile", item.serviceProfile());
    }

    /** Collects the settings of a shop. One thread. */
    public static final class Builder {
        private VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
        private EffectJournal journal = EffectJournal.inMemory();
        private String appId = "makro-app";
        private String appSecret = "makro-secret";
        private Duration tokenLife = Duration.ofDays(60);

        private Builder() {}

        /** Sets the clock it lives by; one of its own, standing at 2026-07-01T00:00:00Z, unless set. */
        public Builder clock(VirtualClock value) {
            this.clock = requireNonNull(value, "clock");
            return this;
        }

        /** Sets where its effects go; memory unless set. */
        public Builder journal(EffectJournal value) {
            this.journal = requireNonNull(value, "journal");
            return this;
        }

        /** Sets the app it knows; {@code makro-app} and {@code makro-secret} unless set. */
        public Builder app(String id, String secret) {
            this.appId = requireNonNull(id, "id");
            this.appSecret = requireNonNull(secret, "secret");
            return this;
        }

        /** Sets how long access tokens live; 60 days unless set. */
        public Builder tokenLife(Duration value) {
            this.tokenLife = requireNonNull(value, "tokenLife");
            return this;
        }

        /** The shop, holding what its journal says. */
        public FakeMakro build() {
            return new FakeMakro(this);
        }
    }
}
