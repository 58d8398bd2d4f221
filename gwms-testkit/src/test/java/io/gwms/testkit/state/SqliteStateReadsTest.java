package io.gwms.testkit.state;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqliteStateReadsTest extends JdbcStateReadsContract {}
