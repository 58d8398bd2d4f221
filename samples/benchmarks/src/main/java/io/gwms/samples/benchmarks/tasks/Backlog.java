package io.gwms.samples.benchmarks.tasks;

import io.gwms.task.TaskResult;
import java.sql.SQLException;

/**
 * Fills the table of tasks again and again with the same due rows: some were added through the API, the others are
 * copies of them that differ in their keys. For ours and for the bare loop.
 */
final class Backlog {
    private static final int SEED = 1_000;

    private final Postgres database;
    private final String columns;

    private Backlog(Postgres database, String columns) {
        this.database = database;
        this.columns = columns;
    }

    /** Makes the tables in that database and the rows to copy. */
    static Backlog in(Postgres database) throws SQLException {
        try (var pool = database.pool(2);
                Node node = Node.on(pool, 1, run -> TaskResult.done("never run"))) {
            node.addAll("task", SEED);
            node.addPaused("paused", SEED);
        }
        String columns = database.ask("""
                SELECT string_agg(column_name, ', ')
                  FROM information_schema.columns
                 WHERE table_name = 'gwms_task' AND column_name NOT IN ('id', 'effect_key')
                   AND is_generated = 'NEVER'
                """);
        database.execute("CREATE TABLE seed AS TABLE gwms_task");
        return new Backlog(database, columns);
    }

    /** That many due tasks, and nothing else. */
    void refill(int tasks) throws SQLException {
        refill(tasks, 0);
    }

    /** That many due tasks, and so many that are due and whose warehouse is paused. */
    void refill(int tasks, int paused) throws SQLException {
        database.execute(
                "TRUNCATE gwms_task, gwms_task_subject, gwms_task_attempt, gwms_task_tally, gwms_task_claim",
                copies("warehouse IS NOT NULL", paused),
                copies("warehouse IS NULL", tasks),
                "INSERT INTO gwms_task_subject SELECT 'no:' || business_no, id FROM gwms_task",
                "INSERT INTO gwms_task_subject SELECT 'at:' || warehouse, id FROM gwms_task WHERE warehouse IS NOT NULL",
                "ANALYZE gwms_task, gwms_task_subject, gwms_task_attempt");
    }

    private String copies(String which, int tasks) {
        return "INSERT INTO gwms_task (effect_key, " + columns + ") SELECT effect_key || '-' || copy, " + columns
                + " FROM generate_series(1, " + (tasks + SEED - 1) / SEED + ") AS copy, seed WHERE " + which
                + " ORDER BY copy, id LIMIT " + tasks;
    }

    /** Whether that many tasks succeeded, each with one round in its history: that of its success, in its own row. */
    void verify(int tasks) throws SQLException {
        String found = database.ask("""
                SELECT count(*) || ' tasks succeeded, with ' || count(end_cause) || ' rounds in their rows and '
                       || (SELECT count(*) FROM gwms_task_attempt) || ' others'
                  FROM gwms_task WHERE status = 'SUCCESS'
                """);
        String expected = tasks + " tasks succeeded, with " + tasks + " rounds in their rows and 0 others";
        if (!found.equals(expected)) {
            throw new IllegalStateException(found + ", but must be: " + expected);
        }
    }
}
