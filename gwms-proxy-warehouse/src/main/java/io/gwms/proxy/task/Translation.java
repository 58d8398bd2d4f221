package io.gwms.proxy.task;

import io.gwms.inbound.InboundOrder;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySku;
import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.reconcile.RemoteReading;
import io.gwms.sku.WarehouseSku;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What the SKUs and inbound orders of a proxy warehouse are called here, while one inventory is read. One thread. */
final class Translation {
    private final Desk desk;
    private final ProxyRoute route;
    private final ProxyCapabilities.Inventory inventory;
    private final Map<String, String> localInbounds = new HashMap<>();

    Translation(Desk desk, ProxyRoute route, ProxyCapabilities.Inventory inventory) {
        this.desk = desk;
        this.route = route;
        this.inventory = inventory;
    }

    /** How batches that are asked for from that moment on become rows; {@code calls} names the entries that tell of one. */
    RemoteReading reading(Instant from, Function<RemoteBatch, List<String>> calls) {
        return new RemoteReading(
                from,
                route.proxyWarehouse(),
                route.warehouse(),
                inventory.figures(),
                proxySku -> desk.routes.localSku(route, proxySku),
                this::localInbound,
                calls);
    }

    /** What that SKU is called over there; empty too when that name stands for another SKU here (rule 17). */
    Optional<String> proxySku(WarehouseSku sku) {
        return desk.routes
                .proxySku(route, sku)
                .map(ProxySku::proxySku)
                .filter(name -> desk.routes
                        .localSku(route, name)
                        .map(ProxySku::localSku)
                        .filter(sku::equals)
                        .isPresent());
    }

    private String localInbound(String proxyInboundNo) {
        return localInbounds.computeIfAbsent(
                proxyInboundNo,
                number -> desk.setup
                        .state()
                        .warehouseOrders()
                        .inboundByThirdPartyNo(route.warehouse(), number)
                        .map(InboundOrder::id)
                        .map(Object::toString)
                        .orElse(""));
    }
}
