package io.gwms.platform.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Finds a SKU among the stock that a fake says it holds. */
public final class HeldStock {
    private HeldStock() {}

    /** The quantity of that field. */
    public static long of(String holdings, String sku, String field) {
        try {
            for (JsonNode row : new ObjectMapper().readTree(holdings).path("stock")) {
                if (row.path("sku").asText().equals(sku)) {
                    return row.path(field).asLong();
                }
            }
            throw new AssertionError(sku + " is not listed");
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
