package io.gwms.ordersync;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.OrderKind;
import io.gwms.store.StoreId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An order that could not be read or stored, set aside so that it stops no other. It is asked for again by itself, at
 * growing intervals of up to a day, and is released when it is read well.
 *
 * @param store the store it came from
 * @param kind consumer order or purchase order
 * @param platformOrderId the platform's immutable id, or what stands for it when even that is
 *     unreadable
 * @param platformOrderNumber the number people read; empty when unreadable
 * @param family where the cause is to be sought
 * @param code what it is, for programs
 * @param reason why, redacted
 * @param raw what the platform sent, redacted
 * @param firstSeenAt when it was set aside first
 * @param lastSeenAt when it was last asked for in vain
 * @param attempts how often it failed
 * @param foundIn the window to ask for to see it again; null when it was found by its number
 */
public record Quarantined(
        StoreId store,
        OrderKind kind,
        String platformOrderId,
        String platformOrderNumber,
        FailureFamily family,
        String code,
        String reason,
        String raw,
        Instant firstSeenAt,
        Instant lastSeenAt,
        int attempts,
        @Nullable TimeWindow foundIn) {
    public Quarantined {
        requireNonNull(store, "store");
        requireNonNull(kind, "kind");
        Require.text(platformOrderId, "platformOrderId");
        requireNonNull(platformOrderNumber, "platformOrderNumber");
        requireNonNull(family, "family");
        Require.text(code, "code");
        Require.text(reason, "reason");
        requireNonNull(raw, "raw");
        requireNonNull(firstSeenAt, "firstSeenAt");
        requireNonNull(lastSeenAt, "lastSeenAt");
        Require.that(attempts >= 1, "attempts", attempts, "1 or more");
    }

    /** Where to go. */
    public String remedy() {
        return family.remedy();
    }
}
