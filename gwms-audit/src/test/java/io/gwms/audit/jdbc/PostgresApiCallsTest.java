package io.gwms.audit.jdbc;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresApiCallsTest extends JdbcApiCallsContract {}
