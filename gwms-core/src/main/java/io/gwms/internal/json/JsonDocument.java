package io.gwms.internal.json;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.GwmsException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes and reads the documents of the stores. Fields are named one by one, so that renaming a Java type never changes
 * what is stored. A field that is missing reads as empty, zero, false or null.
 */
final class JsonDocument {
    private static final ObjectMapper MAPPER = mapper();

    private JsonDocument() {}

    private static ObjectMapper mapper() {
        ObjectMapper mapper = new ObjectMapper();
        mapper.getFactory()
                .setStreamReadConstraints(StreamReadConstraints.builder()
                        .maxStringLength(Integer.MAX_VALUE)
                        .build());
        return mapper;
    }

    /** Writes a part of a document. */
    @FunctionalInterface
    interface Part {
        void write(JsonText json);
    }

    /** Writes one element of a list. */
    @FunctionalInterface
    interface Element<T> {
        void write(JsonText json, T element);
    }

    static String write(Part part) {
        return text(2_048, part).toString();
    }

    static JsonText text(int characters, Part part) {
        JsonText json = new JsonText(characters);
        object(json, part);
        return json;
    }

    /** The same for people to read and compare. */
    static String writeIndented(Part part) {
        try {
            return MAPPER.readTree(write(part)).toPrettyString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void object(JsonText json, Part part) {
        json.startObject();
        part.write(json);
        json.endObject();
    }

    static void object(JsonText json, String name, Part part) {
        json.name(name);
        object(json, part);
    }

    static <T> void list(JsonText json, String name, List<T> elements, Element<T> element) {
        json.startList(name);
        for (T each : elements) {
            json.startObject();
            element.write(json, each);
            json.endObject();
        }
        json.endList();
    }

    static void texts(JsonText json, String name, List<String> texts) {
        json.startList(name);
        texts.forEach(json::text);
        json.endList();
    }

    static void instant(JsonText json, String name, @Nullable Instant instant) {
        if (instant != null) {
            json.number(name, instant.toEpochMilli());
        }
    }

    /** Reads a document of a schema up to {@code known}. */
    static <T> T read(String what, int schema, int known, String text, Function<JsonNode, T> reader) {
        if (schema > known) {
            throw new GwmsException(
                    "GWMS-1040",
                    "%s is stored in schema %d, but this release reads up to %d".formatted(what, schema, known),
                    "run the release that stored it, or a newer one, on every node");
        }
        try {
            return reader.apply(MAPPER.readTree(text));
        } catch (IOException | IllegalArgumentException e) {
            throw new GwmsException(
                    "GWMS-1041",
                    what + " cannot be read as it is stored",
                    "restore it from a backup; GWMS alone writes its tables",
                    e);
        }
    }

    static JsonNode child(JsonNode node, String name) {
        return node.path(name);
    }

    static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }

    static long number(JsonNode node, String name) {
        return node.path(name).asLong();
    }

    static @Nullable Instant instantOrNull(JsonNode node, String name) {
        return node.hasNonNull(name) ? instant(node, name) : null;
    }

    static Instant instant(JsonNode node, String name) {
        return Instant.ofEpochMilli(number(node, name));
    }

    static <E extends Enum<E>> E constant(JsonNode node, String name, Class<E> type) {
        return Enum.valueOf(type, text(node, name));
    }

    static <T> List<T> list(JsonNode node, String name, Function<JsonNode, T> element) {
        return elements(node.path(name), element);
    }

    static <T> List<T> elements(JsonNode list, Function<JsonNode, T> element) {
        List<T> elements = new ArrayList<>();
        list.forEach(each -> elements.add(element.apply(each)));
        return elements;
    }

    static List<String> texts(JsonNode node, String name) {
        return list(node, name, JsonNode::asText);
    }
}
