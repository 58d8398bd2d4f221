package io.gwms.testkit.stock;

import static java.util.Objects.requireNonNull;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockBatch;
import io.gwms.stock.StockLedger;
import io.gwms.stock.StockQuality;
import io.gwms.testkit.http.EffectJournal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A stock ledger in memory, for tests and samples: the two managed locations of each warehouse, and other locations whose
 * pieces nobody but their owner may touch. With {@link Builder#journal} it also survives the end of its process.
 *
 * <p><b>Threads:</b> shared.
 */
public final class InMemoryStockLedger implements StockLedger {
    private static final Comparator<BatchKey> ORDER = Comparator.comparing(
                    (BatchKey key) -> key.warehouse().value())
            .thenComparing(key -> key.sku().value())
            .thenComparing(BatchKey::quality)
            .thenComparing(BatchKey::inboundNo)
            .thenComparing(key -> key.inboundAt() == null ? "" : key.inboundAt().toString());

    private final Map<WarehouseCode, Map<StockQuality, String>> managed;
    private final EffectJournal journal;
    private final Map<BatchKey, Long> quantities = new HashMap<>();
    private final Map<BatchKey, Long> reserved = new HashMap<>();
    private final Map<String, Long> elsewhere = new HashMap<>();
    private final Set<String> applied = new HashSet<>();
    private final List<Consumer<? super WarehouseSku>> listeners = new ArrayList<>();

    private InMemoryStockLedger(Builder builder) {
        this.managed = Map.copyOf(builder.managed);
        this.journal = builder.journal;
        AtomicBoolean isNew = new AtomicBoolean(true);
        journal.replay(line -> {
            isNew.set(false);
            book(Entry.parse(line));
        });
        if (isNew.get()) {
            builder.first.forEach(this::write);
        }
    }

    /** A ledger to be set up. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void read(WarehouseCode warehouse, Consumer<? super StockBatch> sink) {
        List<StockBatch> rows = new ArrayList<>();
        synchronized (this) {
            for (BatchKey key : quantities.keySet().stream().sorted(ORDER).toList()) {
                if (key.warehouse().equals(warehouse) && locationOf(key) != null) {
                    rows.add(new StockBatch(key, quantity(key), reserved.getOrDefault(key, 0L)));
                }
            }
        }
        rows.forEach(sink);
    }

    @Override
    public synchronized List<AdjustmentVerdict> adjust(List<StockAdjustment> adjustments) {
        return adjustments.stream().map(this::adjust).toList();
    }

    private AdjustmentVerdict adjust(StockAdjustment adjustment) {
        if (applied.contains(adjustment.id())) {
            return AdjustmentVerdict.ALREADY_APPLIED;
        }
        if (locationOf(adjustment.key()) == null) {
            return AdjustmentVerdict.NO_MANAGED_LOCATION;
        }
        if (quantity(adjustment.key()) != adjustment.expected()) {
            return AdjustmentVerdict.CONFLICT;
        }
        Entry entry = Entry.adjusted(adjustment.id(), adjustment.key(), adjustment.delta());
        StockAdjustment.Regrade regrade = adjustment.regrade();
        if (regrade != null) {
            BatchKey to = regrade.to();
            if (locationOf(to) == null) {
                return AdjustmentVerdict.NO_MANAGED_LOCATION;
            }
            if (quantity(to) != regrade.expected()) {
                return AdjustmentVerdict.CONFLICT;
            }
            entry = Entry.regraded(adjustment.id(), adjustment.key(), adjustment.delta(), to);
        }
        write(entry);
        return AdjustmentVerdict.APPLIED;
    }

    @Override
    public synchronized void onChange(Consumer<? super WarehouseSku> told) {
        listeners.add(told);
    }

    @Override
    public synchronized long available(WarehouseCode warehouse, WarehouseSku sku) {
        return quantities.keySet().stream()
                .filter(key -> key.warehouse().equals(warehouse) && key.sku().equals(sku))
                .filter(key -> key.quality() == StockQuality.QUALIFIED)
                .mapToLong(key -> quantity(key) - reserved.getOrDefault(key, 0L))
                .sum();
    }

    /** Moves pieces as the host itself would: an order that is booked, goods that are received. */
    public synchronized void move(BatchKey key, long delta) {
        write(Entry.moved(key, delta));
    }

    /** Reserves pieces for orders; a negative number gives them back. */
    public synchronized void reserve(BatchKey key, long delta) {
        write(Entry.reserved(key, delta));
    }

    /** What the managed location holds of that batch. */
    public synchronized long quantity(BatchKey key) {
        return quantities.getOrDefault(key, 0L);
    }

    /** Every piece in the managed locations of that warehouse. */
    public synchronized long managedTotal(WarehouseCode warehouse) {
        return quantities.entrySet().stream()
                .filter(each -> each.getKey().warehouse().equals(warehouse))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Every piece in all other locations: no adjustment changes it. */
    public synchronized long elsewhereTotal() {
        return elsewhere.values().stream().mapToLong(Long::longValue).sum();
    }

    private @Nullable String locationOf(BatchKey key) {
        return managed.getOrDefault(key.warehouse(), Map.of()).get(key.quality());
    }

    private void write(Entry entry) {
        journal.append(entry.toJson().toString());
        book(entry);
        if (entry.kind() != Entry.Kind.ELSEWHERE) {
            listeners.forEach(listener -> listener.accept(entry.key().sku()));
        }
    }

    private void book(Entry entry) {
        BatchKey key = entry.key();
        switch (entry.kind()) {
            case MOVED -> quantities.merge(key, entry.delta(), Math::addExact);
            case ADJUSTED -> {
                quantities.merge(key, entry.delta(), Math::addExact);
                applied.add(entry.id());
            }
            case REGRADED -> {
                quantities.merge(key, entry.delta(), Math::addExact);
                quantities.merge(entry.to(), -entry.delta(), Math::addExact);
                applied.add(entry.id());
            }
            case RESERVED -> reserved.merge(key, entry.delta(), Math::addExact);
            case ELSEWHERE -> elsewhere.merge(entry.id(), entry.delta(), Math::addExact);
        }
    }

    /** Settings of a ledger. */
    public static final class Builder {
        private final Map<WarehouseCode, Map<StockQuality, String>> managed = new HashMap<>();
        private final List<Entry> first = new ArrayList<>();
        private EffectJournal journal = EffectJournal.inMemory();

        private Builder() {}

        /** Declares both managed locations of a warehouse, named {@code VIRTUAL-PUTAWAY} and {@code DEFECTIVE}. */
        public Builder managedLocations(WarehouseCode warehouse) {
            managed.put(
                    requireNonNull(warehouse, "warehouse"),
                    Map.of(StockQuality.QUALIFIED, "VIRTUAL-PUTAWAY", StockQuality.DEFECTIVE, "DEFECTIVE"));
            return this;
        }

        /** Declares one managed location only; batches of the other type have none. */
        public Builder managedLocation(WarehouseCode warehouse, StockQuality quality, String location) {
            Map<StockQuality, String> both = new HashMap<>(managed.getOrDefault(warehouse, Map.of()));
            both.put(quality, location);
            managed.put(warehouse, Map.copyOf(both));
            return this;
        }

        /** Puts pieces into the managed location of that batch, unless a journal already says what is there. */
        public Builder batch(BatchKey key, long quantity) {
            first.add(Entry.moved(key, quantity));
            return this;
        }

        /** Puts pieces into another location of the host, out of the ledger's reach. */
        public Builder elsewhere(String location, long quantity) {
            first.add(Entry.elsewhere(location, quantity));
            return this;
        }

        /**
         * Keeps every entry on that journal, on disk before it counts; a journal that is not empty is read, and what this
         * builder put into stock does not count. In memory unless set; whoever opened it closes it.
         */
        public Builder journal(EffectJournal journal) {
            this.journal = requireNonNull(journal, "journal");
            return this;
        }

        /** The ledger. */
        public InMemoryStockLedger build() {
            return new InMemoryStockLedger(this);
        }
    }
}
