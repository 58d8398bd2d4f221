package io.gwms.proxy.task;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.InventorySnapshot;
import io.gwms.evidence.ReconcileLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.proxy.FetchInventory;
import io.gwms.proxy.InventoryExtent;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxySku;
import io.gwms.proxy.reconcile.InFlight;
import io.gwms.proxy.reconcile.PackedStock;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.proxy.reconcile.ReconcileRequest;
import io.gwms.proxy.reconcile.ReconcileSettings;
import io.gwms.proxy.reconcile.Reconciler;
import io.gwms.proxy.reconcile.RemoteReading;
import io.gwms.proxy.reconcile.Rule;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.stock.AdjustmentVerdict;
import io.gwms.stock.BatchKey;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskHandler;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskResult;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskRun;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.transport.CallAction;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * INVENTORY_SYNC: reads what the warehouse holds into a snapshot, compares it with the stock here and corrects the two
 * managed locations. A round whose process died after its plan was written down is finished by that plan, so that its
 * lines still tell what was corrected and why; one that died before is done again with a snapshot of its own.
 */
final class SyncInventory implements TaskHandler {
    private static final ManualReason GATE_TRIPPED = new ManualReason("GATE_TRIPPED");
    private static final ManualReason NO_INVENTORY = new ManualReason("NO_INVENTORY");
    private static final Duration TURN = Duration.ofSeconds(10);
    private static final int TASKS_LOOKED_AT = 100;
    private static final int NAMED = 5;
    /** Marks, before the first correction, by which snapshot stock is being corrected. */
    private static final String APPLYING = "applying ";
    /** The same of a plan that a person let pass. */
    private static final String APPLYING_APPROVED = "applying-approved ";

    private final Desk desk;
    private final Function<WarehouseCode, ReconcileSettings> settings;
    private final Approvals approvals;

    SyncInventory(Desk desk, Function<WarehouseCode, ReconcileSettings> settings) {
        this.desk = desk;
        this.settings = settings;
        this.approvals = new Approvals(desk.setup);
    }

    @Override
    public TaskResult run(TaskRun run) {
        if (isAnotherAtWork(run.task())) {
            return TaskResult.againAfter(TURN, "another inventory sync of this warehouse is at work; it goes first");
        }
        WarehouseCode warehouse = run.task()
                .warehouseRoute()
                .map(TaskRoute::warehouse)
                .orElseGet(() -> new WarehouseCode(run.task().businessNo()));
        return desk.at(warehouse, run.task(), CallAction.INVENTORY_FETCH, counter -> {
            Optional<ProxyCapabilities.Inventory> inventory =
                    counter.connector().capabilities().inventory();
            return inventory
                    .map(how -> {
                        try (Reading reading = new Reading(run, counter, how)) {
                            return reading.next();
                        }
                    })
                    .orElseGet(() ->
                            TaskResult.needsHuman(NO_INVENTORY, counter.route().system() + " shows no inventory"));
        });
    }

    /** Of two rounds for one warehouse the one that began first goes on; on a tie the older task. */
    private boolean isAnotherAtWork(SyncTask task) {
        Comparator<SyncTask> first = Comparator.comparing(SyncInventory::begun)
                .thenComparing(other -> other.id().value());
        TaskQuery query = TaskQuery.newest(TASKS_LOOKED_AT)
                .withType(TaskType.INVENTORY_SYNC)
                .withStatus(TaskStatus.RUNNING)
                .withBusinessNo(task.businessNo());
        return desk.setup.state().tasks().list(query).stream()
                .filter(other -> !other.id().equals(task.id()))
                .anyMatch(other -> first.compare(other, task) < 0);
    }

    private static Instant begun(SyncTask task) {
        return Optional.ofNullable(task.lastExecutedAt()).orElse(task.createdAt());
    }

    /** Whether this round applied a correction or the one that died before it, the line tells that it is applied. */
    private static ReconcileLine appliedIsApplied(ReconcileLine line) {
        return line.result().equals(AdjustmentVerdict.ALREADY_APPLIED.name())
                ? line.withResult(AdjustmentVerdict.APPLIED.name())
                : line;
    }

    /**
     * One round. The stock here is read before the inventory there, and a correction applies only while the stock is
     * still as it was read: what moves here meanwhile is compared anew.
     */
    private final class Reading implements AutoCloseable {
        private final TaskRun run;
        private final Counter counter;
        private final ProxyCapabilities.Inventory inventory;
        private final WarehouseCode warehouse;
        private final Snapshots snapshots;
        private final PackedStock stock = PackedStock.empty();
        private final Map<String, String> localInbounds = new HashMap<>();
        private Set<String> contradicted = Set.of();

        Reading(TaskRun run, Counter counter, ProxyCapabilities.Inventory inventory) {
            this.run = run;
            this.counter = counter;
            this.inventory = inventory;
            this.warehouse = counter.route().warehouse();
            this.snapshots = new Snapshots(desk.setup.snapshots());
        }

        @Override
        public void close() {
            stock.close();
        }

        TaskResult next() {
            Optional<InventorySnapshot> cutOff = cutOff(
                            APPLYING, settings.apply(warehouse).maxAge())
                    .or(() -> cutOff(APPLYING_APPROVED, Approvals.OLDEST));
            if (cutOff.isPresent()) {
                return finished(cutOff.get());
            }
            Optional<ReconcilePlan> approved = approvals.approved(run.task());
            Optional<InventorySnapshot> itsSnapshot =
                    desk.setup.snapshots().latest(run.task().id());
            return approved.isPresent() && itsSnapshot.isPresent()
                    ? applied(itsSnapshot.get(), stillTrue(approved.get()), APPLYING_APPROVED)
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
            var plan = new ReconcilePlan(
                    warehouse, snapshot.id(), desk.setup.snapshots().lines(snapshot.id()), List.of(), snapshot.id());
            List<ReconcileLine> lines = Reconciler.apply(plan, desk.setup.stock()).stream()
                    .map(SyncInventory::appliedIsApplied)
                    .toList();
            desk.setup.snapshots().saveLines(snapshot.id(), lines);
            return end(snapshot, lines);
        }

        private TaskResult compared() {
            desk.setup.stock().read(warehouse, stock::add);
            Instant from = now();
            PageCalls calls = new PageCalls(counter.session().transport());
            return counter.connector()
                    .fetchInventory(
                            new FetchInventory(counter.session().through(calls), stock.taking(reading(from, calls))))
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
            InventorySnapshot snapshot = save(incompleteBecause(extent, Duration.between(from, to)), from, to);
            if (!snapshot.complete()) {
                return TaskResult.failed(
                        "the inventory was read in part only, so no stock is changed: " + snapshot.incompleteBecause());
            }
            ReconcilePlan plan = plan(snapshot);
            if (plan.tripped().isEmpty()) {
                return applied(snapshot, plan, APPLYING);
            }
            desk.setup.snapshots().saveLines(snapshot.id(), plan.heldLines());
            String unmapped = UnmappedStock.of(plan.differing()).text();
            if (plan.isOvertaken()) {
                return TaskResult.againAfter(
                                TURN, "no stock is changed, and the warehouse is read again; " + plan.tripped())
                        .checkpoint(unmapped);
            }
            return TaskResult.needsHuman(
                            GATE_TRIPPED,
                            "no stock is changed; " + plan.tripped() + "; plan " + plan.hash() + ": " + plan.counts()
                                    + "; approve that plan and use Sync Now to apply it, or use Sync Now alone to"
                                    + " read the warehouse again")
                    .checkpoint(HeldPlan.of(plan).text() + "\n" + unmapped);
        }

        private String incompleteBecause(InventoryExtent extent, Duration took) {
            Duration longest = settings.apply(warehouse).maxReading();
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

        private InventorySnapshot save(String incompleteBecause, Instant from, Instant to) {
            var snapshot = new InventorySnapshot(
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
                    RowDigest.of(sink -> stock.forEachRow(row -> sink.accept(row.row()))),
                    inventory.types());
            desk.setup.snapshots().save(snapshot, sink -> stock.forEachRow(row -> sink.accept(row.row())));
            return snapshot;
        }

        private RemoteReading reading(Instant from, PageCalls calls) {
            return new RemoteReading(
                    from,
                    counter.route().proxyWarehouse(),
                    warehouse,
                    inventory.figures(),
                    proxySku -> desk.routes.localSku(counter.route(), proxySku),
                    this::localInbound,
                    calls::of);
        }

        private String localInbound(String proxyInboundNo) {
            return localInbounds.computeIfAbsent(
                    proxyInboundNo,
                    number -> desk.setup
                            .state()
                            .warehouseOrders()
                            .inboundByThirdPartyNo(warehouse, number)
                            .map(InboundOrder::id)
                            .map(Object::toString)
                            .orElse(""));
        }

        /**
         * Compared once to see which SKUs differ, then with what is on its way for those; and once more when the warehouse,
         * asked directly, does not confirm that nothing is left of what would go to zero.
         */
        private ReconcilePlan plan(InventorySnapshot snapshot) {
            ReconcileSettings limits = settings.apply(warehouse);
            Optional<InventorySnapshot> before = desk.setup.snapshots().newestCompared(warehouse, snapshot.id());
            Map<BatchKey, String> suspects = before.filter(
                            one -> !one.startedAt().plus(limits.confirmAfter()).isAfter(snapshot.startedAt()))
                    .map(snapshots::suspectsOf)
                    .orElse(Map.of());
            BiFunction<InFlight, Map<BatchKey, String>, ReconcileRequest> request =
                    (inFlight, doubted) -> new ReconcileRequest(
                            snapshot,
                            inventory,
                            stock,
                            this::proxySku,
                            doubted,
                            inFlight,
                            limits,
                            now(),
                            before.map(InventorySnapshot::startedAt).orElse(null));
            Set<WarehouseSku> differing = new HashSet<>();
            ReconcilePlan first = Reconciler.plan(request.apply(InFlight.nothing(), suspects));
            first.differing().forEach(line -> line.batch().ifPresent(key -> differing.add(key.sku())));
            if (differing.isEmpty()) {
                return first;
            }
            OnTheWay onTheWay = new OnTheWay(desk, counter, inventory, snapshot.startedAt(), snapshot.endedAt());
            InFlight inFlight = onTheWay.find(differing);
            ReconcilePlan plan = Reconciler.plan(request.apply(inFlight, suspects));
            contradicted = contradicted(plan, suspects);
            if (contradicted.isEmpty()) {
                return plan;
            }
            Map<BatchKey, String> rest = new HashMap<>(suspects);
            rest.values().removeAll(contradicted);
            return Reconciler.plan(request.apply(inFlight, rest));
        }

        /** What a person let pass, but for what the warehouse, asked directly now, does not confirm to be gone. */
        private ReconcilePlan stillTrue(ReconcilePlan approved) {
            if (inventory.skusAtOnce() == 0) {
                return approved;
            }
            Map<BatchKey, String> doubted = secondLook().doubted(approved, this::proxySku);
            contradicted = Set.copyOf(doubted.values());
            return SecondLook.without(doubted.keySet(), approved);
        }

        private Optional<String> proxySku(WarehouseSku sku) {
            return desk.routes.proxySku(counter.route(), sku).map(ProxySku::proxySku);
        }

        /** The SKUs over there of which stock would go to zero, and of which the warehouse, asked directly, says otherwise. */
        private Set<String> contradicted(ReconcilePlan plan, Map<BatchKey, String> suspects) {
            Set<String> leaving = plan.differing().stream()
                    .filter(line -> line.delta() < 0 && line.remote() + line.inFlight() == 0)
                    .flatMap(line -> line.batch().map(suspects::get).stream())
                    .collect(Collectors.toSet());
            return leaving.isEmpty() || inventory.skusAtOnce() == 0
                    ? Set.of()
                    : secondLook().contradicted(leaving, stock);
        }

        private SecondLook secondLook() {
            return new SecondLook(
                    counter,
                    inventory.skusAtOnce(),
                    reading(now(), new PageCalls(counter.session().transport())));
        }

        private TaskResult end(InventorySnapshot snapshot, List<ReconcileLine> lines) {
            Summary summary = Summary.of(snapshot, lines);
            return verdict(summary).checkpoint(summary.unmapped().text());
        }

        private TaskResult verdict(Summary summary) {
            String text = summary.text()
                    + (contradicted.isEmpty()
                            ? ""
                            : ", not believed to be gone, since the warehouse did not confirm it when asked directly: "
                                    + contradicted.stream()
                                            .sorted()
                                            .limit(NAMED)
                                            .toList());
            if (summary.withoutLocation() > 0) {
                return TaskResult.needsHuman(
                        ManualReason.MAPPING,
                        "warehouse " + warehouse + " has no managed location for some batches; " + text);
            }
            if (summary.conflicts() > 0) {
                return TaskResult.again("some batches changed meanwhile and are compared anew; " + text);
            }
            if (!summary.ambiguous().isEmpty()) {
                return TaskResult.needsHuman(
                        new ManualReason(Rule.AMBIGUOUS.name()),
                        "batches that a person has to match: " + summary.ambiguous() + "; " + text);
            }
            return TaskResult.done(text).with(this::closing);
        }

        /** What earlier syncs of the warehouse left for a person is settled by one that succeeded later. */
        private List<Change> closing() {
            TaskQuery query = TaskQuery.newest(TASKS_LOOKED_AT)
                    .withType(TaskType.INVENTORY_SYNC)
                    .withStatus(TaskStatus.MANUAL)
                    .withBusinessNo(run.task().businessNo());
            return desk.setup.state().tasks().list(query).stream()
                    .filter(other -> !other.id().equals(run.task().id()))
                    .<Change>map(other -> new Change.UpdateTask(
                            other.superseded(
                                    "a later inventory sync succeeded: task "
                                            + run.task().id(),
                                    now()),
                            other.runToken(),
                            null))
                    .toList();
        }

        private Instant now() {
            return desk.setup.clock().instant();
        }
    }
}
