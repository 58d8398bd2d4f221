package io.gwms.platform.takealot;

import io.gwms.platform.PlatformConnector;
import io.gwms.testkit.contract.PlatformConnectorContract;
import io.gwms.testkit.contract.PlatformStage;
import org.junit.jupiter.api.AfterEach;

/** The Takealot connector over the marketplace API v1 and real HTTP. */
class TakealotMarketplaceContractTest extends PlatformConnectorContract {
    private final TakealotStage stage = TakealotStage.marketplaceV1();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Override
    protected PlatformConnector connector() {
        return TakealotConnector.builder().marketplace().pageSize(4).build();
    }

    @Override
    protected PlatformStage stage() {
        return stage;
    }
}
