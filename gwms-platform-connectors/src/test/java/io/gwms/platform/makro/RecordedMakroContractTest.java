package io.gwms.platform.makro;

import io.gwms.audit.recorded.RecordedLine;
import io.gwms.testkit.contract.PlatformStage;
import org.junit.jupiter.api.AfterAll;

/** The same with the recorder on the line, which nobody notices and which shows no secret. */
class RecordedMakroContractTest extends MakroConnectorContractTest {
    private static final RecordedLine LINE =
            RecordedLine.forData("Thandi", "Sandton", "1 Example Road", "+27 11 555 0100");

    @AfterAll
    static void nothingShows() {
        LINE.close();
    }

    @Override
    protected PlatformStage stage() {
        return LINE.over(super.stage());
    }
}
