package io.gwms.platform.takealot;

import io.gwms.audit.recorded.RecordedLine;
import io.gwms.testkit.contract.PlatformStage;
import org.junit.jupiter.api.AfterAll;

/** The same with the log in memory. */
class RecordedInMemoryContractTest extends TakealotSellerContractTest {
    private static final RecordedLine LINE = RecordedLine.inMemory("Thandi Nkosi");

    @AfterAll
    static void nothingShows() {
        LINE.close();
    }

    @Override
    protected PlatformStage stage() {
        return LINE.over(super.stage());
    }
}
