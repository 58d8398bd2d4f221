package io.gwms.audit.jdbc;

import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.testkit.contract.ApiCallMaintenanceContract;
import io.gwms.testkit.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The same on every database. */
abstract class JdbcMaintenanceContract extends ApiCallMaintenanceContract {
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

    @Override
    protected ApiCallMaintenance maintenance() {
        return database.maintenance();
    }
}
