package io.gwms.platform.shopify;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gwms.resilience.QuotaReading;
import io.gwms.transport.HttpReply;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code extensions.cost} of a reply without building the rest of it. */
final class QueryCost {
    private static final JsonFactory JSON = new JsonFactory();
    private static final String COST = "/extensions/cost";
    private static final String STATUS = COST + "/throttleStatus";

    private QueryCost() {}

    static Optional<QuotaReading> read(HttpReply reply) {
        Map<String, Double> numbers = new HashMap<>();
        try (JsonParser parser = JSON.createParser(reply.bodyStream())) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                collect(parser, "", numbers);
            }
        } catch (IOException e) {
            // No JSON, or a torn one: it tells nothing of the quota, and what it is worth is judged elsewhere.
            return Optional.empty();
        }
        double limit = numbers.getOrDefault(STATUS + "/maximumAvailable", 0.0);
        double left = numbers.getOrDefault(STATUS + "/currentlyAvailable", -1.0);
        double rate = numbers.getOrDefault(STATUS + "/restoreRate", 0.0);
        double cost = numbers.getOrDefault(COST + "/requestedQueryCost", 0.0);
        boolean told = limit > 0 && left >= 0 && rate >= 0 && cost >= 0 && Double.isFinite(limit + left + rate + cost);
        return told ? Optional.of(QuotaReading.left(left, limit).restoring(rate).costing(cost)) : Optional.empty();
    }

    /** Goes down the one path that leads to the cost and steps over everything else. */
    private static void collect(JsonParser parser, String path, Map<String, Double> numbers) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String here = path + "/" + parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_OBJECT && (STATUS + "/").startsWith(here + "/")) {
                collect(parser, here, numbers);
            } else if (value.isNumeric()) {
                numbers.put(here, parser.getDoubleValue());
            } else {
                parser.skipChildren();
            }
        }
    }
}
