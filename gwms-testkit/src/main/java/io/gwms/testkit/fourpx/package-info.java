/**
 * A fake 4PX fulfilment warehouse: envelope, signature check, numbers as strings, stock that follows the orders, and the
 * ways it goes wrong. Built from public descriptions of the 4PX open platform and sharing no code with the connector.
 * Start at {@link io.gwms.testkit.fourpx.FakeFourPx}.
 *
 * <p>Requests and replies are unverified against the real platform.
 */
@NullMarked
package io.gwms.testkit.fourpx;

import org.jspecify.annotations.NullMarked;
