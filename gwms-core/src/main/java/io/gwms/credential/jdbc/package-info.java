/** Credentials kept sealed in a database. Start with {@link io.gwms.credential.jdbc.JdbcCredentials}. */
@NullMarked
package io.gwms.credential.jdbc;

import org.jspecify.annotations.NullMarked;
