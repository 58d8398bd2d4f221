package io.gwms.testkit.db;

@OnPostgres
class PostgresMigrationsTest extends MigrationsContract {}
