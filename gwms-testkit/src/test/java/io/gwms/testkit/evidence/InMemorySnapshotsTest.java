package io.gwms.testkit.evidence;

import io.gwms.evidence.SnapshotRepository;
import io.gwms.testkit.contract.SnapshotRepositoryContract;

class InMemorySnapshotsTest extends SnapshotRepositoryContract {
    private final SnapshotRepository tested = InMemorySnapshots.empty();

    @Override
    protected SnapshotRepository snapshots() {
        return tested;
    }
}
