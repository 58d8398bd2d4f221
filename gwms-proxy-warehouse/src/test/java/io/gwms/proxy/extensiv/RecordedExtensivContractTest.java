package io.gwms.proxy.extensiv;

import io.gwms.audit.recorded.RecordedLine;
import io.gwms.proxy.ProxySession;
import org.junit.jupiter.api.AfterAll;

/** The same with the recorder on the line, which nobody notices and which shows no secret. */
class RecordedExtensivContractTest extends ExtensivConnectorContractTest {
    private static final RecordedLine LINE = RecordedLine.forData("Ann Lee", "+1 555 0100", "1 Main Street");

    @AfterAll
    static void nothingShows() {
        LINE.close();
    }

    @Override
    protected ProxySession session() {
        return LINE.over(super.session());
    }
}
