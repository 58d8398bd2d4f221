package io.gwms.testkit.woocommerce;

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
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.woocommerce.WooFaults.Fault;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A WooCommerce shop that answers the REST API v3. Put it behind a {@link io.gwms.testkit.http.FakeHttpServer}, fill it
 * with {@link #seed} and {@link #listProduct}, change orders under the client's feet with {@link #edit}, {@link
 * #editQuietly} and {@link #refund}, and break it with {@link #faults}.
 *
 * <p>Keys are checked by Basic where TLS ends in front of it ({@link Builder#behindTls}), else by OAuth 1.0a: signature, a
 * timestamp within fifteen minutes, a nonce once. The ends of the windows are outside of them, there is no sorting by
 * change, times come in pairs of the site's zone and of Greenwich. All effects and pushes of time are on the journal;
 * switches, and a late change still to come, end with the process.
 *
 * <p><b>Threads:</b> shared; one request is answered at a time.
 */
public final class FakeWooCommerce implements FakeService {
    private static final String API = "/wp-json/wc/v3/";
    private static final String PHP_NOTICE =
            "<br />\n<b>Notice</b>: Undefined index in <b>plugin.php</b> on line <b>7</b><br />\n";
    private static final Pattern ORDER = Pattern.compile("(GET|PUT) orders/(\\d{1,12})");
    private static final Pattern REFUNDS = Pattern.compile("GET orders/(\\d{1,12})/refunds");
    private static final Pattern PRODUCT =
            Pattern.compile("(GET|PUT) products/(\\d{1,12})(?:/variations/(\\d{1,12}))?");

    private final Rows rows;
    private final VirtualClock clock;
    private final ZoneId site;
    private final WooFaults faults = new WooFaults();
    private final Gate gate;
    private final OrdersApi orders;
    private final ProductsApi products;
    private final String webhookSecret;
    private final Later late = new Later();
    private int pages;

    private FakeWooCommerce(Builder builder) {
        this.clock = builder.clock;
        this.site = builder.site;
        this.webhookSecret = builder.webhookSecret;
        this.rows = Rows.on(builder.journal, clock);
        this.gate = new Gate(builder.key, builder.secret, builder.tls, rows, faults);
        this.orders = new OrdersApi(rows, faults, site);
        this.products = new ProductsApi(rows);
    }

    /** A shop with the defaults: keys {@code ck_fake_consumer} and {@code cs_fake_consumer}, plain HTTP, no orders, nothing on disk. */
    public static Builder builder() {
        return new Builder();
    }

    /** Puts an order in at the virtual time and returns its id. */
    public synchronized long seed(WooOrder order) {
        long id = 700 + rows.next("id");
        long firstLine = rows.next("line") * 1_000;
        put(id, order.row(id, firstLine, clock.instant(), site), "order.created");
        return id;
    }

    /** Puts fields, given as JSON in the API's names, over an order's own; its date_modified moves. */
    public synchronized void edit(long id, String fields) {
        ObjectNode order = orders.order(id);
        order.setAll(Rows.parsed(fields));
        Dates.put(order, "date_modified", clock.instant(), site);
        put(id, order, "order.updated");
    }

    /** The same, as a plugin that writes past WooCommerce does it: date_modified stays, and no webhook is sent. */
    public synchronized void editQuietly(long id, String fields) {
        ObjectNode order = orders.order(id);
        order.setAll(Rows.parsed(fields));
        rows.put("order", String.valueOf(id), order);
    }

    /** The merchant refunds pieces of an order's n-th line; 0 is the first. */
    public synchronized void refund(long id, int line, int pieces) {
        long lineId = orders.order(id).path("line_items").path(line).path("id").asLong();
        orders.refund(id, lineId, pieces, clock.instant());
        deliver("order.updated", orders.order(id));
    }

    /** Lists a product, or a variation of one when there is a parent. */
    public synchronized void listProduct(long id, long parentId, String sku, long stock) {
        products.list(id, parentId, sku, stock);
    }

    /** The deliveries of webhooks since the last call, oldest first. */
    public synchronized List<WooDelivery> takeDeliveries() {
        return takeDeliveries(webhookSecret);
    }

    /** The same, signed with that secret, as before or after another was set. */
    public synchronized List<WooDelivery> takeDeliveries(String secret) {
        List<ObjectNode> kept = rows.all("delivery");
        kept.forEach(row -> rows.remove("delivery", row.path("id").asText()));
        return kept.stream()
                .map(row -> new WooDelivery(
                        Map.of(
                                "X-WC-Webhook-Topic",
                                row.path("topic").asText(),
                                "X-WC-Webhook-Resource",
                                "order",
                                "X-WC-Webhook-ID",
                                "42",
                                "X-WC-Webhook-Delivery-ID",
                                "delivery-" + row.path("id").asText(),
                                "X-WC-Webhook-Signature",
                                signature(row.path("body").asText(), secret)),
                        row.path("body").asText()))
                .toList();
    }

    private static String signature(String body, String secret) {
        return Base64.getEncoder().encodeToString(Gate.mac("HmacSHA256", secret, body));
    }

    /** WooCommerce's word for the state of an order now. */
    public synchronized String statusOf(long id) {
        return OrdersApi.word(orders.order(id));
    }

    /** How many pieces of the product with that SKU are shown; -1 when there is none. */
    public synchronized long stockOf(String sku) {
        return rows.all("product").stream()
                .filter(product -> product.path("sku").asText().equals(sku))
                .mapToLong(product -> product.path("stock_quantity").asLong())
                .findFirst()
                .orElse(-1);
    }

    /** The switches that make it misbehave. */
    public WooFaults faults() {
        return faults;
    }

    /** How many pages of orders were asked for. */
    public synchronized int pages() {
        return pages;
    }

    /** The merchant puts an order into the trash; it is listed to nobody who does not ask for the trash. */
    public synchronized void trash(long id) {
        ObjectNode order = orders.order(id).put("status", "trash");
        Dates.put(order, "date_modified", clock.instant(), site);
        rows.put("order", String.valueOf(id), order);
        deliver("order.deleted", Rows.object().put("id", id));
    }

    private void put(long id, ObjectNode order, String topic) {
        rows.put("order", String.valueOf(id), order);
        deliver(topic, order);
    }

    private void deliver(String topic, ObjectNode order) {
        String body = order.toString();
        long id = rows.next("delivery");
        rows.put(
                "delivery",
                String.valueOf(id),
                Rows.object().put("id", id).put("topic", topic).put("body", body));
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

    /** {@inheritDoc} Orders with status and the metadata of their shipments; stock. */
    @Override
    public synchronized String holdings() {
        late.carryOut(clock.instant());
        ObjectNode held = Rows.object();
        ArrayNode list = held.putArray("orders");
        for (ObjectNode order : rows.all("order")) {
            ObjectNode one = list.addObject()
                    .put("number", order.path("number").asText())
                    .put("status", OrdersApi.word(order));
            order.path("meta_data")
                    .forEach(meta -> one.put(
                            meta.path("key").asText(), meta.path("value").asText()));
        }
        ArrayNode stock = held.putArray("stock");
        rows.all("product").forEach(stock::add);
        return held.toString();
    }

    @Override
    public synchronized FakeReply handle(FakeRequest request) {
        late.carryOut(clock.instant());
        boolean page = request.method().equals("GET") && request.path().equals(API + "orders");
        pages += page ? 1 : 0;
        Supplier<FakeReply> run = () -> run(request);
        List<String> occasions =
                List.of("request", page ? "page" : request.method().equals("PUT") ? "change" : "other");
        try {
            gate.check(request, clock.instant().plus(faults.ahead()));
        } catch (Refusal refusal) {
            return refusal.reply();
        }
        return faults.next(occasions).map(fault -> broken(fault, run)).orElseGet(run);
    }

    private FakeReply run(FakeRequest request) {
        try {
            return answer(request);
        } catch (Refusal refusal) {
            return refusal.reply();
        } catch (IllegalArgumentException e) {
            return new Refusal(400, "rest_invalid_json", "Invalid JSON body passed.").reply();
        }
    }

    private FakeReply answer(FakeRequest request) {
        if (!request.path().startsWith(API)) {
            throw new Refusal(404, "rest_no_route", "No route was found matching the URL and request method.");
        }
        String call = request.method() + " " + request.path().substring(API.length());
        Matcher order = ORDER.matcher(call);
        Matcher refunds = REFUNDS.matcher(call);
        Matcher product = PRODUCT.matcher(call);
        if (call.equals("GET orders")) {
            return orders.list(request.queryParameters());
        }
        if (call.equals("GET products")) {
            return products.search(request.queryParameters());
        }
        if (refunds.matches()) {
            return orders.refunds(Long.parseLong(refunds.group(1)));
        }
        if (order.matches()) {
            long id = Long.parseLong(order.group(2));
            return order.group(1).equals("GET") ? orders.one(id) : changed(id, Rows.parsed(request.bodyText()));
        }
        if (product.matches()) {
            long first = Long.parseLong(product.group(2));
            boolean variation = product.group(3) != null;
            long id = variation ? Long.parseLong(product.group(3)) : first;
            long parent = variation ? first : 0;
            return product.group(1).equals("GET")
                    ? products.one(parent, id)
                    : products.change(parent, id, Rows.parsed(request.bodyText()));
        }
        throw new Refusal(404, "rest_no_route", "No route was found matching the URL and request method.");
    }

    private FakeReply changed(long id, ObjectNode body) {
        FakeReply reply = orders.change(id, body, clock.instant());
        deliver("order.updated", orders.order(id));
        return reply;
    }

    private FakeReply broken(Fault fault, Supplier<FakeReply> run) {
        return switch (fault.effect()) {
            case TOO_MANY_REQUESTS ->
                BrokenReplies.html(429, "Too Many Requests")
                        .withHeader("Retry-After", String.valueOf(fault.time().toSeconds()));
            case BLOCKED -> BrokenReplies.html(403, "Access Denied");
            case UNAVAILABLE -> BrokenReplies.html(503, "Briefly unavailable for scheduled maintenance");
            case KEY_REFUSED ->
                Refusal.unauthorized("cannot_view", "Sorry, you cannot list resources.")
                        .reply();
            case MOVED ->
                BrokenReplies.html(301, "Moved Permanently")
                        .withHeader("Location", "https://www.shop.example/wp-json/wc/v3/orders");
            case NOT_THE_API -> BrokenReplies.html(404, "Oops! That page can't be found.");
            case HTML -> BrokenReplies.html(200, "Error establishing a database connection");
            case EMPTY -> FakeReply.json(200, "");
            case TRUNCATED -> BrokenReplies.truncated(run.get());
            case TORN -> BrokenReplies.torn(run.get());
            case PHP_NOTICE -> printedBefore(PHP_NOTICE, run.get());
            case BYTE_ORDER_MARKS -> printedBefore("\uFEFF\uFEFF", run.get());
            case PHP_NOTICE_UNBUFFERED ->
                FakeReply.of(
                        200, "text/html;charset=UTF-8", PHP_NOTICE + run.get().bodyText());
            case LOST -> {
                FakeReply unused = run.get();
                yield FakeReply.lost();
            }
            case FAILED_AFTER_EFFECT -> {
                FakeReply unused = run.get();
                yield new Refusal(500, "internal_server_error", "There has been a critical error on this website.")
                        .reply();
            }
            case LATE -> {
                late.at(clock.instant().plus(fault.time()), () -> {
                    FakeReply unused = run.get();
                });
                yield FakeReply.lost();
            }
        };
    }

    /** What is printed while output is buffered leaves the headers as they are. */
    private static FakeReply printedBefore(String text, FakeReply whole) {
        FakeReply printed = FakeReply.json(whole.status(), text + whole.bodyText());
        for (Map.Entry<String, String> header : whole.headers().entrySet()) {
            printed = printed.withHeader(header.getKey(), header.getValue());
        }
        return printed;
    }

    /** Collects the settings of a shop. One thread. */
    public static final class Builder {
        private String key = "ck_fake_consumer";
        private String secret = "cs_fake_consumer";
        private String webhookSecret = "fake_webhook_secret";
        private boolean tls;
        private ZoneId site = ZoneId.of("America/Los_Angeles");
        private VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
        private EffectJournal journal = EffectJournal.inMemory();

        private Builder() {}

        /** Sets the keys it takes; {@code ck_fake_consumer} and {@code cs_fake_consumer} unless set. */
        public Builder keys(String consumerKey, String consumerSecret) {
            this.key = requireNonNull(consumerKey, "consumerKey");
            this.secret = requireNonNull(consumerSecret, "consumerSecret");
            return this;
        }

        /** Sets the secret that signs webhooks; {@code fake_webhook_secret} unless set. */
        public Builder webhookSecret(String secretOfWebhooks) {
            this.webhookSecret = requireNonNull(secretOfWebhooks, "secretOfWebhooks");
            return this;
        }

        /** TLS ends in front of it, so that it takes Basic and keys in the query; it takes OAuth alone unless set. */
        public Builder behindTls() {
            this.tls = true;
            return this;
        }

        /** Sets the site's zone; America/Los_Angeles unless set. */
        public Builder site(ZoneId zone) {
            this.site = requireNonNull(zone, "zone");
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

        /** The shop, holding what its journal says. */
        public FakeWooCommerce build() {
            return new FakeWooCommerce(this);
        }
    }
}
