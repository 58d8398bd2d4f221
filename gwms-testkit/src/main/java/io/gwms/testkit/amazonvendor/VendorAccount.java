package io.gwms.testkit.amazonvendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What Amazon holds: purchase orders, their acknowledged quantities, shipments and transactions, each on the journal. */
final class VendorAccount {
    static final ObjectMapper JSON = new ObjectMapper();

    private final VirtualClock clock;
    private final EffectJournal journal;
    private final Map<String, ObjectNode> orders = new LinkedHashMap<>();
    private final Map<String, ObjectNode> shipments = new TreeMap<>();
    private final Map<String, ObjectNode> transactions = new LinkedHashMap<>();

    VendorAccount(VirtualClock clock, EffectJournal journal) {
        this.clock = clock;
        this.journal = journal;
        journal.replay(line -> apply(read(line)));
    }

    static JsonNode read(String json) {
        try {
            return JSON.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + json, e);
        }
    }

    /** The virtual time, in whole seconds as Amazon dates purchase orders. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    void timeIs(Instant now) {
        if (now.isAfter(clock.instant())) {
            add("time", JSON.createObjectNode().put("now", now.toString()));
        }
    }

    List<ObjectNode> orders() {
        return new ArrayList<>(orders.values());
    }

    Optional<ObjectNode> order(String number) {
        return Optional.ofNullable(orders.get(number));
    }

    void put(ObjectNode order) {
        add("order", order);
    }

    Optional<ObjectNode> shipment(String identifier) {
        return Optional.ofNullable(shipments.get(identifier));
    }

    List<ObjectNode> shipments() {
        return new ArrayList<>(shipments.values());
    }

    void putShipment(ObjectNode confirmation) {
        add("shipment", confirmation);
    }

    Optional<ObjectNode> transaction(String id) {
        return Optional.ofNullable(transactions.get(id));
    }

    List<ObjectNode> transactions() {
        return new ArrayList<>(transactions.values());
    }

    void putTransaction(ObjectNode transaction) {
        add("transaction", transaction);
    }

    String holdings() {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode held = all.putArray("orders");
        new TreeMap<>(orders).values().forEach(held::add);
        ArrayNode sent = all.putArray("shipments");
        shipments.values().forEach(sent::add);
        return all.toString();
    }

    private void add(String kind, ObjectNode what) {
        ObjectNode line = JSON.createObjectNode();
        line.set(kind, what);
        journal.append(line.toString());
        apply(line);
    }

    private void apply(JsonNode line) {
        line.fields().forEachRemaining(entry -> {
            ObjectNode what = (ObjectNode) entry.getValue();
            switch (entry.getKey()) {
                case "order" -> orders.put(what.path("purchaseOrderNumber").asText(), what);
                case "shipment" -> shipments.put(what.path("shipmentIdentifier").asText(), what);
                case "transaction" -> transactions.put(what.path("transactionId").asText(), what);
                case "time" -> clock.advanceTo(Instant.parse(what.path("now").asText()));
                default -> throw new IllegalStateException("no such effect: " + entry.getKey());
            }
        });
    }
}
