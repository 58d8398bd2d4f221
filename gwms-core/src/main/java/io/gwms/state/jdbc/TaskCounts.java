package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Conditions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.task.ManualReason;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Filters and counts tasks. */
final class TaskCounts {
    private static final String FAILED = "outcome IN ('FAILED', 'CRASHED') AND ended_at >= ? AND ended_at < ?";

    private TaskCounts() {}

    /** What a query shows, on all its pages. */
    static Conditions shownBy(TaskQuery query) {
        Conditions conditions = new Conditions()
                .equal("type", query.type() == null ? null : query.type().value())
                .equal(
                        "business_type",
                        query.businessType() == null
                                ? null
                                : query.businessType().value())
                .equal(
                        "warehouse",
                        query.warehouse() == null ? null : query.warehouse().value())
                .equal(
                        "proxy_system",
                        query.proxySystem() == null ? null : query.proxySystem().value())
                .equal("business_no", query.businessNo())
                .equal(
                        "manual_reason",
                        query.manualReason() == null
                                ? null
                                : query.manualReason().value())
                .between("created_at", query.createdFrom(), query.createdTo())
                .between("due_at", query.dueFrom(), query.dueTo())
                .between("last_executed_at", null, query.executedTo())
                .between("finished_at", query.finishedFrom(), query.finishedTo());
        if (query.isRouteOnly()) {
            conditions.and("warehouse IS NOT NULL");
        }
        statuses(query, conditions);
        overdue(query.dueUntil(), conditions);
        if (query.failedFrom() != null) {
            conditions.and(
                    "EXISTS (SELECT 1 FROM gwms_task_attempt WHERE gwms_task_attempt.task = gwms_task.id AND " + FAILED
                            + ")",
                    query.failedFrom(),
                    query.failedTo());
        }
        return conditions;
    }

    private static void statuses(TaskQuery query, Conditions conditions) {
        Set<TaskStatus> shown = query.statuses();
        if (!shown.isEmpty()) {
            conditions.and(RunningTasks.in(shown));
            if (!shown.contains(TaskStatus.SUCCESS)) {
                conditions.and(TaskTable.OPEN);
            }
        }
    }

    private static void overdue(Map<TaskType, Instant> until, Conditions conditions) {
        if (!until.isEmpty()) {
            List<@Nullable Object> values = new ArrayList<>();
            conditions.and("due_at < " + momentOfType(until, values), values.toArray());
        }
    }

    /** An expression for the moment that goes with a task's type; NULL for a type without one. */
    static String momentOfType(Map<TaskType, Instant> moments, List<@Nullable Object> values) {
        StringBuilder cases = new StringBuilder("CASE type");
        moments.forEach((type, moment) -> {
            cases.append(" WHEN ? THEN ?");
            Collections.addAll(values, type.value(), moment);
        });
        return cases.append(" END").toString();
    }

    static long all(Tx tx, TaskQuery query) {
        TaskSubjects.Walk walk = TaskSubjects.walk(RunningTasks.counted(tx.dialect(), query), query);
        return tx.queryOne(
                        "SELECT count(*) AS tasks FROM " + walk.tables()
                                + walk.conditions().where(),
                        row -> row.longValue("tasks"),
                        walk.conditions().values())
                .orElseThrow();
    }

    /** Of the tasks that run, each is counted among those of the status it had before, and taken off again. */
    static Map<TaskStatus, Long> byStatus(Tx tx) {
        Map<TaskStatus, Long> counts = new EnumMap<>(TaskStatus.class);
        tx.forEach(
                "SELECT status, count(*) AS tasks FROM gwms_task GROUP BY status",
                row -> counts.put(row.enumValue("status", TaskStatus.class), row.longValue("tasks")));
        tx.forEach(
                "SELECT status, count(*) AS tasks FROM " + RunningTasks.those(tx.dialect()) + " WHERE "
                        + RunningTasks.RUNS + " GROUP BY status",
                row -> {
                    long tasks = row.longValue("tasks");
                    counts.merge(row.enumValue("status", TaskStatus.class), -tasks, Long::sum);
                    counts.merge(TaskStatus.RUNNING, tasks, Long::sum);
                });
        counts.values().removeIf(tasks -> tasks == 0);
        return counts;
    }

    static long failedRounds(Tx tx, TaskQuery filter, Instant from, Instant to) {
        Conditions conditions = shownBy(filter).and(FAILED, from, to);
        return tx.queryOne(
                        "SELECT count(*) AS rounds FROM gwms_task_attempt JOIN "
                                + RunningTasks.counted(tx.dialect(), filter)
                                + " ON gwms_task.id = gwms_task_attempt.task" + conditions.where(),
                        row -> row.longValue("rounds"),
                        conditions.values())
                .orElseThrow();
    }

    static Map<ManualReason, Long> manual(Tx tx, TaskQuery filter) {
        Map<ManualReason, Long> counts = new LinkedHashMap<>();
        Conditions conditions = shownBy(filter).and("status = 'MANUAL'").and(TaskTable.OPEN);
        tx.forEach(
                "SELECT manual_reason, count(*) AS tasks FROM " + RunningTasks.of(tx.dialect(), filter)
                        + conditions.where() + "GROUP BY manual_reason ORDER BY tasks DESC, manual_reason",
                row -> counts.put(new ManualReason(row.string("manual_reason")), row.longValue("tasks")),
                conditions.values());
        return counts;
    }
}
