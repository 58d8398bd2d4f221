package io.gwms.state.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.jdbc.Tx;
import io.gwms.state.Change;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rounds of tasks. The one in which a task succeeds is told by the task's own row, which changes no more, so that the
 * many that succeed at once cost no row of the history and no entry of its index; all others are rows of the history.
 */
final class TaskHistory {
    private static final String DONE = "DONE";

    private static final String ADD =
            "INSERT INTO gwms_task_attempt (task, round, started_at, ended_at, cause, outcome, result_text)";
    private static final String ADD_ROW = ADD + " VALUES (?, ?, ?, ?, ?, ?, ?)";
    private static final String ADD_ARRAYS = ADD + " SELECT * FROM unnest(?::bigint[], ?::int[],"
            + " ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[])";

    private TaskHistory() {}

    /** Why the round of this change ran, if the task's row tells all the rest of it; else null. */
    static @Nullable String toldByTask(Change.UpdateTask update) {
        TaskAttempt round = update.attempt();
        SyncTask task = update.task();
        return round != null && task.status() == TaskStatus.SUCCESS && round.equals(success(task, round.cause()))
                ? round.cause()
                : null;
    }

    private static @Nullable TaskAttempt success(SyncTask task, String cause) {
        return task.lastExecutedAt() == null || task.finishedAt() == null || task.rounds() < 1
                ? null
                : new TaskAttempt(
                        task.id(),
                        task.rounds(),
                        task.lastExecutedAt(),
                        task.finishedAt(),
                        cause,
                        DONE,
                        task.summary());
    }

    /** Adds rows. */
    static void add(Tx tx, List<TaskAttempt> rounds) {
        List<@Nullable Object[]> rows = new ArrayList<>(rounds.size());
        for (TaskAttempt round : rounds) {
            rows.add(Tx.values(
                    round.task().value(),
                    round.round(),
                    round.startedAt(),
                    round.endedAt(),
                    round.cause(),
                    round.outcome(),
                    round.text()));
        }
        if (TaskRows.asArrays(tx, rows.size())) {
            tx.update(ADD_ARRAYS, Tx.columns("nnnnttt", rows));
        } else {
            tx.batch(ADD_ROW, rows);
        }
    }

    /** The rounds of a task, oldest first. */
    static List<TaskAttempt> of(Tx tx, TaskId id) {
        List<TaskAttempt> rounds = tx.query(
                "SELECT * FROM gwms_task_attempt WHERE task = ? ORDER BY seq",
                row -> new TaskAttempt(
                        id,
                        row.intValue("round"),
                        row.instant("started_at"),
                        row.instant("ended_at"),
                        row.string("cause"),
                        row.string("outcome"),
                        row.string("result_text")),
                id.value());
        tx.forEach(
                "SELECT * FROM gwms_task WHERE id = ? AND end_cause IS NOT NULL",
                row -> rounds.add(requireNonNull(success(TaskTable.task(row), row.string("end_cause")))),
                id.value());
        return rounds;
    }
}
