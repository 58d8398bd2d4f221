package io.gwms.testkit.state;

import io.gwms.internal.TextOrder;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.Quarantined;
import io.gwms.sku.MappingChange;
import io.gwms.sku.SkuMapping;
import io.gwms.state.MappingReads;
import io.gwms.state.OrderSyncReads;
import io.gwms.store.StoreId;
import io.gwms.testkit.state.Tables.CoverageKey;
import io.gwms.testkit.state.Tables.SkuKey;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads what is kept for each store from memory: SKU mappings, coverage, quarantine. */
final class InMemoryMappings implements MappingReads, OrderSyncReads {
    private final Tables tables;

    InMemoryMappings(Tables tables) {
        this.tables = tables;
    }

    @Override
    public Optional<SkuMapping> find(StoreId store, String platformSku) {
        synchronized (tables) {
            return Optional.ofNullable(tables.mappings.get(new SkuKey(store, platformSku)));
        }
    }

    @Override
    public List<SkuMapping> list(StoreId store) {
        synchronized (tables) {
            return tables.mappings.values().stream()
                    .filter(mapping -> mapping.store().equals(store))
                    .sorted(Comparator.comparing(SkuMapping::platformSku, TextOrder.CODE_POINTS))
                    .toList();
        }
    }

    @Override
    public List<MappingChange> journal(StoreId store, String platformSku) {
        synchronized (tables) {
            return tables.mappingJournal.getOrDefault(new SkuKey(store, platformSku), List.of());
        }
    }

    @Override
    public List<String> unmapped(StoreId store) {
        synchronized (tables) {
            return tables.orders.values().stream()
                    .filter(order -> order.id().store().equals(store) && InMemoryOrders.isWaiting(order))
                    .flatMap(order -> order.lines().stream())
                    .map(line -> line.platformSku())
                    .filter(sku -> !sku.isEmpty() && !tables.mappings.containsKey(new SkuKey(store, sku)))
                    .distinct()
                    .sorted(TextOrder.CODE_POINTS)
                    .toList();
        }
    }

    @Override
    public Coverage coverage(StoreId store, OrderKind kind) {
        synchronized (tables) {
            return tables.coverage.getOrDefault(new CoverageKey(store, kind), Coverage.none(store, kind));
        }
    }

    @Override
    public List<Quarantined> quarantined(StoreId store) {
        synchronized (tables) {
            return aside(store)
                    .sorted(Comparator.comparing(Quarantined::firstSeenAt)
                            .thenComparing(Quarantined::platformOrderId, TextOrder.CODE_POINTS))
                    .toList();
        }
    }

    @Override
    public List<Quarantined> quarantined(StoreId store, Collection<String> platformOrderIds) {
        synchronized (tables) {
            return platformOrderIds.stream()
                    .distinct()
                    .map(id -> tables.quarantine.get(new OrderId(store, id)))
                    .filter(Objects::nonNull)
                    .toList();
        }
    }

    @Override
    public List<Quarantined> quarantinedAfter(StoreId store, String after, int limit) {
        synchronized (tables) {
            return aside(store)
                    .filter(order -> TextOrder.CODE_POINTS.compare(order.platformOrderId(), after) > 0)
                    .sorted(Comparator.comparing(Quarantined::platformOrderId, TextOrder.CODE_POINTS))
                    .limit(limit)
                    .toList();
        }
    }

    private Stream<Quarantined> aside(StoreId store) {
        return tables.quarantine.values().stream().filter(order -> order.store().equals(store));
    }
}
