package io.gwms.platform.shopee;

import io.gwms.platform.PlatformConnector;
import io.gwms.testkit.shopee.ShopeeOrder.Channel;

/** The Shopee connector over real HTTP, for a shop that ships with a carrier and numbers of its own. */
class ShopeeOwnCarrierContractTest extends ShopeeContract {
    ShopeeOwnCarrierContractTest() {
        super(Channel.NON_INTEGRATED);
    }

    @Override
    protected PlatformConnector connector() {
        return ShopeeConnector.builder().pageSize(4).ownTrackingNumbers().build();
    }
}
