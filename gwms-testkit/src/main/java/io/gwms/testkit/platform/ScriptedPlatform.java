package io.gwms.testkit.platform;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
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
import io.gwms.platform.OrderCursor;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import io.gwms.platform.WriteBackSupport;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

    private final PlatformCapabilities capabilities;
    private final Map<String, Held> orders = new TreeMap<>();
    private Duration behind = Duration.ZERO;

    private ScriptedPlatform(PlatformCapabilities capabilities) {
        this.capabilities = requireNonNull(capabilities, "capabilities");
    }

    /** An order and the shipments written for it. */
    private record Held(PlatformOrder order, List<JsonNode> shipments, Instant visibleFrom) {}

    /**
     * A platform that can do what a good one can: a reliable change cursor without limits, pages of three
     * orders, a lag of five minutes, lookup, partial write-back, a probe that settles after two minutes.
     */
    public static ScriptedPlatform standard() {
        return with(PlatformCapabilities.builder()
                .cursor(cursor(null, Duration.ofMinutes(5)))
                .lookupByNumber()
                .writeBack(WriteBackSupport.PARTIAL)
                .probeShipments(Duration.ofMinutes(2))
                .build());
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
        return new PlatformOrder(
                "id-" + number,
                number,
                OrderKind.B2C,
                "",
                at,
                at,
                PlatformFact.OPEN,
                "open",
                false,
                false,
                false,
                "",
                new Payment(price, "card", null, null, null, null),
                new Recipient("Ada Lovelace", "+27 11 555 0100", "ZA", "Gauteng", "Johannesburg", "1 Main Rd", "2000"),
                List.of(new PlatformOrderLine("id-" + number + "-1", sku, "Item " + sku, pieces, 0, 0, price)));
    }

    /** The same order with another note, changed at that moment. */
    public static PlatformOrder changed(PlatformOrder order, String note, Instant at) {
        return new PlatformOrder(
                order.platformOrderId(),
                order.number(),
                order.kind(),
                order.source(),
                order.orderedAt(),
                at,
                order.fact(),
                order.fulfillmentStatus(),
                order.onHold(),
                order.cancelRequested(),
                order.platformDelivers(),
                note,
                order.payment(),
                order.recipient(),
                order.lines());
    }

    /** A connector to it. */
    public PlatformConnector connector() {
        return new ScriptedConnector(capabilities);
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
        Held before = orders.get(order.platformOrderId());
        orders.put(
                order.platformOrderId(),
                new Held(order, before == null ? new ArrayList<>() : before.shipments(), visibleFrom));
    }

    /** Its clock is that far behind the caller's; not at all unless set. Replies are dated by it. */
    public synchronized void clockBehind(Duration behind) {
        this.behind = requireNonNull(behind, "behind");
    }

    /** How many shipments it holds for the order of that number. */
    public synchronized int shipmentsOf(String number) {
        return orders.values().stream()
                .filter(held -> held.order().number().equals(number))
                .mapToInt(held -> held.shipments().size())
                .sum();
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
            case "/lookup" -> reply(200, found(body));
            case "/ship" -> ship(body);
            case "/shipments" -> shipments(body);
            default -> reply(404, object().put("error", "no such path"));
        };
    }

    /** Keyset paging: behind the change time and id of the last order seen, wherever it has gone meanwhile. */
    private ObjectNode page(JsonNode body) {
        Instant from = Instant.parse(body.path("from").asText());
        Instant to = Instant.parse(body.path("to").asText());
        Instant asked = timeHere(body);
        String after = body.path("after").asText("");
        List<PlatformOrder> rows = orders.values().stream()
                .filter(held -> !held.visibleFrom().isAfter(asked))
                .map(Held::order)
                .filter(order -> order.kind().name().equals(body.path("kind").asText()))
                .filter(order -> !moment(order).isBefore(from) && moment(order).isBefore(to))
                .filter(order -> key(order).compareTo(after) > 0)
                .sorted(Comparator.comparing(this::key))
                .toList();
        int size = capabilities.cursor().pageSize();
        ObjectNode page = object();
        ArrayNode list = page.putArray("orders");
        rows.stream().limit(size).map(ScriptedOrders::write).forEach(list::add);
        page.put("next", rows.size() > size ? key(rows.get(size - 1)) : null);
        return page;
    }

    private ObjectNode found(JsonNode body) {
        ObjectNode page = object();
        ArrayNode list = page.putArray("orders");
        body.path("numbers").forEach(number -> orders.values().stream()
                .map(Held::order)
                .filter(order -> order.number().equals(number.asText()))
                .map(ScriptedOrders::write)
                .forEach(list::add));
        page.putNull("next");
        return page;
    }

    private Outcome<HttpReply> ship(JsonNode body) {
        Held held = orders.get(body.path("order").asText());
        if (held == null) {
            return reply(404, object().put("error", "no such order"));
        }
        ObjectNode shipment = body.deepCopy();
        shipment.put(
                "id", held.order().platformOrderId() + "-S" + (held.shipments().size() + 1));
        held.shipments().add(shipment);
        return reply(200, object().put("id", shipment.path("id").asText()));
    }

    private Outcome<HttpReply> shipments(JsonNode body) {
        Held held = orders.get(body.path("order").asText());
        if (held == null) {
            return reply(404, object().put("error", "no such order"));
        }
        ObjectNode answer = object();
        held.shipments().forEach(answer.putArray("shipments")::add);
        return reply(200, answer);
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

    private Instant moment(PlatformOrder order) {
        return capabilities.cursor().field() == OrderCursor.Field.CHANGED_AT ? order.changedAt() : order.orderedAt();
    }

    private String key(PlatformOrder order) {
        return "%020d/%s".formatted(moment(order).toEpochMilli(), order.platformOrderId());
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Outcome<HttpReply> reply(int status, JsonNode body) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        headers.put("Content-Type", List.of("application/json"));
        return Outcome.done(HttpReply.of(status, headers, body.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
