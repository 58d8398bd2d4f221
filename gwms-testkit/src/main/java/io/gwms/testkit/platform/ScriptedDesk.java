package io.gwms.testkit.platform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.platform.IssuedTracking;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PlatformOrderLine;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a scripted platform makes of acknowledgements, cancellations and stock. One call at a time. */
final class ScriptedDesk {
    private final boolean amends;
    private final Map<String, List<JsonNode>> acknowledgements = new HashMap<>();
    private final Map<String, Transaction> transactions = new LinkedHashMap<>();
    private final Map<String, IssuedTracking> tracking = new HashMap<>();
    private final Map<String, Long> levels = new HashMap<>();
    private final Map<String, String> stockKeys = new HashMap<>();
    private final List<Long> applied = new ArrayList<>();
    private boolean takesFirst;

    ScriptedDesk(boolean amends) {
        this.amends = amends;
    }

    /** Something that was taken and not carried out yet, and what came of it. */
    private static final class Transaction {
        private final Supplier<Answer> work;
        private String state = "processing";
        private String said = "";

        private Transaction(Supplier<Answer> work) {
            this.work = work;
        }
    }

    /** A status and a body. */
    record Answer(int status, ObjectNode body) {
        static Answer of(String name, String value) {
            return new Answer(200, object().put(name, value));
        }

        static Answer refused(int status, String error) {
            return new Answer(status, object().put("error", error));
        }
    }

    void takesFirst(boolean takesFirst) {
        this.takesFirst = takesFirst;
    }

    /** Carries it out now, or takes it and does it later. */
    Answer taken(Supplier<Answer> work) {
        if (!takesFirst) {
            return work.get();
        }
        String id = "T" + (transactions.size() + 1);
        transactions.put(id, new Transaction(work));
        return Answer.of("transaction", id);
    }

    /** Ends what was only taken: carried out when {@code failure} is empty, else failed so. */
    int settle(String failure) {
        int settled = 0;
        for (Transaction one : transactions.values()) {
            if (!one.state.equals("processing")) {
                continue;
            }
            Answer answer = failure.isEmpty() ? one.work.get() : Answer.refused(409, failure);
            one.state = answer.status() == 200 ? "done" : "failed";
            one.said = answer.body()
                    .path(answer.status() == 200 ? "id" : "error")
                    .asText(answer.body().path("reference").asText());
            settled++;
        }
        return settled;
    }

    Answer transaction(JsonNode body) {
        Transaction one = transactions.get(body.path("id").asText());
        return one == null
                ? Answer.refused(404, "no such transaction")
                : new Answer(200, object().put("state", one.state).put("said", one.said));
    }

    Answer acknowledge(PlatformOrder order, JsonNode body) {
        List<JsonNode> known = acknowledgements.computeIfAbsent(order.platformOrderId(), id -> new ArrayList<>());
        if (!known.isEmpty() && !amends) {
            return Answer.refused(409, "acknowledged already");
        }
        for (PlatformOrderLine line : order.lines()) {
            JsonNode answer = body.path("lines").path(line.lineId());
            long decided =
                    answer.path("accepted").asLong() + answer.path("rejected").asLong();
            if (decided != line.quantity() - line.removed()) {
                return Answer.refused(422, "line " + line.lineId() + " does not add up: " + decided);
            }
        }
        known.add(body.deepCopy());
        return Answer.of("reference", order.platformOrderId() + "-A" + known.size());
    }

    Answer acknowledged(PlatformOrder order) {
        List<JsonNode> known = acknowledgementsOf(order.platformOrderId());
        ObjectNode answer = object();
        for (int i = 0; i < known.size(); i++) {
            answer.withArray("acknowledgements")
                    .addObject()
                    .put("key", known.get(i).path("key").asText())
                    .put("reference", order.platformOrderId() + "-A" + (i + 1));
        }
        return new Answer(200, answer);
    }

    List<JsonNode> acknowledgementsOf(String platformOrderId) {
        return acknowledgements.getOrDefault(platformOrderId, List.of());
    }

    /** Cancels an order there; {@code put} stores its next version. */
    Answer cancel(PlatformOrder order, Instant now, Function<PlatformOrder, Answer> put) {
        return switch (order.fact()) {
            case CANCELLED -> Answer.of("status", order.fulfillmentStatus());
            case OPEN -> put.apply(ScriptedOrders.standing(order, PlatformFact.CANCELLED, "cancelled", now));
            case PARTLY_SHIPPED, SHIPPED, COMPLETED -> Answer.refused(410, "shipped already");
        };
    }

    Answer answerCancel(PlatformOrder order, boolean accept, Instant now, Function<PlatformOrder, Answer> put) {
        if (!order.cancelRequested()) {
            return Answer.refused(409, "nobody asks to cancel it");
        }
        return put.apply(
                accept
                        ? ScriptedOrders.standing(order, PlatformFact.CANCELLED, "cancelled", now)
                        : ScriptedOrders.standing(order, order.fact(), "open", now));
    }

    void issue(String shipmentId, IssuedTracking issued) {
        tracking.put(shipmentId, issued);
    }

    Answer trackingOf(String shipmentId) {
        IssuedTracking issued = tracking.get(shipmentId);
        return new Answer(
                200,
                issued == null
                        ? object()
                        : object().put("number", issued.trackingNumber()).put("carrier", issued.carrier()));
    }

    void list(String sku, long shown) {
        levels.put(sku, shown);
    }

    long shown(String sku) {
        return levels.getOrDefault(sku, 0L);
    }

    /** Every level that was set, in order. */
    List<Long> applied() {
        return List.copyOf(applied);
    }

    Answer setStock(JsonNode body) {
        String sku = body.path("sku").asText();
        if (!levels.containsKey(sku)) {
            return Answer.refused(404, "nothing is listed under " + sku);
        }
        String content = sku + "=" + body.path("pieces") + " from " + body.path("expected");
        String before = stockKeys.putIfAbsent(body.path("key").asText(), content);
        if (before != null) {
            return before.equals(content) ? stock(sku) : Answer.refused(422, "the key was used for something else");
        }
        if (body.path("expected").isNumber() && body.path("expected").asLong() != shown(sku)) {
            stockKeys.remove(body.path("key").asText());
            return Answer.refused(412, "it shows " + shown(sku));
        }
        levels.put(sku, body.path("pieces").asLong());
        applied.add(body.path("pieces").asLong());
        return stock(sku);
    }

    Answer stock(String sku) {
        return levels.containsKey(sku)
                ? new Answer(200, object().put("shown", shown(sku)).put("listing", "L-" + sku))
                : Answer.refused(404, "nothing is listed under " + sku);
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
