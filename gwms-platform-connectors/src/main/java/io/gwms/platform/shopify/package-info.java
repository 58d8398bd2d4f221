/**
 * Shopify over its Admin GraphQL API: orders in, shipments back. Start with {@link
 * io.gwms.platform.shopify.ShopifyConnector}.
 */
@NullMarked
package io.gwms.platform.shopify;

import org.jspecify.annotations.NullMarked;
