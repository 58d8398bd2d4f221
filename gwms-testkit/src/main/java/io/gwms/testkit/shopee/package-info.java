/**
 * A fake Shopee that answers the Open Platform API v2 over real HTTP, for tests of everything that talks to a Shopee
 * shop. It checks the signature of every call, hands out single-use refresh tokens, lists keys and shows details apart,
 * issues tracking numbers, and breaks on request. Start at {@link io.gwms.testkit.shopee.FakeShopee}; put orders in with
 * {@link io.gwms.testkit.shopee.ShopeeOrder}; make it misbehave with {@link io.gwms.testkit.shopee.ShopeeFaults}.
 */
@NullMarked
package io.gwms.testkit.shopee;

import org.jspecify.annotations.NullMarked;
