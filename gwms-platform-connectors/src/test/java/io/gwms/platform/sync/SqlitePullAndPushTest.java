package io.gwms.platform.sync;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqlitePullAndPushTest extends PullAndPushRules {}
