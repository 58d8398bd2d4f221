/** The state in an SQL database. Start with {@link io.gwms.state.jdbc.JdbcState}. */
@NullMarked
package io.gwms.state.jdbc;

import org.jspecify.annotations.NullMarked;
