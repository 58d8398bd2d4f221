package io.gwms.ordersync;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.internal.Require;
import io.gwms.store.StoreId;
import java.time.Instant;

/**
 * An order that could not be read or stored, set aside so that it stops no other.
 *
 * @param store the store it came from
 * @param platformOrderId the platform's immutable id, or what stands for it when even that is
 *     unreadable
 * @param platformOrderNumber the number people read; empty when unreadable
 * @param reason why, redacted
 * @param raw what the platform sent, redacted
 * @param firstSeenAt when it was set aside first
 * @param lastSeenAt when it was last seen to fail
 * @param attempts how often it failed
 */
@Incubating
public record Quarantined(
        StoreId store,
        String platformOrderId,
        String platformOrderNumber,
        String reason,
        String raw,
        Instant firstSeenAt,
        Instant lastSeenAt,
        int attempts) {
    public Quarantined {
        requireNonNull(store, "store");
        Require.text(platformOrderId, "platformOrderId");
        requireNonNull(platformOrderNumber, "platformOrderNumber");
        Require.text(reason, "reason");
        requireNonNull(raw, "raw");
        requireNonNull(firstSeenAt, "firstSeenAt");
        requireNonNull(lastSeenAt, "lastSeenAt");
        Require.that(attempts >= 1, "attempts", attempts, "1 or more");
    }
}
