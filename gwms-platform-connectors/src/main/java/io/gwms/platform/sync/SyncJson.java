package io.gwms.platform.sync;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.ordersync.TimeWindow;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The form in which payloads and checkpoints of tasks are kept. */
final class SyncJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private SyncJson() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static JsonNode parse(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a payload or checkpoint of a task is not JSON", e);
        }
    }

    static @Nullable Instant instant(JsonNode node) {
        return node.isNumber() ? Instant.ofEpochMilli(node.longValue()) : null;
    }

    static Instant neededInstant(JsonNode node) {
        return Instant.ofEpochMilli(node.longValue());
    }

    static JsonNode of(@Nullable Instant instant) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return instant == null ? nodes.nullNode() : nodes.numberNode(instant.toEpochMilli());
    }

    static JsonNode of(TimeWindow window) {
        return JsonNodeFactory.instance.arrayNode().add(of(window.from())).add(of(window.to()));
    }

    static TimeWindow window(JsonNode pair) {
        return new TimeWindow(neededInstant(pair.path(0)), neededInstant(pair.path(1)));
    }
}
