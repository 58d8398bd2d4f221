package io.gwms.testkit.contract;

import io.gwms.testkit.db.OnMariaDb;

@OnMariaDb
class MariaDbGrantsTest extends JdbcGrantsRules {}
