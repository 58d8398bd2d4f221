package io.gwms.testkit.state;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresTaskQueueTest extends JdbcTaskQueueContract {}
