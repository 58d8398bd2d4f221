/**
 * A fake WooCommerce shop that answers the REST API v3 over real HTTP, for tests of everything that talks to one. It
 * checks keys by Basic and by OAuth 1.0a, pages by number, knows no sorting by change, and breaks on request as the
 * plugins, hosts and firewalls around real shops do. Start at {@link io.gwms.testkit.woocommerce.FakeWooCommerce}; put
 * orders in with {@link io.gwms.testkit.woocommerce.WooOrder}; make it misbehave with {@link
 * io.gwms.testkit.woocommerce.WooFaults}.
 */
@NullMarked
package io.gwms.testkit.woocommerce;

import org.jspecify.annotations.NullMarked;
