package io.gwms.proxy;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Require;
import io.gwms.sku.WarehouseSku;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Routes that are known when the host starts. Immutable. */
public final class FixedRoutes implements Routes {
    private final Map<WarehouseCode, ProxyRoute> routes;
    private final Map<Place, String> channels;
    private final Map<Place, ProxySku> byLocal;
    private final Map<Place, ProxySku> byProxy;

    private FixedRoutes(Builder builder) {
        this.routes = Map.copyOf(builder.routes);
        this.channels = Map.copyOf(builder.channels);
        this.byLocal = Map.copyOf(builder.byLocal);
        this.byProxy = Map.copyOf(builder.byProxy);
    }

    /** No routes yet. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<ProxyRoute> route(WarehouseCode warehouse) {
        return Optional.ofNullable(routes.get(warehouse));
    }

    @Override
    public List<ProxyRoute> all() {
        return List.copyOf(routes.values());
    }

    @Override
    public Optional<String> proxyChannel(ProxyRoute route, ChannelCode channel) {
        return Optional.ofNullable(channels.get(new Place(route.warehouse(), channel.value())));
    }

    @Override
    public Optional<ProxySku> proxySku(ProxyRoute route, WarehouseSku localSku) {
        return Optional.ofNullable(byLocal.get(new Place(route.warehouse(), localSku.value())));
    }

    @Override
    public Optional<ProxySku> localSku(ProxyRoute route, String proxySku) {
        return Optional.ofNullable(byProxy.get(new Place(route.warehouse(), proxySku)));
    }

    private record Place(WarehouseCode warehouse, String name) {}

    /** Settings of fixed routes. */
    public static final class Builder {
        private final Map<WarehouseCode, ProxyRoute> routes = new HashMap<>();
        private final Map<Place, String> channels = new HashMap<>();
        private final Map<Place, ProxySku> byLocal = new HashMap<>();
        private final Map<Place, ProxySku> byProxy = new HashMap<>();

        private Builder() {}

        /** Adds a route; a warehouse has at most one. */
        public Builder route(ProxyRoute route) {
            ProxyRoute before =
                    routes.putIfAbsent(requireNonNull(route, "route").warehouse(), route);
            Require.that(before == null, "route", route.warehouse() + " a second time", "given once per warehouse");
            return this;
        }

        /** Says what a channel of that warehouse is called over there. */
        public Builder channel(WarehouseCode warehouse, ChannelCode channel, String proxyChannel) {
            requireNonNull(warehouse, "warehouse");
            requireNonNull(channel, "channel");
            channels.put(new Place(warehouse, channel.value()), Require.text(proxyChannel, "proxyChannel"));
            return this;
        }

        /** Says what a SKU of that warehouse is called over there; both names are unique there. */
        public Builder sku(WarehouseCode warehouse, ProxySku sku) {
            requireNonNull(warehouse, "warehouse");
            requireNonNull(sku, "sku");
            ProxySku one =
                    byLocal.putIfAbsent(new Place(warehouse, sku.localSku().value()), sku);
            ProxySku other = byProxy.putIfAbsent(new Place(warehouse, sku.proxySku()), sku);
            Require.that(one == null && other == null, "sku", sku + " a second time", "mapped once per warehouse");
            return this;
        }

        /** The routes; a warehouse whose channels or SKUs were named must have one. */
        public FixedRoutes build() {
            Stream.concat(channels.keySet().stream(), byLocal.keySet().stream())
                    .map(Place::warehouse)
                    .forEach(warehouse -> Require.that(
                            routes.containsKey(warehouse),
                            "route of " + warehouse,
                            "missing",
                            "given, since a channel or SKU of that warehouse is; call route(…), or mend its code"));
            return new FixedRoutes(this);
        }
    }
}
