package io.gwms.audit.jdbc;

import io.gwms.testkit.db.OnMariaDb;

@OnMariaDb
class MariaDbStatementLimitTest extends StatementLimitRules {
    @Override
    protected String lock() {
        return "LOCK TABLES gwms_audit_session WRITE";
    }
}
