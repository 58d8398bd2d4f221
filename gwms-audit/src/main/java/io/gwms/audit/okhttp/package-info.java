/**
 * Records the calls of a host's own OkHttp clients. Start with {@link io.gwms.audit.okhttp.AuditInterceptors}. Calls of
 * connectors need none of it: they are recorded above their transport.
 */
@NullMarked
package io.gwms.audit.okhttp;

import org.jspecify.annotations.NullMarked;
