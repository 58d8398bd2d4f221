package io.gwms.proxy.task;

import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.reconcile.InFlight;
import io.gwms.proxy.reconcile.PackedStock;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.proxy.reconcile.ReconcilePlan.Gate;
import io.gwms.proxy.reconcile.ReconcileRequest;
import io.gwms.proxy.reconcile.ReconcileSettings;
import io.gwms.proxy.reconcile.Reconciler;
import io.gwms.proxy.reconcile.Rule;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the plan of one inventory sync: with what is on its way, and without what the warehouse, asked for the SKUs it
 * corrects, does not confirm. One thread.
 */
final class InventoryPlans {
    private static final int NAMED = 5;

    private final Desk desk;
    private final Counter counter;
    private final ProxyCapabilities.Inventory inventory;
    private final ReconcileSettings settings;
    private final Translation names;
    private final Set<String> unconfirmed = new TreeSet<>();
    /** What the newest snapshot compared before says: when it was begun, and of which batches it showed nothing. */
    private @Nullable Instant newestCompared;

    private Map<BatchKey, String> suspects = Map.of();

    InventoryPlans(
            Desk desk,
            Counter counter,
            ProxyCapabilities.Inventory inventory,
            ReconcileSettings settings,
            Translation names) {
        this.desk = desk;
        this.counter = counter;
        this.inventory = inventory;
        this.settings = settings;
        this.names = names;
    }

    /** Compared as if nothing were on its way; the warehouse is not asked. */
    ReconcilePlan plain(InventorySnapshot snapshot, PackedStock stock) {
        Optional<InventorySnapshot> before = desk.setup.snapshots().newestCompared(snapshot.warehouse(), snapshot.id());
        newestCompared = before.map(InventorySnapshot::startedAt).orElse(null);
        suspects = before.filter(
                        one -> !one.startedAt().plus(settings.confirmAfter()).isAfter(snapshot.startedAt()))
                .map(new Snapshots(desk.setup.snapshots())::suspectsOf)
                .orElse(Map.of());
        return plan(snapshot, stock, InFlight.nothing(), suspects);
    }

    /**
     * Compared, after {@link #plain}, with what is on its way for the SKUs that differ; and once more when the warehouse
     * does not confirm all of it.
     *
     * @param plain what differs as if nothing were on its way
     * @param stock the rows of the snapshot and the stock here
     * @param pages how many calls reading the snapshot took
     */
    ReconcilePlan plan(InventorySnapshot snapshot, ReconcilePlan plain, PackedStock stock, int pages) {
        Set<WarehouseSku> differing = skus(plain.differing());
        if (differing.isEmpty()) {
            return plain;
        }
        InFlight inFlight =
                new OnTheWay(desk, counter, inventory, snapshot.startedAt(), snapshot.endedAt()).find(differing);
        ReconcilePlan known = plan(snapshot, stock, inFlight, suspects);
        List<ReconcileLine> doubtful = doubtful(known, stock, pages);
        return doubtful.isEmpty()
                ? known
                : plan(
                        snapshot,
                        stock,
                        unsettled(
                                inFlight,
                                doubtful.stream()
                                        .filter(line -> !takesToZero(line))
                                        .toList()),
                        without(skus(doubtful), suspects));
    }

    private ReconcilePlan plan(
            InventorySnapshot snapshot, PackedStock stock, InFlight inFlight, Map<BatchKey, String> doubted) {
        return Reconciler.plan(new ReconcileRequest(
                snapshot, inventory, stock, names::proxySku, doubted, inFlight, settings, now(), newestCompared));
    }

    /** Corrections that an answer of now does not confirm; nothing is asked where nobody can let the plan pass. */
    private List<ReconcileLine> doubtful(ReconcilePlan plan, PackedStock stock, int pages) {
        List<ReconcileLine> corrections =
                plan.differing().stream().filter(line -> line.delta() != 0).toList();
        boolean canPass = plan.tripped().stream().allMatch(Gate::canBeApproved);
        if (inventory.skusAtOnce() == 0 || corrections.isEmpty() || !canPass) {
            return List.of();
        }
        return noted(secondLook().unconfirmed(corrections, stock, pages));
    }

    /** What a person let pass, but for what the warehouse, asked directly now, does not confirm to be gone. */
    ReconcilePlan stillTrue(ReconcilePlan approved) {
        List<ReconcileLine> toZero = approved.differing().stream()
                .filter(InventoryPlans::takesToZero)
                .toList();
        if (inventory.skusAtOnce() == 0 || toZero.isEmpty()) {
            return approved;
        }
        List<ReconcileLine> doubtful = noted(secondLook().unconfirmed(toZero));
        return doubtful.isEmpty() ? approved : without(keys(doubtful), approved);
    }

    /** What is left as it is because the warehouse did not confirm it, in words; empty when there is nothing. */
    String unconfirmed() {
        return unconfirmed.isEmpty()
                ? ""
                : ", left as it is, since the warehouse did not confirm it when asked directly: "
                        + unconfirmed.stream().limit(NAMED).toList();
    }

    private List<ReconcileLine> noted(List<ReconcileLine> doubtful) {
        doubtful.forEach(line -> unconfirmed.add(line.proxySku()));
        return doubtful;
    }

    private SecondLook secondLook() {
        return new SecondLook(
                counter, inventory.skusAtOnce(), names.reading(now(), batch -> List.of()), names::proxySku);
    }

    /** Whether nothing of the batch is there any more; a sum that batches share out is not the end of one of them. */
    private static boolean takesToZero(ReconcileLine line) {
        return line.delta() < 0
                && line.remote() + line.inFlight() == 0
                && !line.rule().equals(Rule.REGRADE.name())
                && !line.rule().equals(Rule.RESIDUE_FIFO.name());
    }

    /** The same with pieces of the SKUs of those lines moving over there, so that nothing of them is corrected. */
    private static InFlight unsettled(InFlight known, List<ReconcileLine> moving) {
        if (moving.isEmpty()) {
            return known;
        }
        Set<WarehouseSku> unsettled = new HashSet<>(known.unsettled());
        Map<WarehouseSku, Long> received = new HashMap<>(known.receivedUnbooked());
        for (WarehouseSku sku : skus(moving)) {
            unsettled.add(sku);
            received.put(sku, InFlight.UNKNOWN);
        }
        return new InFlight(known.shippedUnbooked(), unsettled, known.openInbounds(), received);
    }

    private static Map<BatchKey, String> without(Set<WarehouseSku> skus, Map<BatchKey, String> suspects) {
        Map<BatchKey, String> rest = new HashMap<>(suspects);
        rest.keySet().removeIf(key -> skus.contains(key.sku()));
        return rest;
    }

    /**
     * The same plan without the corrections of those batches, nor what their other inventory type gains, for that may be
     * of them (rule 21). It keeps its name, since it does nothing more.
     */
    private static ReconcilePlan without(Set<BatchKey> doubted, ReconcilePlan plan) {
        return new ReconcilePlan(
                plan.warehouse(),
                plan.snapshotId(),
                plan.lines().stream().map(line -> without(doubted, line)).toList(),
                plan.tripped(),
                plan.hash());
    }

    private static ReconcileLine without(Set<BatchKey> doubted, ReconcileLine line) {
        BatchKey key = line.key();
        if (key == null || line.delta() == 0) {
            return line;
        }
        if (doubted.contains(key)) {
            return left(
                    line,
                    Rule.SUSPECT,
                    "the warehouse, asked directly before it went to zero, did not confirm that it is gone");
        }
        return line.delta() > 0 && doubted.stream().anyMatch(other -> isOfTheOtherType(other, key))
                ? left(
                        line,
                        Rule.TYPE_UNCLEAR,
                        "what is more than here may be what the other inventory type still counts")
                : line;
    }

    private static boolean isOfTheOtherType(BatchKey one, BatchKey other) {
        return one.sku().equals(other.sku())
                && one.quality() != other.quality()
                && one.inboundNo().equals(other.inboundNo());
    }

    private static ReconcileLine left(ReconcileLine line, Rule rule, String reason) {
        return new ReconcileLine(
                line.key(),
                line.proxySku(),
                line.remote(),
                line.local(),
                line.inFlight(),
                0,
                rule.name(),
                "REPORTED",
                reason,
                "",
                line.reserved(),
                line.mapping());
    }

    private static Set<BatchKey> keys(List<ReconcileLine> lines) {
        return lines.stream().map(ReconcileLine::key).filter(Objects::nonNull).collect(Collectors.toSet());
    }

    private static Set<WarehouseSku> skus(List<ReconcileLine> lines) {
        return lines.stream()
                .map(ReconcileLine::key)
                .filter(Objects::nonNull)
                .map(BatchKey::sku)
                .collect(Collectors.toSet());
    }

    private Instant now() {
        return desk.setup.clock().instant();
    }
}
