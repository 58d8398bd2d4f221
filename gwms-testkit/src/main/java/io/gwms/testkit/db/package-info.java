/**
 * Real databases for tests: an SQLite file, and a PostgreSQL and a MariaDB that are started once per JVM. Mark a test
 * class with {@link io.gwms.testkit.db.OnSqlite}, {@link io.gwms.testkit.db.OnPostgres} or {@link
 * io.gwms.testkit.db.OnMariaDb} and take a {@link io.gwms.testkit.db.TestDatabase} as a parameter.
 */
@NullMarked
package io.gwms.testkit.db;

import org.jspecify.annotations.NullMarked;
