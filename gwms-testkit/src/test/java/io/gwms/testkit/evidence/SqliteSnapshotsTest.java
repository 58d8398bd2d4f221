package io.gwms.testkit.evidence;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqliteSnapshotsTest extends JdbcSnapshotsContract {}
