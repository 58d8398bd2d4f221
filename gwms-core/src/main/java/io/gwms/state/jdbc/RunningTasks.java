package io.gwms.state.jdbc;

import com.google.common.collect.Sets;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.task.TaskStatus;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which tasks run: those that have an owner. The status that is stored stays what it was before, so that a claim changes
 * nothing that an index of PostgreSQL holds and need not write a task's entry in each of them anew. An index by owner
 * would undo that, so there each claim notes how far it went in its lane ({@code gwms_task_hold}), and those that run
 * are looked for up to there.
 */
final class RunningTasks {
    /** A task's status, from its columns. */
    static final String STATUS = "CASE WHEN owner IS NULL THEN status ELSE 'RUNNING' END";

    private static final Set<TaskStatus> BEFORE = EnumSet.of(TaskStatus.PENDING, TaskStatus.WAITING);

    /** All of what is claimed lies there, and of the others only what came to wait at an earlier time since then. */
    private static final String BEFORE_WHAT_IS_HELD = """
            SELECT task.id
              FROM gwms_task_hold AS hold
             CROSS JOIN LATERAL (SELECT id FROM gwms_task
                                  WHERE lane = hold.lane
                                    AND (due_at, id) <= (hold.due_at, hold.task)
                                    AND status IN ('PENDING', 'WAITING')
                                    AND owner = hold.owner
                                  ORDER BY due_at, id OFFSET 0) AS task""";

    /** Notes how far a claim of that owner in that lane goes, which takes the rows of «chosen». */
    static final String HOLD = """
            INSERT INTO gwms_task_hold (owner, lane, due_at, task)
            SELECT ?, ?, due_at, id FROM chosen ORDER BY due_at DESC, id DESC LIMIT 1
                ON CONFLICT (owner, lane) DO UPDATE SET due_at = excluded.due_at, task = excluded.task
             WHERE (gwms_task_hold.due_at, gwms_task_hold.task) < (excluded.due_at, excluded.task)""";

    private RunningTasks() {}

    static TaskStatus status(Row row) {
        return row.longOrNull("owner") == null ? row.enumValue("status", TaskStatus.class) : TaskStatus.RUNNING;
    }

    /** A condition for those that run, which does not look at those that wait. */
    static String found(Dialect dialect) {
        return dialect == Dialect.POSTGRESQL
                ? "id = ANY (ARRAY(" + BEFORE_WHAT_IS_HELD + ")) AND owner IS NOT NULL"
                : "owner IS NOT NULL";
    }

    /** A condition for tasks of these statuses, which begins with those that an index tells apart. */
    static String in(Dialect dialect, Set<TaskStatus> statuses) {
        if (statuses.equals(EnumSet.of(TaskStatus.RUNNING))) {
            return found(dialect);
        }
        if (!statuses.contains(TaskStatus.RUNNING)) {
            return stored(statuses) + (Sets.intersection(statuses, BEFORE).isEmpty() ? "" : " AND owner IS NULL");
        }
        Set<TaskStatus> others = Sets.difference(statuses, EnumSet.of(TaskStatus.RUNNING));
        String any = stored(Sets.union(others, BEFORE));
        if (others.containsAll(BEFORE)) {
            return any;
        }
        return any + " AND (owner IS NOT NULL OR " + stored(others) + ")";
    }

    private static String stored(Set<TaskStatus> statuses) {
        return statuses.stream()
                .map(status -> "'" + status.name() + "'")
                .sorted()
                .collect(Collectors.joining(", ", "status IN (", ")"));
    }

    /** Forgets what nodes held that own nothing any more. */
    static void release(Tx tx, Collection<Long> owners) {
        if (tx.dialect() == Dialect.POSTGRESQL) {
            owners.forEach(owner -> tx.update("DELETE FROM gwms_task_hold WHERE owner = ?", owner));
        }
    }
}
