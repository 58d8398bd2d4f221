package io.gwms.proxy.qimen;

import io.gwms.audit.recorded.RecordedLine;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.ProxySession;
import org.junit.jupiter.api.AfterAll;

/** The same with the recorder on the line, which nobody notices and which shows no secret. */
class RecordedQimenContractTest extends QimenConnectorContractTest {
    private static final RecordedLine LINE =
            RecordedLine.forData("<Ann> & Co", "+86 555 0100", "021 555 0100", "1 Main Street");

    @AfterAll
    static void nothingShows() {
        LINE.close();
    }

    @Override
    protected ProxySession session() {
        return LINE.over(super.session());
    }

    @Override
    protected CallbackDelivery callback(String reference) {
        return LINE.delivered(super.callback(reference));
    }
}
