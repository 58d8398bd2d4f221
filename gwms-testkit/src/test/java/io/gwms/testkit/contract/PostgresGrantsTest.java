package io.gwms.testkit.contract;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresGrantsTest extends JdbcGrantsRules {}
