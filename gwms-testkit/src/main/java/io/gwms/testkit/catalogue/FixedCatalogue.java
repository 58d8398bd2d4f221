package io.gwms.testkit.catalogue;

import io.gwms.catalogue.Catalogue;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Master data that is known from the start, for tests and samples. Immutable. */
public final class FixedCatalogue implements Catalogue {
    private final Map<WarehouseCode, Warehouse> warehouses;
    private final Map<WarehouseCode, List<Channel>> channels;
    private final Set<WarehouseSku> skus;

    private FixedCatalogue(Builder builder) {
        this.warehouses = Map.copyOf(builder.warehouses);
        this.channels = Map.copyOf(builder.channels);
        this.skus = new LinkedHashSet<>(builder.skus);
    }

    /** An empty catalogue to be filled. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public Optional<Warehouse> warehouse(WarehouseCode code) {
        return Optional.ofNullable(warehouses.get(code));
    }

    @Override
    public Optional<Channel> channel(WarehouseCode warehouse, ChannelCode code) {
        return channels(warehouse).stream()
                .filter(channel -> channel.code().equals(code))
                .findFirst();
    }

    @Override
    public List<Channel> channels(WarehouseCode warehouse) {
        return List.copyOf(channels.getOrDefault(warehouse, List.of()));
    }

    @Override
    public boolean exists(WarehouseSku sku) {
        return skus.contains(sku);
    }

    /** {@inheritDoc} An equal SKU comes first, then those that begin with the keyword, then those that hold it. */
    @Override
    public List<WarehouseSku> searchSkus(String keyword, int limit) {
        String wanted = keyword.strip().toLowerCase(Locale.ROOT);
        return skus.stream()
                .filter(sku -> lower(sku).contains(wanted))
                .sorted(Comparator.comparing((WarehouseSku sku) -> rank(lower(sku), wanted))
                        .thenComparing(WarehouseSku::value))
                .limit(limit)
                .toList();
    }

    private static String lower(WarehouseSku sku) {
        return sku.value().toLowerCase(Locale.ROOT);
    }

    private static int rank(String sku, String wanted) {
        return sku.equals(wanted) ? 0 : sku.startsWith(wanted) ? 1 : 2;
    }

    /** Fills a catalogue. */
    public static final class Builder {
        private final Map<WarehouseCode, Warehouse> warehouses = new LinkedHashMap<>();
        private final Map<WarehouseCode, List<Channel>> channels = new LinkedHashMap<>();
        private final Set<WarehouseSku> skus = new LinkedHashSet<>();

        private Builder() {}

        /** Adds a warehouse. */
        public Builder warehouse(Warehouse warehouse) {
            warehouses.put(warehouse.code(), warehouse);
            return this;
        }

        /** Adds a channel of a warehouse, in the order people should see them. */
        public Builder channel(WarehouseCode warehouse, Channel channel) {
            channels.computeIfAbsent(warehouse, unused -> new ArrayList<>()).add(channel);
            return this;
        }

        /** Adds SKUs. */
        public Builder skus(String... more) {
            for (String sku : more) {
                skus.add(new WarehouseSku(sku));
            }
            return this;
        }

        /** The catalogue. */
        public FixedCatalogue build() {
            return new FixedCatalogue(this);
        }
    }
}
