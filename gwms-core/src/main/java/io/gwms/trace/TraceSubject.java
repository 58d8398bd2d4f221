package io.gwms.trace;

import static java.util.Objects.requireNonNull;

import io.gwms.order.Order;
import io.gwms.task.SyncTask;
import java.util.List;

/**
 * Whose timeline is asked for.
 *
 * @param order the order as it stands
 * @param tasks the tasks made for it, oldest first
 */
public record TraceSubject(Order order, List<SyncTask> tasks) {
    public TraceSubject {
        requireNonNull(order, "order");
        tasks = List.copyOf(tasks);
    }
}
