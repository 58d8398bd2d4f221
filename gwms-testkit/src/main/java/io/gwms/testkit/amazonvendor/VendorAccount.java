package io.gwms.testkit.amazonvendor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.Rows;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What Amazon holds: purchase orders, their acknowledged quantities, shipments and transactions, each on the journal. */
final class VendorAccount {
    static final ObjectMapper JSON = new ObjectMapper();

    private final VirtualClock clock;
    private final Rows rows;

    VendorAccount(VirtualClock clock, EffectJournal journal) {
        this.clock = clock;
        this.rows = Rows.on(journal, clock);
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
        rows.timeIs(now);
    }

    List<ObjectNode> orders() {
        return rows.all("order");
    }

    Optional<ObjectNode> order(String number) {
        return rows.find("order", number);
    }

    void put(ObjectNode order) {
        rows.put("order", order.path("purchaseOrderNumber").asText(), order);
    }

    Optional<ObjectNode> shipment(String identifier) {
        return rows.find("shipment", identifier);
    }

    List<ObjectNode> shipments() {
        return rows.all("shipment");
    }

    void putShipment(ObjectNode confirmation) {
        rows.put("shipment", confirmation.path("shipmentIdentifier").asText(), confirmation);
    }

    Optional<ObjectNode> transaction(String id) {
        return rows.find("transaction", id);
    }

    List<ObjectNode> transactions() {
        return rows.all("transaction");
    }

    void putTransaction(ObjectNode transaction) {
        rows.put("transaction", transaction.path("transactionId").asText(), transaction);
    }

    String holdings() {
        ObjectNode all = JSON.createObjectNode();
        all.putArray("orders").addAll(rows.sorted("order"));
        all.putArray("shipments").addAll(rows.sorted("shipment"));
        return all.toString();
    }
}
