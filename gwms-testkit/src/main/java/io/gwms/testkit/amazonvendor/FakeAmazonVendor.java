package io.gwms.testkit.amazonvendor;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.amazonvendor.AmazonVendorFaults.Fault;
import io.gwms.testkit.fake.Later;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.time.VirtualClock;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Amazon as a vendor sees it: {@code POST /auth/o2/token} of Login with Amazon, and of the Selling Partner API purchase
 * orders, their status, acknowledgements, transactions, shipment confirmations and shipments. Put it behind a {@link
 * io.gwms.testkit.http.FakeHttpServer}, fill it with {@link #seed}, change it with {@link #amount} and {@link #close}, and
 * break it with {@link #faults}.
 *
 * <p>Access tokens live an hour. A window longer than seven days or older than six months is an error, not a smaller
 * answer. What is sent in is taken at once and judged a virtual minute later. A purchase order that was never changed has
 * no change date; closing one gives it none. Every effect and push of time is on the journal. What is not known of the
 * real one is told in docs/fakes/amazonvendor.md.
 *
 * <p><b>Threads:</b> shared; one request is answered at a time.
 */
public final class FakeAmazonVendor implements FakeService {
    private static final String ORDERS = "/vendor/orders/v1/purchaseOrders";
    private static final String TRANSACTIONS = "/vendor/transactions/v1/transactions/";
    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final VirtualClock clock;
    private final String clientId;
    private final String clientSecret;
    private final String refreshToken;
    private final VendorAccount account;
    private final AmazonVendorFaults faults = new AmazonVendorFaults();
    private final OrdersApi orders;
    private final Submissions submissions;
    private final Map<String, Instant> tokens = new HashMap<>();
    private final Later late = new Later();
    private final List<String> calls = new ArrayList<>();
    private int refreshes;

    private FakeAmazonVendor(Builder builder) {
        this.clock = builder.clock;
        this.clientId = builder.clientId;
        this.clientSecret = builder.clientSecret;
        this.refreshToken = builder.refreshToken;
        this.account = new VendorAccount(clock, builder.journal);
        this.orders = new OrdersApi(account, faults);
        this.submissions = new Submissions(account, faults, builder.processing);
    }

    /** An account without purchase orders, for the app {@code amzn-app} with secret {@code amzn-secret}. */
    public static Builder builder() {
        return new Builder();
    }

    /** Puts purchase orders in, placed now and new. One whose number is there already stays as it is. */
    public synchronized void seed(VendorOrder... more) {
        for (VendorOrder order : more) {
            if (account.order(order.number()).isEmpty()) {
                account.put(json(order));
            }
        }
    }

    /** Changes what is ordered of an item, as Amazon does before and after the acknowledgement; 0 cancels it. */
    public synchronized void amount(String number, int item, long amount) {
        ObjectNode order = orders.held(number);
        ObjectNode line = requireNonNull(Submissions.item(order, String.valueOf(item)), "item");
        ((ObjectNode) line.path("orderedQuantity")).put("amount", amount);
        touch(order);
    }

    /** Changes nothing that is ordered, only when it was changed. */
    public synchronized void touch(String number) {
        touch(orders.held(number));
    }

    /** Closes a purchase order; its state date moves, its change date does not. */
    public synchronized void close(String number) {
        ObjectNode order = orders.held(number);
        order.put("purchaseOrderState", "Closed");
        details(order).put("purchaseOrderStateChangedDate", account.now().toString());
        account.put(order);
    }

    /** How a purchase order stands: New, Acknowledged or Closed. */
    public synchronized String state(String number) {
        settle();
        return orders.held(number).path("purchaseOrderState").asText();
    }

    /** Pieces accepted of an item; -1 when it was not acknowledged. */
    public synchronized long accepted(String number, int item) {
        settle();
        return requireNonNull(Submissions.item(orders.held(number), String.valueOf(item)), "item")
                .path("acceptedPieces")
                .asLong(-1);
    }

    /** What was acknowledged of a purchase order: accepted pieces by item; empty before, and never more than one. */
    public synchronized List<Map<String, Long>> acknowledgements(String number) {
        settle();
        Map<String, Long> accepted = new TreeMap<>();
        for (JsonNode item : orders.held(number).at("/orderDetails/items")) {
            if (item.has("acceptedPieces")) {
                accepted.put(
                        item.path("itemSequenceNumber").asText(),
                        item.path("acceptedPieces").asLong());
            }
        }
        return accepted.isEmpty() ? List.of() : List.of(accepted);
    }

    /** The shipment confirmations that name that purchase order and were applied, as JSON. */
    public synchronized List<String> shipments(String number) {
        settle();
        return account.shipments().stream()
                .filter(shipment ->
                        shipment.findValuesAsText("purchaseOrderNumber").contains(number))
                .map(ObjectNode::toString)
                .toList();
    }

    /** Ends the life of every access token; the refresh token stays good. */
    public synchronized void expireTokens() {
        tokens.clear();
    }

    /** How many access tokens were given out. */
    public synchronized int refreshes() {
        return refreshes;
    }

    /** Every request with a good token, in order, such as {@code GET /vendor/orders/v1/purchaseOrders}. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    /** The switches that make it misbehave. */
    public AmazonVendorFaults faults() {
        return faults;
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public synchronized void timeIs(Instant now) {
        account.timeIs(now);
        settle();
    }

    @Override
    public synchronized String holdings() {
        settle();
        return account.holdings();
    }

    @Override
    public synchronized FakeReply handle(FakeRequest request) {
        settle();
        if (request.path().equals("/auth/o2/token")) {
            return token(request);
        }
        Instant end = tokens.get(request.header("x-amz-access-token").orElse(""));
        if (end == null || !clock.instant().isBefore(end)) {
            return tokenRefused();
        }
        calls.add(request.method() + " " + request.path());
        Optional<Fault> fault = faults.next(occasions(request));
        FakeReply reply = fault.map(one -> broken(request, one)).orElseGet(() -> answer(request));
        return reply.isLost() ? reply : reply.withHeader("x-amzn-RateLimit-Limit", "10.0");
    }

    private FakeReply answer(FakeRequest request) {
        return answer(request, account.now());
    }

    /** {@code at} is when it arrived. */
    private FakeReply answer(FakeRequest request, Instant at) {
        try {
            ObjectNode reply = VendorAccount.JSON.createObjectNode();
            reply.set("payload", payload(request, at));
            return FakeReply.json(request.method().equals("POST") ? 202 : 200, reply.toString());
        } catch (Refusal refusal) {
            return refusal.reply();
        }
    }

    private ObjectNode payload(FakeRequest request, Instant at) {
        String path = request.path();
        Map<String, String> parameters = request.queryParameters();
        if (request.method().equals("GET") && path.startsWith(ORDERS + "/")) {
            return orders.one(path.substring(ORDERS.length() + 1));
        }
        if (request.method().equals("GET") && path.startsWith(TRANSACTIONS)) {
            return submissions.transaction(path.substring(TRANSACTIONS.length()));
        }
        return switch (request.method() + " " + path) {
            case "GET " + ORDERS -> orders.list(parameters);
            case "GET /vendor/orders/v1/purchaseOrdersStatus" -> orders.status(parameters);
            case "GET /vendor/shipping/v1/shipments" -> submissions.shipments(parameters);
            case "POST /vendor/orders/v1/acknowledgements" -> submissions.acknowledge(body(request), at);
            case "POST /vendor/shipping/v1/shipmentConfirmations" -> submissions.confirmShipments(body(request), at);
            default -> throw new Refusal(404, "NotFound", "no such operation");
        };
    }

    private FakeReply broken(FakeRequest request, Fault fault) {
        return switch (fault.effect()) {
            case QUOTA_EXCEEDED ->
                new Refusal(429, "QuotaExceeded", "You exceeded your quota for the requested resource.").reply();
            case TOKEN_REFUSED -> tokenRefused();
            case ERRORS_IN_200 ->
                FakeReply.json(
                        200,
                        new Refusal(200, "InternalFailure", "something went wrong")
                                .reply()
                                .bodyText());
            case LOST -> {
                answer(request);
                yield FakeReply.lost();
            }
            case LATE -> {
                Instant due = clock.instant().plus(fault.time());
                late.at(due, () -> answer(request, due));
                yield FakeReply.lost();
            }
            case RUN -> {
                FakeReply reply = answer(request);
                fault.then().run();
                yield reply;
            }
        };
    }

    private FakeReply token(FakeRequest request) {
        Map<String, String> form = form(request.bodyText());
        if (!clientId.equals(form.get("client_id")) || !clientSecret.equals(form.get("client_secret"))) {
            return FakeReply.json(
                    401, "{\"error\":\"invalid_client\",\"error_description\":\"Client authentication failed\"}");
        }
        if (!"refresh_token".equals(form.get("grant_type")) || !refreshToken.equals(form.get("refresh_token"))) {
            return FakeReply.json(
                    400,
                    "{\"error\":\"invalid_grant\",\"error_description\":\"The request has an invalid grant parameter :"
                            + " refresh_token\"}");
        }
        String token = "Atza|fake-" + ++refreshes;
        tokens.put(token, clock.instant().plus(TOKEN_LIFE));
        return FakeReply.json(
                200,
                VendorAccount.JSON
                        .createObjectNode()
                        .put("access_token", token)
                        .put("refresh_token", refreshToken)
                        .put("token_type", "bearer")
                        .put("expires_in", TOKEN_LIFE.toSeconds())
                        .toString());
    }

    private static FakeReply tokenRefused() {
        return new Refusal(403, "Unauthorized", "Access to requested resource is denied.").reply();
    }

    private static List<String> occasions(FakeRequest request) {
        var occasions = new ArrayList<>(List.of("request"));
        if (request.path().equals(ORDERS)) {
            occasions.add("page");
        }
        if (request.method().equals("POST")) {
            occasions.add("write");
        }
        return occasions;
    }

    private void settle() {
        late.carryOut(clock.instant());
        submissions.judgeWhatIsDue();
    }

    private static JsonNode body(FakeRequest request) {
        try {
            return VendorAccount.read(request.bodyText());
        } catch (IllegalArgumentException e) {
            throw new Refusal(400, "InvalidInput", "the body is not JSON");
        }
    }

    private static Map<String, String> form(String text) {
        Map<String, String> form = new HashMap<>();
        for (String pair : text.split("&", -1)) {
            String[] parts = pair.split("=", 2);
            form.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    private void touch(ObjectNode order) {
        details(order).put("purchaseOrderChangedDate", account.now().toString());
        account.put(order);
    }

    private static ObjectNode details(ObjectNode order) {
        return (ObjectNode) order.path("orderDetails");
    }

    private ObjectNode json(VendorOrder order) {
        String now = account.now().toString();
        ObjectNode json = VendorAccount.JSON.createObjectNode();
        json.put("purchaseOrderNumber", order.number());
        json.put("purchaseOrderState", "New");
        ObjectNode details = json.putObject("orderDetails");
        details.put("purchaseOrderDate", now);
        details.put("purchaseOrderStateChangedDate", now);
        details.put("purchaseOrderType", order.type());
        details.put("paymentMethod", "Invoice");
        details.putObject("buyingParty").put("partyId", "AMZN1");
        details.putObject("sellingParty").put("partyId", "999US");
        ObjectNode centre = details.putObject("shipToParty").put("partyId", "ONT8");
        if (order.addressed()) {
            centre.putObject("address")
                    .put("name", "Example fulfilment centre")
                    .put("addressLine1", "1 Example Way")
                    .put("city", "Moreno Valley")
                    .put("stateOrRegion", "CA")
                    .put("postalCode", "92551")
                    .put("countryCode", "US")
                    .put("phone", "+1 555 0100");
        }
        details.putObject("billToParty").put("partyId", "AMZN1");
        details.put("shipWindow", now + "--" + account.now().plus(Duration.ofDays(7)));
        ArrayNode items = details.putArray("items");
        order.items().forEach(item -> item(items.addObject(), items.size(), item));
        return json;
    }

    private static void item(ObjectNode json, int sequence, VendorItem item) {
        json.put("itemSequenceNumber", String.valueOf(sequence));
        json.put("amazonProductIdentifier", item.asin());
        if (!item.sku().isEmpty()) {
            json.put("vendorProductIdentifier", item.sku());
        }
        json.putObject("orderedQuantity")
                .put("amount", item.amount())
                .put("unitOfMeasure", item.caseSize() == 0 ? "Eaches" : "Cases")
                .put("unitSize", Math.max(1, item.caseSize()));
        json.put("isBackOrderAllowed", false);
        json.putObject("netCost").put("amount", item.netCost().toPlainString()).put("currencyCode", "USD");
        json.putObject("listPrice")
                .put("amount", item.netCost().toPlainString())
                .put("currencyCode", "USD");
    }

    /** Collects the settings of an account. One thread. */
    public static final class Builder {
        private VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
        private EffectJournal journal = EffectJournal.inMemory();
        private String clientId = "amzn-app";
        private String clientSecret = "amzn-secret";
        private String refreshToken = "Atzr|fake-refresh";
        private Duration processing = Duration.ofMinutes(1);

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

        /** Sets the app it knows; {@code amzn-app}, {@code amzn-secret} and {@code Atzr|fake-refresh} unless set. */
        public Builder app(String id, String secret, String refresh) {
            this.clientId = requireNonNull(id, "id");
            this.clientSecret = requireNonNull(secret, "secret");
            this.refreshToken = requireNonNull(refresh, "refresh");
            return this;
        }

        /** Sets the virtual time after which a transaction is judged; a minute unless set. */
        public Builder processing(Duration value) {
            if (requireNonNull(value, "processing").isNegative()) {
                throw new IllegalArgumentException("processing is " + value + ", but must be zero or longer");
            }
            this.processing = value;
            return this;
        }

        /** The account, holding what its journal says. */
        public FakeAmazonVendor build() {
            return new FakeAmazonVendor(this);
        }
    }
}
