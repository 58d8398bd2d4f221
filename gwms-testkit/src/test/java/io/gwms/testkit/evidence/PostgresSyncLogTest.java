package io.gwms.testkit.evidence;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresSyncLogTest extends JdbcSyncLogContract {}
