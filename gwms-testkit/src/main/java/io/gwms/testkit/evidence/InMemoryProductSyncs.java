package io.gwms.testkit.evidence;

import io.gwms.evidence.ProductSync;
import io.gwms.evidence.ProductSyncQuery;
import io.gwms.evidence.ProductSyncRepository;
import io.gwms.internal.StoredForm;
import io.gwms.internal.TextOrder;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The product sync history in memory. Shared by threads. */
public final class InMemoryProductSyncs implements ProductSyncRepository {
    private static final Comparator<ProductSync> NEWEST_FIRST = Comparator.comparing(ProductSync::syncedAt)
            .thenComparing(ProductSync::id, TextOrder.CODE_POINTS)
            .reversed();

    private final Map<String, ProductSync> records = new HashMap<>();
    private final Map<String, Instant> aliveAt = new HashMap<>();

    private InMemoryProductSyncs() {}

    /** A history without a record. */
    public static InMemoryProductSyncs empty() {
        return new InMemoryProductSyncs();
    }

    @Override
    public synchronized boolean save(ProductSync record) {
        ProductSync stored = records.get(record.id());
        boolean ends = stored != null
                && stored.status() == ProductSync.Status.PENDING
                && record.status() != ProductSync.Status.PENDING;
        if (stored != null && !ends) {
            return false;
        }
        ProductSync kept = StoredForm.of(record);
        records.put(kept.id(), kept);
        aliveAt.putIfAbsent(kept.id(), kept.syncedAt());
        return true;
    }

    @Override
    public synchronized void alive(Collection<String> ids, Instant at) {
        Instant kept = StoredForm.of(at);
        ids.forEach(id -> aliveAt.computeIfPresent(id, (same, earlier) -> kept.isAfter(earlier) ? kept : earlier));
    }

    @Override
    public synchronized List<ProductSync> pending(Instant aliveBefore, int limit) {
        return records.values().stream()
                .filter(record -> record.status() == ProductSync.Status.PENDING
                        && Objects.requireNonNull(aliveAt.get(record.id())).isBefore(StoredForm.of(aliveBefore)))
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Optional<ProductSync> find(String id) {
        return Optional.ofNullable(records.get(id));
    }

    @Override
    public synchronized List<ProductSync> list(ProductSyncQuery query) {
        return Pages.page(
                records.values(),
                NEWEST_FIRST,
                record -> Pages.same(query.store(), record.store())
                        && Pages.same(query.platform(), record.platform())
                        && (query.from() == null || !record.syncedAt().isBefore(query.from()))
                        && (query.to() == null || record.syncedAt().isBefore(query.to())),
                query.limit(),
                query.before(),
                query.before() == null ? null : records.get(query.before()));
    }
}
