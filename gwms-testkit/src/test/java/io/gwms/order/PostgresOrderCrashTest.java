package io.gwms.order;

import io.gwms.testkit.db.TestDatabase;
import java.util.stream.Stream;

class PostgresOrderCrashTest extends OrderCrashTest {
    /** Each death costs a new connection or two, so only the first one is played unless there is time. */
    @Override
    Stream<Case> cases() {
        return Boolean.getBoolean("gwms.slow") ? super.cases() : super.cases().limit(1);
    }

    @Override
    TestDatabase database() {
        return TestDatabase.postgres();
    }
}
