package io.gwms.audit;

import io.gwms.testkit.db.OnSqlite;
import java.util.List;

@OnSqlite
class SqliteLockedDatabaseTest extends LockedDatabaseRules {
    @Override
    protected List<String> lock() {
        return List.of("BEGIN EXCLUSIVE");
    }
}
