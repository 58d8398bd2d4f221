package io.gwms.proxy.task;

import io.gwms.state.Change;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskType;
import java.util.List;
import java.util.Optional;

/**
 * What becomes of an order whose task a person cancels, so that nothing stays open without an end: what was never sent is
 * cancelled here, what may be over there is asked about, and a cancel that nobody asks for any more is taken back.
 */
final class Orphans {
    private final Consignments consignments;

    Orphans(Consignments consignments) {
        this.consignments = consignments;
    }

    List<Change> withoutCreate(SyncTask task) {
        return order(task).map(order -> withoutCreate(order, task)).orElse(List.of());
    }

    private List<Change> withoutCreate(Consignment order, SyncTask task) {
        boolean ended = order.stage() == Consignment.Stage.DONE || order.stage() == Consignment.Stage.CANCELLED;
        if (ended || consignments.isLive(order, TaskType.CANCEL)) {
            return List.of();
        }
        boolean neverSent = order.stage() == Consignment.Stage.NEW
                && !SendMark.of(task.checkpoint()).isSent();
        if (neverSent) {
            return order.cancelled("");
        }
        if (!consignments.tasksOf(order, TaskType.QUERY).isEmpty()) {
            return List.of();
        }
        NewTask query =
                NewTask.of(TaskType.QUERY, queryKey(order), order.business(), order.reference(), consignments.now());
        TaskRoute route = task.route();
        return List.of(new Change.AddTask(route == null ? query : query.route(route)));
    }

    List<Change> withoutCancel(SyncTask task) {
        return order(task)
                .filter(Consignment::isCancelAsked)
                .map(order -> order.cancelRefused("the task that asked the warehouse was cancelled by hand"))
                .orElse(List.of());
    }

    private Optional<Consignment> order(SyncTask task) {
        return consignments.find(task.businessType(), task.businessNo());
    }

    /** The key of the task that asks how an order stands. */
    static String queryKey(Consignment order) {
        return (order.business().equals(BusinessType.INBOUND) ? "inbound:" : "query:") + order.reference();
    }
}
