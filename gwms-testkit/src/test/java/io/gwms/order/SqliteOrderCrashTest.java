package io.gwms.order;

import io.gwms.testkit.db.TestDatabase;

class SqliteOrderCrashTest extends OrderCrashTest {
    @Override
    TestDatabase database() {
        return TestDatabase.sqlite();
    }
}
