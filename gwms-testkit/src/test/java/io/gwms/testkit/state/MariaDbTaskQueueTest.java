package io.gwms.testkit.state;

import io.gwms.testkit.db.OnMariaDb;

@OnMariaDb
class MariaDbTaskQueueTest extends JdbcTaskQueueContract {}
