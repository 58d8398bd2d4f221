package io.gwms.testkit.fourpx;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An outbound or inbound order as the warehouse keeps it. Guarded by the warehouse. */
final class Consignment {
    final String no;
    final String trackingNo;
    final JsonNode request;
    final Instant createdAt;
    final List<Stock.Take> takes;

    String status = "S";
    String shippingNo = "";
    boolean intercepting;
    Instant dueAt;

    @Nullable
    Instant completedAt;

    Consignment(
            String no, String trackingNo, JsonNode request, Instant createdAt, List<Stock.Take> takes, Instant dueAt) {
        this.no = no;
        this.trackingNo = trackingNo;
        this.request = request;
        this.createdAt = createdAt;
        this.takes = takes;
        this.dueAt = dueAt;
    }

    String refNo() {
        return text("ref_no");
    }

    String text(String field) {
        return request.path(field).asText("").strip();
    }

    boolean is(String... anyOf) {
        return List.of(anyOf).contains(status);
    }
}
