package io.gwms.audit;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqliteCanaryTest extends CanaryRules {}
