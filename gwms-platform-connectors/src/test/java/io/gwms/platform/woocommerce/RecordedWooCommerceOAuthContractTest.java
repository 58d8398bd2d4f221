package io.gwms.platform.woocommerce;

import io.gwms.audit.recorded.RecordedLine;
import io.gwms.testkit.contract.PlatformStage;
import org.junit.jupiter.api.AfterAll;

/** The same with the recorder on the line, which nobody notices and which shows no secret. */
class RecordedWooCommerceOAuthContractTest extends WooCommerceOAuthContractTest {
    private static final RecordedLine LINE = RecordedLine.forData("ann.lee@example.com", "555-0100", "969 Market");

    @AfterAll
    static void nothingShows() {
        LINE.close();
    }

    @Override
    protected PlatformStage stage() {
        return LINE.over(super.stage());
    }
}
