package io.gwms.proxy.task;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.reconcile.PackedStock;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.proxy.reconcile.ReconcileSettings;
import io.gwms.proxy.reconcile.Reconciler;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.task.ManualReason;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRun;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One round of an inventory sync. The stock here is read before the inventory there, and a correction applies only while
 * the stock is still as it was read: what moves here meanwhile is compared anew. One thread.
 */
final class InventoryRound implements AutoCloseable {
    private static final ManualReason GATE_TRIPPED = new ManualReason("GATE_TRIPPED");
    /** Marks, before the first correction, by which snapshot stock is being corrected. */
    private static final String APPLYING = "applying ";
    /** The same of a plan that a person let pass. */
    private static final String APPLYING_APPROVED = "applying-approved ";

    private final Desk desk;
    private final TaskRun run;
    private final Counter counter;
    private final ProxyCapabilities.Inventory inventory;
    private final ReconcileSettings settings;
    private final WarehouseCode warehouse;
    private final Approvals approvals;
    private final Translation names;
    private final InventoryPlans plans;
    private final PackedStock stock = PackedStock.empty();

    InventoryRound(
            Desk desk,
            TaskRun run,
            Counter counter,
            ProxyCapabilities.Inventory inventory,
            ReconcileSettings settings) {
        this.desk = desk;
        this.run = run;
        this.counter = counter;
        this.inventory = inventory;
        this.settings = settings;
        this.warehouse = counter.route().warehouse();
        this.approvals = new Approvals(desk.setup);
        this.names = new Translation(desk, counter.route(), inventory);
        this.plans = new InventoryPlans(desk, counter, inventory, settings, names);
    }

    @Override
    public void close() {
        stock.close();
    }

    TaskResult next() {
        Optional<InventorySnapshot> cutOff =
                cutOff(APPLYING, settings.maxAge()).or(() -> cutOff(APPLYING_APPROVED, Approvals.OLDEST));
        if (cutOff.isPresent()) {
            return finished(cutOff.get());
        }
        Optional<ReconcilePlan> approved = approvals.approved(run.task());
        Optional<InventorySnapshot> itsSnapshot =
                desk.setup.snapshots().latest(run.task().id());
        return approved.isPresent() && itsSnapshot.isPresent()
                ? applied(itsSnapshot.get(), plans.stillTrue(asHeld(approved.get())), APPLYING_APPROVED)
                : compared();
    }

    /** The snapshot whose corrections an earlier round had begun to apply when it died, unless it is too old now. */
    private Optional<InventorySnapshot> cutOff(String mark, Duration oldest) {
        return run.checkpoint().startsWith(mark)
                ? desk.setup
                        .snapshots()
                        .latest(run.task().id())
                        .filter(snapshot ->
                                snapshot.id().equals(run.checkpoint().substring(mark.length())))
                        .filter(snapshot -> approvals.isLatestWord(snapshot, oldest))
                : Optional.empty();
    }

    private TaskResult finished(InventorySnapshot snapshot) {
        List<ReconcileLine> kept = asHeld(desk.setup.snapshots().lines(snapshot.id()));
        var plan = new ReconcilePlan(warehouse, snapshot.id(), kept, List.of(), snapshot.id());
        List<ReconcileLine> lines = Reconciler.apply(plan, desk.setup.stock()).stream()
                .map(InventoryRound::appliedIsApplied)
                .toList();
        desk.setup.snapshots().saveLines(snapshot.id(), lines);
        return end(snapshot, lines);
    }

    private List<ReconcileLine> asHeld(List<ReconcileLine> kept) {
        return Snapshots.asHeld(kept, warehouse, desk.setup.stock());
    }

    private ReconcilePlan asHeld(ReconcilePlan kept) {
        return new ReconcilePlan(
                kept.warehouse(), kept.snapshotId(), asHeld(kept.lines()), kept.tripped(), kept.hash());
    }

    private TaskResult compared() {
        desk.setup.stock().read(warehouse, stock::add);
        Instant from = now();
        PageCalls calls = new PageCalls(counter.session().transport());
        return counter.connector()
                .fetchInventory(new FetchInventory(
                        counter.session().through(calls), stock.taking(names.reading(from, calls::of))))
                .fold(new Outcome.Cases<InventoryExtent, TaskResult>() {
                    @Override
                    public TaskResult done(InventoryExtent extent) {
                        return read(extent, from, now());
                    }

                    @Override
                    public TaskResult refused(Refusal refusal) {
                        save(refusal.text(), from, now());
                        return Desk.refused(refusal, "the inventory was not read; no stock is changed");
                    }

                    @Override
                    public TaskResult unknown(String cause) {
                        save(cause.isBlank() ? "no answer came" : cause, from, now());
                        return TaskResult.failed("the inventory was not read; no stock is changed: " + cause);
                    }
                });
    }

    private TaskResult read(InventoryExtent extent, Instant from, Instant to) {
        InventorySnapshot read = snapshot(incompleteBecause(extent, Duration.between(from, to)), "", from, to);
        if (!read.complete()) {
            save(read.incompleteBecause(), from, to);
            return TaskResult.failed(
                    "the inventory was read in part only, so no stock is changed: " + read.incompleteBecause());
        }
        ReconcilePlan plain = plans.plain(read, stock);
        InventorySnapshot snapshot = save(whatIsWrongWithItsRows(plain), from, to);
        ReconcilePlan plan = plans.plan(read, plain, stock, extent.pages());
        if (plan.tripped().isEmpty()) {
            return applied(snapshot, plan, APPLYING);
        }
        desk.setup.snapshots().saveLines(snapshot.id(), plan.heldLines());
        String unmapped = UnmappedStock.of(plan.differing()).text();
        if (plan.isOvertaken()) {
            return TaskResult.againAfter(
                            SyncInventory.TURN,
                            "no stock is changed, and the warehouse is read again; " + plan.tripped())
                    .checkpoint(unmapped);
        }
        return TaskResult.needsHuman(
                        GATE_TRIPPED,
                        "no stock is changed; " + plan.tripped() + "; plan " + plan.hash() + ": " + plan.counts() + "; "
                                + whatAPersonCanDo(plan))
                .checkpoint(HeldPlan.of(plan).text() + "\n" + unmapped);
    }

    private static String whatAPersonCanDo(ReconcilePlan plan) {
        return plan.tripped().stream().allMatch(ReconcilePlan.Gate::canBeApproved)
                ? "approve that plan and use Sync Now to apply it, or use Sync Now alone to read the warehouse again"
                : "nobody can approve what such a snapshot makes of the stock: look at what the warehouse shows, and use"
                        + " Sync Now to read it again";
    }

    private String incompleteBecause(InventoryExtent extent, Duration took) {
        Duration longest = settings.maxReading();
        if (!extent.complete()) {
            return extent.incompleteBecause();
        }
        if (extent.rows() != stock.rows()) {
            return extent.rows() + " rows were announced and " + stock.rows() + " came";
        }
        return took.compareTo(longest) > 0
                ? "reading took " + took + ", longer than " + longest + ", and stock moves meanwhile"
                : "";
    }

    private TaskResult applied(InventorySnapshot snapshot, ReconcilePlan plan, String mark) {
        desk.setup.snapshots().saveLines(snapshot.id(), plan.lines());
        run.checkpoint(mark + snapshot.id());
        List<ReconcileLine> lines = Reconciler.apply(plan, desk.setup.stock());
        desk.setup.snapshots().saveLines(snapshot.id(), lines);
        return end(snapshot, lines);
    }

    private String snapshotId(long runToken) {
        return "inventory-" + run.task().id() + "-" + runToken;
    }

    /** Every page came; whether it is complete also depends on its rows, and is told with what is kept of it. */
    private static String whatIsWrongWithItsRows(ReconcilePlan plan) {
        return plan.tripped().stream()
                .filter(ReconcilePlan.Gate::isOfItsRows)
                .map(ReconcilePlan.Gate::text)
                .collect(Collectors.joining("; "));
    }

    private InventorySnapshot snapshot(String incompleteBecause, String digest, Instant from, Instant to) {
        return new InventorySnapshot(
                snapshotId(run.task().runToken()),
                run.task().id(),
                warehouse,
                counter.route().system(),
                counter.route().proxyWarehouse(),
                from,
                to,
                incompleteBecause.isEmpty(),
                incompleteBecause,
                stock.rows(),
                digest,
                inventory.types());
    }

    private InventorySnapshot save(String incompleteBecause, Instant from, Instant to) {
        String digest = RowDigest.of(sink -> stock.forEachRow(row -> sink.accept(row.row())));
        InventorySnapshot snapshot = snapshot(incompleteBecause, digest, from, to);
        desk.setup.snapshots().save(snapshot, sink -> stock.forEachRow(row -> sink.accept(row.row())));
        return snapshot;
    }

    private TaskResult end(InventorySnapshot snapshot, List<ReconcileLine> lines) {
        return new InventoryEnd(desk, run.task()).of(Summary.of(snapshot, lines), plans.unconfirmed());
    }

    /** Whether this round applied a correction or the one that died before it, the line tells that it is applied. */
    private static ReconcileLine appliedIsApplied(ReconcileLine line) {
        return line.result().equals(AdjustmentVerdict.ALREADY_APPLIED.name())
                ? line.withResult(AdjustmentVerdict.APPLIED.name())
                : line;
    }

    private Instant now() {
        return desk.setup.clock().instant();
    }
}
