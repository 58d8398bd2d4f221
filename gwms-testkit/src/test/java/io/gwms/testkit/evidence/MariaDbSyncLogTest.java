package io.gwms.testkit.evidence;

import io.gwms.testkit.db.OnMariaDb;

@OnMariaDb
class MariaDbSyncLogTest extends JdbcSyncLogContract {}
