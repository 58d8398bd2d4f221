package io.gwms.testkit.takealot;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.BrokenReplies;
import io.gwms.testkit.fake.Later;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.takealot.TakealotFaults.Fault;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A Takealot seller's account: {@code /v2} of the seller API ({@code Authorization: Key …}) and {@code /v1} of the
 * marketplace API ({@code X-API-Key}). Put it behind a {@link io.gwms.testkit.http.FakeHttpServer}, fill it with {@link
 * #seed}, change it with {@link #status} and {@link #remove}, and break it with {@link #faults}.
 *
 * <p>A row is an item of an order; filters act on the day of the order in South Africa, so a change of status shows in no
 * window. The limits of a page, a range and a minute are errors, not smaller answers. Every effect and push of time is on
 * the journal. Everything that is not known of the real one is told in docs/fakes/takealot.md.
 *
 * <p><b>Threads:</b> shared; one request is answered at a time.
 */
public final class FakeTakealot implements FakeService {
    private final VirtualClock clock;
    private final String sellerKey;
    private final String marketplaceKey;
    private final String webhookSecret;
    private final int perMinute;
    private final Account account;
    private final TakealotFaults faults = new TakealotFaults();
    private final SalesApi sales;
    private final OffersApi offers;
    private final Later late = new Later();
    private final List<String> calls = new ArrayList<>();
    private Instant minute = Instant.EPOCH;
    private int usedInMinute;

    private FakeTakealot(Builder builder) {
        this.clock = builder.clock;
        this.sellerKey = builder.sellerKey;
        this.marketplaceKey = builder.marketplaceKey;
        this.webhookSecret = builder.webhookSecret;
        this.perMinute = builder.perMinute;
        this.account = new Account(clock, builder.journal);
        this.sales = new SalesApi(account, faults);
        this.offers = new OffersApi(account);
    }

    /** An account with the defaults: keys {@code tal-key} and {@code mkt-key}, no sales, nothing on disk. */
    public static Builder builder() {
        return new Builder();
    }

    /** Puts sales in, or other versions of them; those without a moment are ordered now. Returns them as kept. */
    public synchronized List<TakealotSale> seed(TakealotSale... more) {
        List<TakealotSale> kept = new ArrayList<>();
        for (TakealotSale sale : more) {
            kept.add(account.put(sale));
        }
        return kept;
    }

    /** Gives every sale of that order another word; no date moves, as at Takealot. */
    public synchronized void status(long orderId, String word) {
        edit(orderId, sale -> sale.withStatus(word));
    }

    /** Changes every sale of that order. */
    public synchronized void edit(long orderId, UnaryOperator<TakealotSale> change) {
        account.sales().stream()
                .filter(sale -> sale.orderId() == orderId)
                .map(change)
                .forEach(account::put);
    }

    /** Takes a sale away, as if it had never been. */
    public synchronized void remove(long orderItemId) {
        account.remove(orderItemId);
    }

    /** Puts an offer in, with so many pieces in one merchant warehouse. */
    public synchronized void offer(String sku, long merchantWarehouse, long quantity) {
        account.stock(sku, merchantWarehouse, quantity);
    }

    /** What an offer shows for one merchant warehouse; 0 when there is no such offer. */
    public synchronized long stock(String sku, long merchantWarehouse) {
        late.carryOut(clock.instant());
        return account.stock(sku).getOrDefault(merchantWarehouse, 0L);
    }

    /** A signed push of «Sale Status Changed» for the first sale of that order. */
    public synchronized TakealotPush statusPush(long orderId) {
        TakealotSale sale = account.sales().stream()
                .filter(one -> one.orderId() == orderId)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "orderId is " + orderId + ", but must be that of an order that was seeded"));
        ObjectNode body = Account.JSON.createObjectNode();
        body.set("sale", sales.row(sale));
        body.put("event_timestamp_utc", clock.instant().toString());
        return push("Sale Status Changed", body.toString());
    }

    /** A signed push of that event and body. */
    public synchronized TakealotPush push(String event, String body) {
        String delivery = UUID.nameUUIDFromBytes((event + body).getBytes(java.nio.charset.StandardCharsets.UTF_8))
                .toString();
        return TakealotPush.signed(event, delivery, body, webhookSecret);
    }

    /** The switches that make it misbehave. */
    public TakealotFaults faults() {
        return faults;
    }

    /** Every request with a good key, in order, such as {@code GET /v2/sales}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public synchronized void timeIs(Instant now) {
        account.timeIs(now);
        late.carryOut(clock.instant());
    }

    @Override
    public synchronized String holdings() {
        late.carryOut(clock.instant());
        return account.holdings();
    }

    @Override
    public synchronized FakeReply handle(FakeRequest request) {
        late.carryOut(clock.instant());
        boolean v1 = request.path().startsWith("/v1/");
        if (!hasKey(request, v1)) {
            return keyRefused(v1);
        }
        calls.add(request.method() + " " + request.path());
        Optional<Fault> fault = faults.next(occasions(request));
        if (fault.isPresent()) {
            return limited(broken(request, fault.get(), v1));
        }
        return overLimit() ? limited(tooMany(untilNextMinute())) : limited(answer(request, 0, null));
    }

    private boolean hasKey(FakeRequest request, boolean v1) {
        return v1
                ? request.header("X-API-Key").map(marketplaceKey::equals).orElse(false)
                : request.header("Authorization")
                        .map(("Key " + sellerKey)::equals)
                        .orElse(false);
    }

    private FakeReply answer(FakeRequest request, int pageBack, @Nullable String refusedWith) {
        try {
            return FakeReply.json(200, result(request, pageBack, refusedWith).toString());
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private ObjectNode result(FakeRequest request, int pageBack, @Nullable String refusedWith) {
        Map<String, String> parameters = request.queryParameters();
        String path = request.path();
        String call = request.method() + " " + (path.startsWith("/v2/offers/offer") ? "/v2/offers/offer" : path);
        return switch (call) {
            case "GET /v2/sales" -> sales.sales(parameters, pageBack);
            case "GET /v2/sales/orders" -> sales.orders(parameters, pageBack);
            case "GET /v1/sales" -> sales.items(parameters);
            case "GET /v2/offers/offer" -> offers.show(offers.sku(OffersApi.identifier(path, parameters)));
            case "PATCH /v2/offers/offer" ->
                offers.change(offers.sku(OffersApi.identifier(path, parameters)), body(request), refusedWith);
            default -> throw new Refusal(404, "Not Found");
        };
    }

    private FakeReply broken(FakeRequest request, Fault fault, boolean v1) {
        return switch (fault.effect()) {
            case TOO_MANY_REQUESTS -> tooMany(fault.time());
            case KEY_REFUSED -> keyRefused(v1);
            case BAD_GATEWAY -> BrokenReplies.html(502, "502 Bad Gateway");
            case HTML -> BrokenReplies.html(200, "We'll be right back");
            case EMPTY -> FakeReply.json(200, "");
            case TRUNCATED -> BrokenReplies.truncated(answer(request, 0, null));
            case TORN -> BrokenReplies.torn(answer(request, 0, null));
            case LOST -> {
                answer(request, 0, null);
                yield FakeReply.lost();
            }
            case LATE -> {
                late.at(clock.instant().plus(fault.time()), () -> answer(request, 0, null));
                yield FakeReply.lost();
            }
            case OTHER_PAGE -> answer(request, 1, null);
            case NO_ROWS_THOUGH_MORE ->
                FakeReply.json(
                        200,
                        answer(request, 0, null)
                                .bodyText()
                                .replaceAll("\"(sales|items)\":\\[.*](?=[,}])", "\"$1\":[]"));
            case VALIDATION_ERRORS -> answer(request, 0, fault.code());
            case RUN -> {
                FakeReply reply = answer(request, 0, null);
                fault.then().run();
                yield reply;
            }
        };
    }

    private static List<String> occasions(FakeRequest request) {
        var occasions = new ArrayList<>(List.of("request"));
        if (request.path().matches("/v\\d/sales(/orders)?")) {
            occasions.add("page");
        }
        if (request.method().equals("PATCH")) {
            occasions.add("write");
        }
        return occasions;
    }

    /** Every answer tells what is left of the minute. */
    private FakeReply limited(FakeReply reply) {
        return reply.isLost() || reply.headers().containsKey("x-RateLimit-Reset")
                ? reply
                : reply.withHeader("x-RateLimit-Limit", String.valueOf(perMinute))
                        .withHeader("x-RateLimit-Remaining", String.valueOf(Math.max(0, perMinute - usedInMinute)))
                        .withHeader(
                                "x-RateLimit-Reset",
                                String.valueOf(untilNextMinute().toSeconds()));
    }

    private boolean overLimit() {
        if (!clock.instant().isBefore(minute.plusSeconds(60))) {
            minute = clock.instant();
            usedInMinute = 0;
        }
        usedInMinute++;
        return usedInMinute > perMinute;
    }

    private Duration untilNextMinute() {
        Duration left = Duration.between(clock.instant(), minute.plusSeconds(60));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private FakeReply tooMany(Duration reset) {
        return new Refusal(429, "Too many requests")
                .reply()
                .withHeader("x-RateLimit-Limit", String.valueOf(perMinute))
                .withHeader("x-RateLimit-Remaining", "0")
                .withHeader("x-RateLimit-Reset", String.valueOf(reset.toSeconds()));
    }

    private static FakeReply keyRefused(boolean v1) {
        return new Refusal(v1 ? 401 : 403, v1 ? "Invalid API key" : "Forbidden").reply();
    }

    private static JsonNode body(FakeRequest request) {
        try {
            return Account.JSON.readTree(request.bodyText());
        } catch (JsonProcessingException e) {
            throw new Refusal(400, "the body is not JSON");
        }
    }

    /** Collects the settings of an account. One thread. */
    public static final class Builder {
        private VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
        private EffectJournal journal = EffectJournal.inMemory();
        private String sellerKey = "tal-key";
        private String marketplaceKey = "mkt-key";
        private String webhookSecret = "tal-webhook-secret";
        private int perMinute = 100_000;

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

        /** Sets the keys of both APIs; {@code tal-key} and {@code mkt-key} unless set. */
        public Builder keys(String seller, String marketplace) {
            this.sellerKey = requireNonNull(seller, "seller");
            this.marketplaceKey = requireNonNull(marketplace, "marketplace");
            return this;
        }

        /** Sets what pushes are signed with; {@code tal-webhook-secret} unless set. */
        public Builder webhookSecret(String value) {
            this.webhookSecret = requireNonNull(value, "webhookSecret");
            return this;
        }

        /** Sets how many requests of a virtual minute it answers; 100 000 unless set. */
        public Builder requestsPerMinute(int value) {
            this.perMinute = value;
            return this;
        }

        /** The account, holding what its journal says. */
        public FakeTakealot build() {
            if (perMinute < 1) {
                throw new IllegalArgumentException("requestsPerMinute is " + perMinute + ", but must be 1 or more");
            }
            return new FakeTakealot(this);
        }
    }
}
