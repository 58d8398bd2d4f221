/**
 * A fake Shopify that answers the Admin GraphQL API over real HTTP, for tests of everything that
 * talks to a Shopify store. It computes query costs from the selection, pages by keyset, refuses
 * what the real server refuses, and breaks on request (lost replies, throttling, torn bodies, a
 * search index that lags). Start at {@link io.gwms.testkit.shopify.FakeShopify}; put orders in with
 * {@link io.gwms.testkit.shopify.ShopifyOrder}; make it misbehave with {@link
 * io.gwms.testkit.shopify.ShopifyFaults}.
 */
@NullMarked
package io.gwms.testkit.shopify;

import org.jspecify.annotations.NullMarked;
