package io.gwms.platform.takealot;

import io.gwms.platform.PlatformConnector;
import io.gwms.testkit.contract.PlatformConnectorContract;
import io.gwms.testkit.contract.PlatformStage;
import org.junit.jupiter.api.AfterEach;

/** The Takealot connector over the seller API v2 and real HTTP. */
class TakealotSellerContractTest extends PlatformConnectorContract {
    private final TakealotStage stage = TakealotStage.sellerV2();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Override
    protected PlatformConnector connector() {
        return TakealotConnector.builder().pageSize(4).build();
    }

    @Override
    protected PlatformStage stage() {
        return stage;
    }
}
