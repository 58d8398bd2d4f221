package io.gwms.platform.shopify;

import io.gwms.credential.Credential;
import io.gwms.platform.PlatformConnector;
import java.time.Duration;

/** The Shopify connector of an app whose tokens expire. */
class ShopifyExpiringTokensContractTest extends ShopifyConnectorContractTest {
    @Override
    protected PlatformConnector connector() {
        return ShopifyConnector.builder().pageSize(4).expiringTokens().build();
    }

    @Override
    Credential access() {
        return ShopifyConnector.expiringCredential(
                STORE,
                "app-1",
                "shpss_fake",
                "shpat_first",
                "shprt_first",
                clock.instant().plus(Duration.ofHours(1)));
    }
}
