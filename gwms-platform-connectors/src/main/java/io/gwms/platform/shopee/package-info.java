/**
 * Shopee over its Open Platform API v2: orders in, shipments and stock back, pushes. Start with {@link
 * io.gwms.platform.shopee.ShopeeConnector}.
 */
@NullMarked
package io.gwms.platform.shopee;

import org.jspecify.annotations.NullMarked;
