package io.gwms.audit;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSync.Status;
import io.gwms.evidence.ProductSyncRepository;
import io.gwms.redact.Redactor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Keeps the product sync history (product-sync-history): a record is pending from {@link #begin} until it succeeds or
 * fails, once and for good; another try is another record that names the first. Open to hosts and connectors.
 *
 * <p>Reasons and changes are kept redacted and cut to {@value #LONGEST_TEXT} characters. As long as this runtime lives it
 * vouches for what it began; what nobody has vouched for during an hour counts as interrupted: its process is gone.
 *
 * <p><b>Threads:</b> shared; each call is one write to the database.
 */
public final class ProductSyncRecorder {
    static final String INTERRUPTED = "interrupted";

    private static final int LONGEST_TEXT = 2000;
    private static final int SWEPT_AT_ONCE = 500;
    private static final Duration STALE = Duration.ofHours(1);
    private static final Duration BETWEEN_SIGNS = Duration.ofMinutes(5);

    private final ProductSyncRepository records;
    private final InstantSource clock;
    private final Redactor redactor;
    private final IdSequence ids = IdSequence.create();
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private volatile Instant nextSign = Instant.MIN;

    ProductSyncRecorder(ProductSyncRepository records, InstantSource clock, Redactor redactor) {
        this.records = records;
        this.clock = clock;
        this.redactor = redactor;
    }

    /** Records that a product sync begins. */
    public Running begin(NewProductSync sync) {
        return add(requireNonNull(sync, "sync"), "");
    }

    /**
     * Records that a failed sync is tried again, as a new record linked to that one.
     *
     * @throws IllegalArgumentException if there is no such record, or it did not fail
     */
    public Running retry(String id) {
        requireNonNull(id, "id");
        ProductSync failed = records.find(id).orElseThrow(() -> notFailed(id, "is not in the history"));
        if (failed.status() != Status.FAILED) {
            throw notFailed(id, "is " + failed.status());
        }
        NewProductSync again = new NewProductSync(
                failed.direction(),
                failed.platform(),
                failed.store(),
                failed.draftId(),
                failed.categoryId(),
                failed.productId(),
                failed.change());
        return add(again, id);
    }

    /** Vouches for what this runtime began, and ends as interrupted what nobody vouched for; how many those were. */
    int tidy(Instant now) {
        if (!now.isBefore(nextSign)) {
            records.alive(running, now);
            nextSign = now.plus(BETWEEN_SIGNS);
        }
        int swept = 0;
        for (ProductSync record : records.pending(now.minus(STALE), SWEPT_AT_ONCE)) {
            swept += records.save(record.failed(INTERRUPTED)) ? 1 : 0;
        }
        return swept;
    }

    private Running add(NewProductSync sync, String retryOf) {
        Instant now = clock.instant();
        ProductSync record = new ProductSync(
                ids.next(now),
                sync.direction(),
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
        running.add(record.id());
        return new Running(record);
    }

    private boolean end(ProductSync ended) {
        boolean saved = records.save(ended);
        running.remove(ended.id());
        return saved;
    }

    private String shown(String text) {
        return StorableText.of(redactor.text(text), LONGEST_TEXT);
    }

    private static IllegalArgumentException notFailed(String id, String what) {
        return new IllegalArgumentException("Product sync '" + id + "' " + what
                + ", but must be FAILED to be tried again; begin a new one instead");
    }

    /**
     * A product sync that has begun; ends once. Open it in a {@code try} that closes it, so that an exception ends it
     * too: what is closed before it has succeeded or failed has failed as interrupted.
     */
    public final class Running implements AutoCloseable {
        private final ProductSync pending;

        private Running(ProductSync pending) {
            this.pending = pending;
        }

        /** The record's id. */
        public String id() {
            return pending.id();
        }

        /** What the HTTP calls made for it are to be {@link io.gwms.transport.CallContext#correlated correlated} to. */
        public String correlation() {
            return pending.correlation();
        }

        /** Ends it well; the listing is the one named at the start. See {@link #succeed(String, String)}. */
        public boolean succeed(String change) {
            return succeed("", change);
        }

        /**
         * Ends it well.
         *
         * @param productId listing id on the platform; empty keeps the one given at the start
         * @param change what was changed, in words; empty keeps what was said at the start
         * @return false when it had ended before, for instance as interrupted; nothing is changed then
         */
        public boolean succeed(String productId, String change) {
            return end(pending.succeeded(
                    productId.isEmpty() ? pending.productId() : productId,
                    change.isEmpty() ? pending.change() : shown(change)));
        }

        /**
         * Ends it without an effect.
         *
         * @param reason why, in the platform's words; redacted here
         * @return false when it had ended before; nothing is changed then
         */
        public boolean fail(String reason) {
            return end(pending.failed(shown(reason)));
        }

        /**
         * Ends it as interrupted, unless it has ended. Nobody vouches for it after that, so that it is swept when its end
         * could not be stored.
         */
        @Override
        public void close() {
            if (running.remove(pending.id())) {
                records.save(pending.failed(INTERRUPTED));
            }
        }
    }
}
