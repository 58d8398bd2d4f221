package io.gwms.platform.shopify;

import io.gwms.audit.recorded.RecordedLine;
import io.gwms.testkit.contract.PlatformStage;
import org.junit.jupiter.api.AfterAll;

/** The same with the recorder on the line, which nobody notices and which shows no secret. */
class RecordedShopifyContractTest extends ShopifyExpiringTokensContractTest {
    private static final RecordedLine LINE = RecordedLine.forData("Okafor", "12 Harbour Road", "+15035550100");

    @AfterAll
    static void nothingShows() {
        LINE.close();
    }

    @Override
    protected PlatformStage stage() {
        return LINE.over(super.stage());
    }
}
