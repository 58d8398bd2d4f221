package io.gwms.testkit.evidence;

import io.gwms.evidence.SyncLogRepository;
import io.gwms.testkit.contract.SyncLogRepositoryContract;

class InMemorySyncLogTest extends SyncLogRepositoryContract {
    private final SyncLogRepository tested = InMemorySyncLog.empty();

    @Override
    protected SyncLogRepository log() {
        return tested;
    }
}
