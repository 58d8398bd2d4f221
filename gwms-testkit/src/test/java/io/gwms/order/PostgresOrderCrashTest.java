package io.gwms.order;

import io.gwms.testkit.db.TestDatabase;

class PostgresOrderCrashTest extends OrderCrashTest {
    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
