package io.gwms.platform.amazonvendor;

import io.gwms.platform.PlatformConnector;
import io.gwms.testkit.contract.PlatformConnectorContract;
import io.gwms.testkit.contract.PlatformStage;
import org.junit.jupiter.api.AfterEach;

/** The Amazon Vendor connector over real HTTP. */
class AmazonVendorConnectorContractTest extends PlatformConnectorContract {
    private final AmazonVendorStage stage = AmazonVendorStage.prompt();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Override
    protected PlatformConnector connector() {
        return stage.connector();
    }

    @Override
    protected PlatformStage stage() {
        return stage;
    }
}
