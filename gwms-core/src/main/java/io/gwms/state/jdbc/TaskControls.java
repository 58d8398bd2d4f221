package io.gwms.state.jdbc;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.Admission;
import io.gwms.internal.jdbc.Conditions;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.proxy.ProxySystem;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskScope;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Pauses and limits of tasks, and what counts against the limits. */
final class TaskControls {
    private static final String ALL = "SELECT * FROM gwms_task_control ORDER BY scope";
    private static final String ALIVE = "incarnation = ? AND lease_until > ? AND swept = 0";
    private static final String NODE = "SELECT incarnation FROM gwms_node WHERE " + ALIVE;

    /** For one who lives, in its turn: a row without a scope when nothing is paused or limited. */
    private static final String NODE_AND_ALL =
            "WITH " + ClaimRows.TURN + " SELECT control.*, turn.locked FROM gwms_node AS node"
                    + " CROSS JOIN turn LEFT JOIN gwms_task_control AS control ON true WHERE " + ALIVE
                    + " ORDER BY scope FOR SHARE OF node";

    private static final long MILLIS_OF_A_MINUTE = 60_000;

    /**
     * What a claim of a node that lives is held to.
     *
     * @param controls all pauses and limits
     * @param locked on PostgreSQL, which {@linkplain ClaimRows#TURN parts} of the tasks it must pass over
     */
    record ForClaim(List<TaskControl> controls, String locked) {}

    private TaskControls() {}

    static List<TaskControl> all(Tx tx) {
        return tx.query(ALL, TaskControls::control);
    }

    /**
     * All of them for a node that lives and will claim, else nothing. Its row stays locked, so that nobody declares it dead
     * before this transaction ends; where claims take turns, this is its turn.
     */
    static Optional<ForClaim> ofLiving(Tx tx, long incarnation, Instant now) {
        if (tx.dialect() != Dialect.POSTGRESQL) {
            return tx.queryOne(NODE + tx.words().forShare(), row -> tx, incarnation, now)
                    .map(TaskControls::all)
                    .map(controls -> new ForClaim(controls, ""));
        }
        List<TaskControl> controls = new ArrayList<>();
        List<String> locked = tx.query(
                NODE_AND_ALL,
                row -> {
                    if (row.stringOrNull("scope") != null) {
                        controls.add(control(row));
                    }
                    return row.string("locked");
                },
                incarnation,
                now);
        return locked.stream().findFirst().map(parts -> new ForClaim(controls, parts));
    }

    /** Sets it in place of what the scope had. What is counted in this minute stays counted. */
    static void set(Tx tx, TaskControl control) {
        String scope = LaneKey.of(control.scope());
        if (control.isNone()) {
            tx.update("DELETE FROM gwms_task_control WHERE scope = ?", scope);
            return;
        }
        TaskScope covered = control.scope();
        tx.upsert(
                """
                INSERT INTO gwms_task_control
                       (scope, type, proxy_system, warehouse, paused_because, max_running, max_per_minute, since,
                        counted_minute, counted)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0, 0)
                ON CONFLICT (scope) DO UPDATE
                   SET paused_because = excluded.paused_because, max_running = excluded.max_running,
                       max_per_minute = excluded.max_per_minute, since = excluded.since
                """,
                scope,
                covered.type() == null ? null : covered.type().value(),
                covered.proxySystem() == null ? null : covered.proxySystem().value(),
                covered.warehouse() == null ? null : covered.warehouse().value(),
                control.pausedBecause(),
                control.maxRunning(),
                control.maxPerMinute(),
                control.since());
    }

    private static TaskControl control(Row row) {
        String type = row.stringOrNull("type");
        String system = row.stringOrNull("proxy_system");
        String warehouse = row.stringOrNull("warehouse");
        return new TaskControl(
                new TaskScope(
                        type == null ? null : new TaskType(type),
                        system == null ? null : new ProxySystem(system),
                        warehouse == null ? null : new WarehouseCode(warehouse)),
                row.stringOrNull("paused_because"),
                row.intOrNull("max_running"),
                row.intOrNull("max_per_minute"),
                row.instant("since"));
    }

    /**
     * What a claim of those lanes is held to. Where a limit covers one of them its row is locked until the claim ends,
     * so that nodes count one after the other; claims of other lanes wait for nobody. On PostgreSQL, where all claims and
     * those who change tasks would wait with this one, what a limit covers that somebody is just changing is passed over.
     */
    static Admission admission(Tx tx, List<TaskControl> controls, List<TaskLane> due, Instant now) {
        List<TaskControl> that = new ArrayList<>();
        Map<TaskScope, Integer> begun = new HashMap<>();
        for (TaskControl control : controls) {
            if (due.stream().anyMatch(control.scope()::covers)) {
                boolean isKnown = !isLimited(control) || lock(tx, control, begun, now);
                that.add(isKnown ? control : control.paused("it is being changed", now));
            }
        }
        return new Admission(that, scope -> running(tx, scope), scope -> begun.getOrDefault(scope, 0));
    }

    /** False when somebody else changes it and this does not wait. */
    private static boolean lock(Tx tx, TaskControl control, Map<TaskScope, Integer> begun, Instant now) {
        boolean waits = tx.dialect() != Dialect.POSTGRESQL;
        tx.forEach(
                "SELECT counted_minute, counted FROM gwms_task_control WHERE scope = ?"
                        + tx.words().forUpdate()
                        + (waits ? "" : " SKIP LOCKED"),
                row -> begun.put(
                        control.scope(), row.longValue("counted_minute") == minute(now) ? row.intValue("counted") : 0),
                LaneKey.of(control.scope()));
        return waits || begun.containsKey(control.scope());
    }

    /** Counts rounds that a claim has begun against the limits that cover them. */
    static void count(Tx tx, List<TaskControl> controls, Map<TaskLane, Integer> taken, Instant now) {
        for (TaskControl control : controls) {
            int begun = taken.entrySet().stream()
                    .filter(lane -> control.scope().covers(lane.getKey()))
                    .mapToInt(Map.Entry::getValue)
                    .sum();
            if (control.maxPerMinute() != null && begun > 0) {
                tx.update("""
                        UPDATE gwms_task_control
                           SET counted = CASE WHEN counted_minute = ? THEN counted ELSE 0 END + ?, counted_minute = ?
                         WHERE scope = ?
                        """, minute(now), begun, minute(now), LaneKey.of(control.scope()));
            }
        }
    }

    private static boolean isLimited(TaskControl control) {
        return !control.isPaused() && (control.maxRunning() != null || control.maxPerMinute() != null);
    }

    private static int running(Tx tx, TaskScope scope) {
        Conditions conditions = new Conditions()
                .and(RunningTasks.RUNS)
                .equal("type", scope.type() == null ? null : scope.type().value())
                .equal(
                        "proxy_system",
                        scope.proxySystem() == null ? null : scope.proxySystem().value())
                .equal(
                        "warehouse",
                        scope.warehouse() == null ? null : scope.warehouse().value());
        return tx.queryOne(
                        "SELECT count(*) AS running FROM " + RunningTasks.those(tx.dialect()) + conditions.where(),
                        row -> row.intValue("running"),
                        conditions.values())
                .orElse(0);
    }

    private static long minute(Instant now) {
        return Math.floorDiv(now.toEpochMilli(), MILLIS_OF_A_MINUTE);
    }
}
