/**
 * Amazon as a vendor sees it, played over HTTP: purchase orders, acknowledgements, shipment confirmations and their
 * transactions.
 */
@NullMarked
package io.gwms.testkit.amazonvendor;

import org.jspecify.annotations.NullMarked;
