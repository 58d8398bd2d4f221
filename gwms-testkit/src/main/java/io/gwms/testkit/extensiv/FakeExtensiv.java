package io.gwms.testkit.extensiv;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.CallFaults;
import io.gwms.testkit.http.FakeReply;
import io.gwms.testkit.http.FakeRequest;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A 3PL Warehouse Manager account over HTTP: {@code /AuthServer/api/Token}, {@code /orders} (create, list, get, cancel),
 * {@code /inventory/receivers} (the same) and {@code /inventory/stockdetails}. A cancel needs the ETag of what it was
 * read with. Orders that are fully allocated ship as virtual time passes; a test also ships, changes and receives by hand.
 *
 * <p>Operations for {@link #faults}: {@code token}, {@code order.create}, {@code order.list}, {@code order.get}, {@code
 * order.cancel}, {@code receiver.create}, {@code receiver.list}, {@code receiver.get}, {@code receiver.cancel}, {@code
 * stock}.
 *
 * <p>It lives in memory only. <b>Threads:</b> shared; requests are answered one at a time.
 */
public final class FakeExtensiv implements FakeService {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern OF_ONE = Pattern.compile("/(orders|inventory/receivers)/([0-9]{1,18})(/canceler|)");

    private final VirtualClock clock;
    private final CallFaults faults = CallFaults.none();
    private final Map<String, Instant> tokens = new HashMap<>();
    private final House house;
    private final PapersApi papers;
    private final StockApi stock;

    private FakeExtensiv(Builder builder, ExtensivSettings settings) {
        this.clock = builder.clock;
        this.house = new House(settings, clock);
        this.papers = new PapersApi(house);
        this.stock = new StockApi(house);
        builder.stock.forEach(each -> house.move(each.spot, each.pieces));
        if (!settings.accessToken().isEmpty()) {
            tokens.put(settings.accessToken(), Instant.MAX);
        }
    }

    /** An account to be set up; client id, secret and customer are required. */
    public static Builder builder() {
        return new Builder();
    }

    /** What goes wrong, to be planned at any time. */
    public CallFaults faults() {
        return faults;
    }

    @Override
    public VirtualClock clock() {
        return clock;
    }

    @Override
    public synchronized FakeReply handle(FakeRequest request) {
        house.settle();
        try {
            if (request.path().equals("/AuthServer/api/Token")) {
                return faults.play("token", () -> token(request));
            }
            admit(request);
            String operation = operation(request);
            return faults.play(operation, () -> answer(operation, request));
        } catch (Refused refused) {
            return refused.reply();
        }
    }

    private FakeReply token(FakeRequest request) {
        String pair = house.settings.clientId() + ":" + house.settings.clientSecret();
        String wanted = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        boolean known = request.header("Authorization").orElse("").equals(wanted);
        if (!known || !body(request).path("grant_type").asText().equals("client_credentials")) {
            return FakeReply.json(401, "{\"error\":\"invalid_client\"}");
        }
        String token = "token-" + (tokens.size() + 1) + "-of-the-fake";
        tokens.put(token, house.now().plus(house.settings.tokenLife()));
        return FakeReply.json(
                200,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("access_token", token)
                        .put("token_type", "Bearer")
                        .put("expires_in", house.settings.tokenLife().toSeconds())
                        .toString());
    }

    private void admit(FakeRequest request) {
        String bearer = request.header("Authorization").orElse("").replaceFirst("^Bearer ", "");
        if (!tokens.getOrDefault(bearer, Instant.MIN).isAfter(house.now())) {
            throw Refused.of(401, "Unauthorized", "the access token is missing or expired");
        }
    }

    private static String operation(FakeRequest request) {
        Matcher one = OF_ONE.matcher(request.path());
        if (one.matches()) {
            String what = one.group(3).isEmpty() ? "get" : "cancel";
            return (one.group(1).equals("orders") ? "order." : "receiver.") + what;
        }
        return switch (request.method() + " " + request.path()) {
            case "POST /orders" -> "order.create";
            case "GET /orders" -> "order.list";
            case "POST /inventory/receivers" -> "receiver.create";
            case "GET /inventory/receivers" -> "receiver.list";
            case "GET /inventory/stockdetails" -> "stock";
            default -> throw Refused.of(404, "NotFound", request.path());
        };
    }

    private FakeReply answer(String operation, FakeRequest request) {
        try {
            return switch (operation) {
                case "order.create" -> papers.createOrder(body(request));
                case "order.list" -> papers.listOrders(request);
                case "order.get" -> papers.getOrder(request, id(request));
                case "order.cancel" -> papers.cancel(house.orders, id(request), request, body(request));
                case "receiver.create" -> papers.createReceiver(body(request));
                case "receiver.list" -> papers.listReceivers(request);
                case "receiver.get" -> papers.getReceiver(request, id(request));
                case "receiver.cancel" -> papers.cancel(house.receivers, id(request), request, body(request));
                default -> stock.details(request);
            };
        } catch (Refused refused) {
            return refused.reply();
        }
    }

    private static long id(FakeRequest request) {
        Matcher one = OF_ONE.matcher(request.path());
        if (!one.matches()) {
            throw Refused.of(404, "NotFound", request.path());
        }
        return Long.parseLong(one.group(2));
    }

    private static JsonNode body(FakeRequest request) {
        try {
            JsonNode body = JSON.readTree(request.body());
            if (body.isObject()) {
                return body;
            }
        } catch (IOException e) {
            // told below
        }
        throw Refused.of(400, "InvalidBody", "the body is no JSON object");
    }

    // --- the test's hand ---

    /** Ships all of an order now. */
    public synchronized void ship(String reference) {
        house.ship(house.order(reference), Map.of(), house.now());
    }

    /** Ships so much of each SKU of an order now and closes it; nothing more will come. */
    public synchronized void shipShort(String reference, Map<String, Long> pieces) {
        house.ship(house.order(reference), pieces, house.now());
    }

    /** Somebody changes an order at the warehouse: its ETag is another one. */
    public synchronized void change(String reference) {
        house.order(reference).version++;
    }

    /** Confirms a receiver: so much of each SKU came. */
    public synchronized void receive(String reference, Map<String, Long> pieces) {
        house.receive(house.receiver(reference), pieces);
    }

    /** Puts pieces there, beside all orders, or takes them away when negative. */
    public synchronized void moveStock(ExtensivStock spot, long pieces) {
        house.move(spot, pieces);
    }

    /** How many orders of that reference it holds, cancelled ones included. */
    public synchronized long ordersOf(String reference) {
        return house.orders.stream()
                .filter(order -> order.reference().equals(reference))
                .count();
    }

    /** Whether the first order of that reference is cancelled. */
    public synchronized boolean isCanceled(String reference) {
        house.settle();
        return house.order(reference).status == Paper.CANCELED;
    }

    /** {@inheritDoc} Fields: {@code orders}, {@code receivers} (reference and status each) and {@code stock}. */
    @Override
    public synchronized String holdings() {
        house.settle();
        ObjectNode holdings = JsonNodeFactory.instance.objectNode();
        for (boolean orders : new boolean[] {true, false}) {
            var list = holdings.putArray(orders ? "orders" : "receivers");
            (orders ? house.orders : house.receivers)
                    .forEach(paper -> list.addObject()
                            .put("id", paper.id)
                            .put("reference", paper.reference())
                            .put("status", paper.status));
        }
        var rows = holdings.putArray("stock");
        house.shelf
                .rows()
                .forEach(held -> rows.addObject()
                        .put("facility", held.spot().facility())
                        .put("sku", held.spot().sku())
                        .put("receiver", held.spot().receiver())
                        .put("onHand", held.onHand())
                        .put("allocated", held.locked()));
        return holdings.toString();
    }

    /** Settings of a fake account; durations are virtual. */
    public static final class Builder {
        private VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-01-01T00:00:00Z"));
        private final List<Placed> stock = new ArrayList<>();
        private String clientId = "";
        private String clientSecret = "";
        private String accessToken = "";
        private int customer;
        private ZoneId zone = ZoneId.of("America/Los_Angeles");
        private Duration shipAfter = Duration.ofHours(1);
        private Duration tokenLife = Duration.ofMinutes(30);
        private boolean listsEmptyRows;
        private boolean refusesRepeatedReference;
        private boolean ignoresRql;

        private Builder() {}

        private record Placed(ExtensivStock spot, long pieces) {}

        /** The virtual clock; its own, beginning on 2026-01-01T00:00:00Z, unless set. */
        public Builder clock(VirtualClock value) {
            this.clock = requireNonNull(value, "clock");
            return this;
        }

        /** Required. Who may ask for tokens. */
        public Builder client(String id, String secret) {
            this.clientId = requireNonNull(id, "id");
            this.clientSecret = requireNonNull(secret, "secret");
            return this;
        }

        /** Takes this token too, for ever; only those that were asked for unless set. */
        public Builder accessToken(String value) {
            this.accessToken = requireNonNull(value, "accessToken");
            return this;
        }

        /** Required. The number of the customer whose goods are held. */
        public Builder customer(int value) {
            this.customer = value;
            return this;
        }

        /** Puts stock in place. */
        public Builder stock(ExtensivStock spot, long pieces) {
            stock.add(new Placed(spot, pieces));
            return this;
        }

        /** The time that the facility keeps; dates are told in it without an offset. Los Angeles unless set. */
        public Builder zone(ZoneId value) {
            this.zone = requireNonNull(value, "zone");
            return this;
        }

        /** From an order's creation to its shipment; one hour unless set. */
        public Builder shipAfter(Duration value) {
            this.shipAfter = requireNonNull(value, "shipAfter");
            return this;
        }

        /** How long a token lives; 30 minutes unless set. */
        public Builder tokenLife(Duration value) {
            this.tokenLife = requireNonNull(value, "tokenLife");
            return this;
        }

        /** Lists receive items of which nothing is left; leaves them out unless set. */
        public Builder listsEmptyRows(boolean value) {
            this.listsEmptyRows = value;
            return this;
        }

        /** Refuses a reference that the customer has already; makes a second one unless set. */
        public Builder refusesRepeatedReference(boolean value) {
            this.refusesRepeatedReference = value;
            return this;
        }

        /** Ignores the filter of lists in silence, as a misspelled parameter is; obeys it unless set. */
        public Builder ignoresRql(boolean value) {
            this.ignoresRql = value;
            return this;
        }

        /** Checks the settings together. */
        public FakeExtensiv build() {
            if (clientId.isBlank() || clientSecret.isBlank()) {
                throw new IllegalArgumentException("client is missing: call client(…) with what the connector uses");
            }
            if (customer < 1) {
                throw new IllegalArgumentException("customer is " + customer + ", but must be the connector's number");
            }
            return new FakeExtensiv(
                    this,
                    new ExtensivSettings(
                            clientId,
                            clientSecret,
                            accessToken,
                            customer,
                            zone,
                            shipAfter,
                            tokenLife,
                            listsEmptyRows,
                            refusesRepeatedReference,
                            ignoresRql));
        }
    }
}
