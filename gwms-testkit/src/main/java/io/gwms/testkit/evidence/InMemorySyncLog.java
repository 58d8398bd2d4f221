package io.gwms.testkit.evidence;

import io.gwms.evidence.SyncLogRepository;
import io.gwms.internal.StoredForm;
import io.gwms.internal.TextOrder;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.SyncRunQuery;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The order sync log in memory. Shared by threads. */
public final class InMemorySyncLog implements SyncLogRepository {
    private static final Comparator<SyncRun> NEWEST_FIRST = Comparator.comparing(SyncRun::submittedAt)
            .thenComparing(run -> run.id().value(), TextOrder.CODE_POINTS)
            .reversed();

    private final Map<SyncRunId, SyncRun> runs = new HashMap<>();

    private InMemorySyncLog() {}

    /** A log without a record. */
    public static InMemorySyncLog empty() {
        return new InMemorySyncLog();
    }

    @Override
    public synchronized void save(SyncRun run) {
        SyncRun stored = StoredForm.of(run);
        runs.put(stored.id(), stored);
    }

    @Override
    public synchronized Optional<SyncRun> find(SyncRunId id) {
        return Optional.ofNullable(runs.get(id));
    }

    @Override
    public synchronized List<SyncRun> list(SyncRunQuery query) {
        return Pages.page(
                runs.values(),
                NEWEST_FIRST,
                run -> Pages.same(query.store(), run.store())
                        && Pages.same(query.trigger(), run.trigger())
                        && Pages.same(query.status(), run.status()),
                query.limit(),
                query.before(),
                query.before() == null ? null : runs.get(query.before()));
    }

    @Override
    public synchronized int delete(Collection<SyncRunId> ids) {
        int before = runs.size();
        ids.forEach(id -> runs.computeIfPresent(id, (same, run) -> run.isOpen() ? run : null));
        return before - runs.size();
    }
}
