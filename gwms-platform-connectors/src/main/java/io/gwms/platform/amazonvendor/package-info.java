/**
 * Connects Amazon vendors (Selling Partner API, Vendor Orders and Shipments): {@link
 * io.gwms.platform.amazonvendor.AmazonVendorConnector} is the entry.
 */
@NullMarked
package io.gwms.platform.amazonvendor;

import org.jspecify.annotations.NullMarked;
