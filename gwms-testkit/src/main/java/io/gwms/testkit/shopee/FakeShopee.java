package io.gwms.testkit.shopee;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.BrokenReplies;
import io.gwms.testkit.fake.Later;
import io.gwms.testkit.fake.Rows;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.shopee.ShopeeFaults.Fault;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * A Shopee shop that answers the Open Platform API v2. Put it behind a {@link io.gwms.testkit.http.FakeHttpServer},
 * fill it with {@link #seed} and {@link #listProduct}, change orders under the client's feet with {@link #edit}, and
 * break it with {@link #faults}.
 *
 * <p>Every call is checked as the real platform does: partner, signature, a timestamp within five minutes, an access
 * token of four hours, of which the one before works five minutes longer. A refresh token works once. The list shows keys only, the detail what was asked for. Errors come
 * in an envelope of status 200. All effects and pushes of time are on the journal; switches, and a late shipment still
 * to come, end with the process.
 *
 * <p>Its signature follows Shopee's documented rule; Shopee publishes no vector for it, so that both sides agree proves
 * less than it seems.
 *
 * <p><b>Threads:</b> shared; one request is answered at a time.
 */
public final class FakeShopee implements FakeService {
    private static final String API = "/api/v2";

    private final Rows rows;
    private final VirtualClock clock;
    private final ShopeeFaults faults = new ShopeeFaults();
    private final Gate gate;
    private final Book book;
    private final OrderApi orders;
    private final LogisticsApi logistics;
    private final ProductApi products;
    private final Builder settings;
    private final Later late = new Later();
    private final Map<String, Integer> received = new HashMap<>();

    private FakeShopee(Builder builder) {
        this.settings = builder;
        this.clock = builder.clock;
        this.rows = Rows.on(builder.journal, clock);
        this.gate = new Gate(builder.partnerId, builder.partnerKey, builder.shopId, builder.accessLasts, rows);
        this.book = new Book(rows, clock, faults, builder.shopId);
        this.orders = new OrderApi(book, faults);
        this.logistics = new LogisticsApi(book, faults);
        this.products = new ProductApi(book, faults, builder.locations);
        gate.grant(builder.accessToken, builder.refreshToken, clock.instant());
    }

    /** A shop with the defaults: partner 2001887, shop 322300222, tokens, no orders, nothing on disk. */
    public static Builder builder() {
        return new Builder();
    }

    /** Puts orders in at the virtual time; one that is there already stays as it is. */
    public synchronized void seed(ShopeeOrder... seeded) {
        for (ShopeeOrder order : seeded) {
            if (book.find(order.orderSn()).isEmpty()) {
                ObjectNode row = order.row(settings.region, settings.currency, book.now());
                book.put(row.put("_first", rows.next("first")));
            }
        }
    }

    /** Puts fields, given as JSON in the detail's names, over an order's own; its update_time moves. */
    public synchronized void edit(String orderSn, String fields) {
        ObjectNode order = held(orderSn);
        order.setAll(Rows.parsed(fields));
        book.put(order);
    }

    /** The buyer asks to cancel. */
    public synchronized void askToCancel(String orderSn, String reason) {
        book.put(held(orderSn).put("order_status", "IN_CANCEL").put("buyer_cancel_reason", reason));
    }

    /** Shopee cancels an order, as when it was not paid in time. */
    public synchronized void cancel(String orderSn, String reason) {
        orders.cancelled(held(orderSn), "system", reason);
    }

    /** The carrier has collected an order's parcels. */
    public synchronized void collect(String orderSn) {
        logistics.collect(orderSn);
    }

    /** The carrier came for an order's parcels and could not collect them; it comes again. */
    public synchronized void failPickup(String orderSn) {
        logistics.failPickup(orderSn);
    }

    /** Lists a model with so much stock, of which some is reserved for a promotion. */
    public synchronized void listProduct(ShopeeLine model, long stock, long reserved) {
        products.list(model, stock, reserved);
    }

    /** The pushes since the last call, oldest first, signed for that callback address. */
    public synchronized List<ShopeePush> takePushes(String callbackUrl) {
        return takePushes(callbackUrl, settings.pushKey());
    }

    /** The same, signed with that key, as before or after another was set. */
    public synchronized List<ShopeePush> takePushes(String callbackUrl, String key) {
        List<ShopeePush> taken = rows.all("push").stream()
                .map(row -> row.path("message").toString())
                .map(body -> new ShopeePush(Gate.hmac(callbackUrl + "|" + body, key), body))
                .toList();
        rows.all("push").forEach(row -> rows.remove("push", row.path("id").asText()));
        return taken;
    }

    /** Ends the access token now, as a seller who withdraws and renews it does; the refresh token stays good. */
    public synchronized void endAccess() {
        gate.endAccess();
    }

    /** Ends the seller's authorization of the app, which lasts a year at most: both tokens are dead. */
    public synchronized void endGrant() {
        gate.endGrant();
    }

    /** How many pieces of the first model with that SKU are shown; -1 when there is none. */
    public synchronized long stockOf(String sku) {
        return rows.all("model").stream()
                .filter(model -> model.path("sku").asText().equals(sku))
                .mapToLong(model -> model.path("stock").asLong())
                .findFirst()
                .orElse(-1);
    }

    /** Shopee's word for the state of an order now. */
    public synchronized String statusOf(String orderSn) {
        return OrderApi.word(held(orderSn));
    }

    /** The switches that make it misbehave. */
    public ShopeeFaults faults() {
        return faults;
    }

    /** How many requests came for that call, such as {@code order/get_order_list}, whatever was answered. */
    public synchronized int received(String call) {
        return received.getOrDefault(call, 0);
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public synchronized void timeIs(Instant now) {
        rows.timeIs(now);
        late.carryOut(clock.instant());
    }

    @Override
    public synchronized String holdings() {
        late.carryOut(clock.instant());
        return book.holdings();
    }

    @Override
    public synchronized FakeReply handle(FakeRequest request) {
        late.carryOut(clock.instant());
        String call = request.path().startsWith(API + "/") ? request.path().substring(API.length() + 1) : "";
        received.merge(call, 1, Integer::sum);
        boolean ofShop = !call.startsWith("auth/") && !call.startsWith("push/");
        try {
            gate.check(request, ofShop, clock.instant().plus(faults.ahead()));
        } catch (Refusal refusal) {
            return refused(refusal);
        }
        Supplier<FakeReply> run = () -> run(call, request);
        return faults.next(List.of("request", occasion(call)))
                .map(fault -> broken(fault, run))
                .orElseGet(run);
    }

    private static String occasion(String call) {
        return switch (call) {
            case "order/get_order_list" -> "list";
            case "order/get_order_detail" -> "detail";
            case "logistics/ship_order" -> "ship";
            case "product/update_stock" -> "stock";
            case "auth/access_token/get" -> "refresh";
            default -> "other";
        };
    }

    private FakeReply run(String call, FakeRequest request) {
        try {
            return answer(call, request);
        } catch (Refusal refusal) {
            return refused(refusal);
        } catch (ProductApi.PartFailed failed) {
            ObjectNode body = envelope("error_busi_update_stock_failed", String.valueOf(failed.getMessage()));
            body.set("response", failed.response());
            return FakeReply.json(faults.statusOfErrors(), body.toString());
        } catch (IllegalArgumentException e) {
            return refused(Refusal.param("Wrong parameters, detail: " + e.getMessage()));
        }
    }

    private FakeReply answer(String call, FakeRequest request) {
        Map<String, String> query = request.queryParameters();
        String methodAndCall = request.method() + " " + call;
        return switch (methodAndCall) {
            case "GET order/get_order_list" -> done(orders.list(query));
            case "GET order/get_order_detail" -> {
                FakeReply detail = done(orders.detail(query));
                List<String> shown =
                        List.of(query.getOrDefault("order_sn_list", "").split(",", -1));
                yield faults.misspellsOneOf(shown)
                        ? FakeReply.json(200, "{\n" + detail.bodyText().replaceFirst(",", " "))
                        : detail;
            }
            case "POST order/cancel_order" -> done(orders.cancel(body(request)));
            case "POST order/handle_buyer_cancellation" -> done(orders.answerBuyer(body(request)));
            case "GET logistics/get_shipping_parameter" -> done(logistics.shippingParameter(query));
            case "POST logistics/ship_order" -> {
                logistics.ship(body(request));
                yield FakeReply.json(200, envelope("", "").toString());
            }
            case "GET logistics/get_tracking_number" -> done(logistics.trackingNumber(query));
            case "GET product/search_item" -> done(products.search(query));
            case "GET product/get_item_base_info" -> done(products.baseInfo(query));
            case "GET product/get_model_list" -> done(products.modelList(query));
            case "POST product/update_stock" -> done(products.updateStock(body(request)));
            case "GET push/get_lost_push_message" -> done(lostPushes());
            case "POST push/confirm_consumed_lost_push_message" -> done(confirmPushes(body(request)));
            case "POST auth/access_token/get" -> {
                ObjectNode tokens = gate.refresh(body(request), clock.instant());
                yield FakeReply.json(200, tokens.setAll(envelope("", "")).toString());
            }
            default ->
                throw Refusal.param(
                        "Permission denied. This API is currently offline or the request path is incorrect.");
        };
    }

    /** The earliest 100 pushes lost within three days and not confirmed. */
    private ObjectNode lostPushes() {
        Instant since = clock.instant().minus(Duration.ofDays(3));
        List<ObjectNode> lost = rows.all("lost").stream()
                .filter(row -> row.at("/message/timestamp").asLong() >= since.getEpochSecond())
                .toList();
        ObjectNode response = Rows.object();
        ArrayNode list = response.putArray("push_message_list");
        lost.stream().limit(100).forEach(row -> {
            ObjectNode message = list.addObject()
                    .put("shop_id", settings.shopId)
                    .put("code", row.at("/message/code").asInt())
                    .put("timestamp", row.at("/message/timestamp").asLong());
            message.set("data", row.path("message"));
        });
        long last = lost.stream()
                .limit(100)
                .mapToLong(row -> row.path("id").asLong())
                .max()
                .orElse(0);
        return response.put("has_next_page", lost.size() > 100).put("last_message_id", last);
    }

    private ObjectNode confirmPushes(ObjectNode body) {
        long last = body.path("last_message_id").asLong(-1);
        rows.all("lost").stream()
                .filter(row -> row.path("id").asLong() <= last)
                .forEach(row -> rows.remove("lost", row.path("id").asText()));
        return Rows.object();
    }

    private FakeReply broken(Fault fault, Supplier<FakeReply> run) {
        return switch (fault.effect()) {
            case PLATFORM_ERROR -> refused(new Refusal(fault.error(), fault.message()));
            case PLATFORM_ERROR_AFTER_EFFECT -> {
                FakeReply unused = run.get();
                yield refused(new Refusal(fault.error(), fault.message()));
            }
            case TOO_MANY_REQUESTS ->
                BrokenReplies.html(429, "Too Many Requests")
                        .withHeader("Retry-After", String.valueOf(fault.time().toSeconds()));
            case BAD_GATEWAY -> BrokenReplies.html(502, "502 Bad Gateway");
            case HTML -> BrokenReplies.html(200, "We'll be right back");
            case EMPTY -> FakeReply.json(200, "");
            case TRUNCATED -> BrokenReplies.truncated(run.get());
            case TORN -> BrokenReplies.torn(run.get());
            case LOST -> {
                FakeReply unused = run.get();
                yield FakeReply.lost();
            }
            case LATE -> {
                late.at(clock.instant().plus(fault.time()), () -> {
                    FakeReply unused = run.get();
                });
                yield FakeReply.lost();
            }
        };
    }

    private FakeReply done(ObjectNode response) {
        ObjectNode body = envelope("", "");
        body.set("response", response);
        return FakeReply.json(200, body.toString());
    }

    private FakeReply refused(Refusal refusal) {
        return FakeReply.json(
                faults.statusOfErrors(),
                envelope(refusal.error(), String.valueOf(refusal.getMessage())).toString());
    }

    private ObjectNode envelope(String error, String message) {
        return Rows.object()
                .put("error", error)
                .put("message", message)
                .put("warning", "")
                .put(
                        "request_id",
                        "fake-%08d"
                                .formatted(received.values().stream()
                                        .mapToInt(n -> n)
                                        .sum()));
    }

    private static ObjectNode body(FakeRequest request) {
        return Rows.parsed(request.bodyText());
    }

    private ObjectNode held(String orderSn) {
        return book.find(orderSn)
                .orElseThrow(() -> new IllegalArgumentException(
                        "order is '%s', but must be one that was seeded".formatted(orderSn)));
    }

    /** Collects the settings of a shop. One thread. */
    public static final class Builder {
        private long partnerId = 2_001_887;
        private String partnerKey = "fake_partner_key";
        private String pushKey = "";
        private long shopId = 322_300_222;
        private String accessToken = "fake_access_token";
        private String refreshToken = "fake_refresh_token";
        private Duration accessLasts = Duration.ofHours(4);
        private String region = "SG";
        private String currency = "SGD";
        private List<String> locations = List.of("");
        private VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
        private EffectJournal journal = EffectJournal.inMemory();

        private Builder() {}

        /** Sets the app; 2001887 and {@code fake_partner_key} unless set. */
        public Builder partner(long id, String key) {
            this.partnerId = id;
            this.partnerKey = requireNonNull(key, "key");
            return this;
        }

        /** Sets the key that signs pushes; the app's own unless set. */
        public Builder pushKey(String key) {
            this.pushKey = requireNonNull(key, "key");
            return this;
        }

        /** Sets the shop; 322300222 in SG with SGD unless set. */
        public Builder shop(long id, String regionCode, String currencyCode) {
            this.shopId = id;
            this.region = requireNonNull(regionCode, "regionCode");
            this.currency = requireNonNull(currencyCode, "currencyCode");
            return this;
        }

        /** Sets the first tokens; {@code fake_access_token} and {@code fake_refresh_token} unless set. */
        public Builder tokens(String access, String refresh) {
            this.accessToken = requireNonNull(access, "access");
            this.refreshToken = requireNonNull(refresh, "refresh");
            return this;
        }

        /** Sets for how long an access token works; four hours unless set. */
        public Builder accessLasts(Duration accessLasts) {
            this.accessLasts = requireNonNull(accessLasts, "accessLasts");
            return this;
        }

        /** Sets the locations of its stock, as of a seller with several warehouses; it has one without a name unless set. */
        public Builder locations(String... ids) {
            this.locations = List.of(ids);
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

        private String pushKey() {
            return pushKey.isEmpty() ? partnerKey : pushKey;
        }

        /** The shop, holding what its journal says. */
        public FakeShopee build() {
            if (partnerId < 1 || shopId < 1) {
                throw new IllegalArgumentException(
                        "partner is %d and shop %d, but both must be 1 or more".formatted(partnerId, shopId));
            }
            return new FakeShopee(this);
        }
    }
}
