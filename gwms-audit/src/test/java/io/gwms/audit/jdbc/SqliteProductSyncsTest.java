package io.gwms.audit.jdbc;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqliteProductSyncsTest extends JdbcProductSyncsContract {}
