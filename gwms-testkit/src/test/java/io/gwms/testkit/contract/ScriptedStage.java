package io.gwms.testkit.contract;

import io.gwms.credential.Credential;
import io.gwms.platform.PlatformOrder;
import io.gwms.store.Store;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.Transport;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A scripted platform as a stage. */
public final class ScriptedStage implements PlatformStage {
    private final ScriptedPlatform platform;
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final Map<String, PlatformOrder> orders = new HashMap<>();

    /** Over that platform. */
    public ScriptedStage(ScriptedPlatform platform) {
        this.platform = platform;
    }

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
}
