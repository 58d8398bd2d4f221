package io.gwms.audit.jdbc;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqliteScaleTest extends ScaleRules {
    @Override
    protected long manyRows() {
        return 1_000_000L;
    }
}
