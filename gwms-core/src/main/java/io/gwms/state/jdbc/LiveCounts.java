package io.gwms.state.jdbc;

import com.google.common.collect.Lists;
import io.gwms.internal.jdbc.Conditions;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Tx;
import io.gwms.task.TaskCount;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Counts the tasks that live. A filter by kind reads entries of one index alone, each once: status by status and lane by
 * lane, in three stretches of time. Of the spans in which a stretch ends, and of the few tasks that run, the tasks
 * themselves are looked at; those that run are taken off the status they had before. Any other filter has to look at the
 * tasks.
 */
final class LiveCounts {
    /** What bounds the size of a statement. */
    private static final int CELLS_AT_ONCE = 100;

    private static final String OF_CELL = "FROM gwms_task WHERE gwms_task.status = cell.status AND "
            + TaskTable.OPEN_OF_TASKS + " AND lane = cell.lane";

    private static final String COUNT = """
            SELECT place,
                   (SELECT count(*) %1$s AND due_span < cell.early_span) AS first,
                   (SELECT count(*) %1$s AND due_span >= cell.early_span AND due_span < cell.late_span) AS middle,
                   (SELECT count(*) %1$s AND due_span >= cell.late_span) AS last,
                   (SELECT count(*) %1$s AND due_span = cell.early_span AND due_at < cell.early) AS first_of_middle,
                   (SELECT count(*) %1$s AND due_span = cell.late_span AND due_at < cell.late) AS first_of_last,
                   (SELECT min(due_at) %1$s AND free AND due_span = (
                           SELECT due_span %1$s AND free ORDER BY due_span LIMIT 1)) AS oldest""".formatted(OF_CELL);

    /** From status to status and lane to lane, a probe of the index for each, however many tasks there are. */
    private static final String CELLS = """
            WITH RECURSIVE cells (status, lane) AS (
                SELECT status, (SELECT min(lane) FROM gwms_task WHERE gwms_task.status = live.status AND %1$s)
                  FROM (SELECT 'PENDING' AS status UNION ALL SELECT 'WAITING' UNION ALL SELECT 'MANUAL') AS live
                UNION ALL
                SELECT status, (SELECT min(lane) FROM gwms_task
                                 WHERE gwms_task.status = cells.status AND %1$s AND lane > cells.lane)
                  FROM cells WHERE cells.lane IS NOT NULL)
            SELECT status, lane FROM cells WHERE lane IS NOT NULL""".formatted(TaskTable.OPEN_OF_TASKS);

    /** MariaDB jumps from one to the next by itself. */
    private static final String CELLS_OF_MARIADB = "SELECT DISTINCT status, lane FROM gwms_task WHERE " + TaskRows.LIVE;

    private record Cell(TaskStatus status, String lane) {}

    private LiveCounts() {}

    static List<TaskCount> of(Tx tx, TaskQuery filter, Instant now, Map<TaskType, Instant> overdueSince) {
        return filter.isByKindOnly() && filter.businessType() == null
                ? byLane(tx, filter, now, overdueSince)
                : byTask(
                        tx,
                        RunningTasks.of(tx.dialect(), filter),
                        RunningTasks.STATUS,
                        TaskCounts.shownBy(filter).and(TaskRows.LIVE).and(TaskTable.OPEN),
                        now,
                        overdueSince);
    }

    private static List<TaskCount> byLane(Tx tx, TaskQuery filter, Instant now, Map<TaskType, Instant> overdueSince) {
        tx.pinPlans();
        Map<List<Object>, TaskCount> counts = new LinkedHashMap<>();
        for (List<Cell> some : Lists.partition(cells(tx, filter), CELLS_AT_ONCE)) {
            count(tx, some, now, overdueSince).forEach(count -> add(counts, count));
        }
        Conditions running = TaskCounts.shownBy(filter).and(RunningTasks.RUNS);
        String those = RunningTasks.those(tx.dialect());
        for (TaskCount ran : byTask(tx, those, "status", running, now, overdueSince)) {
            counts.computeIfPresent(List.of(ran.type(), ran.status()), (key, all) -> without(all, ran));
            add(counts, running(ran));
        }
        return counts.values().stream().filter(count -> count.tasks() > 0).toList();
    }

    private static void add(Map<List<Object>, TaskCount> counts, TaskCount count) {
        counts.merge(List.of(count.type(), count.status()), count, LiveCounts::sum);
    }

    /** The oldest stays: of the others it was asked for. */
    private static TaskCount without(TaskCount all, TaskCount some) {
        return new TaskCount(
                all.type(),
                all.status(),
                all.tasks() - some.tasks(),
                all.due() - some.due(),
                all.overdue() - some.overdue(),
                all.oldestDue());
    }

    private static TaskCount running(TaskCount ran) {
        return new TaskCount(ran.type(), TaskStatus.RUNNING, ran.tasks(), ran.due(), ran.overdue(), ran.oldestDue());
    }

    private static List<Cell> cells(Tx tx, TaskQuery filter) {
        String sql = tx.dialect() == Dialect.MARIADB ? CELLS_OF_MARIADB : CELLS;
        return tx.query(sql, row -> new Cell(row.enumValue("status", TaskStatus.class), row.string("lane"))).stream()
                .filter(cell -> isShown(LaneKey.lane(cell.lane), filter))
                .toList();
    }

    private static boolean isShown(TaskLane lane, TaskQuery filter) {
        return (filter.type() == null || filter.type().equals(lane.type()))
                && (filter.warehouse() == null
                        || (lane.route() != null
                                && filter.warehouse().equals(lane.route().warehouse())))
                && !(filter.isRouteOnly() && lane.route() == null);
    }

    private static List<TaskCount> count(Tx tx, List<Cell> cells, Instant now, Map<TaskType, Instant> overdueSince) {
        DueSpan span = DueSpan.of(tx.dialect());
        Instant dueBefore = now.plusMillis(1);
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            Instant overdueBefore = overdueBefore(cells.get(i), overdueSince);
            Instant early = overdueBefore.isBefore(dueBefore) ? overdueBefore : dueBefore;
            Instant late = overdueBefore.isBefore(dueBefore) ? dueBefore : overdueBefore;
            values.addAll(Arrays.asList(
                    i, cells.get(i).status, cells.get(i).lane, early, span.of(early), late, span.of(late)));
        }
        String rows = IntStream.range(0, cells.size())
                .mapToObj(i -> i == 0
                        ? "SELECT ? AS place, ? AS status, ? AS lane, ? AS early, ? AS early_span, ? AS late, ? AS late_span"
                        : "SELECT ?, ?, ?, ?, ?, ?, ?")
                .collect(Collectors.joining(" UNION ALL "));
        return tx.query(
                COUNT.replace("due_span", span.column()).replace("free", RunningTasks.free(tx.dialect())) + " FROM ("
                        + rows + ") AS cell",
                row -> {
                    Cell cell = cells.get(row.intValue("place"));
                    long beforeLate = row.longValue("first") + row.longValue("middle");
                    long byEarly = row.longValue("first") + row.longValue("first_of_middle");
                    long byLate = beforeLate + row.longValue("first_of_last");
                    boolean overdueFirst = overdueBefore(cell, overdueSince).isBefore(dueBefore);
                    return new TaskCount(
                            LaneKey.lane(cell.lane).type(),
                            cell.status,
                            beforeLate + row.longValue("last"),
                            overdueFirst ? byLate : byEarly,
                            overdueFirst ? byEarly : byLate,
                            row.instantOrNull("oldest"));
                },
                values.toArray());
    }

    /** Nothing is overdue of a type that nobody asked about. */
    private static Instant overdueBefore(Cell cell, Map<TaskType, Instant> overdueSince) {
        return overdueSince.getOrDefault(LaneKey.lane(cell.lane).type(), Instant.EPOCH);
    }

    private static TaskCount sum(TaskCount one, TaskCount other) {
        return new TaskCount(
                one.type(),
                one.status(),
                one.tasks() + other.tasks(),
                one.due() + other.due(),
                one.overdue() + other.overdue(),
                Stream.of(one, other)
                        .map(TaskCount::oldestDue)
                        .filter(Objects::nonNull)
                        .min(Instant::compareTo)
                        .orElse(null));
    }

    private static List<TaskCount> byTask(
            Tx tx,
            String tasks,
            String status,
            Conditions conditions,
            Instant now,
            Map<TaskType, Instant> overdueSince) {
        List<@Nullable Object> values = new ArrayList<>();
        values.add(now);
        String overdue = overdueSince.isEmpty()
                ? "0"
                : "sum(CASE WHEN due_at < " + TaskCounts.momentOfType(overdueSince, values) + " THEN 1 ELSE 0 END)";
        Collections.addAll(values, conditions.values());
        return tx.query(
                "SELECT type, " + status
                        + " AS shown, count(*) AS tasks, sum(CASE WHEN due_at <= ? THEN 1 ELSE 0 END) AS due, "
                        + overdue + " AS overdue, min(due_at) AS oldest_due FROM " + tasks + conditions.where()
                        + "GROUP BY type, shown",
                row -> new TaskCount(
                        new TaskType(row.string("type")),
                        row.enumValue("shown", TaskStatus.class),
                        row.longValue("tasks"),
                        row.longValue("due"),
                        row.longValue("overdue"),
                        row.instantOrNull("oldest_due")),
                values.toArray());
    }
}
