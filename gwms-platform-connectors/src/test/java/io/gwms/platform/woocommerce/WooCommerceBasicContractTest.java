package io.gwms.platform.woocommerce;

import io.gwms.platform.PlatformConnector;

/** The WooCommerce connector with HTTP Basic, as over TLS. */
class WooCommerceBasicContractTest extends WooCommerceContract {
    WooCommerceBasicContractTest() {
        super(Sites.behindTls());
    }

    @Override
    protected PlatformConnector connector() {
        return WooCommerceConnector.builder().pageSize(4).basicOverHttp().build();
    }
}
