package io.gwms.audit.jdbc;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqliteApiCallsTest extends JdbcApiCallsContract {}
