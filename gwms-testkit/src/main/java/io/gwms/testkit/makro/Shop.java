package io.gwms.testkit.makro;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.fake.Rows;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
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
    private final Rows rows;

    Shop(VirtualClock clock, EffectJournal journal) {
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
        rows.timeIs(now);
    }

    List<ObjectNode> shipments() {
        return rows.all("shipment");
    }

    List<ObjectNode> of(String orderId) {
        return shipments().stream().filter(shipment -> isOf(shipment, orderId)).toList();
    }

    Optional<ObjectNode> shipment(String id) {
        return rows.find("shipment", id);
    }

    /** Keeps it as it is now and dates the change. */
    void change(ObjectNode shipment) {
        rows.put("shipment", shipment.path("shipmentId").asText(), shipment.put("updatedAt", stamp(now())));
    }

    Optional<ObjectNode> listing(String sku) {
        return rows.find("listing", sku);
    }

    void put(ObjectNode listing) {
        rows.put("listing", listing.path("sku").asText(), listing);
    }

    String holdings() {
        ObjectNode all = JSON.createObjectNode();
        all.putArray("shipments").addAll(rows.sorted("shipment"));
        all.putArray("listings").addAll(rows.sorted("listing"));
        return all.toString();
    }
}
