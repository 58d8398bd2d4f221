package io.gwms.testkit.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * One row of stock at the fake warehouse, or a movement of one.
 *
 * @param warehouse warehouse code, such as {@code USLAXA}
 * @param sku the warehouse's own SKU code
 * @param batchNo batch number; empty for a SKU without batches
 * @param quality G good, B broken, C contraband, W wet, M mouldy, E exception
 * @param available units free to ship; in a movement the change, which may be negative
 * @param pending units locked by orders; in a movement the change, which may be negative
 * @param inboundNo number of the inbound consignment that brought the row
 * @param putAwayAt when it was put away
 */
public record FourPxStock(
        String warehouse,
        String sku,
        String batchNo,
        String quality,
        long available,
        long pending,
        String inboundNo,
        Instant putAwayAt) {

    /** A row of good, unlocked stock. */
    public static FourPxStock good(
            String warehouse, String sku, String batchNo, long available, String inboundNo, Instant putAwayAt) {
        return new FourPxStock(warehouse, sku, batchNo, "G", available, 0, inboundNo, putAwayAt);
    }

    /** The same row in another quality. */
    public FourPxStock ofQuality(String other) {
        return new FourPxStock(warehouse, sku, batchNo, other, available, pending, inboundNo, putAwayAt);
    }

    /** The same row with other quantities; as a movement, the changes. */
    public FourPxStock withQuantities(long otherAvailable, long otherPending) {
        return new FourPxStock(warehouse, sku, batchNo, quality, otherAvailable, otherPending, inboundNo, putAwayAt);
    }

    ObjectNode toJson() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("warehouse", warehouse)
                .put("sku", sku)
                .put("batch_no", batchNo)
                .put("quality", quality)
                .put("available", available)
                .put("pending", pending)
                .put("inbound_no", inboundNo)
                .put("put_away_at", putAwayAt.toString());
    }

    static FourPxStock fromJson(JsonNode row) {
        return new FourPxStock(
                row.path("warehouse").asText(),
                row.path("sku").asText(),
                row.path("batch_no").asText(""),
                row.path("quality").asText("G"),
                row.path("available").asLong(),
                row.path("pending").asLong(),
                row.path("inbound_no").asText(""),
                Instant.parse(row.path("put_away_at").asText("1970-01-01T00:00:00Z")));
    }
}
