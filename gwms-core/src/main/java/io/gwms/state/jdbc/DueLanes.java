package io.gwms.state.jdbc;

import io.gwms.internal.Admission;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskType;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Finds the lanes in which something waits, by a walk along the index of what waits. */
final class DueLanes {
    /** What can be claimed once it is due; on PostgreSQL unless a claim names it. */
    static final String SCHEDULED = "status IN ('PENDING', 'WAITING') AND owner IS NULL";

    /** From lane to lane, a probe of the index for each, however much waits in it. */
    private static final String LANES = """
            WITH RECURSIVE lanes (lane, due_at) AS (
                (SELECT lane, due_at FROM gwms_task WHERE %1$s ORDER BY lane, due_at LIMIT 1)
                UNION ALL
                SELECT next.lane, next.due_at
                  FROM lanes CROSS JOIN LATERAL (SELECT lane, due_at FROM gwms_task
                                                  WHERE lane > lanes.lane AND %1$s
                                                  ORDER BY lane, due_at LIMIT 1) AS next)
            SELECT lane, due_at FROM lanes""".formatted(SCHEDULED + ClaimRows.FREE);

    private static final String NEXT_LANE = "SELECT %1$s AS lane, due_at FROM gwms_task WHERE %1$s > ? AND " + SCHEDULED
            + " ORDER BY %1$s, due_at LIMIT 1";

    /** A lane and when the first of its tasks is due. */
    private record Waiting(TaskLane lane, Instant due) {}

    private DueLanes() {}

    /** Those of some types in which something is due, the longest due first. */
    static List<TaskLane> at(Tx tx, Instant now, Predicate<TaskType> types) {
        return waiting(tx).stream()
                .filter(lane -> !lane.due.isAfter(now) && types.test(lane.lane.type()))
                .sorted(Comparator.comparing(Waiting::due))
                .map(Waiting::lane)
                .toList();
    }

    /** When the first task of some types is due whose lane is not paused. */
    static Optional<Instant> nextDue(Tx tx, Predicate<TaskType> types) {
        tx.pinPlans();
        List<TaskControl> controls = TaskControls.all(tx);
        return waiting(tx).stream()
                .filter(lane -> types.test(lane.lane.type()) && !Admission.isPaused(controls, lane.lane))
                .map(Waiting::due)
                .min(Comparator.naturalOrder());
    }

    /** MariaDB has no partial index, but a column that holds the lane of what waits and is null otherwise. */
    static String column(Dialect dialect) {
        return dialect == Dialect.MARIADB ? "waiting_lane" : "lane";
    }

    private static List<Waiting> waiting(Tx tx) {
        return tx.dialect() == Dialect.POSTGRESQL ? tx.query(LANES, DueLanes::lane) : laneByLane(tx);
    }

    /** The others know no lateral join, or would read each lane to its end; one probe a statement is plain to all. */
    private static List<Waiting> laneByLane(Tx tx) {
        String nextLane = NEXT_LANE.formatted(column(tx.dialect()));
        List<Waiting> lanes = new ArrayList<>();
        String last = "";
        while (true) {
            List<Waiting> next = tx.query(nextLane, DueLanes::lane, last);
            if (next.isEmpty()) {
                return lanes;
            }
            lanes.addAll(next);
            last = LaneKey.of(next.get(0).lane.type(), next.get(0).lane.route());
        }
    }

    private static Waiting lane(Row row) {
        return new Waiting(LaneKey.lane(row.string("lane")), row.instant("due_at"));
    }
}
