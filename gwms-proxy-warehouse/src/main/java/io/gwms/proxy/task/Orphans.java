package io.gwms.proxy.task;

import io.gwms.state.Change;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskType;
import java.util.ArrayList;
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
        if (order.isCancelAsked() && consignments.isLive(order, TaskType.CANCEL)) {
            return List.of(); // what ends without cancelling it sees to it that it is followed
        }
        boolean neverSent = order.stage() == Consignment.Stage.NEW
                && !SendMark.of(task.checkpoint()).isSent();
        return neverSent ? order.cancelled("") : asked(order, task);
    }

    List<Change> withoutCancel(SyncTask task) {
        return order(task)
                .filter(Consignment::isCancelAsked)
                .map(order -> takenBack(order, task, "the task that asked the warehouse was cancelled by hand"))
                .orElse(List.of());
    }

    /** What a cancel leaves behind that will not be: no wish, and an order that somebody follows. */
    List<Change> takenBack(Consignment order, SyncTask cancel, String why) {
        List<Change> changes = new ArrayList<>(order.cancelRefused(why));
        if (!consignments.isLive(order, TaskType.CREATE)) {
            changes.addAll(asked(order, cancel));
        }
        return changes;
    }

    /** Somebody asks how it stands for as long as it has not ended, or a shipment of it lacks its tracking number. */
    private List<Change> asked(Consignment order, SyncTask before) {
        boolean ended = order.stage() == Consignment.Stage.CANCELLED
                || (order.stage() == Consignment.Stage.DONE && order.isTold());
        if (ended || consignments.isLive(order, TaskType.QUERY)) {
            return List.of();
        }
        NewTask query =
                NewTask.of(TaskType.QUERY, queryKey(order), order.business(), order.reference(), consignments.now());
        TaskRoute route = before.route();
        return List.of(new Change.AddTask(route == null ? query : query.route(route)));
    }

    private Optional<Consignment> order(SyncTask task) {
        return consignments.find(task.businessType(), task.businessNo());
    }

    /** The key of the task that asks how an order stands. */
    static String queryKey(Consignment order) {
        return (order.business().equals(BusinessType.INBOUND) ? "inbound:" : "query:") + order.reference();
    }
}
