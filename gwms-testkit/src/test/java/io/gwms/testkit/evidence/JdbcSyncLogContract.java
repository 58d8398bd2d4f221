package io.gwms.testkit.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.SyncLogRepository;
import io.gwms.evidence.jdbc.JdbcEvidence;
import io.gwms.testkit.contract.SyncLogRepositoryContract;
import io.gwms.testkit.db.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The same on every database. */
abstract class JdbcSyncLogContract extends SyncLogRepositoryContract {
    private @Nullable JdbcEvidence evidence;

    @BeforeEach
    void open(TestDatabase database) {
        evidence = JdbcEvidence.open(database.dataSource());
    }

    @AfterEach
    void close() {
        evidence().close();
    }

    private JdbcEvidence evidence() {
        return requireNonNull(evidence, "evidence");
    }

    @Override
    protected SyncLogRepository log() {
        return evidence().syncLog();
    }
}
