package io.gwms.audit.jdbc;

import io.gwms.internal.jdbc.Row;
import java.time.Instant;

/** A call that a step of maintenance is about. */
record Victim(String id, Instant createdAt, long bytes) {
    static Victim of(Row row) {
        return new Victim(row.string("id"), row.instant("created_at"), row.longValue("bytes"));
    }
}
