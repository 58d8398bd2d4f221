package io.gwms.audit;

import io.gwms.testkit.db.OnMariaDb;
import java.util.List;

@OnMariaDb
class MariaDbLockedDatabaseTest extends LockedDatabaseRules {
    @Override
    protected List<String> lock() {
        return List.of("LOCK TABLES gwms_audit_call WRITE");
    }

    @Override
    protected String unlock() {
        return "UNLOCK TABLES";
    }
}
