package io.gwms.order;

import io.gwms.internal.PlatformCancel;
import io.gwms.internal.ShipmentRef;
import io.gwms.internal.task.TaskRules;
import io.gwms.outbound.OutboundId;
import io.gwms.state.Change;
import io.gwms.task.BusinessType;
import io.gwms.task.NewTask;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskRoute;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an order asks of the outside: sync tasks, each under the stable key of its effect. */
final class Effects {
    private Effects() {}

    /** Of what a warehouse is asked about it: its id, as a task's type says what is asked. */
    static String key(OutboundId outbound) {
        return outbound.value();
    }

    static String writeBackKey(OrderId order, String shipmentId) {
        return "write-back:" + order + ":" + shipmentId;
    }

    static Change create(OutboundId outbound, @Nullable TaskRoute route, Instant now) {
        return forOutbound(TaskType.CREATE, outbound, route, now);
    }

    static Change cancel(OutboundId outbound, @Nullable TaskRoute route, Instant now) {
        return forOutbound(TaskType.CANCEL, outbound, route, now);
    }

    private static Change forOutbound(TaskType type, OutboundId outbound, @Nullable TaskRoute route, Instant now) {
        NewTask task = NewTask.of(type, key(outbound), BusinessType.OUTBOUND, outbound.value(), now);
        return new Change.AddTask(route == null ? task : task.route(route));
    }

    static Change writeBack(Order order, String shipmentId, Instant now) {
        return new Change.AddTask(NewTask.of(
                        TaskType.WRITE_BACK,
                        writeBackKey(order.id(), shipmentId),
                        BusinessType.ORDER,
                        order.platform().number(),
                        now)
                .payload(new ShipmentRef(order.id(), shipmentId).payload()));
    }

    /** A platform is told once that an order is cancelled, and as often as a buyer asks that it goes on. */
    static Change platformCancel(Order order, PlatformCancel told, Instant now) {
        String key = (told.keeps() ? "platform-keep:" : "platform-cancel:") + order.id();
        return new Change.AddTask(NewTask.of(
                        TaskType.PLATFORM_CANCEL,
                        told.keeps() ? key + ":" + order.platform().changedAt().toEpochMilli() : key,
                        BusinessType.ORDER,
                        order.platform().number(),
                        now)
                .payload(told.payload()));
    }

    static String acknowledgeKey(OrderId order, long version) {
        return "acknowledge:" + order + ":" + version;
    }

    /** A task that finds in the order itself what it has to say. */
    static Change acknowledge(Order order, String key, Instant now) {
        return new Change.AddTask(NewTask.of(
                        TaskType.ACKNOWLEDGE,
                        key,
                        BusinessType.ORDER,
                        order.platform().number(),
                        now)
                .payload(order.id().toString()));
    }

    static @Nullable SyncTask live(List<SyncTask> tasks, TaskType type, String key) {
        for (SyncTask task : tasks) {
            if (task.type().equals(type)
                    && task.key().equals(key)
                    && task.status().isLive()) {
                return task;
            }
        }
        return null;
    }

    static void addOrHurry(List<Change> changes, @Nullable SyncTask live, Change add, Instant now) {
        Change change = addedOrHurried(live, add, now);
        if (change != null) {
            changes.add(change);
        }
    }

    /** A live task is made due now instead of adding a second one; null when that was asked for already. */
    static @Nullable Change addedOrHurried(@Nullable SyncTask live, Change add, Instant now) {
        return live == null ? add : hurried(live, now);
    }

    /** A round of a live task as soon as can be; null when that was asked for already. */
    static @Nullable Change hurried(SyncTask task, Instant now) {
        SyncTask hurried = TaskRules.syncNow(task, now);
        return hurried == null ? null : new Change.UpdateTask(hurried, task.runToken(), null);
    }

    /** Ends a live task that must not run any more. */
    static Change ended(SyncTask task, String reason, Instant now) {
        return new Change.UpdateTask(TaskRules.cancelled(task, reason, now), task.runToken(), null);
    }
}
