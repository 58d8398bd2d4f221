package io.gwms.ordersync;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.Require;
import io.gwms.order.OrderKind;
import io.gwms.store.PlatformType;
import io.gwms.store.StoreId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One record of the order sync log: what one run did for one store (order-sync-log, section 2.3). Of each kind of
 * order numbers the first {@value #NUMBERS_KEPT} are kept, as many as the page ever shows; {@link #counts} has them all.
 *
 * @param id unique
 * @param store the store
 * @param storeName its name then
 * @param platform its platform
 * @param kind consumer orders or purchase orders
 * @param trigger manual or automatic
 * @param mode what was asked for
 * @param retryOf the run that was asked for once more; null for one that was asked for by itself
 * @param status how it stands
 * @param window what it covers; null for order numbers, or before it is known. Kept for all, shown by {@link #shownWindow}
 * @param submittedAt when it was asked for
 * @param startedAt when it began; null before
 * @param endedAt when it ended; null before
 * @param counts what became of the orders
 * @param created platform numbers that were written, the first of them
 * @param updated platform numbers that were changed, the first of them
 * @param skipped platform numbers that needed no writing, the first of them
 * @param quarantined platform numbers that were set aside with a reason, the first of them
 * @param notFound numbers that were asked for and are not known there, the first of them
 * @param failure why it failed; null unless it did
 */
public record SyncRun(
        SyncRunId id,
        StoreId store,
        String storeName,
        PlatformType platform,
        OrderKind kind,
        SyncTrigger trigger,
        SyncMode mode,
        @Nullable SyncRunId retryOf,
        Status status,
        @Nullable TimeWindow window,
        Instant submittedAt,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        SyncCounts counts,
        List<String> created,
        List<String> updated,
        List<String> skipped,
        List<String> quarantined,
        List<String> notFound,
        @Nullable SyncFailure failure) {
    /** How many numbers of a kind are kept, and shown at most («Show All»; order-sync-log, section 3.3). */
    public static final int NUMBERS_KEPT = 100;

    /** How many numbers are shown before «Show All». */
    public static final int NUMBERS_FIRST = 10;

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
        requireNonNull(counts, "counts");
        created = kept(created, "created", counts.created());
        updated = kept(updated, "updated", counts.updated());
        skipped = kept(skipped, "skipped", counts.skipped());
        quarantined = kept(quarantined, "quarantined", counts.quarantined());
        notFound = kept(notFound, "notFound", counts.notFound());
    }

    private static List<String> kept(List<String> numbers, String name, int count) {
        List<String> copy = List.copyOf(numbers);
        int most = Math.min(count, NUMBERS_KEPT);
        Require.that(copy.size() <= most, name, copy.size() + " numbers", "at most " + most);
        return copy;
    }

    /** Orders the platform returned inside the requested scope: the «Total» of the log. */
    public int total() {
        return counts.fetched();
    }

    /** Orders that were written, shown beside the total. */
    public int written() {
        return counts.written();
    }

    /** The «Successful Order Numbers»: written or updated; at most {@value #NUMBERS_KEPT}, of {@link #written} in all. */
    public List<String> successful() {
        return Stream.concat(created.stream(), updated.stream())
                .limit(NUMBERS_KEPT)
                .toList();
    }

    /** The first few of a list of numbers, as shown before «Show All». */
    public static List<String> few(List<String> numbers) {
        return numbers.subList(0, Math.min(NUMBERS_FIRST, numbers.size()));
    }

    /** The data start and end time that the detail shows: of automatic runs only (section 3.3). */
    public Optional<TimeWindow> shownWindow() {
        return trigger == SyncTrigger.AUTOMATIC ? Optional.ofNullable(window) : Optional.empty();
    }

    /** The «Sync Time»: when it ended, or, before that, when it was asked for. */
    public Instant syncTime() {
        return endedAt == null ? submittedAt : endedAt;
    }

    /** How long it ran, the «Execution Time» is its milliseconds; zero before it ended. */
    public Duration executionTime() {
        return startedAt == null || endedAt == null ? Duration.ZERO : Duration.between(startedAt, endedAt);
    }

    /** The «Failure Reason»; empty unless it failed. */
    public String failureReason() {
        return failure == null ? "" : failure.reason();
    }

    /** Why a successful run wrote nothing; empty when it wrote something or is no success. */
    public Optional<NothingWritten> nothingWritten() {
        if (status != Status.SUCCESS || written() > 0) {
            return Optional.empty();
        }
        if (counts.skipped() > 0) {
            return Optional.of(NothingWritten.ALL_HANDLED_EARLIER);
        }
        if (counts.quarantined() > 0) {
            return Optional.of(NothingWritten.ALL_QUARANTINED);
        }
        return Optional.of(
                mode == SyncMode.ORDER_NUMBERS ? NothingWritten.NUMBERS_NOT_FOUND : NothingWritten.NONE_IN_RANGE);
    }

    /** Whether it has neither succeeded nor failed yet. */
    public boolean isOpen() {
        return status == Status.QUEUED || status == Status.RUNNING;
    }

    /** How a run stands. */
    public enum Status {
        /** Asked for. */
        QUEUED,
        /** At work. */
        RUNNING,
        /** Finished normally; what it was to cover is covered. */
        SUCCESS,
        /** Did not finish; see the failure. */
        FAILED
    }

    /** Why a run that succeeded wrote nothing (order-sync-log, Q2). */
    public enum NothingWritten {
        /** The platform has no order in the range that was asked for. */
        NONE_IN_RANGE,
        /** The platform knows none of the numbers; {@link SyncRun#notFound} lists them. */
        NUMBERS_NOT_FOUND,
        /** All had been handled earlier; some numbers may not have been found besides. */
        ALL_HANDLED_EARLIER,
        /** All were set aside, each with its reason. */
        ALL_QUARANTINED
    }
}
