package io.gwms.proxy.task;

import static java.util.Objects.requireNonNull;

import io.gwms.evidence.ReconcileLine;
import io.gwms.evidence.SnapshotRow;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.reconcile.PackedStock;
import io.gwms.proxy.reconcile.RemoteReading;
import io.gwms.proxy.reconcile.RemoteRow;
import io.gwms.proxy.reconcile.Rule;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Asks a warehouse once more for the SKUs that a plan corrects, where its system can be asked for single ones (rules 2 and
 * 4): stock that moved between two pages shows too often or not at all, and only an answer that came whole and says of a
 * batch just what the snapshot says confirms its correction. Used once, by one thread.
 */
final class SecondLook {
    private final Counter counter;
    private final int skusAtOnce;
    private final RemoteReading reading;
    private final Function<WarehouseSku, Optional<String>> proxySkus;
    private final Map<WarehouseSku, Set<String>> names = new HashMap<>();
    private final Map<Batch, Long> before = new HashMap<>();
    private final Map<Batch, Long> now = new HashMap<>();
    private final Set<String> answered = new HashSet<>();

    /**
     * A look that has not been taken.
     *
     * @param skusAtOnce for how many SKUs the system can be asked at once
     * @param reading how an answer is read: as the snapshot was
     * @param proxySkus what a SKU here is called over there now
     */
    SecondLook(
            Counter counter,
            int skusAtOnce,
            RemoteReading reading,
            Function<WarehouseSku, Optional<String>> proxySkus) {
        this.counter = counter;
        this.skusAtOnce = skusAtOnce;
        this.reading = reading;
        this.proxySkus = proxySkus;
    }

    /**
     * Of the corrections that were made from a snapshot those that an answer of now does not confirm.
     *
     * @param corrections lines of batches
     * @param snapshot the rows they were made from
     * @param pages how many calls reading them took; where single SKUs need more, everything is read again instead
     */
    List<ReconcileLine> unconfirmed(List<ReconcileLine> corrections, PackedStock snapshot, int pages) {
        corrections.forEach(this::addName);
        snapshot.forEachRow(remote -> withLocalSku(remote, sku -> {
            Set<String> its = names.get(sku);
            if (its != null) {
                its.add(remote.row().proxySku());
                add(remote, sku, before);
            }
        }));
        return unconfirmed(corrections, pages);
    }

    /** Of the corrections that take a batch to zero those of which the warehouse shows pieces now, or does not tell. */
    List<ReconcileLine> unconfirmed(List<ReconcileLine> toZero) {
        toZero.forEach(this::addName);
        return unconfirmed(toZero, Integer.MAX_VALUE);
    }

    private void addName(ReconcileLine line) {
        WarehouseSku sku = key(line).sku();
        Set<String> its = names.computeIfAbsent(sku, unused -> new HashSet<>());
        proxySkus.apply(sku).ifPresent(its::add);
    }

    private List<ReconcileLine> unconfirmed(List<ReconcileLine> corrections, int mostCalls) {
        List<String> all = List.copyOf(
                new TreeSet<>(names.values().stream().flatMap(Set::stream).toList()));
        List<List<String>> portions = portions(all);
        if (portions.size() > mostCalls) {
            ask(List.of(), all);
        } else {
            portions.forEach(some -> ask(some, some));
        }
        return corrections.stream().filter(line -> !isConfirmed(line)).toList();
    }

    private List<List<String>> portions(List<String> all) {
        List<List<String>> portions = new ArrayList<>();
        for (int from = 0; from < all.size(); from += skusAtOnce) {
            portions.add(all.subList(from, Math.min(all.size(), from + skusAtOnce)));
        }
        return portions;
    }

    private void ask(List<String> skus, List<String> answeredBy) {
        try (PackedStock answer = PackedStock.empty()) {
            boolean whole = counter.connector()
                    .fetchInventory(new FetchInventory(counter.session(), skus, answer.taking(reading)))
                    .asDone()
                    .filter(InventoryExtent::complete)
                    .isPresent();
            if (whole) {
                answered.addAll(answeredBy);
                answer.forEachRow(remote -> withLocalSku(remote, sku -> add(remote, sku, now)));
            }
        }
    }

    private boolean isConfirmed(ReconcileLine line) {
        Set<String> its = names.getOrDefault(key(line).sku(), Set.of());
        return !its.isEmpty() && answered.containsAll(its) && pieces(line, now) == pieces(line, before);
    }

    /** Those of its batch; those of its SKU and inventory type where only their sums were compared (rule 15). */
    private static long pieces(ReconcileLine line, Map<Batch, Long> pieces) {
        BatchKey key = key(line);
        boolean inSum = line.rule().equals(Rule.RESIDUE_FIFO.name());
        return inSum
                ? pieces.entrySet().stream()
                        .filter(each -> each.getKey().sku().equals(key.sku())
                                && each.getKey().quality() == key.quality())
                        .mapToLong(Map.Entry::getValue)
                        .sum()
                : pieces.getOrDefault(new Batch(key.sku(), key.quality(), key.inboundNo()), 0L);
    }

    private static BatchKey key(ReconcileLine line) {
        return requireNonNull(line.key(), "key");
    }

    private static void withLocalSku(RemoteRow remote, Consumer<WarehouseSku> work) {
        if (!remote.row().localSku().isBlank()) {
            work.accept(new WarehouseSku(remote.row().localSku()));
        }
    }

    private static void add(RemoteRow remote, WarehouseSku sku, Map<Batch, Long> pieces) {
        SnapshotRow row = remote.row();
        String number = row.localInboundNo().isBlank() ? row.proxyInboundNo() : row.localInboundNo();
        // What is impossible agrees with nothing; it does not stop the others.
        long total = (row.available() + row.locked()) * remote.unitsEach();
        pieces.merge(new Batch(sku, row.quality(), number.strip()), total, Long::sum);
    }

    /** A batch as far as its time does not matter: an answer is of another moment, and may tell it less exactly. */
    private record Batch(WarehouseSku sku, StockQuality quality, String inboundNo) {}
}
