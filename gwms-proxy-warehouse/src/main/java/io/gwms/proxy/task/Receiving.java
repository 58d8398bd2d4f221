package io.gwms.proxy.task;

import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundReceipt;
import io.gwms.proxy.RemoteOrder;
import io.gwms.proxy.RemoteOrder.Receipt;
import io.gwms.sku.SentSku;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockAdjustment;
import io.gwms.stock.StockQuality;
import io.gwms.task.ManualReason;
import io.gwms.task.TaskResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Books what came of an inbound order through the host's stock ledger, each piece once.
 *
 * <p>What the warehouse tells is committed first, then booked under an id that follows from it, then committed as booked:
 * a round that dies anywhere, or two at once, book the same adjustments under the same ids.
 */
final class Receiving {
    static final ManualReason SHORT = new ManualReason("SHORT_RECEIVED");
    static final ManualReason OVER = new ManualReason("OVER_RECEIVED");
    static final ManualReason NO_LOCATION = new ManualReason("NO_MANAGED_LOCATION");
    private static final int TRIES = 5;

    private final Desk desk;
    private final Counter counter;
    private final InboundId id;

    Receiving(Desk desk, Counter counter, InboundId id) {
        this.desk = desk;
        this.counter = counter;
        this.id = id;
    }

    /** All that came, in batches where they are told, else by line. */
    static List<Receipt> all(RemoteOrder remote) {
        return remote.receipts().isEmpty()
                ? remote.lines().stream()
                        .filter(line -> line.done() > 0)
                        .map(line -> new Receipt(line.proxySku(), StockQuality.QUALIFIED, line.done(), null))
                        .toList()
                : remote.receipts();
    }

    /** Books what of that is not booked yet; what stands in the way is for a person. */
    Optional<TaskResult> book(List<Receipt> told) {
        InboundOrder order = order();
        Map<Batch, Long> pieces = new LinkedHashMap<>();
        List<String> unmapped = new ArrayList<>();
        for (Receipt receipt : told) {
            Optional<SentSku> local = Goods.local(receipt.proxySku(), order.sentAs(), counter.route(), desk.routes);
            if (local.isPresent()) {
                pieces.merge(
                        Batch.of(local.get().sku(), receipt.quality(), receipt.putAwayAt()),
                        Math.multiplyExact(receipt.quantity(), local.get().unitsEach()),
                        Math::addExact);
            } else if (receipt.quantity() > 0) {
                unmapped.add(receipt.proxySku());
            }
        }
        if (!unmapped.isEmpty()) {
            return Optional.of(TaskResult.remoteDoneLocalFailed("the warehouse put away " + unmapped
                            + " of inbound order " + id + ", which stand for no SKU here; correct the routes, and it is"
                            + " booked by itself")
                    .checkpoint(new Needs(unmapped).text()));
        }
        try {
            bookPending();
            desk.commit(() -> saved(order().receipts(), withTold(order().receipts(), pieces)));
            return bookPending();
        } catch (RuntimeException e) {
            return Optional.of(TaskResult.remoteDoneLocalFailed("the warehouse put away goods of inbound order " + id
                    + " and booking them here failed: " + desk.setup.redactor().text(e)));
        }
    }

    /** Pieces booked so far. */
    long booked() {
        return order().receipts().stream().mapToLong(InboundReceipt::booked).sum();
    }

    /** What came other than announced, by SKU; empty when nothing did. */
    String difference() {
        return differences().entrySet().stream()
                .map(each -> each.getKey()
                        + (each.getValue() < 0 ? " " + -each.getValue() + " short" : " " + each.getValue() + " over"))
                .collect(Collectors.joining(", "));
    }

    boolean isShort() {
        return differences().values().stream().anyMatch(difference -> difference < 0);
    }

    private Map<WarehouseSku, Long> differences() {
        InboundOrder order = order();
        Map<WarehouseSku, Long> differences = new LinkedHashMap<>();
        for (InboundLine line : order.lines()) {
            differences.merge(line.sku(), -line.planned(), Math::addExact);
        }
        order.receipts().forEach(receipt -> differences.merge(receipt.sku(), receipt.booked(), Math::addExact));
        differences.values().removeIf(difference -> difference == 0);
        return differences;
    }

    /** Books what was told before, whoever told it; a location that is not declared is for a person. */
    private Optional<TaskResult> bookPending() {
        List<InboundReceipt> pending = pendingOf(order());
        Map<InboundReceipt, AdjustmentVerdict> verdicts = new HashMap<>();
        for (int i = 0; i < TRIES && !pending.isEmpty(); i++) {
            List<AdjustmentVerdict> answers = desk.setup.stock().adjust(adjustments(pending));
            List<InboundReceipt> again = new ArrayList<>();
            for (int each = 0; each < pending.size(); each++) {
                verdicts.put(pending.get(each), answers.get(each));
                if (answers.get(each) == AdjustmentVerdict.CONFLICT) {
                    again.add(pending.get(each));
                }
            }
            pending = again;
        }
        desk.commit(() -> {
            List<InboundReceipt> now = order().receipts();
            return saved(
                    now,
                    now.stream()
                            .map(receipt -> isIn(verdicts.get(receipt)) ? receipt.allBooked() : receipt)
                            .toList());
        });
        return trouble(verdicts);
    }

    private static boolean isIn(@Nullable AdjustmentVerdict verdict) {
        return verdict == AdjustmentVerdict.APPLIED || verdict == AdjustmentVerdict.ALREADY_APPLIED;
    }

    private Optional<TaskResult> trouble(Map<InboundReceipt, AdjustmentVerdict> verdicts) {
        List<StockQuality> nowhere = verdicts.entrySet().stream()
                .filter(each -> each.getValue() == AdjustmentVerdict.NO_MANAGED_LOCATION)
                .map(each -> each.getKey().quality())
                .distinct()
                .sorted()
                .toList();
        if (!nowhere.isEmpty()) {
            return Optional.of(TaskResult.needsHuman(
                    NO_LOCATION,
                    "warehouse " + order().warehouse() + " has no managed location for " + nowhere
                            + " stock, so what came of it for inbound order " + id
                            + " is not booked; declare one in the stock ledger, then Sync Now"));
        }
        return verdicts.containsValue(AdjustmentVerdict.CONFLICT)
                ? Optional.of(TaskResult.failed("the stock here changed at every try to book inbound order " + id))
                : Optional.empty();
    }

    private static List<InboundReceipt> pendingOf(InboundOrder order) {
        return order.receipts().stream()
                .filter(receipt -> receipt.pending() > 0)
                .toList();
    }

    private List<StockAdjustment> adjustments(List<InboundReceipt> pending) {
        Map<BatchKey, Long> held = new HashMap<>();
        pending.forEach(receipt -> held.put(key(receipt), 0L));
        desk.setup
                .stock()
                .read(
                        order().warehouse(),
                        batch -> held.computeIfPresent(batch.key(), (key, none) -> batch.quantity()));
        return pending.stream()
                .map(receipt -> {
                    BatchKey key = key(receipt);
                    String batch = receipt.sku() + "/" + receipt.quality() + "/"
                            + (receipt.putAwayAt() == null
                                    ? ""
                                    : receipt.putAwayAt().toEpochMilli());
                    return new StockAdjustment(
                            "inbound/" + id + "/" + batch + "/" + receipt.booked() + "-" + receipt.told(),
                            key,
                            receipt.pending(),
                            held.getOrDefault(key, 0L),
                            "put away of inbound order " + id);
                })
                .toList();
    }

    private BatchKey key(InboundReceipt receipt) {
        return new BatchKey(
                counter.route().warehouse(), receipt.sku(), receipt.quality(), id.value(), receipt.putAwayAt());
    }

    private static List<InboundReceipt> withTold(List<InboundReceipt> receipts, Map<Batch, Long> pieces) {
        Map<Batch, InboundReceipt> all = new LinkedHashMap<>();
        receipts.forEach(receipt -> all.put(Batch.of(receipt.sku(), receipt.quality(), receipt.putAwayAt()), receipt));
        pieces.forEach((batch, quantity) -> all.put(
                batch,
                all.getOrDefault(batch, new InboundReceipt(batch.sku, batch.quality, batch.instant(), 0, 0))
                        .telling(quantity)));
        return all.values().stream().filter(receipt -> receipt.told() > 0).toList();
    }

    private List<Change> saved(List<InboundReceipt> before, List<InboundReceipt> after) {
        return before.equals(after)
                ? List.of()
                : List.of(new Change.SaveInbound(
                        order().withReceipts(after, desk.setup.clock().instant())));
    }

    private InboundOrder order() {
        return desk.setup
                .state()
                .warehouseOrders()
                .inbound(id)
                .orElseThrow(() -> new IllegalStateException("inbound order " + id + " is gone"));
    }

    /** What receipts are told apart by; {@code putAwayMillis} is null where the warehouse does not date them. */
    private record Batch(
            WarehouseSku sku,
            StockQuality quality,
            @Nullable Long putAwayMillis) {
        static Batch of(WarehouseSku sku, StockQuality quality, @Nullable Instant putAwayAt) {
            return new Batch(sku, quality, putAwayAt == null ? null : putAwayAt.toEpochMilli());
        }

        @Nullable
        Instant instant() {
            return putAwayMillis == null ? null : Instant.ofEpochMilli(putAwayMillis);
        }
    }
}
