package io.gwms.testkit.evidence;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqliteSyncLogTest extends JdbcSyncLogContract {}
