/**
 * WooCommerce over its REST API v3: orders in, shipments and stock back, webhooks. Start with {@link
 * io.gwms.platform.woocommerce.WooCommerceConnector}.
 */
@NullMarked
package io.gwms.platform.woocommerce;

import org.jspecify.annotations.NullMarked;
