package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.RowTable;
import io.gwms.internal.jdbc.Tx;
import io.gwms.task.NewTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskRoute;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Adds tasks, many at a time; of a type and a key only one lives. */
final class NewTasks {
    private static final String NEW_COLUMNS = "type, effect_key, lane, status, business_type, business_no,"
            + " third_party_no, warehouse, proxy_warehouse, proxy_system, request_id, created_at, due_at, attempts,"
            + " failures, crashes, rounds, summary, error, rerun_requested, payload, checkpoint_text, run_token";
    private static final String NEW_VALUES = "fresh.type, fresh.effect_key, fresh.lane, 'PENDING', fresh.business_type,"
            + " fresh.business_no, '', fresh.warehouse, fresh.proxy_warehouse, fresh.proxy_system, '',"
            + " fresh.created_at, fresh.due_at, 0, 0, 0, 0, '', '', 0, fresh.payload, '', 0";
    private static final String ADD_FROM =
            "INSERT INTO gwms_task (" + NEW_COLUMNS + ") SELECT " + NEW_VALUES + " FROM ";
    private static final String FRESH =
            "type, effect_key, lane, business_type, business_no, warehouse, proxy_warehouse,"
                    + " proxy_system, created_at, due_at, payload";
    private static final String ADD = ADD_FROM + "(SELECT ? AS " + FRESH.replace(", ", ", ? AS ") + ")";
    private static final String RETURNING = " RETURNING id, type, effect_key";
    private static final String ADD_ARRAYS = ADD_FROM
            + "unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],"
            + " ?::bigint[], ?::bigint[], ?::text[]) WITH ORDINALITY AS fresh (type, effect_key, lane, business_type,"
            + " business_no, warehouse, proxy_warehouse, proxy_system, created_at, due_at, payload, place) "
            + noLiveOne(Dialect.POSTGRESQL) + " ORDER BY fresh.place ON CONFLICT DO NOTHING" + RETURNING;

    /** Which of the values are texts and which are numbers. */
    private static final String FRESH_TYPES = "ttttttttnnt";

    private NewTasks() {}

    /** Adds tasks; for each its id, or that of the live one of the same type and key. */
    static List<TaskId> add(Tx tx, List<NewTask> tasks) {
        Map<List<String>, TaskId> byKey = addAtOnce(tx, tasks);
        Map<TaskId, NewTask> added = new LinkedHashMap<>();
        List<TaskId> all = new ArrayList<>();
        for (NewTask task : tasks) {
            TaskId id = byKey.get(List.of(task.type().value(), task.key()));
            if (id == null) {
                all.add(add(tx, task, added));
            } else {
                added.put(id, task);
                all.add(id);
            }
        }
        TaskSubjects.add(tx, added);
        return all;
    }

    /** Those of which none lives and no other is in the list, as far as this database takes many in one statement. */
    private static Map<List<String>, TaskId> addAtOnce(Tx tx, List<NewTask> tasks) {
        List<@Nullable Object[]> rows = tasks.stream().map(NewTasks::fresh).toList();
        if (TaskRows.asArrays(tx, rows.size())) {
            tx.pinPlans();
            return added(tx, ADD_ARRAYS, Tx.columns(FRESH_TYPES, rows));
        }
        if (!TaskRows.asTable(tx, rows.size())) {
            return Map.of();
        }
        RowTable fresh = RowTable.of(FRESH, FRESH_TYPES, rows);
        if (fresh.isLarge()) {
            return Map.of();
        }
        String insert = ADD_FROM + fresh.sql() + " AS fresh" + noLiveOne(tx.dialect()) + RETURNING;
        try {
            return tx.nested(at -> added(at, insert, fresh.values()));
        } catch (DatabaseException e) {
            if (e.kind() != DatabaseException.Kind.UNIQUE_VIOLATION) {
                throw e;
            }
            return Map.of(); // two are the same, or somebody else has just added one
        }
    }

    private static Map<List<String>, TaskId> added(Tx tx, String insert, @Nullable Object[] values) {
        Map<List<String>, TaskId> added = new HashMap<>();
        tx.forEach(
                insert,
                row -> added.put(
                        List.of(row.string("type"), row.string("effect_key")), new TaskId(row.longValue("id"))),
                values);
        return added;
    }

    private static TaskId add(Tx tx, NewTask task, Map<TaskId, NewTask> added) {
        while (true) {
            Optional<TaskId> fresh = tx.insertIgnoringForId(ADD + " AS fresh" + noLiveOne(tx.dialect()), fresh(task))
                    .map(TaskId::new);
            if (fresh.isPresent()) {
                added.put(fresh.get(), task);
                return fresh.get();
            }
            Optional<TaskId> live = tx.queryOne(
                    "SELECT id FROM gwms_task WHERE " + TaskRows.liveOne(tx.dialect(), "?", "?")
                            + tx.words().currentRead(),
                    row -> new TaskId(row.longValue("id")),
                    task.type().value(),
                    task.key());
            if (live.isPresent()) { // else it ended between the two statements
                return live.get();
            }
        }
    }

    private static @Nullable Object[] fresh(NewTask task) {
        @Nullable TaskRoute route = task.route().orElse(null);
        return Tx.values(
                task.type().value(),
                task.key(),
                LaneKey.of(task.type(), route),
                task.businessType().value(),
                task.businessNo(),
                route == null ? null : route.warehouse().value(),
                route == null ? null : route.proxyWarehouse(),
                route == null ? null : route.proxySystem().value(),
                task.createdAt(),
                task.dueAt(),
                task.payload());
    }

    private static String noLiveOne(Dialect dialect) {
        return " WHERE NOT EXISTS (SELECT 1 FROM gwms_task WHERE "
                + TaskRows.liveOne(dialect, "fresh.type", "fresh.effect_key") + ")";
    }
}
