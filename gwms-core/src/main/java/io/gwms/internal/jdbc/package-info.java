/**
 * Plain JDBC behind one small door, for the repositories of GWMS alone. Start at {@link io.gwms.internal.jdbc.Database}:
 * it runs functions in transactions; inside, a {@link io.gwms.internal.jdbc.Tx} runs SQL. Tables come from {@link
 * io.gwms.internal.jdbc.Migrations}.
 *
 * <p>What is stored how, in every dialect: an instant as {@code bigint}, milliseconds since 1970 (finer parts are cut
 * off); a boolean as {@code smallint}, 0 or 1; an enum as its name; bytes as {@code bytea} or {@code blob}.
 */
@NullMarked
package io.gwms.internal.jdbc;

import org.jspecify.annotations.NullMarked;
