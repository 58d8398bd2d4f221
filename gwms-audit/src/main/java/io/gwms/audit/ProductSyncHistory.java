package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.Incubating;
import io.gwms.evidence.ProductHistoryRepository;
import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSync.Status;
import io.gwms.redact.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Keeps the product sync history (product-sync-history): a record is pending from {@link #start} until it succeeds or
 * fails, once and for good; another try is another record that names the first. Open to hosts and connectors.
 *
 * <p>Reasons and changes are kept redacted and cut to {@value #LONGEST_TEXT} characters. What is pending for longer than
 * an hour counts as interrupted: its process is gone.
 *
 * <p><b>Threads:</b> shared; each call is one write to the database.
 */
@Incubating
public final class ProductSyncHistory {
    private static final int LONGEST_TEXT = 2000;
    private static final int SWEPT_AT_ONCE = 500;
    private static final Duration STALE = Duration.ofHours(1);

    private final ProductHistoryRepository records;
    private final InstantSource clock;
    private final Redactor redactor;
    private final IdSequence ids = IdSequence.create();

    ProductSyncHistory(ProductHistoryRepository records, InstantSource clock, Redactor redactor) {
        this.records = records;
        this.clock = clock;
        this.redactor = redactor;
    }

    /** Records that a product sync begins. */
    public Running start(NewProductSync sync) {
        return add(requireNonNull(sync, "sync"), "");
    }

    /**
     * Records that a failed sync is tried again, as a new record linked to that one.
     *
     * @throws IllegalArgumentException if there is no such record, or it did not fail
     */
    public Running retry(String id) {
        ProductSync failed = records.get(id).orElseThrow(() -> notFailed(id, "is not in the history"));
        if (failed.status() != Status.FAILED) {
            throw notFailed(id, "is " + failed.status());
        }
        NewProductSync again = new NewProductSync(
                failed.platform(),
                failed.store(),
                failed.draftId(),
                failed.categoryId(),
                failed.productId(),
                failed.change());
        return add(again, id);
    }

    /** Ends as «interrupted» what began more than an hour before; how many records that were. */
    int sweep(Instant now) {
        int swept = 0;
        for (ProductSync record : records.pending(now.minus(STALE), SWEPT_AT_ONCE)) {
            swept += records.save(ended(record, Status.FAILED, record.productId(), record.change(), "interrupted"))
                    ? 1
                    : 0;
        }
        return swept;
    }

    private Running add(NewProductSync sync, String retryOf) {
        Instant now = clock.instant();
        ProductSync record = new ProductSync(
                ids.next(now),
                sync.platform(),
                now,
                Status.PENDING,
                sync.draftId(),
                sync.categoryId(),
                sync.store(),
                sync.productId(),
                shown(sync.change()),
                "",
                retryOf);
        records.save(record);
        return new Running(record);
    }

    private String shown(String text) {
        return StorableText.of(redactor.text(text), LONGEST_TEXT);
    }

    private static IllegalArgumentException notFailed(String id, String what) {
        return new IllegalArgumentException("Product sync '" + id + "' " + what
                + ", but must be FAILED to be tried again; start a new one instead");
    }

    private static ProductSync ended(
            ProductSync pending, Status status, String productId, String change, String reason) {
        return new ProductSync(
                pending.id(),
                pending.platform(),
                pending.syncedAt(),
                status,
                pending.draftId(),
                pending.categoryId(),
                pending.store(),
                productId,
                change,
                reason,
                pending.retryOf());
    }

    /** A product sync that has begun; ends once. */
    public final class Running {
        private final ProductSync pending;

        private Running(ProductSync pending) {
            this.pending = pending;
        }

        /** The record's id. */
        public String id() {
            return pending.id();
        }

        /**
         * Ends it well.
         *
         * @param productId listing id on the platform; empty keeps the one given at the start
         * @param change what was changed, in words; empty keeps what was said at the start
         * @return false when it had ended before, for instance as interrupted; nothing is changed then
         */
        public boolean succeed(String productId, String change) {
            return records.save(ended(
                    pending,
                    Status.SUCCESS,
                    productId.isEmpty() ? pending.productId() : productId,
                    change.isEmpty() ? pending.change() : shown(change),
                    ""));
        }

        /**
         * Ends it without an effect.
         *
         * @param reason why, in the platform's words; redacted here
         * @return false when it had ended before; nothing is changed then
         */
        public boolean fail(String reason) {
            return records.save(ended(pending, Status.FAILED, pending.productId(), pending.change(), shown(reason)));
        }
    }
}
