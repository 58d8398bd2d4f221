package io.gwms.audit.jdbc;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqliteProductHistoryTest extends JdbcProductHistoryContract {}
