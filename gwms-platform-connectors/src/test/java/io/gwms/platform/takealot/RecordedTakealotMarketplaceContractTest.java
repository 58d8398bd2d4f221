package io.gwms.platform.takealot;

import io.gwms.audit.recorded.RecordedLine;
import io.gwms.testkit.contract.PlatformStage;
import org.junit.jupiter.api.AfterAll;

/** The same with the recorder on the line, which nobody notices and which shows no secret; this API shows nobody's data. */
class RecordedTakealotMarketplaceContractTest extends TakealotMarketplaceContractTest {
    private static final RecordedLine LINE = RecordedLine.forData();

    @AfterAll
    static void nothingShows() {
        LINE.close();
    }

    @Override
    protected PlatformStage stage() {
        return LINE.over(super.stage());
    }
}
