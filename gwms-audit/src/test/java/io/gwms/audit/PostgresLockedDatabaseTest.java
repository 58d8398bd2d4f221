package io.gwms.audit;

import io.gwms.testkit.db.OnPostgres;
import java.util.List;

@OnPostgres
class PostgresLockedDatabaseTest extends LockedDatabaseRules {
    @Override
    protected List<String> lock() {
        return List.of("BEGIN", "LOCK TABLE gwms_audit_call IN ACCESS EXCLUSIVE MODE");
    }
}
