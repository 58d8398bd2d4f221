package io.gwms.testkit.shopify;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is stocked under one SKU.
 *
 * @param id the number of the inventory item
 * @param sku what it is listed under
 * @param levels how many can be sold, by the number of the location
 */
record StockItem(long id, String sku, Map<Long, Integer> levels) {
    StockItem {
        levels = Map.copyOf(levels);
    }

    Optional<Integer> at(long location) {
        return Optional.ofNullable(levels.get(location));
    }

    StockItem with(long location, int available) {
        Map<Long, Integer> changed = new LinkedHashMap<>(levels);
        changed.put(location, available);
        return new StockItem(id, sku, changed);
    }
}
