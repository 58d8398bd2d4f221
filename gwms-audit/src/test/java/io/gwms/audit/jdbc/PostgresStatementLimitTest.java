package io.gwms.audit.jdbc;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresStatementLimitTest extends StatementLimitRules {
    @Override
    protected String lock() {
        return "LOCK TABLE gwms_audit_session IN ACCESS EXCLUSIVE MODE";
    }
}
