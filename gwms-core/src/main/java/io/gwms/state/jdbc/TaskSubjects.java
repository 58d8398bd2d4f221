package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Conditions;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Tx;
import io.gwms.task.NewTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What tasks are found by, beside them: their business number and their warehouse, which never change. */
final class TaskSubjects {
    private static final String ADD = "INSERT INTO gwms_task_subject (subject, task) ";

    private TaskSubjects() {}

    /** Notes what these new tasks are about. */
    static void add(Tx tx, Map<TaskId, NewTask> added) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        added.forEach((id, task) -> {
            rows.add(Tx.values(number(task.businessNo()), id.value()));
            task.route()
                    .ifPresent(route ->
                            rows.add(Tx.values(warehouse(route.warehouse().value()), id.value())));
        });
        if (rows.size() > 1 && tx.dialect() == Dialect.POSTGRESQL) {
            tx.update(ADD + "SELECT * FROM unnest(?::text[], ?::bigint[])", Tx.columns("tn", rows));
        } else {
            tx.batch(ADD + "VALUES (?, ?)", rows);
        }
    }

    /** The rows that say what a task is about, for {@link #remove}. */
    static List<@Nullable Object[]> of(long id, String businessNo, @Nullable String warehouse) {
        List<@Nullable Object[]> rows = new ArrayList<>();
        rows.add(Tx.values(number(businessNo), id));
        if (warehouse != null) {
            rows.add(Tx.values(warehouse(warehouse), id));
        }
        return rows;
    }

    /** Forgets what tasks were about that are forgotten themselves. */
    static void remove(Tx tx, List<@Nullable Object[]> rows) {
        tx.batch("DELETE FROM gwms_task_subject WHERE subject = ? AND task = ?", rows);
    }

    /** The tables that a query for tasks walks, newest first, and by which column it is ordered. */
    record Walk(String tables, String order, Conditions conditions) {}

    /** Along a subject when the query names one, and what is open is not the shorter way; from what tasks are read from. */
    static Walk walk(String tasks, TaskQuery query) {
        Conditions conditions = TaskCounts.shownBy(query);
        return subject(query)
                .map(subject -> new Walk(
                        "gwms_task_subject JOIN " + tasks + " ON gwms_task.id = gwms_task_subject.task",
                        "gwms_task_subject.task",
                        conditions.and("gwms_task_subject.subject = ?", subject)))
                .orElseGet(() -> new Walk(tasks, "gwms_task.id", conditions));
    }

    private static Optional<String> subject(TaskQuery query) {
        if (query.businessNo() != null) {
            return Optional.of(number(query.businessNo()));
        }
        boolean onlyOpen = !query.statuses().isEmpty() && !query.statuses().contains(TaskStatus.SUCCESS);
        return onlyOpen || query.warehouse() == null
                ? Optional.empty()
                : Optional.of(warehouse(query.warehouse().value()));
    }

    private static String number(String businessNo) {
        return "no:" + businessNo;
    }

    private static String warehouse(String code) {
        return "at:" + code;
    }
}
