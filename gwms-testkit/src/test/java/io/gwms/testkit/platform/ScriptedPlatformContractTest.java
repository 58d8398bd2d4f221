package io.gwms.testkit.platform;

import io.gwms.platform.PlatformConnector;
import io.gwms.testkit.contract.PlatformConnectorContract;
import io.gwms.testkit.contract.PlatformStage;
import io.gwms.testkit.contract.ScriptedStage;

/** The scripted platform obeys the rules it is used to test others by. */
class ScriptedPlatformContractTest extends PlatformConnectorContract {
    private final ScriptedPlatform platform =
            ScriptedPlatform.with(ScriptedPlatform.everything().build());

    @Override
    protected PlatformConnector connector() {
        return platform.connector();
    }

    @Override
    protected PlatformStage stage() {
        return new ScriptedStage(platform);
    }
}
