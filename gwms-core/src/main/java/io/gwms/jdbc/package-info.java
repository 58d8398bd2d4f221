/**
 * The database a host hands to GWMS. Any {@link javax.sql.DataSource} of PostgreSQL, MariaDB or SQLite will do; {@link
 * io.gwms.jdbc.EmbeddedDatabase} makes one of a plain file, with nothing to install.
 */
@NullMarked
package io.gwms.jdbc;

import org.jspecify.annotations.NullMarked;
