package io.gwms.platform.shopee;

import io.gwms.platform.PlatformConnector;
import io.gwms.testkit.shopee.ShopeeOrder.Channel;

/** The Shopee connector over real HTTP, for a shop whose parcels Shopee's carrier collects under Shopee's numbers. */
class ShopeeConnectorContractTest extends ShopeeContract {
    ShopeeConnectorContractTest() {
        super(Channel.PICKUP);
    }

    @Override
    protected PlatformConnector connector() {
        return ShopeeConnector.builder().pageSize(4).build();
    }
}
