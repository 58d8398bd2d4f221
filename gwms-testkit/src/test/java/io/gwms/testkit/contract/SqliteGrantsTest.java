package io.gwms.testkit.contract;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqliteGrantsTest extends JdbcGrantsRules {}
