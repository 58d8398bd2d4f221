package io.gwms.testkit.platform;

import io.gwms.credential.Credential;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformOrder;
import io.gwms.store.Store;
import io.gwms.testkit.contract.PlatformConnectorContract;
import io.gwms.testkit.contract.PlatformStage;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.Transport;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The scripted platform obeys the rules it is used to test others by. */
class ScriptedPlatformContractTest extends PlatformConnectorContract {
    private final ScriptedPlatform platform = ScriptedPlatform.standard();

    @Override
    protected PlatformConnector connector() {
        return platform.connector();
    }

    @Override
    protected PlatformStage stage() {
        VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
        return new PlatformStage() {
            private final Map<String, PlatformOrder> orders = new HashMap<>();

            @Override
            public Store store() {
                return ScriptedPlatform.store("acme");
            }

            @Override
            public Credential credential() {
                return ScriptedPlatform.credential(store().id());
            }

            @Override
            public Transport transport() {
                return platform.transport();
            }

            @Override
            public VirtualClock clock() {
                return clock;
            }

            @Override
            public void addOrder(String number, int pieces) {
                PlatformOrder order = ScriptedPlatform.order(number, "SKU-1", pieces, clock.instant());
                orders.put(number, order);
                platform.put(order);
            }

            @Override
            public void changeOrder(String number) {
                platform.put(ScriptedPlatform.changed(orders.get(number), "changed", clock.instant()));
            }

            @Override
            public int shipmentsOf(String number) {
                return platform.shipmentsOf(number);
            }

            @Override
            public Optional<UnaryOperator<String>> spoil(String number) {
                return Optional.of(body -> body.replace("\"number\":\"" + number + "\"", "\"number\":\"\""));
            }
        };
    }
}
