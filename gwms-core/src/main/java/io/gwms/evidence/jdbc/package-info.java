/**
 * The order sync log and the inventory snapshots in an SQL database. Start with {@link
 * io.gwms.evidence.jdbc.JdbcEvidence}.
 */
@NullMarked
package io.gwms.evidence.jdbc;

import org.jspecify.annotations.NullMarked;
