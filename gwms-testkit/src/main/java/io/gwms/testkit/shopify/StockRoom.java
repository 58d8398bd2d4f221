package io.gwms.testkit.shopify;

import io.gwms.testkit.http.EffectJournal;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All inventory items, the idempotency keys that were used, and the journal beneath. {@link FakeShopify} guards it. */
final class StockRoom {
    private static final long FIRST_ID = 53_000_000_000_001L;

    private final EffectJournal journal;
    private final Map<Long, StockItem> items = new LinkedHashMap<>();
    private final Map<String, Answered> answered = new LinkedHashMap<>();

    /** What was answered under a key, and to which parameters. */
    record Answered(String key, String parameters, Map<String, @Nullable Object> payload) {}

    /** What one mutation, or a merchant, did to the stock; a merchant uses no key. */
    record Change(List<StockItem> items, @Nullable Answered answered) {}

    StockRoom(EffectJournal journal) {
        this.journal = journal;
        journal.replay(line -> {
            Change change = JournalLine.read(line).stock();
            if (change != null) {
                add(change);
            }
        });
    }

    /** Sets a level as a merchant does, and lists the SKU when it is not listed yet. */
    StockItem set(String sku, long location, int available) {
        StockItem item = find(sku).orElseGet(() -> new StockItem(FIRST_ID + items.size(), sku, Map.of()));
        StockItem changed = item.with(location, available);
        change(new Change(List.of(changed), null));
        return changed;
    }

    void change(Change change) {
        journal.append(JournalLine.of(change));
        add(change);
    }

    Optional<StockItem> find(String sku) {
        return items.values().stream().filter(item -> item.sku().equals(sku)).findFirst();
    }

    Optional<StockItem> byId(long id) {
        return Optional.ofNullable(items.get(id));
    }

    Optional<Answered> answered(String key) {
        return Optional.ofNullable(answered.get(key));
    }

    /** How many keys were used. */
    int keys() {
        return answered.size();
    }

    boolean hasLocation(long location) {
        return location == ShopifyLine.MAIN_LOCATION
                || items.values().stream().anyMatch(item -> item.at(location).isPresent());
    }

    List<StockItem> all() {
        return items.values().stream()
                .sorted(Comparator.comparingLong(StockItem::id))
                .toList();
    }

    private void add(Change change) {
        change.items().forEach(item -> items.put(item.id(), item));
        Answered under = change.answered();
        if (under != null) {
            answered.put(under.key(), under);
        }
    }
}
