package io.gwms.testkit.db;

@OnSqlite
class SqliteMigrationsTest extends MigrationsContract {}
