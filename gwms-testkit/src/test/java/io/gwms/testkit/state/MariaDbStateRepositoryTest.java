package io.gwms.testkit.state;

import io.gwms.testkit.db.OnMariaDb;

@OnMariaDb
class MariaDbStateRepositoryTest extends JdbcStateRepositoryContract {}
