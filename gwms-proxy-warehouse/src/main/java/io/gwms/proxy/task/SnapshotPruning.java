package io.gwms.proxy.task;

import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SnapshotRetention;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Forgets inventory snapshots that were kept long enough, once an hour. Shared. */
final class SnapshotPruning {
    private static final Duration EVERY = Duration.ofHours(1);

    private final SnapshotRepository snapshots;
    private final SnapshotRetention retention;
    private final AtomicReference<Instant> next = new AtomicReference<>(Instant.MIN);

    SnapshotPruning(SnapshotRepository snapshots, SnapshotRetention retention) {
        this.snapshots = snapshots;
        this.retention = retention;
    }

    void prune(Instant now) {
        Instant due = next.get();
        if (!now.isBefore(due) && next.compareAndSet(due, now.plus(EVERY))) {
            snapshots.prune(retention, now);
        }
    }
}
