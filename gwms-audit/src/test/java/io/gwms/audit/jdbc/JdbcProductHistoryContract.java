package io.gwms.audit.jdbc;

import io.gwms.evidence.ProductHistoryRepository;
import io.gwms.testkit.contract.ProductHistoryRepositoryContract;
import io.gwms.testkit.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The same on every database. */
abstract class JdbcProductHistoryContract extends ProductHistoryRepositoryContract {
    private AuditDatabase database;

    @BeforeEach
    void open(TestDatabase test) {
        database = AuditDatabase.open(test.dataSource());
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Override
    protected ProductHistoryRepository history() {
        return database.history();
    }
}
