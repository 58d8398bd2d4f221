package io.gwms.testkit.credential;

import io.gwms.testkit.db.OnPostgres;

@OnPostgres
class PostgresCredentialsTest extends JdbcCredentialsContract {}
