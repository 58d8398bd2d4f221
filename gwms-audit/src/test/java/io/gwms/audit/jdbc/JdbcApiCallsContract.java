package io.gwms.audit.jdbc;

import io.gwms.evidence.ApiCallRepository;
import io.gwms.testkit.contract.ApiCallRepositoryContract;
import io.gwms.testkit.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The same on every database. */
abstract class JdbcApiCallsContract extends ApiCallRepositoryContract {
    private JdbcAudit database;

    @BeforeEach
    void open(TestDatabase test) {
        database = JdbcAudit.open(test.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected ApiCallRepository calls() {
        return database.calls();
    }
}
