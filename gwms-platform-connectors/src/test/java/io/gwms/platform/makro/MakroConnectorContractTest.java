package io.gwms.platform.makro;

import io.gwms.platform.PlatformConnector;
import io.gwms.testkit.contract.PlatformConnectorContract;
import io.gwms.testkit.contract.PlatformStage;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;

/** The Makro connector over real HTTP. */
class MakroConnectorContractTest extends PlatformConnectorContract {
    private final MakroStage stage = new MakroStage();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Override
    protected PlatformConnector connector() {
        return MakroStage.connector();
    }

    @Override
    protected PlatformStage stage() {
        return stage;
    }

    @Override
    protected Map<String, String> exemptions() {
        return Map.of("17.3", "the platform's signature leaves the body out; a push only says which orders to read");
    }
}
