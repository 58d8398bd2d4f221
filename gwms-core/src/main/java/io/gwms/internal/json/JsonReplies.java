package io.gwms.internal.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import io.gwms.outcome.Outcome;
import io.gwms.redact.Redactor;
import io.gwms.transport.HttpReply;
import java.io.IOException;
import java.util.Arrays;
import java.util.function.Predicate;

/**
 * Reads replies as JSON trees. What is empty, cut, trailed by something else or no JSON object at all
 * is an unknown outcome that quotes its beginning, redacted and only then cut: never an empty result.
 */
public final class JsonReplies {
    private static final int READ_BYTES = 4096;
    private static final int QUOTED_CHARACTERS = 200;
    private static final ObjectReader READER = new ObjectMapper()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .readerFor(JsonNode.class);

    private JsonReplies() {}

    /** The reply's body as a JSON object. */
    public static Outcome<JsonNode> object(HttpReply reply, Redactor redactor) {
        return whole(reply, JsonNode::isObject, "with no JSON object", redactor);
    }

    /** The reply's body as a JSON array, for what answers with a bare list; an error object is none. */
    public static Outcome<JsonNode> array(HttpReply reply, Redactor redactor) {
        return whole(reply, JsonNode::isArray, "with no JSON array", redactor);
    }

    private static Outcome<JsonNode> whole(
            HttpReply reply, Predicate<JsonNode> kind, String otherwise, Redactor redactor) {
        boolean isEmpty = reply.bodySize() == 0;
        try {
            JsonNode tree = isEmpty ? null : READER.readTree(reply.bodyStream());
            if (tree != null && kind.test(tree)) {
                return Outcome.done(tree);
            }
            return Outcome.unknown(quote(reply, isEmpty ? "with an empty body" : otherwise, redactor));
        } catch (JsonProcessingException e) {
            return Outcome.unknown(quote(reply, "with a body that is not JSON", redactor));
        } catch (IOException e) {
            return Outcome.unknown(quote(reply, "with an unreadable body", redactor));
        }
    }

    /** Says what a reply was, with its beginning, redacted; what is hidden stays so where the quote ends. */
    public static String quote(HttpReply reply, String what, Redactor redactor) {
        byte[] body = reply.body();
        String said = "answered HTTP " + reply.status() + " " + what;
        if (body.length == 0) {
            return said;
        }
        boolean cut = body.length > READ_BYTES;
        byte[] start = cut ? Arrays.copyOf(body, READ_BYTES) : body;
        String type = reply.header("Content-Type").orElse(null);
        return said + ", beginning with: "
                + Excerpt.of(redactor.body(start, cut, type).text(), QUOTED_CHARACTERS);
    }
}
