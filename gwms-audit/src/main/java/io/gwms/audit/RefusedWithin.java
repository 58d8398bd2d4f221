package io.gwms.audit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.gwms.evidence.CallExchange;
import io.gwms.transport.CallAction;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds what an answer refuses within, beneath an envelope that is fine: {@code userErrors} that are not empty (Shopify's
 * writes), a {@code failure_list} (Shopee), and in answers to what changes something over there a {@code status} of
 * {@code FAILURE} for one thing of many (Makro).
 */
final class RefusedWithin {
    /** One of them is in every body that refuses so. */
    static final List<String> TELLING = List.of("serErrors\"", "\"failure_list\"", "\"FAILURE\"", "\"FAILED\"");

    /** In what only reads, a status is that of the thing that was asked for. */
    private static final Set<CallAction> CHANGING = Set.of(
            CallAction.STOCK_PUSH,
            CallAction.SHIPMENT_WRITE_BACK,
            CallAction.ORDER_ACKNOWLEDGE,
            CallAction.ORDER_CANCEL,
            CallAction.LABEL_GENERATION);

    private final boolean statusTells;

    private RefusedWithin(boolean statusTells) {
        this.statusTells = statusTells;
    }

    static RefusedWithin answersTo(CallExchange exchange) {
        return new RefusedWithin(CHANGING.contains(exchange.call().context().action())
                && !exchange.call().method().equals("GET"));
    }

    /** Reads the value the parser stands on to its end, or to the first refusal; whether there is one. */
    boolean isIn(JsonParser parser) throws IOException {
        int depth = 0;
        boolean listOfRefusals = false;
        for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
            if ((listOfRefusals && token != JsonToken.END_ARRAY) || isFailure(token, parser)) {
                return true;
            }
            listOfRefusals = token == JsonToken.START_ARRAY && namesRefusals(parser.currentName());
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return false;
            }
        }
        return false;
    }

    private boolean isFailure(JsonToken token, JsonParser parser) throws IOException {
        return statusTells
                && token == JsonToken.VALUE_STRING
                && "status".equals(parser.currentName())
                && (parser.getText().equals("FAILURE") || parser.getText().equals("FAILED"));
    }

    private static boolean namesRefusals(@Nullable String list) {
        return list != null && (list.endsWith("serErrors") || list.equals("failure_list"));
    }
}
