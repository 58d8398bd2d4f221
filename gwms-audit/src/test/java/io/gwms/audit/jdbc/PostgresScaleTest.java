package io.gwms.audit.jdbc;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresScaleTest extends ScaleRules {
    @Override
    protected long manyRows() {
        return 10_000_000L;
    }
}
