/**
 * Amazon as a vendor sees it, played over HTTP: purchase orders, acknowledgements, shipment confirmations and their
 * transactions. Start with {@link io.gwms.testkit.amazonvendor.FakeAmazonVendor}.
 */
@NullMarked
package io.gwms.testkit.amazonvendor;

import org.jspecify.annotations.NullMarked;
