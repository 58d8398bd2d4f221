package io.gwms.proxy.task;

import static java.util.Objects.requireNonNull;

import io.gwms.ModuleSetup;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundPlan;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.PollingPolicy;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAnswer;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The inbound orders (ASN) of proxied warehouses: announced, followed until they are put away and booked, cancelled.
 *
 * <p>Each call only commits and gives the task that does it. What the warehouse puts away is booked through the host's
 * {@link io.gwms.stock.StockLedger}, batch by batch and each piece once; its inbound number there is the ASN, and its time
 * the warehouse's. Short and over receipts are booked as they came and told by a task that waits for a person.
 *
 * <p><b>Threads:</b> shared.
 */
public final class InboundOrders {
    private final ModuleSetup setup;
    private final Desk desk;

    InboundOrders(ModuleSetup setup, Desk desk) {
        this.setup = setup;
        this.desk = desk;
    }

    /** The inbound order of that ASN. */
    public Optional<InboundOrder> find(InboundId id) {
        requireNonNull(id, "id");
        return setup.state().warehouseOrders().inbound(id);
    }

    /** The inbound orders of that warehouse of which something may still come. */
    public List<InboundOrder> open(WarehouseCode warehouse) {
        requireNonNull(warehouse, "warehouse");
        return setup.state().warehouseOrders().openInbounds(warehouse);
    }

    /**
     * Announces an inbound order. The same plan again changes nothing and gives the same task; the ASN of another plan is
     * refused, as are a warehouse without a route or whose system takes no inbound orders, and SKUs nobody knows.
     */
    public TaskAnswer push(InboundPlan plan) {
        requireNonNull(plan, "plan");
        while (true) {
            Optional<InboundOrder> stored = find(plan.id());
            if (stored.isPresent()) {
                return plan.isOf(stored.get())
                        ? newest(plan.id(), TaskType.CREATE)
                        : new TaskAnswer.Refused("ASN " + plan.id()
                                + " was used for another inbound order; give each inbound order a number of its own");
            }
            String unfit = whyNot(plan);
            if (!unfit.isEmpty()) {
                return new TaskAnswer.Refused(unfit);
            }
            Instant now = setup.clock().instant();
            InboundOrder order = plan.order(now);
            Optional<TaskAnswer> added =
                    added(List.of(new Change.SaveInbound(order), task(TaskType.CREATE, order, now, now)));
            if (added.isPresent()) {
                return added.get();
            }
        }
    }

    private String whyNot(InboundPlan plan) {
        Optional<ProxyRoute> route = desk.routes.route(plan.warehouse());
        if (route.isEmpty()) {
            return "warehouse " + plan.warehouse() + " has no route to a proxy warehouse; add it to the routes";
        }
        Optional<ProxyWarehouseConnector> connector = desk.connector(route.get().system());
        if (connector.isEmpty()) {
            return desk.noConnector(route.get());
        }
        if (connector.get().capabilities().inbounds().isEmpty()) {
            return route.get().system() + " takes no inbound orders; announce them there by hand";
        }
        List<WarehouseSku> unknown = plan.lines().stream()
                .map(InboundLine::sku)
                .filter(sku -> !setup.catalogue().exists(sku))
                .toList();
        return unknown.isEmpty() ? "" : "the catalogue has no SKU " + unknown + "; add them or correct the plan";
    }

    /**
     * Asks for an inbound order to be cancelled; one that has ended refuses. It counts as cancelled once the warehouse
     * says so. A warehouse that says no has the last word: the order goes on, and the task tells why.
     */
    public TaskAnswer cancel(InboundId id) {
        requireNonNull(id, "id");
        while (true) {
            InboundOrder order = find(id).orElse(null);
            if (order == null) {
                return new TaskAnswer.Refused("there is no inbound order " + id);
            }
            if (!order.state().isOpen()) {
                return new TaskAnswer.Refused("inbound order " + id + " is " + order.state() + " already");
            }
            Instant now = setup.clock().instant();
            List<Change> changes = new ArrayList<>();
            if (!order.cancelAsked()) {
                changes.add(new Change.SaveInbound(order.withCancelAsked(true, now)));
            }
            changes.add(task(TaskType.CANCEL, order, now, now));
            Optional<TaskAnswer> added = added(changes);
            if (added.isPresent()) {
                return added.get();
            }
        }
    }

    /** Asks every 24 hours how an inbound order stands until it has ended; for one that its create task no longer follows. */
    public TaskAnswer query(InboundId id) {
        requireNonNull(id, "id");
        InboundOrder order = find(id).orElse(null);
        if (order == null) {
            return new TaskAnswer.Refused("there is no inbound order " + id);
        }
        Instant now = setup.clock().instant();
        return added(List.of(task(
                        TaskType.QUERY,
                        order,
                        now,
                        now.plus(PollingPolicy.query().firstDelay()))))
                .orElseThrow(() -> new IllegalStateException("adding a task met a conflict"));
    }

    private Change task(TaskType type, InboundOrder order, Instant now, Instant dueAt) {
        NewTask task = NewTask.of(
                        type,
                        "inbound:" + order.id(),
                        BusinessType.INBOUND,
                        order.id().value(),
                        now)
                .dueAt(dueAt);
        return new Change.AddTask(desk.routes
                .route(order.warehouse())
                .map(route -> task.route(route.taskRoute()))
                .orElse(task));
    }

    /** Empty when the order changed meanwhile. */
    private Optional<TaskAnswer> added(List<Change> changes) {
        if (!(setup.state().commit(changes) instanceof CommitResult.Committed committed)) {
            return Optional.empty();
        }
        setup.wakeTasks();
        return Optional.of(submitted(committed.tasks().get(0)));
    }

    private TaskAnswer submitted(TaskId task) {
        return new TaskAnswer.Submitted(
                task, setup.state().tasks().find(task).map(SyncTask::rounds).orElse(0) + 1);
    }

    private TaskAnswer newest(InboundId id, TaskType type) {
        TaskQuery query = TaskQuery.newest(1)
                .withType(type)
                .withBusinessType(BusinessType.INBOUND)
                .withBusinessNo(id.value());
        return setup.state().tasks().list(query).stream()
                .findFirst()
                .map(task -> submitted(task.id()))
                .orElseGet(() -> new TaskAnswer.Refused("inbound order " + id + " was announced long ago"));
    }
}
