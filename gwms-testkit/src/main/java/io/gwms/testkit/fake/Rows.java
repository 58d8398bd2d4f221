package io.gwms.testkit.fake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.time.VirtualClock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a fake holds: tables of JSON rows by key, in the order they came. Each change is on the journal before it counts,
 * and so is each push of virtual time; rows built on the same journal are the same.
 *
 * <p><b>Threads:</b> guarded by the fake that owns it.
 */
public final class Rows {
    /** Amounts stay as they were written, so that a replay holds the same. */
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final VirtualClock clock;
    private final EffectJournal journal;
    private final Map<String, Map<String, ObjectNode>> tables = new LinkedHashMap<>();

    private Rows(VirtualClock clock, EffectJournal journal) {
        this.clock = clock;
        this.journal = journal;
    }

    /** The rows that the journal tells of. */
    public static Rows on(EffectJournal journal, VirtualClock clock) {
        Rows rows = new Rows(clock, journal);
        journal.replay(line -> rows.apply(parsed(line)));
        return rows;
    }

    /** A row that changes nothing until it is put; a copy. */
    public Optional<ObjectNode> find(String table, String key) {
        return Optional.ofNullable(tables.getOrDefault(table, Map.of()).get(key))
                .map(ObjectNode::deepCopy);
    }

    /** All rows of a table, copies. */
    public List<ObjectNode> all(String table) {
        return tables.getOrDefault(table, Map.of()).values().stream()
                .map(ObjectNode::deepCopy)
                .toList();
    }

    /** All rows of a table by their keys, copies. */
    public List<ObjectNode> sorted(String table) {
        return new TreeMap<>(tables.getOrDefault(table, Map.of()))
                .values().stream().map(ObjectNode::deepCopy).toList();
    }

    /** Puts a row in the place of one of the same key, or behind the others. */
    public void put(String table, String key, ObjectNode row) {
        record(line(table, key).set("row", row));
    }

    /** Takes a row away, if it is there. */
    public void remove(String table, String key) {
        if (tables.getOrDefault(table, Map.of()).containsKey(key)) {
            record(line(table, key));
        }
    }

    /** Counts up and returns the next number of that name, beginning with 1. */
    public long next(String name) {
        long next = find("counter", name).map(row -> row.path("at").asLong()).orElse(0L) + 1;
        put("counter", name, object().put("at", next));
        return next;
    }

    /** Pushes virtual time; an earlier instant is ignored. */
    public void timeIs(Instant now) {
        if (now.isAfter(clock.instant())) {
            record(object().put("time", now.toString()));
        }
    }

    /** An empty object. */
    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A text as a JSON object. */
    public static ObjectNode parsed(String json) {
        try {
            JsonNode tree = JSON.readTree(json);
            if (tree instanceof ObjectNode object) {
                return object;
            }
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
        }
        throw new IllegalArgumentException("not a JSON object: " + json);
    }

    private static ObjectNode line(String table, String key) {
        return object().put("table", table).put("key", key);
    }

    private void record(JsonNode line) {
        journal.append(line.toString());
        apply(line.deepCopy());
    }

    private void apply(JsonNode line) {
        if (line.has("time")) {
            clock.advanceTo(Instant.parse(line.path("time").asText()));
            return;
        }
        Map<String, ObjectNode> table =
                tables.computeIfAbsent(line.path("table").asText(), name -> new LinkedHashMap<>());
        String key = line.path("key").asText();
        if (line.path("row") instanceof ObjectNode row) {
            table.put(key, row);
        } else {
            table.remove(key);
        }
    }
}
