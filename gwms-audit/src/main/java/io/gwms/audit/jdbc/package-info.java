/**
 * The audit log in a database: SQLite, PostgreSQL or MariaDB. Start with {@link io.gwms.audit.jdbc.JdbcAudit}; the module
 * does so by itself.
 */
@NullMarked
package io.gwms.audit.jdbc;

import org.jspecify.annotations.NullMarked;
