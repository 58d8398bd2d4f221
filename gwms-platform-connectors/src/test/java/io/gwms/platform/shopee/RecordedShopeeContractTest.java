package io.gwms.platform.shopee;

import io.gwms.audit.recorded.RecordedLine;
import io.gwms.testkit.contract.PlatformStage;
import org.junit.jupiter.api.AfterAll;

/** The same with the recorder on the line, which nobody notices and which shows no secret. */
class RecordedShopeeContractTest extends ShopeeConnectorContractTest {
    private static final RecordedLine LINE = RecordedLine.forData("Mei Lin Tan", "6581234567");

    @AfterAll
    static void nothingShows() {
        LINE.close();
    }

    @Override
    protected PlatformStage stage() {
        return LINE.over(super.stage());
    }
}
