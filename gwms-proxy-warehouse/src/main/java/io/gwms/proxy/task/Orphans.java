package io.gwms.proxy.task;

import io.gwms.state.Change;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Sees to orders whose task a person cancelled, so that nothing stays open without an end: what was never sent is
 * cancelled here, what may be over there is asked about, and a cancel that nobody asks for any more is taken back.
 */
final class Orphans {
    private static final int NEWEST = 200;
    private static final Duration LATELY = Duration.ofDays(7);

    private final Desk desk;
    private final Consignments consignments;

    Orphans(Desk desk, Consignments consignments) {
        this.desk = desk;
        this.consignments = consignments;
    }

    /** Looks at the tasks that were cancelled lately; harmless to repeat. */
    void seeTo(Instant now) {
        Instant from = now.minus(LATELY);
        for (SyncTask task : cancelled(TaskType.CREATE, from)) {
            consignments
                    .find(task.businessType(), task.businessNo())
                    .ifPresent(order -> withoutCreate(order, task, now));
        }
        for (SyncTask task : cancelled(TaskType.CANCEL, from)) {
            consignments.find(task.businessType(), task.businessNo()).ifPresent(this::withoutCancel);
        }
    }

    private List<SyncTask> cancelled(TaskType type, Instant from) {
        return desk.setup
                .state()
                .tasks()
                .list(TaskQuery.newest(NEWEST)
                        .withStatus(TaskStatus.CANCELLED)
                        .withType(type)
                        .withFinished(from, null));
    }

    private void withoutCreate(Consignment order, SyncTask task, Instant now) {
        boolean ended = order.stage() == Consignment.Stage.DONE || order.stage() == Consignment.Stage.CANCELLED;
        if (ended || isLive(order, TaskType.CREATE) || isLive(order, TaskType.CANCEL)) {
            return;
        }
        boolean neverSent = order.stage() == Consignment.Stage.NEW
                && !SendMark.of(task.checkpoint()).isSent();
        if (neverSent) {
            desk.setup.state().commit(order.cancelled(""));
        } else if (consignments.tasksOf(order, TaskType.QUERY).isEmpty()) {
            NewTask query = NewTask.of(TaskType.QUERY, queryKey(order), order.business(), order.reference(), now);
            TaskRoute route = task.route();
            desk.setup.state().commit(List.of(new Change.AddTask(route == null ? query : query.route(route))));
            desk.setup.wakeTasks();
        }
    }

    /** The key of the task that asks how an order stands. */
    static String queryKey(Consignment order) {
        return (order.business().equals(BusinessType.INBOUND) ? "inbound:" : "query:") + order.reference();
    }

    private void withoutCancel(Consignment order) {
        if (order.isCancelAsked() && !isLive(order, TaskType.CANCEL)) {
            List<Change> changes = order.cancelRefused("the task that asked the warehouse was cancelled by hand");
            if (!changes.isEmpty()) {
                desk.setup.state().commit(changes);
            }
        }
    }

    private boolean isLive(Consignment order, TaskType type) {
        return consignments.isLive(order, type);
    }
}
