package io.gwms.testkit.platform;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.credential.Credential;
import io.gwms.credential.CredentialOwner;
import io.gwms.internal.json.JsonReplies;
import io.gwms.order.Money;
import io.gwms.order.OrderKind;
import io.gwms.order.Payment;
import io.gwms.order.Recipient;
import io.gwms.outcome.Outcome;
import io.gwms.platform.AddressRule;
import io.gwms.platform.IssuedTracking;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderField;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.StockSupport;
import io.gwms.platform.WriteBackSupport;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.transport.CallAction;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A sales platform without a server: {@link #connector} speaks to it through {@link #transport}, so calls
 * are seen, counted and broken as real ones are. What it declares is what the test says, so that the
 * engine can be tried against windows, lags and cursors of any kind.
 *
 * <p><b>Threads:</b> shared; one call is answered at a time.
 */
public final class ScriptedPlatform {
    /** The platform its stores are on. */
    public static final PlatformType TYPE = new PlatformType("SCRIPTED");

    /** The token its stores are called with. */
    public static final String TOKEN = "scripted-token-7f3a9c";

    private static final Set<OrderField> NEVER_GIVEN = Set.of(
            OrderField.SOURCE, OrderField.PAYMENT_TIME, OrderField.SHIPPING_FEE, OrderField.TAX, OrderField.DISCOUNT);

    private final PlatformCapabilities capabilities;
    private final ScriptedBook book = new ScriptedBook();
    private final ScriptedDesk desk;
    private Duration behind = Duration.ZERO;
    private int deliveries;

    private ScriptedPlatform(PlatformCapabilities capabilities) {
        this.capabilities = requireNonNull(capabilities, "capabilities");
        this.desk = new ScriptedDesk(capabilities.canAmendAcknowledgement());
    }

    /**
     * A platform that can do what a good one can: a reliable change cursor without limits, pages of three
     * orders, a lag of five minutes, lookup, partial write-back, a probe that settles after two minutes.
     */
    public static ScriptedPlatform standard() {
        return with(PlatformCapabilities.builder()
                .cursor(cursor(null, Duration.ofMinutes(5)))
                .lookUpByNumber()
                .writeBack(WriteBackSupport.PARTIAL)
                .probeShipments(Duration.ofMinutes(2))
                .absentFields(NEVER_GIVEN)
                .addressRules(Map.of("seller", AddressRule.BUYER))
                .actions(Set.of(CallAction.ORDER_FETCH, CallAction.SHIPMENT_WRITE_BACK))
                .build());
    }

    /** The capabilities of a platform that can do everything, which a test takes away from. */
    public static PlatformCapabilities.Builder everything() {
        return PlatformCapabilities.builder()
                .kinds(OrderKind.B2C, OrderKind.B2B)
                .cursor(cursor(null, Duration.ofMinutes(5)))
                .lookUpByNumber()
                .writeBack(WriteBackSupport.PARTIAL)
                .probeShipments(Duration.ofMinutes(2))
                .acknowledge(true)
                .probeAcknowledgements()
                .cancelOrders()
                .answerCancelRequests()
                .stock(StockSupport.COMPARE_AND_SET)
                .readStock()
                .absentFields(NEVER_GIVEN)
                .addressRules(Map.of("seller", AddressRule.BUYER))
                .census(new OrderCursor(OrderCursor.Field.ORDERED_AT, true, null, null, Duration.ofMinutes(5), 3))
                .actions(Set.of(
                        CallAction.ORDER_FETCH,
                        CallAction.SHIPMENT_WRITE_BACK,
                        CallAction.TRACKING_LOOKUP,
                        CallAction.ORDER_ACKNOWLEDGE,
                        CallAction.ORDER_CANCEL,
                        CallAction.STOCK_PUSH));
    }

    /** A platform with those capabilities. */
    public static ScriptedPlatform with(PlatformCapabilities capabilities) {
        return new ScriptedPlatform(capabilities);
    }

    /** A reliable change cursor with pages of three orders. */
    public static OrderCursor cursor(@Nullable Duration maxWindow, Duration lag) {
        return new OrderCursor(OrderCursor.Field.CHANGED_AT, true, maxWindow, null, lag, 3);
    }

    /** A store of it, ready to be called. */
    public static Store store(String id) {
        return Store.of(new StoreId(id), "Store " + id, TYPE, URI.create("https://scripted.example"));
    }

    /** The credential its stores are called with. */
    public static Credential credential(StoreId store) {
        return Credential.of(CredentialOwner.store(store), Map.of("token", Secret.of(TOKEN)), Map.of());
    }

    /** An open, paid B2C order of one line with an address, ordered and changed at that moment. */
    public static PlatformOrder order(String number, String sku, long pieces, Instant at) {
        Money price = Money.of("10.00", "USD");
        return PlatformOrder.builder("id-" + number, number)
                .orderedAt(at)
                .changedAt(at)
                .fact(PlatformFact.OPEN)
                .fulfillmentStatus("open")
                .payment(new Payment(price, "card", null, null, null, null))
                .recipient(new Recipient(
                        "Ada Lovelace", "+27 11 555 0100", "ZA", "Gauteng", "Johannesburg", "1 Main Rd", "2000"))
                .lines(List.of(new PlatformOrderLine("id-" + number + "-1", sku, "Item " + sku, pieces, 0, 0, price)))
                .build();
    }

    /** An open purchase order with a line for each SKU. */
    public static PlatformOrder purchaseOrder(String number, Map<String, Long> pieces, Instant at) {
        PlatformOrder one = order(number, "A", 1, at);
        List<PlatformOrderLine> lines = new ArrayList<>();
        new TreeMap<>(pieces)
                .forEach((sku, quantity) -> lines.add(new PlatformOrderLine(
                        "id-" + number + "-" + sku,
                        sku,
                        "Item " + sku,
                        quantity,
                        0,
                        0,
                        one.payment().total())));
        return one.toBuilder().kind(OrderKind.B2B).lines(lines).build();
    }

    /** The same order with another note, changed at that moment. */
    public static PlatformOrder changed(PlatformOrder order, String note, Instant at) {
        return ScriptedOrders.changed(
                order, order.fact(), order.fulfillmentStatus(), order.cancelRequested(), note, order.lines(), at);
    }

    /** The same order standing otherwise there, changed at that moment. */
    public static PlatformOrder standing(PlatformOrder order, PlatformFact fact, Instant at) {
        return ScriptedOrders.standing(order, fact, fact.name().toLowerCase(Locale.ROOT), at);
    }

    /** The same order with a buyer who asks to cancel it, changed at that moment. */
    public static PlatformOrder cancelRequested(PlatformOrder order, Instant at) {
        return ScriptedOrders.changed(
                order, order.fact(), "cancel requested", true, order.buyerNote(), order.lines(), at);
    }

    /** The same order with other lines, changed at that moment. */
    public static PlatformOrder withLines(PlatformOrder order, List<PlatformOrderLine> lines, Instant at) {
        return ScriptedOrders.changed(
                order, order.fact(), order.fulfillmentStatus(), order.cancelRequested(), order.buyerNote(), lines, at);
    }

    /** A connector to it. */
    public synchronized PlatformConnector connector() {
        return new ScriptedConnector(capabilities, book.zone());
    }

    /**
     * Its orders and its searches tell the time of that zone without naming it, so that an hour comes twice when summer
     * time ends; set it before {@link #connector}. The connector asks for whatever may be meant and takes a time that is
     * ambiguous for the earlier one: the lag must be longer than that hour.
     */
    public synchronized void inLocalTime(ZoneId zone) {
        book.inLocalTime(requireNonNull(zone, "zone"));
    }

    /** Its pages tell how many orders the window holds in all; not unless set. */
    public synchronized void tellTotals() {
        book.tellTotals();
    }

    /** The way to it. */
    public Transport transport() {
        return this::answer;
    }

    /** Puts an order in, or another version of it. */
    public void put(PlatformOrder order) {
        put(order, Instant.MIN);
    }

    /** Puts an order in that its searches show only from that moment on, which is told by the caller's window. */
    public synchronized void put(PlatformOrder order, Instant visibleFrom) {
        book.put(order, visibleFrom);
    }

    /** Its clock is that far behind the caller's; not at all unless set. Replies are dated by it. */
    public synchronized void clockBehind(Duration behind) {
        this.behind = requireNonNull(behind, "behind");
    }

    /** How many shipments it holds for the order of that number. */
    public synchronized int shipmentsOf(String number) {
        return book.shipmentsOf(number);
    }

    /** How the order of that number stands there. */
    public synchronized Optional<PlatformOrder> find(String number) {
        return book.find(number);
    }

    /** From now on it only takes shipments and acknowledgements, until {@link #carryOut} or {@link #failTaken}. */
    public synchronized void takesFirst(boolean takesFirst) {
        desk.takesFirst(takesFirst);
    }

    /** Carries out what it has only taken; says how much that was. */
    public synchronized int carryOut() {
        return desk.settle("");
    }

    /** Fails what it has only taken, with those words; says how much that was. */
    public synchronized int failTaken(String words) {
        return desk.settle(words);
    }

    /** Issues a tracking number for the shipment of that id. */
    public synchronized void issueTracking(String shipmentId, String trackingNumber, String carrier) {
        desk.issue(shipmentId, new IssuedTracking(trackingNumber, carrier));
    }

    /** What it was told of the order of that number: accepted pieces by line id, oldest first. */
    public synchronized List<Map<String, Long>> acknowledgementsOf(String number) {
        List<Map<String, Long>> told = new ArrayList<>();
        for (JsonNode one : desk.acknowledgementsOf(
                find(number).map(PlatformOrder::platformOrderId).orElse(""))) {
            Map<String, Long> accepted = new TreeMap<>();
            one.path("lines")
                    .properties()
                    .forEach(line -> accepted.put(
                            line.getKey(), line.getValue().path("accepted").asLong()));
            told.add(accepted);
        }
        return told;
    }

    /** Lists a SKU, showing that many pieces. */
    public synchronized void listSku(String sku, long shown) {
        desk.list(sku, shown);
    }

    /** How many pieces of a SKU it shows. */
    public synchronized long stockOf(String sku) {
        return desk.shown(sku);
    }

    /** Every level that was set, of whatever SKU, in the order it was set. */
    public synchronized List<Long> stockHistory() {
        return desk.applied();
    }

    /**
     * A delivery about the order of that number, signed with that secret.
     *
     * @param whole whether it carries the order itself; else only its number
     */
    public synchronized ScriptedPush push(String number, String topic, boolean whole, Secret secret, Instant sentAt) {
        PlatformOrder order = find(number).orElseThrow();
        ObjectNode body = object().put("topic", topic)
                .put("delivery", "D" + ++deliveries)
                .put("event", order.platformOrderId() + "@" + order.changedAt().toEpochMilli())
                .put("eventAt", order.changedAt().toString())
                .put("sentAt", sentAt.toString())
                .put("kind", order.kind().name())
                .put("number", number);
        if (whole) {
            body.set("order", ScriptedOrders.write(order, null));
        }
        return ScriptedPush.signed(body.toString().getBytes(StandardCharsets.UTF_8), secret);
    }

    private synchronized Outcome<HttpReply> answer(HttpCall call) {
        boolean known = call.headers().stream()
                .anyMatch(header ->
                        header.name().equals("Authorization") && header.value().equals("Bearer " + TOKEN));
        if (!known) {
            return reply(401, object().put("error", "unknown token"));
        }
        JsonNode body = JsonReplies.object(HttpReply.of(200, Map.of(), call.body()), Redactor.standard())
                .asDone()
                .orElseGet(ScriptedPlatform::object);
        return switch (call.uri().getPath()) {
            case "/orders" -> dated(reply(200, page(body)), timeHere(body));
            case "/lookup" -> reply(200, book.found(body));
            case "/list" -> dated(reply(200, list(body)), timeHere(body));
            case "/ship" -> ofOrder(body, held -> desk.taken(() -> held.ship(body)));
            case "/shipments" -> ofOrder(body, ScriptedBook.Held::shown);
            case "/tracking" -> reply(desk.trackingOf(body.path("shipment").asText()));
            case "/transaction" -> reply(desk.transaction(body));
            case "/acknowledge" -> ofOrder(body, held -> desk.taken(() -> desk.acknowledge(held.order(), body)));
            case "/acknowledgements" -> ofOrder(body, held -> desk.acknowledged(held.order()));
            case "/cancel" -> ofOrder(body, held -> desk.cancel(held.order(), timeHere(body), this::stored));
            case "/cancel-answer" ->
                ofOrder(
                        body,
                        held -> desk.answerCancel(
                                held.order(), body.path("accept").asBoolean(), timeHere(body), this::stored));
            case "/stock" -> reply(desk.setStock(body));
            case "/stock-level" -> reply(desk.stock(body.path("sku").asText()));
            default -> reply(404, object().put("error", "no such path"));
        };
    }

    /** Keyset paging: behind the moment and id of the last order seen, wherever it has gone meanwhile. */
    private ObjectNode page(JsonNode body) {
        return book.page(body, capabilities.cursor(), timeHere(body), book::written);
    }

    private ObjectNode list(JsonNode body) {
        return book.page(
                body,
                capabilities.census().orElse(capabilities.cursor()),
                timeHere(body),
                order -> object().put("id", order.platformOrderId())
                        .put("number", order.number())
                        .put("changedAt", order.changedAt().toString())
                        .put("fact", order.fact().name()));
    }

    private Outcome<HttpReply> ofOrder(JsonNode body, Function<ScriptedBook.Held, ScriptedDesk.Answer> work) {
        return book.held(body.path("order").asText())
                .map(held -> reply(work.apply(held)))
                .orElseGet(() -> reply(404, object().put("error", "no such order")));
    }

    private ScriptedDesk.Answer stored(PlatformOrder order) {
        put(order);
        return ScriptedDesk.Answer.of("status", order.fulfillmentStatus());
    }

    private Instant timeHere(JsonNode body) {
        return Instant.parse(body.path("now").asText()).minus(behind);
    }

    private static Outcome<HttpReply> dated(Outcome<HttpReply> answer, Instant at) {
        return answer.then(reply -> {
            Map<String, List<String>> headers = new LinkedHashMap<>(reply.headers());
            headers.put("Date", List.of(DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC))));
            return Outcome.done(HttpReply.of(reply.status(), headers, reply.body()));
        });
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Outcome<HttpReply> reply(ScriptedDesk.Answer answer) {
        return reply(answer.status(), answer.body());
    }

    private static Outcome<HttpReply> reply(int status, JsonNode body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        return Outcome.done(HttpReply.of(status, headers, body.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
