/**
 * The connector to 4PX fulfilment warehouses ({@code fu.wms.*} of the 4PX open platform).
 *
 * <p>Start with {@link io.gwms.proxy.fourpx.FourPxConnector}. The facts it is built on were read in two public clients
 * of that platform; the signature follows the documented rule and is unverified against the real platform.
 */
@NullMarked
package io.gwms.proxy.fourpx;

import org.jspecify.annotations.NullMarked;
