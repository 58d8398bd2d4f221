package io.gwms.proxy.task;

import static java.util.Objects.requireNonNull;

import io.gwms.GwmsModule;
import io.gwms.ModuleSetup;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.evidence.SnapshotRetention;
import io.gwms.internal.Require;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.CallbackReply;
import io.gwms.proxy.FixedRoutes;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySystem;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.Routes;
import io.gwms.proxy.reconcile.Explanation;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.proxy.reconcile.ReconcileSettings;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.stock.BatchKey;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.PollingPolicy;
import io.gwms.task.TaskId;
import io.gwms.task.TaskType;
import io.gwms.task.Tasks;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The part of a runtime that speaks to third-party (proxy) warehouses: it does the tasks CREATE, QUERY and CANCEL of
 * outbound and inbound orders and INVENTORY_SYNC of warehouses (sync-tasks, sections 2.1 and 3.1).
 *
 * <p>Each route gets one inventory task for each slot of 12 hours; {@link #syncInventory} asks for one now.
 *
 * <p><b>Threads:</b> shared, once it is installed.
 */
public final class ProxyWarehouseModule implements GwmsModule {
    private final Map<ProxySystem, ProxyWarehouseConnector> connectors;
    private final Routes routes;
    private final Map<String, String> carrierNames;
    private final ReconcileSettings settings;
    private final Map<WarehouseCode, ReconcileSettings> settingsByWarehouse;
    private final Duration inventoryEvery;
    private final SnapshotRetention snapshotRetention;
    private volatile @Nullable Installed installed;

    private ProxyWarehouseModule(Builder builder, Routes routes) {
        this.connectors = Map.copyOf(builder.connectors);
        this.routes = routes;
        this.carrierNames = Map.copyOf(builder.carrierNames);
        this.settings = builder.settings;
        this.settingsByWarehouse = Map.copyOf(builder.settingsByWarehouse);
        this.inventoryEvery = builder.inventoryEvery;
        this.snapshotRetention = builder.snapshotRetention;
    }

    /** A module to be set up; at least one connector and the routes are required. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public String name() {
        return "proxy-warehouse";
    }

    @Override
    public void install(ModuleSetup setup) {
        if (installed != null) {
            throw new IllegalStateException("this proxy-warehouse module is installed already; build one per runtime");
        }
        Desk desk = new Desk(requireNonNull(setup, "setup"), routes, connectors);
        setup.routes(warehouse -> routes.route(warehouse).map(ProxyRoute::taskRoute));
        Consignments consignments = new Consignments(desk, new Following(desk, carrierNames));
        PollingPolicy outbound = PollingPolicy.create();
        PollingPolicy inbound = PollingPolicy.createInbound();
        setup.handler(
                TaskType.CREATE,
                task -> task.businessType().equals(BusinessType.INBOUND) ? inbound : outbound,
                new CreateTask(consignments));
        setup.handler(TaskType.QUERY, PollingPolicy.query(), new QueryTask(consignments));
        setup.handler(TaskType.CANCEL, PollingPolicy.cancel(), new CancelTask(consignments));
        setup.handler(
                TaskType.INVENTORY_SYNC,
                PollingPolicy.inventory(),
                new SyncInventory(desk, warehouse -> settingsByWarehouse.getOrDefault(warehouse, settings)));
        Tasks tasks = Tasks.over(
                setup.state(),
                setup.clock(),
                setup.redactor(),
                task -> Optional.empty(),
                task -> List.of(),
                setup::wakeTasks,
                List.of());
        Remapping remapping = new Remapping(desk, consignments, tasks);
        this.installed =
                new Installed(setup, desk, new InboundOrders(setup, desk), new Callbacks(desk, consignments, tasks));
        setup.reminders(new UnmappedReminders(desk)::of);
        setup.housekeeping("proxy-warehouse mappings", now -> remapping.takeUp());
        InventorySlots slots = new InventorySlots(setup.state(), routes, inventoryEvery);
        setup.housekeeping("proxy-warehouse inventory slots", now -> {
            if (slots.open(now) > 0) {
                setup.wakeTasks();
            }
        });
        setup.housekeeping(
                "inventory snapshots that were kept long enough",
                new SnapshotPruning(setup.snapshots(), snapshotRetention)::prune);
    }

    /**
     * Asks for an inventory sync of that warehouse now and gives its task: a new one, or the one that waits already.
     *
     * @throws IllegalArgumentException when the warehouse has no route
     * @throws IllegalStateException before the module is installed
     */
    public TaskId syncInventory(WarehouseCode warehouse) {
        requireNonNull(warehouse, "warehouse");
        ModuleSetup setup = installed().setup;
        return added(
                setup,
                InventorySlots.onDemand(
                        setup.state(), route(warehouse), setup.clock().instant()));
    }

    /**
     * Asks every 24 hours how an outbound order stands until it has ended, beside its other tasks; for one that its create
     * task no longer follows. Gives the task: a new one, or the one that does so already. Sync Now asks at once.
     *
     * @throws IllegalArgumentException when there is no such outbound order, or its warehouse has no route
     * @throws IllegalStateException before the module is installed
     */
    public TaskId query(OutboundId outbound) {
        requireNonNull(outbound, "outbound");
        ModuleSetup setup = installed().setup;
        OutboundOrder order = setup.state()
                .warehouseOrders()
                .outbound(outbound)
                .orElseThrow(() -> new IllegalArgumentException("there is no outbound order " + outbound));
        Instant now = setup.clock().instant();
        return added(
                setup,
                NewTask.of(TaskType.QUERY, "query:" + outbound, BusinessType.OUTBOUND, outbound.value(), now)
                        .route(route(order.warehouse()).taskRoute())
                        .dueAt(now.plus(PollingPolicy.query().firstDelay())));
    }

    /**
     * The inbound orders of proxied warehouses.
     *
     * @throws IllegalStateException before the module is installed
     */
    public InboundOrders inbounds() {
        return installed().inbounds;
    }

    /**
     * Takes a notification of a warehouse system in; a host calls it from whatever HTTP server it has, with the bytes as
     * they came, and sends what it answers.
     *
     * <p>Its connector verifies it. Each event counts once, in whatever order they come, and leads to a round of the
     * order's task, which asks the warehouse as polling does. Every delivery is put on record under that task with what
     * was made of it: nothing amiss, {@code DUPLICATE}, {@code REUSED_ID} (the id of an event that said something else; it leads to a
     * look all the same), {@code UNKNOWN_ORDER}, {@code UNSIGNED}, {@code FORGED}, {@code STALE},
     * {@code UNREADABLE}, {@code TOO_EARLY}, {@code NO_SECRET}, {@code NOT_JUDGED} (the credential could not be read) or
     * {@code NOT_STORED} (the database was out); the last four answer 503, so that it is sent again.
     * A system of which no notifications are known answers 404.
     *
     * @param account the account it is for, as the routes of its warehouses name it
     * @throws IllegalStateException before the module is installed
     */
    public CallbackReply receive(ProxySystem system, String account, CallbackDelivery delivery) {
        requireNonNull(system, "system");
        requireNonNull(account, "account");
        requireNonNull(delivery, "delivery");
        return installed().callbacks.receive(system, account, delivery);
    }

    private ProxyRoute route(WarehouseCode warehouse) {
        return routes.route(warehouse)
                .orElseThrow(() -> new IllegalArgumentException("warehouse " + warehouse
                        + " has no route to a proxy warehouse, but must have one; add it to the routes"));
    }

    private static TaskId added(ModuleSetup setup, NewTask task) {
        CommitResult result = setup.state().commit(List.of(new Change.AddTask(task)));
        if (result instanceof CommitResult.Committed committed) {
            setup.wakeTasks();
            return committed.tasks().get(0);
        }
        throw new IllegalStateException("adding a task met a conflict: " + result);
    }

    /**
     * The plan of an inventory task that waits for a person, because a gate tripped: what it would do line by line, why it
     * waits, and the hash that names it. Empty when none waits.
     *
     * @throws IllegalStateException before the module is installed
     */
    public Optional<ReconcilePlan> waitingPlan(TaskId task) {
        requireNonNull(task, "task");
        return new Approvals(installed().setup).waiting(task);
    }

    /**
     * Lets the plan of an inventory task pass its gates; Sync Now of the task then applies it. The approval is for just
     * this plan: each correction still applies only while the stock here is as it was when the plan was made, and none to
     * zero that the warehouse, asked directly where it can be, does not confirm. Once a later snapshot was compared, or a
     * day has passed, the plan is made anew instead. The approval is kept like the key of a command: a {@link
     * io.gwms.Gwms.Builder#commandRetention commandRetention} of less than a day ends it earlier.
     *
     * @param planHash the hash of the plan, as {@link #waitingPlan} gives it
     * @param by who approves
     * @throws IllegalArgumentException when no such plan waits, one of its gates is one that nobody can let
     *     pass ({@link ReconcilePlan.Gate#canBeApproved}), or it is outdated
     * @throws IllegalStateException before the module is installed
     */
    public void approve(TaskId task, String planHash, String by) {
        requireNonNull(task, "task");
        requireNonNull(planHash, "planHash");
        new Approvals(installed().setup).approve(task, planHash, by);
    }

    /**
     * Why the last snapshot of an inventory task led to what it did for one batch: computed from the rows and lines kept
     * with the task. Empty when the task has no line of that batch. Reads the whole snapshot.
     *
     * @throws IllegalStateException before the module is installed
     */
    public Optional<Explanation> explain(TaskId task, BatchKey key) {
        requireNonNull(task, "task");
        requireNonNull(key, "key");
        Installed here = installed();
        return new Explaining(here.setup, here.desk).explain(task, key);
    }

    private Installed installed() {
        Installed here = installed;
        if (here == null) {
            throw new IllegalStateException(
                    "the proxy-warehouse module is not installed; give it to Gwms.builder().module(…) first");
        }
        return here;
    }

    private record Installed(ModuleSetup setup, Desk desk, InboundOrders inbounds, Callbacks callbacks) {}

    /** Settings of the module. */
    public static final class Builder {
        private final Map<ProxySystem, ProxyWarehouseConnector> connectors = new HashMap<>();
        private final Map<String, String> carrierNames = new HashMap<>();
        private final Map<WarehouseCode, ReconcileSettings> settingsByWarehouse = new HashMap<>();
        private @Nullable Routes routes;
        private ReconcileSettings settings = ReconcileSettings.standard();
        private Duration inventoryEvery = Duration.ofHours(12);
        private SnapshotRetention snapshotRetention = SnapshotRetention.standard();

        private Builder() {}

        /** Adds the connector of a system; a system has one. At least one is required. */
        public Builder connector(ProxyWarehouseConnector connector) {
            requireNonNull(connector, "connector");
            boolean isNew = connectors.put(connector.system(), connector) == null;
            Require.that(isNew, "connector", connector.system() + " a second time", "given once per system");
            return this;
        }

        /**
         * Required. How warehouses, channels and SKUs are called over there. {@link FixedRoutes} lead to systems with a
         * connector only, else {@link #build} refuses them. Other routes may change at any time and are not asked before
         * the runtime works: a task for a warehouse whose system has no connector is told with the reason {@code MAPPING}.
         */
        public Builder routes(Routes routes) {
            this.routes = requireNonNull(routes, "routes");
            return this;
        }

        /**
         * Says by which name platforms know a carrier that a warehouse names its own way. The channel's carrier is used
         * where a warehouse names none.
         */
        public Builder carrierName(String overThere, String knownToPlatforms) {
            carrierNames.put(Require.text(overThere, "overThere"), Require.text(knownToPlatforms, "knownToPlatforms"));
            return this;
        }

        /** How much an inventory sync may change without a person; {@link ReconcileSettings#standard()} unless set. */
        public Builder reconcile(ReconcileSettings settings) {
            this.settings = requireNonNull(settings, "settings");
            return this;
        }

        /** The same for one warehouse. */
        public Builder reconcile(WarehouseCode warehouse, ReconcileSettings settings) {
            settingsByWarehouse.put(requireNonNull(warehouse, "warehouse"), requireNonNull(settings, "settings"));
            return this;
        }

        /** How long inventory snapshots are kept; {@link SnapshotRetention#standard()} unless set. */
        public Builder snapshotRetention(SnapshotRetention retention) {
            this.snapshotRetention = requireNonNull(retention, "retention");
            return this;
        }

        /** How long an inventory slot is; 12 hours unless set. */
        public Builder inventoryEvery(Duration slot) {
            requireNonNull(slot, "slot");
            Require.that(slot.compareTo(Duration.ofMinutes(1)) >= 0, "inventoryEvery", slot, "a minute or longer");
            this.inventoryEvery = slot;
            return this;
        }

        /** Checks the settings together. */
        public ProxyWarehouseModule build() {
            Routes given = routes;
            if (given == null) {
                throw new IllegalArgumentException("routes is missing, but must be set; call routes(…), for example"
                        + " with FixedRoutes.builder()….build()");
            }
            Require.that(
                    !connectors.isEmpty(), "connector", "missing", "set; call connector(FourPxConnector.create())");
            if (given instanceof FixedRoutes fixed) {
                requireConnectors(fixed);
            }
            return new ProxyWarehouseModule(this, given);
        }

        private void requireConnectors(FixedRoutes fixed) {
            List<String> nowhere = fixed.all().stream()
                    .filter(route -> !connectors.containsKey(route.system()))
                    .map(route -> "warehouse " + route.warehouse() + " to " + route.system())
                    .sorted()
                    .toList();
            Require.that(
                    nowhere.isEmpty(),
                    "route",
                    nowhere,
                    "to a system with a connector, which are " + Desk.systems(connectors.keySet())
                            + "; mend the route, or add the connector with connector(…)");
        }
    }
}
