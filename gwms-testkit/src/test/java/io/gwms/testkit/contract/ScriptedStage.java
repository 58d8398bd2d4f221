package io.gwms.testkit.contract;

import io.gwms.credential.Credential;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.redact.Secret;
import io.gwms.store.Store;
import io.gwms.testkit.platform.ScriptedPlatform;
import io.gwms.testkit.platform.ScriptedPush;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.transport.Transport;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A scripted platform as a stage. */
public class ScriptedStage implements PlatformStage {
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

    @Override
    public void addDetailedOrder(String number) {
        addOrder(number, 1);
        changeOrder(number);
    }

    @Override
    public Optional<UnaryOperator<String>> unknownWord(String word) {
        return Optional.of(body -> body.replace("\"word\":\"open\"", "\"word\":\"" + word + "\""));
    }

    @Override
    public void addPurchaseOrder(String number, Map<String, Long> pieces) {
        PlatformOrder order = ScriptedPlatform.purchaseOrder(number, pieces, clock.instant());
        orders.put(number, order);
        platform.put(order);
    }

    @Override
    public List<Map<String, Long>> acknowledgementsOf(String number) {
        return platform.acknowledgementsOf(number);
    }

    @Override
    public boolean isCancelled(String number) {
        return platform.find(number).orElseThrow().fact() == PlatformFact.CANCELLED;
    }

    @Override
    public void listSku(String sku, long shown) {
        platform.listSku(sku, shown);
    }

    @Override
    public long stockOf(String sku) {
        return platform.stockOf(sku);
    }

    @Override
    public Optional<Push> push(String number, Secret secret) {
        ScriptedPush push = platform.push(number, "orders/changed", false, secret, clock.instant());
        return Optional.of(new Push(
                URI.create("https://host.example/push"),
                push.headers(),
                new String(push.body(), StandardCharsets.UTF_8)));
    }
}
