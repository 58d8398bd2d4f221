package io.gwms.ordersync;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.order.OrderKind;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One record of the order sync log: what one run did for one store (order-sync-log, section 2.3).
 *
 * <p>The counts add up: fetched = created + updated + skipped + quarantined.
 *
 * @param id unique
 * @param store the store
 * @param storeName its name then
 * @param platform its platform
 * @param kind consumer orders or purchase orders
 * @param trigger manual or automatic
 * @param mode what was asked for
 * @param status how it stands
 * @param window what it covers: the data start and end time; null for order numbers, or before it is
 *     known
 * @param submittedAt when it was asked for
 * @param startedAt when it began; null before
 * @param endedAt when it ended; null before
 * @param created platform numbers that were written
 * @param updated platform numbers that were changed
 * @param skipped platform numbers that needed no writing
 * @param quarantined platform numbers that were set aside with a reason
 * @param failureReason why it failed, redacted; empty unless it did
 */
@Incubating
public record SyncRun(
        SyncRunId id,
        StoreId store,
        String storeName,
        PlatformType platform,
        OrderKind kind,
        SyncTrigger trigger,
        SyncMode mode,
        Status status,
        @Nullable TimeWindow window,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        List<String> created,
        List<String> updated,
        List<String> skipped,
        List<String> quarantined,
        String failureReason) {
    public SyncRun {
        requireNonNull(id, "id");
        requireNonNull(store, "store");
        requireNonNull(storeName, "storeName");
        requireNonNull(platform, "platform");
        requireNonNull(kind, "kind");
        requireNonNull(trigger, "trigger");
        requireNonNull(mode, "mode");
        requireNonNull(status, "status");
        requireNonNull(submittedAt, "submittedAt");
        created = List.copyOf(created);
        updated = List.copyOf(updated);
        skipped = List.copyOf(skipped);
        quarantined = List.copyOf(quarantined);
        requireNonNull(failureReason, "failureReason");
    }

    /** Orders processed in the scope of the run: the «Total» of the log. */
    public int total() {
        return created.size() + updated.size() + skipped.size() + quarantined.size();
    }

    /** How long it ran; zero before it ended. */
    public Duration executionTime() {
        return startedAt == null || endedAt == null ? Duration.ZERO : Duration.between(startedAt, endedAt);
    }

    /** How a run stands. */
    public enum Status {
        /** Asked for. */
        QUEUED,
        /** At work. */
        RUNNING,
        /** Finished normally; what it was to cover is covered. */
        SUCCESS,
        /** Did not finish; see the failure reason. */
        FAILED
    }
}
