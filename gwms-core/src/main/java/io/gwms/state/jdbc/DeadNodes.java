package io.gwms.state.jdbc;

import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Makes the tasks of dead nodes due. A node is declared dead first and for good, which waits for a claim of its that is
 * just being committed; so no task can come to be its own afterwards.
 */
final class DeadNodes {
    private DeadNodes() {}

    /** Gives back what dead nodes held; how many tasks. */
    static int rescue(Tx tx, Instant now) {
        tx.pinPlans();
        List<Long> dead = tx.updateReturning(
                "gwms_node",
                "incarnation",
                "swept = 1",
                "lease_until <= ? AND swept = 0",
                row -> row.longValue("incarnation"),
                now);
        List<TaskAttempt> crashes = new ArrayList<>();
        TaskTallies tallies = new TaskTallies();
        for (long incarnation : dead) {
            if (TaskClaims.onPostgres(tx)) {
                ClaimRows.settle(tx, incarnation);
            }
            // The second must not see what the first has counted.
            crashes.addAll(waiting(tx, incarnation, now, "crashes = 0", "1", row -> crash(row, "DUE", now, tallies)));
            crashes.addAll(waiting(
                    tx,
                    incarnation,
                    now,
                    "crashes > 0",
                    "CASE WHEN begun_round = rounds THEN 1 ELSE 0 END",
                    row -> crash(row, "RESCUE", now, tallies)));
        }
        if (TaskClaims.onPostgres(tx)) {
            dead.forEach(incarnation -> ClaimRows.release(tx, incarnation));
        }
        TaskHistory.add(tx, crashes);
        tallies.write(tx);
        return crashes.size();
    }

    private static List<TaskAttempt> waiting(
            Tx tx, long incarnation, Instant now, String which, String more, Function<Row, TaskAttempt> crash) {
        return tx.updateReturning(
                "gwms_task",
                "id",
                "status = 'WAITING', due_at = ?, owner = NULL, run_token = run_token + 1, crashes = crashes + " + more,
                (TaskClaims.onPostgres(tx) ? ClaimRows.OF_NODE : "owner = ?") + " AND " + which,
                crash,
                now,
                incarnation);
    }

    private static TaskAttempt crash(Row row, String cause, Instant now, TaskTallies tallies) {
        SyncTask task = TaskTable.task(row);
        tallies.add(task, now, "CRASHED");
        Instant started = task.lastExecutedAt();
        return new TaskAttempt(
                task.id(),
                Math.max(1, task.rounds()),
                started == null ? now : started,
                now,
                cause,
                "CRASHED",
                "the lease of the node that ran it has run out");
    }
}
