package io.gwms.testkit.proxy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.outbound.Charge;
import io.gwms.outcome.Outcome;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteStatus;
import io.gwms.redact.Secret;
import io.gwms.transport.HttpCall;
import io.gwms.transport.HttpReply;
import io.gwms.transport.Transport;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A proxy warehouse that does what a test says, without a server: its {@link #connector} sends calls over the session's
 * transport, and {@link #transport} answers them. What stands between the two, such as an audited chain or a transport
 * that loses replies, sees real calls.
 *
 * <p>It refuses a second order of one reference, shows its stock in pages, and cancels what has not shipped; so with inbound
 * orders, which tell what came batch by batch. No order touches its stock, and one of more than 100,000 pieces is refused.
 *
 * <p><b>Threads:</b> shared.
 */
public final class ScriptedWarehouse {
    /** The system it plays. */
    public static final ProxySystem SYSTEM = new ProxySystem("SCRIPTED");

    static final ObjectMapper JSON = new ObjectMapper();

    static final long MOST_PIECES = 100_000;

    private final InstantSource clock;
    private final int pageSize;
    private final Map<String, Held> orders = new LinkedHashMap<>();
    private final List<RemoteBatch> stock = new ArrayList<>();
    private final ScriptedInbounds inbounds = new ScriptedInbounds();
    private boolean full;
    private boolean intercepts;

    private ScriptedWarehouse(InstantSource clock, int pageSize) {
        this.clock = clock;
        this.pageSize = pageSize;
    }

    /** An empty warehouse whose inventory comes in pages of two batches. */
    public static ScriptedWarehouse open(InstantSource clock) {
        return new ScriptedWarehouse(clock, 2);
    }

    /** The connector to it; the credential needs the secret {@code token}. */
    public ProxyWarehouseConnector connector() {
        return new ScriptedConnector();
    }

    /** Answers the connector's calls. */
    public Transport transport() {
        return this::answer;
    }

    /** Puts batches on the shelves. */
    public synchronized void put(RemoteBatch... batches) {
        stock.addAll(List.of(batches));
    }

    /** Clears the shelves and puts these batches there. */
    public synchronized void replaceStock(List<RemoteBatch> batches) {
        stock.clear();
        stock.addAll(batches);
    }

    /** Refuses new orders for want of stock from now on. */
    public synchronized void runOut() {
        full = true;
    }

    /** Only tries to cancel from now on: an order is being cancelled until the test says how that went. */
    public synchronized void intercept() {
        intercepts = true;
    }

    /** Ships an order in full. */
    public synchronized void ship(String reference) {
        Held held = held(reference);
        held.become(RemoteStatus.SHIPPED, "SHIPPED", clock.instant());
        held.tracking = "T-" + reference;
    }

    /** Ships so many pieces of each line of an order, and no more of them for now. */
    public synchronized void shipSome(String reference, long pieces) {
        Held held = held(reference);
        held.become(RemoteStatus.PARTLY_SHIPPED, "PARTLY", null);
        held.left = pieces;
        held.tracking = "T-" + reference;
    }

    /** Lets an order stand so, in the warehouse's own word. */
    public synchronized void say(String reference, RemoteStatus status, String word) {
        held(reference).become(status, word, status.isTerminal() ? clock.instant() : null);
    }

    /** Charges something for an order; it is told whenever somebody asks for the order. */
    public synchronized void charge(String reference, Charge charge) {
        held(reference).charges.add(charge);
    }

    /** How many orders it holds of that reference. */
    public synchronized long ordersOf(String reference) {
        return orders.containsKey(reference) ? 1 : 0;
    }

    /** Puts batches of an inbound order away; each call adds to what came before. */
    public synchronized void receive(String asn, RemoteOrder.Receipt... receipts) {
        inbounds.receive(asn, List.of(receipts));
    }

    /** Lets an inbound order stand so, in the warehouse's own word. */
    public synchronized void sayInbound(String asn, RemoteStatus status, String word) {
        inbounds.say(asn, status, word);
    }

    /** How many inbound orders it holds of that reference. */
    public synchronized long inboundsOf(String asn) {
        return inbounds.holds(asn) ? 1 : 0;
    }

    /**
     * A notification that an order has changed, signed with the token.
     *
     * @param id the same for each delivery of one event
     * @param inbound whether it is about an inbound order
     */
    public CallbackDelivery notification(Secret token, String id, String reference, boolean inbound) {
        return ScriptedCallbacks.delivery(token, id, reference, inbound, clock.instant());
    }

    /** How an order stands; empty when there is none of that reference. */
    public synchronized Optional<RemoteStatus> status(String reference) {
        return Optional.ofNullable(orders.get(reference)).map(held -> held.status);
    }

    private Held held(String reference) {
        Held held = orders.get(reference);
        if (held == null) {
            throw new IllegalArgumentException(
                    "there is no order " + reference + ", only " + orders.keySet() + "; create it first");
        }
        return held;
    }

    private synchronized Outcome<HttpReply> answer(HttpCall call) {
        JsonNode body;
        try {
            body = JSON.readTree(new String(call.body(), StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return reply(400, error("INVALID_REQUEST", "no JSON"));
        }
        String path = call.uri().getPath();
        return switch (path) {
            case "/create" -> create(body);
            case "/find" -> find(body);
            case "/cancel" -> cancel(body);
            case "/inbound/create" -> reply(200, inbounds.create(body));
            case "/inbound/find" -> reply(200, inbounds.find(body));
            case "/inbound/cancel" -> reply(200, inbounds.cancel(body));
            case "/inventory" -> inventory(body.path("page").asInt(), body.path("skus"));
            default -> reply(404, error("NOT_FOUND", "no such path " + path));
        };
    }

    private Outcome<HttpReply> create(JsonNode body) {
        String reference = body.path("reference").asText();
        if (orders.containsKey(reference)) {
            return reply(200, error("DUPLICATE_REFERENCE", "reference " + reference + " exists"));
        }
        if (full || wanted(body) > MOST_PIECES) {
            return reply(200, error("OUT_OF_STOCK", "not enough stock"));
        }
        orders.put(reference, new Held("W" + (orders.size() + 1), body.path("lines")));
        return reply(200, ok().set("order", held(reference).json(reference)));
    }

    static long wanted(JsonNode order) {
        long pieces = 0;
        for (JsonNode line : order.path("lines")) {
            pieces += line.path("quantity").asLong();
        }
        return pieces;
    }

    private Outcome<HttpReply> find(JsonNode body) {
        String reference = body.path("reference").asText();
        ObjectNode answer = ok();
        Held held = orders.get(reference);
        answer.set("order", held == null ? answer.nullNode() : held.json(reference));
        return reply(200, answer);
    }

    private Outcome<HttpReply> cancel(JsonNode body) {
        Held held = orders.get(body.path("reference").asText());
        if (held == null) {
            return reply(200, error("NOT_FOUND", "no such order"));
        }
        if (held.status == RemoteStatus.SHIPPED) {
            return reply(200, error("TOO_LATE", "it shipped"));
        }
        if (held.status == RemoteStatus.CANCELLED) {
            return reply(200, error("ALREADY_DONE", "it is cancelled"));
        }
        if (intercepts) {
            held.become(RemoteStatus.CANCELLING, "INTERCEPTING", null);
        } else {
            held.become(RemoteStatus.CANCELLED, "VOID", clock.instant());
        }
        return reply(200, ok().put("status", held.status.name()));
    }

    private Outcome<HttpReply> inventory(int page, JsonNode skus) {
        Set<String> asked = new HashSet<>();
        skus.forEach(sku -> asked.add(sku.asText()));
        List<RemoteBatch> shown = stock.stream()
                .filter(batch -> asked.isEmpty() || asked.contains(batch.proxySku()))
                .toList();
        ObjectNode answer = ok().put("page", page).put("total", shown.size());
        ArrayNode rows = answer.putArray("rows");
        shown.stream().skip((long) page * pageSize).limit(pageSize).forEach(batch -> rows.add(json(batch)));
        return reply(200, answer);
    }

    private static ObjectNode json(RemoteBatch batch) {
        ObjectNode row = JSON.createObjectNode()
                .put("sku", batch.proxySku())
                .put("quality", batch.quality().name())
                .put("available", batch.available())
                .put("locked", batch.locked())
                .put("inbound_no", batch.inboundNo());
        Instant at = batch.inboundAt();
        return at == null ? row : row.put("inbound_at", at.toString());
    }

    static ObjectNode ok() {
        return JSON.createObjectNode().put("ok", true);
    }

    static ObjectNode error(String code, String text) {
        return JSON.createObjectNode().put("ok", false).put("code", code).put("text", text);
    }

    private static Outcome<HttpReply> reply(int status, JsonNode body) {
        return Outcome.done(HttpReply.of(
                status,
                Map.of("content-type", List.of("application/json")),
                body.toString().getBytes(StandardCharsets.UTF_8)));
    }

    /** An order as the warehouse keeps it. */
    private static final class Held {
        private final String number;
        private final JsonNode lines;
        private RemoteStatus status = RemoteStatus.IN_WORK;
        private String word = "ACCEPTED";
        private String tracking = "";
        private long left;
        private String endedAt = "";
        private final List<Charge> charges = new ArrayList<>();

        private Held(String number, JsonNode lines) {
            this.number = number;
            this.lines = lines;
        }

        private void become(RemoteStatus status, String word, @Nullable Instant endedAt) {
            this.status = status;
            this.word = word;
            this.endedAt = endedAt == null ? "" : endedAt.toString();
        }

        private ObjectNode json(String reference) {
            ObjectNode json = JSON.createObjectNode()
                    .put("reference", reference)
                    .put("number", number)
                    .put("word", word)
                    .put("tracking", tracking)
                    .put("left", left)
                    .put("ended_at", endedAt);
            json.set("lines", lines);
            ArrayNode charged = json.putArray("charges");
            charges.forEach(charge -> charged.addObject()
                    .put("kind", charge.kind())
                    .put("amount", charge.amount().amount().toString())
                    .put("currency", charge.amount().currency()));
            return json.put("status", status == RemoteStatus.UNRECOGNIZED ? "" : status.name());
        }
    }
}
