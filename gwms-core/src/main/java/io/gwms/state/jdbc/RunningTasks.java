package io.gwms.state.jdbc;

import com.google.common.collect.Sets;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Row;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tasks run: those that have an owner. The status that is stored stays what it was before. On PostgreSQL it is not
 * the task's row that has the owner but its {@linkplain ClaimRows claim}, so there all tasks, or those that run, are read
 * from a view; elsewhere it is the row.
 */
final class RunningTasks {
    /** A task's status, from its columns. */
    static final String STATUS = "CASE WHEN owner IS NULL THEN status ELSE 'RUNNING' END";

    /** A condition for those that run. */
    static final String RUNS = "owner IS NOT NULL";

    private static final Set<TaskStatus> BEFORE = EnumSet.of(TaskStatus.PENDING, TaskStatus.WAITING);
    private static final Set<TaskStatus> MAY_RUN = Sets.union(BEFORE, EnumSet.of(TaskStatus.RUNNING));
    private static final Set<TaskStatus> ONLY = EnumSet.of(TaskStatus.RUNNING);

    private RunningTasks() {}

    static TaskStatus status(Row row) {
        return row.longOrNull("owner") == null ? row.enumValue("status", TaskStatus.class) : TaskStatus.RUNNING;
    }

    /** What all tasks are read from, to be called {@code gwms_task} there. */
    static String all(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? "gwms_task_now AS gwms_task" : "gwms_task";
    }

    /** What those that run are read from without a look at the others, with {@link #RUNS} as a condition. */
    static String those(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL ? "gwms_task_running AS gwms_task" : "gwms_task";
    }

    /** What the tasks of a query are read from. */
    static String of(Dialect dialect, TaskQuery query) {
        Set<TaskStatus> shown = query.statuses();
        if (shown.equals(ONLY)) {
            return those(dialect);
        }
        return shown.isEmpty() || !Sets.intersection(shown, MAY_RUN).isEmpty() ? all(dialect) : "gwms_task";
    }

    /**
     * What the tasks of a query are counted in: their own rows, unless it asks for what a claim changes. A look at the
     * claims for each of ten million tasks would take several times as long.
     */
    static String counted(Dialect dialect, TaskQuery query) {
        boolean anyMayRun = query.statuses().isEmpty() || query.statuses().containsAll(MAY_RUN);
        return anyMayRun && query.executedTo() == null ? "gwms_task" : of(dialect, query);
    }

    /** A condition for what does not run, to a task's own row. */
    static String free(Dialect dialect) {
        return "owner IS NULL" + (dialect == Dialect.POSTGRESQL ? ClaimRows.FREE : "");
    }

    /** A condition for tasks of these statuses, which begins with those that an index tells apart. */
    static String in(Set<TaskStatus> statuses) {
        if (statuses.equals(ONLY)) {
            return RUNS;
        }
        if (!statuses.contains(TaskStatus.RUNNING)) {
            return stored(statuses) + (Sets.intersection(statuses, BEFORE).isEmpty() ? "" : " AND owner IS NULL");
        }
        Set<TaskStatus> others = Sets.difference(statuses, ONLY);
        String any = stored(Sets.union(others, BEFORE));
        if (others.containsAll(BEFORE)) {
            return any;
        }
        return any + " AND (" + RUNS + " OR " + stored(others) + ")";
    }

    private static String stored(Set<TaskStatus> statuses) {
        return statuses.stream()
                .map(status -> "'" + status.name() + "'")
                .sorted()
                .collect(Collectors.joining(", ", "status IN (", ")"));
    }
}
