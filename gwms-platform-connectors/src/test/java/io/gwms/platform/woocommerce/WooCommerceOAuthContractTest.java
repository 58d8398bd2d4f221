package io.gwms.platform.woocommerce;

import io.gwms.platform.PlatformConnector;

/** The WooCommerce connector over plain HTTP, signing by OAuth 1.0a. */
class WooCommerceOAuthContractTest extends WooCommerceContract {
    WooCommerceOAuthContractTest() {
        super(Sites.plain());
    }

    @Override
    protected PlatformConnector connector() {
        return WooCommerceConnector.builder().pageSize(4).build();
    }
}
