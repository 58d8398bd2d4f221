package io.gwms.proxy.qimen;

import io.gwms.audit.recorded.RecordedLine;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.ProxySession;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The same with the log on PostgreSQL. */
@OnPostgres
class RecordedInPostgresContractTest extends QimenConnectorContractTest {
    private static RecordedLine line;

    @BeforeAll
    static void open() {
        line = RecordedLine.on(TestDatabase.postgres(), "<Ann> & Co", "+86 555 0100", "021 555 0100", "1 Main Street");
    }

    @AfterAll
    static void nothingShows() {
        line.close();
    }

    @Override
    protected ProxySession session() {
        return line.over(super.session());
    }

    @Override
    protected CallbackDelivery callback(String reference) {
        return line.delivered(super.callback(reference));
    }
}
