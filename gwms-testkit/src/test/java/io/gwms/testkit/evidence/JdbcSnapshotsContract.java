package io.gwms.testkit.evidence;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.jdbc.JdbcEvidence;
import io.gwms.testkit.contract.SnapshotRepositoryContract;
import io.gwms.testkit.db.TestDatabase;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The same on every database. */
abstract class JdbcSnapshotsContract extends SnapshotRepositoryContract {
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
    protected SnapshotRepository snapshots() {
        return evidence().snapshots();
    }
}
