/**
 * A ShipBob account over HTTP for tests. Start with {@link io.gwms.testkit.shipbob.FakeShipBob}.
 *
 * <p>Paths, names and shapes were read in the platform's published OpenAPI document of version 2026-01. What that document
 * leaves open is named where it is decided.
 */
@NullMarked
package io.gwms.testkit.shipbob;

import org.jspecify.annotations.NullMarked;
