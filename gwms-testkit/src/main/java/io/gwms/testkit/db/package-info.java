/**
 * Real databases for tests: an SQLite file, and a PostgreSQL that is started once per JVM. Mark a test class with {@link
 * io.gwms.testkit.db.OnSqlite} or {@link io.gwms.testkit.db.OnPostgres} and take a {@link
 * io.gwms.testkit.db.TestDatabase} as a parameter.
 */
@NullMarked
package io.gwms.testkit.db;

import org.jspecify.annotations.NullMarked;
