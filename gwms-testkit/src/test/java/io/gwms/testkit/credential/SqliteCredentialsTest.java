package io.gwms.testkit.credential;

import io.gwms.testkit.db.OnSqlite;

@OnSqlite
class SqliteCredentialsTest extends JdbcCredentialsContract {}
