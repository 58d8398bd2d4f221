package io.gwms.testkit.fourpx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.time.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.stream.StreamSupport;

/**
 * What the warehouse knows, rebuilt from the journal: every effect is written there first and applied then. What follows
 * from an effect by the passing of virtual time alone (picked, shipped, put away) is not written but recomputed, in the
 * order of time. One thread at a time.
 */
final class Warehouse {
    static final ObjectMapper JSON = new ObjectMapper();

    final Stock stock = new Stock();
    final List<Consignment> outbound = new ArrayList<>();
    final List<Consignment> inbound = new ArrayList<>();

    private final FourPxSettings settings;
    private final VirtualClock clock;
    private final EffectJournal journal;
    private final List<FourPxFault> faults;
    private final Map<String, Integer> calls = new HashMap<>();
    private final Map<String, Duration> shipAfter = new HashMap<>();
    private final List<JsonNode> hidden = new ArrayList<>();
    private final PriorityQueue<Due> agenda =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::sequence));
    private String currentMethod = "";
    private long sequence;
    private boolean empty = true;

    Warehouse(FourPxSettings settings, VirtualClock clock, EffectJournal journal, List<FourPxFault> faults) {
        this.settings = settings;
        this.clock = clock;
        this.journal = journal;
        this.faults = new ArrayList<>(faults);
        journal.replay(line -> apply(parsed(line)));
    }

    /** Whether nothing was ever written on the journal. */
    boolean isNew() {
        return empty;
    }

    Instant now() {
        return clock.instant();
    }

    /** Does what is due by now. */
    void settle() {
        settle(now());
    }

    /** Counts a call; effects recorded until {@link #endCall} remember its number. */
    int beginCall(String method) {
        currentMethod = method;
        return calls.merge(method, 1, Integer::sum);
    }

    void endCall() {
        currentMethod = "";
    }

    int callsOf(String method) {
        return calls.getOrDefault(method, 0);
    }

    List<FourPxFault> faultsAt(String method, int call) {
        return faults.stream()
                .filter(fault -> fault.method().equals(method) && fault.call() == call)
                .toList();
    }

    static ObjectNode effect(String kind) {
        return JSON.createObjectNode().put("effect", kind);
    }

    /** Writes an effect of this moment to the journal, then applies it. */
    void record(ObjectNode effect) {
        record(effect, now());
    }

    void record(ObjectNode effect, Instant at) {
        effect.put("at", at.toString());
        if (!currentMethod.isEmpty()) {
            effect.put("method", currentMethod).put("call", callsOf(currentMethod));
        }
        journal.append(effect.toString());
        apply(effect);
    }

    /** Moves stock now; all of it or, when a row would fall below zero, nothing. */
    void moveStock(List<FourPxStock> changes) {
        settle();
        for (FourPxStock change : changes) {
            if (!stock.canMove(change)) {
                throw new IllegalArgumentException("movement leaves less than nothing: " + change);
            }
        }
        ObjectNode effect = effect("stock");
        ArrayNode rows = effect.putArray("rows");
        changes.forEach(change -> rows.add(change.toJson()));
        record(effect);
    }

    private static JsonNode parsed(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the journal holds a line that is not JSON: " + line, e);
        }
    }

    private void apply(JsonNode effect) {
        empty = false;
        Instant at = Instant.parse(effect.path("at").asText());
        clock.advanceTo(at);
        settle(at);
        if (effect.has("call")) {
            calls.merge(effect.path("method").asText(), effect.path("call").asInt(), Math::max);
        }
        switch (effect.path("effect").asText()) {
            case "time", "call" -> {}
            case "stock" -> effect.path("rows").forEach(row -> stock.move(FourPxStock.fromJson(row)));
            case "fault" -> faults.add(FourPxFault.fromJson(effect.path("fault")));
            case "outbound" -> acceptOutbound(effect.path("request"), at);
            case "outbound-late" -> {
                JsonNode request = effect.path("request");
                due(at.plus(Duration.parse(effect.path("delay").asText())), when -> acceptOutbound(request, when));
            }
            case "outbound-hidden" -> hidden.add(effect.path("request"));
            case "outbound-appears" -> appear(effect.path("ref_no").asText(), at);
            case "outbound-cancel" ->
                cancelOutbound(outbound.get(effect.path("index").asInt()), at);
            case "outbound-ship-after" ->
                shipAfter(
                        effect.path("ref_no").asText(),
                        Duration.parse(effect.path("after").asText()),
                        at);
            case "outbound-stuck" ->
                outbound.stream()
                        .filter(order ->
                                order.refNo().equals(effect.path("ref_no").asText()) && order.is("S", "P"))
                        .forEach(order -> order.status = "E");
            case "inbound" -> acceptInbound(effect.path("request"), at);
            case "inbound-cancel" -> inbound.get(effect.path("index").asInt()).status = "X";
            default -> throw new IllegalStateException("the journal is of another fake or version: " + effect);
        }
    }

    private void settle(Instant now) {
        for (Due next = agenda.peek(); next != null && !next.at.isAfter(now); next = agenda.peek()) {
            agenda.remove();
            next.step.at(next.at);
        }
    }

    private void due(Instant at, Step step) {
        agenda.add(new Due(at, ++sequence, step));
    }

    // --- outbound ---

    static List<Stock.Want> wants(JsonNode request) {
        String warehouse = request.path("from_warehouse_code").asText("").strip();
        return StreamSupport.stream(request.path("oconsignment_sku").spliterator(), false)
                .map(line -> new Stock.Want(
                        warehouse,
                        line.path("sku_code").asText("").strip(),
                        line.path("batch_no").asText("").strip(),
                        line.path("stock_quality").asText("").strip(),
                        Query.wholeNumber(line.path("qty"))))
                .toList();
    }

    /** An order whose stock is gone by the time of a late execution never comes into existence. */
    private void acceptOutbound(JsonNode request, Instant at) {
        stock.plan(wants(request)).ifPresent(takes -> {
            takes.forEach(Stock.Take::lock);
            long number = outbound.size() + 1L;
            String refNo = request.path("ref_no").asText("").strip();
            Instant shipAt = at.plus(shipAfter.getOrDefault(refNo, settings.shipAfter(refNo)));
            var order = new Consignment(
                    numbered("OC900278%010d", number), numbered("3%011d", number), request, at, takes, shipAt);
            outbound.add(order);
            due(at.plus(settings.pickAfter()), when -> {
                if (order.is("S")) {
                    order.status = "P";
                }
            });
            due(shipAt, when -> ship(order, when));
        });
    }

    private void ship(Consignment order, Instant at) {
        if (order.is("S", "P") && order.dueAt.equals(at)) {
            order.takes.forEach(Stock.Take::ship);
            order.status = "C";
            order.intercepting = false;
            order.completedAt = at;
            order.shippingNo = "SH" + order.trackingNo;
        }
    }

    /** Not yet picked: cancelled at once. Picked: somebody has to find the parcel before it ships. */
    private void cancelOutbound(Consignment order, Instant at) {
        if (order.is("P")) {
            order.intercepting = true;
            due(at.plus(settings.interceptAfter()), when -> endCancel(order));
        } else {
            endCancel(order);
        }
    }

    private static void endCancel(Consignment order) {
        if (order.is("N", "S", "P", "E")) {
            order.takes.forEach(Stock.Take::giveBack);
            order.status = "X";
            order.intercepting = false;
        }
    }

    private void shipAfter(String refNo, Duration after, Instant now) {
        shipAfter.put(refNo, after);
        for (Consignment order : outbound) {
            if (order.refNo().equals(refNo) && order.is("S", "P")) {
                Instant wanted = order.createdAt.plus(after);
                order.dueAt = wanted.isBefore(now) ? now : wanted;
                due(order.dueAt, when -> ship(order, when));
            }
        }
        settle(now);
    }

    /** Whether an order of this reference was received but does not exist until somebody looked for it. */
    List<String> hiddenRefNos() {
        return hidden.stream()
                .map(request -> request.path("ref_no").asText("").strip())
                .distinct()
                .toList();
    }

    private void appear(String refNo, Instant at) {
        for (JsonNode request : List.copyOf(hidden)) {
            if (request.path("ref_no").asText("").strip().equals(refNo)) {
                hidden.remove(request);
                acceptOutbound(request, at);
            }
        }
    }

    // --- inbound ---

    private void acceptInbound(JsonNode request, Instant at) {
        long number = inbound.size() + 1L;
        var order = new Consignment(
                numbered("IC900278%010d", number),
                numbered("5%011d", number),
                request,
                at,
                List.of(),
                at.plus(settings.putAwayAfter()));
        inbound.add(order);
        due(at.plus(settings.approveAfter()), when -> {
            if (order.is("S")) {
                order.status = "A";
            }
        });
        due(order.dueAt, when -> putAway(order, when));
    }

    private void putAway(Consignment order, Instant at) {
        if (order.is("S", "A")) {
            order.status = "C";
            order.completedAt = at;
            for (JsonNode line : order.request.path("iconsignment_sku")) {
                stock.move(FourPxStock.good(
                        order.text("to_warehouse_code"),
                        line.path("sku_code").asText("").strip(),
                        line.path("batch_no").asText("").strip(),
                        Query.wholeNumber(line.path("plan_qty")),
                        order.no,
                        at));
            }
        }
    }

    private static String numbered(String format, long number) {
        return String.format(Locale.ROOT, format, number);
    }

    private interface Step {
        void at(Instant when);
    }

    private record Due(Instant at, long sequence, Step step) {}
}
