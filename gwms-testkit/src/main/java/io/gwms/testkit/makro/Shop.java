package io.gwms.testkit.makro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** What the shop holds: shipments, listings and what was dispatched, each on the journal. */
final class Shop {
    /** Amounts stay as they were written, so that a replay holds the same. */
    static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final ZoneOffset STAMPS = ZoneOffset.ofHoursMinutes(5, 30);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSXXX");

    private final VirtualClock clock;
    private final EffectJournal journal;
    private final Map<String, ObjectNode> shipments = new LinkedHashMap<>();
    private final Map<String, ObjectNode> listings = new TreeMap<>();

    Shop(VirtualClock clock, EffectJournal journal) {
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

    /** A moment as the API writes it: +05:30, although the shop is in South Africa. */
    static String stamp(Instant moment) {
        return STAMP.format(moment.atOffset(STAMPS));
    }

    static Instant moment(JsonNode stamp) {
        return OffsetDateTime.parse(stamp.asText()).toInstant();
    }

    static Instant changedAt(JsonNode shipment) {
        return moment(shipment.path("updatedAt"));
    }

    static List<JsonNode> items(JsonNode shipment) {
        return StreamSupport.stream(shipment.path("orderItems").spliterator(), false)
                .toList();
    }

    static String word(JsonNode shipment) {
        return items(shipment).get(0).path("status").asText();
    }

    static boolean isOf(JsonNode shipment, String orderId) {
        return items(shipment).stream()
                .anyMatch(item -> item.path("orderId").asText().equals(orderId));
    }

    Instant now() {
        return clock.instant();
    }

    void timeIs(Instant now) {
        if (now.isAfter(clock.instant())) {
            add("time", JSON.createObjectNode().put("now", now.toString()));
        }
    }

    List<ObjectNode> shipments() {
        return new ArrayList<>(shipments.values());
    }

    List<ObjectNode> of(String orderId) {
        return shipments().stream().filter(shipment -> isOf(shipment, orderId)).toList();
    }

    Optional<ObjectNode> shipment(String id) {
        return Optional.ofNullable(shipments.get(id));
    }

    /** Keeps it as it is now and dates the change. */
    void change(ObjectNode shipment) {
        add("shipment", shipment.put("updatedAt", stamp(now())));
    }

    Optional<ObjectNode> listing(String sku) {
        return Optional.ofNullable(listings.get(sku));
    }

    void put(ObjectNode listing) {
        add("listing", listing);
    }

    String holdings() {
        ObjectNode all = JSON.createObjectNode();
        ArrayNode held = all.putArray("shipments");
        new TreeMap<>(shipments).values().forEach(held::add);
        ArrayNode listed = all.putArray("listings");
        listings.values().forEach(listed::add);
        return all.toString();
    }

    private void add(String kind, ObjectNode what) {
        ObjectNode line = JSON.createObjectNode();
        line.set(kind, what);
        journal.append(line.toString());
        apply(line);
    }

    private void apply(JsonNode line) {
        line.properties().forEach(entry -> {
            ObjectNode what = (ObjectNode) entry.getValue();
            switch (entry.getKey()) {
                case "shipment" -> shipments.put(what.path("shipmentId").asText(), what);
                case "listing" -> listings.put(what.path("sku").asText(), what);
                case "time" -> clock.advanceTo(Instant.parse(what.path("now").asText()));
                default -> throw new IllegalStateException("no such effect: " + entry.getKey());
            }
        });
    }
}
