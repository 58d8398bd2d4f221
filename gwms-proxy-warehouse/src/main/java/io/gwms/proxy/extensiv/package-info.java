/**
 * The connector to Extensiv 3PL Warehouse Manager (SecureWMS, formerly 3PL Central).
 *
 * <p>Start with {@link io.gwms.proxy.extensiv.ExtensivConnector}. Reading was checked against the vendor's published
 * resource pages and a public client; the bodies of creates follow the published models and are unverified against the
 * real system, as is the form of its refusals.
 */
@NullMarked
package io.gwms.proxy.extensiv;

import org.jspecify.annotations.NullMarked;
