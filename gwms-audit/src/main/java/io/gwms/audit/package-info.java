/**
 * The redacted, queryable record of every API call, and the product sync history. Start with {@link
 * io.gwms.audit.AuditModule}: it is installed into a runtime and gives the log to read.
 */
@NullMarked
package io.gwms.audit;

import org.jspecify.annotations.NullMarked;
