package io.gwms.audit.jdbc;

import io.gwms.evidence.ProductSyncRepository;
import io.gwms.testkit.contract.ProductSyncRepositoryContract;
import io.gwms.testkit.db.TestDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The same on every database. */
abstract class JdbcProductSyncsContract extends ProductSyncRepositoryContract {
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
    protected ProductSyncRepository productSyncs() {
        return database.productSyncs();
    }
}
