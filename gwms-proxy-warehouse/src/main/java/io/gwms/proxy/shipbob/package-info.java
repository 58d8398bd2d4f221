/**
 * The connector to ShipBob (REST API, version 2026-01).
 *
 * <p>Start with {@link io.gwms.proxy.shipbob.ShipBobConnector}. The facts it is built on were read in the platform's
 * published OpenAPI document; what that document leaves open is a setting or is said where it matters.
 */
@NullMarked
package io.gwms.proxy.shipbob;

import org.jspecify.annotations.NullMarked;
