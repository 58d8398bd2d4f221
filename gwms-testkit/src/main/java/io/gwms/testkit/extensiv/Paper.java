package io.gwms.testkit.extensiv;

import com.fasterxml.jackson.databind.JsonNode;
import io.gwms.testkit.shelf.Shelf;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An order or a receiver as the fake keeps it. Guarded by the fake. */
final class Paper {
    static final int OPEN = 0;
    static final int CLOSED = 1;
    static final int CANCELED = 2;

    final long id;
    final JsonNode request;
    final Instant createdAt;
    final Map<String, List<Shelf.Take>> takes = new LinkedHashMap<>();
    final Map<String, Long> done = new LinkedHashMap<>();
    int status = OPEN;
    int version = 1;
    boolean fullyAllocated = true;
    String trackingNo = "";
    Instant dueAt;

    @Nullable
    Instant endedAt;

    Paper(long id, JsonNode request, Instant createdAt, Instant dueAt) {
        this.id = id;
        this.request = request;
        this.createdAt = createdAt;
        this.dueAt = dueAt;
    }

    String reference() {
        return request.path("referenceNum").asText("");
    }

    int facility() {
        return request.path("facilityIdentifier").path("id").asInt();
    }

    int customer() {
        return request.path("customerIdentifier").path("id").asInt();
    }

    String etag() {
        return "W/\"" + id + "-" + version + "\"";
    }

    void end(int status, Instant at) {
        this.status = status;
        this.endedAt = at;
        this.version++;
    }

    List<JsonNode> items(String field) {
        List<JsonNode> items = new ArrayList<>();
        request.path(field).forEach(items::add);
        return items;
    }
}
