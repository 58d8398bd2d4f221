package io.gwms.proxy.task;

import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.proxy.FixedRoutes;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySku;
import io.gwms.proxy.Routes;
import io.gwms.sku.WarehouseSku;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Routes of one warehouse that a test changes on the way. */
final class ChangingRoutes implements Routes {
    private ProxyRoute route;
    private final Map<String, ProxySku> skus = new TreeMap<>();
    private final Map<WarehouseSku, String> wrongNames = new HashMap<>();
    private boolean isRouted = true;
    private boolean hasChannel = true;
    private boolean areOutOfReach;

    ChangingRoutes(ProxyRoute route) {
        this.route = route;
        sku("P-1", "W-1", 1);
        sku("P-2", "W-2", 2);
    }

    /** Maps a SKU, in place of what that name stood for. */
    void sku(String proxySku, String localSku, int unitsEach) {
        skus.put(proxySku, new ProxySku(proxySku, "G-" + proxySku.substring(2), new WarehouseSku(localSku), unitsEach));
    }

    /** Calls another SKU by a name that stands for one already, as no routes should. */
    void alsoCalled(String localSku, String proxySku) {
        wrongNames.put(new WarehouseSku(localSku), proxySku);
    }

    void withoutSku(String proxySku) {
        skus.remove(proxySku);
    }

    /** The warehouse is another one over there. */
    void turnTo(ProxyRoute other) {
        route = other;
    }

    void routed(boolean is) {
        isRouted = is;
    }

    void withChannel(boolean is) {
        hasChannel = is;
    }

    /** Whether they cannot be read, as when they stand in a database that is out. */
    void outOfReach(boolean are) {
        areOutOfReach = are;
    }

    private FixedRoutes now() {
        if (areOutOfReach) {
            throw new IllegalStateException("the routes are out of reach");
        }
        FixedRoutes.Builder builder = FixedRoutes.builder();
        if (!isRouted) {
            return builder.build();
        }
        builder.route(route);
        if (hasChannel) {
            builder.channel(House.WAREHOUSE, House.CHANNEL, "F123");
        }
        skus.values().forEach(sku -> builder.sku(House.WAREHOUSE, sku));
        return builder.build();
    }

    @Override
    public Optional<ProxyRoute> route(WarehouseCode warehouse) {
        return now().route(warehouse);
    }

    @Override
    public List<ProxyRoute> all() {
        return now().all();
    }

    @Override
    public Optional<String> proxyChannel(ProxyRoute route, ChannelCode channel) {
        return now().proxyChannel(route, channel);
    }

    @Override
    public Optional<ProxySku> proxySku(ProxyRoute route, WarehouseSku localSku) {
        return wrongNames.containsKey(localSku)
                ? now().localSku(route, wrongNames.get(localSku))
                : now().proxySku(route, localSku);
    }

    @Override
    public Optional<ProxySku> localSku(ProxyRoute route, String proxySku) {
        return now().localSku(route, proxySku);
    }
}
