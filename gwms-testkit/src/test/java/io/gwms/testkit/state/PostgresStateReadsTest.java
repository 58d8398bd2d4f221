package io.gwms.testkit.state;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresStateReadsTest extends JdbcStateReadsContract {}
