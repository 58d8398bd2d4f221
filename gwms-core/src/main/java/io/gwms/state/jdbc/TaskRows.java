package io.gwms.state.jdbc;

import static java.util.Objects.requireNonNull;

import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.RowTable;
import io.gwms.internal.jdbc.Tx;
import io.gwms.state.Change;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskStatus;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes how tasks go on, many at a time. PostgreSQL takes a whole batch as arrays in one statement and MariaDB as a
 * document, which is several times cheaper than one statement each; SQLite, which is in the process, takes them one by
 * one.
 */
final class TaskRows {
    /** In which a task can still change. */
    static final String LIVE = "status IN ('PENDING', 'WAITING', 'MANUAL')";

    /** Each «:name» is one task's value, or that of a row. A task that runs keeps its own status and due time. */
    private static final String PROGRESS = """
            status = coalesce(:status, status), third_party_no = :third_party_no, request_id = :request_id,
            last_executed_at = :last_executed_at, due_at = coalesce(:due_at, due_at), finished_at = :finished_at,
            attempts = :attempts, failures = :failures, crashes = :crashes, rounds = :rounds, summary = :summary,
            error = :error, manual_reason = :manual_reason, rerun_requested = :rerun_requested, run_token = :run_token,
            checkpoint_text = CASE WHEN :keeps = 1 THEN checkpoint_text ELSE :checkpoint END,
            owner = CASE WHEN :runs = 1 THEN owner END, end_cause = :end_cause
             WHERE id = :id
               AND run_token = :expected
               AND status IN ('PENDING', 'WAITING', 'MANUAL')
            """;

    private static final Pattern NAMED = Pattern.compile(":(\\w+)");
    private static final String UPDATE =
            "UPDATE gwms_task SET " + NAMED.matcher(PROGRESS).replaceAll("?");

    /** The rows are read first and each task is found by its id; MariaDB might else walk all that are live. */
    private static final String UPDATE_TABLE = "UPDATE %s AS done STRAIGHT_JOIN gwms_task SET "
            + NAMED.matcher(PROGRESS).replaceAll("done.the_$1");

    private static final String PROGRESS_NAMES = NAMED.matcher(PROGRESS)
            .results()
            .map(name -> "the_" + name.group(1))
            .collect(Collectors.joining(", "));

    /**
     * A column that is the same in all rows comes as one value, and its array is empty: the server reads a half of what
     * it would of full arrays. The tally of the rounds goes along.
     */
    private static final String UPDATE_ARRAYS = "WITH tallied AS (" + TaskTallies.ADD_ARRAYS + """
            ), written AS (
            UPDATE gwms_task
               SET status = coalesce(done.status, ?::text, gwms_task.status),
                   third_party_no = coalesce(done.third_party_no, ?::text),
                   request_id = coalesce(done.request_id, ?::text),
                   last_executed_at = coalesce(done.last_executed_at, ?::bigint),
                   due_at = coalesce(done.due_at, ?::bigint, gwms_task.due_at),
                   finished_at = coalesce(done.finished_at, ?::bigint),
                   attempts = coalesce(done.attempts, ?::bigint), failures = coalesce(done.failures, ?::bigint),
                   crashes = coalesce(done.crashes, ?::bigint), rounds = coalesce(done.rounds, ?::bigint),
                   summary = coalesce(done.summary, ?::text), error = coalesce(done.error, ?::text),
                   manual_reason = coalesce(done.manual_reason, ?::text),
                   rerun_requested = coalesce(done.rerun_requested, ?::bigint),
                   run_token = coalesce(done.run_token, ?::bigint),
                   checkpoint_text = CASE WHEN coalesce(done.keeps, ?::bigint) = 1 THEN gwms_task.checkpoint_text
                                          ELSE coalesce(done.checkpoint, ?::text) END,
                   owner = CASE WHEN coalesce(done.runs, ?::bigint) = 1 THEN gwms_task.owner END,
                   end_cause = coalesce(done.end_cause, ?::text)
              FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[],
                          ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::text[], ?::bigint[],
                          ?::bigint[], ?::bigint[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[])
                   AS done (status, third_party_no, request_id, last_executed_at, due_at, finished_at, attempts,
                            failures, crashes, rounds, summary, error, manual_reason, rerun_requested, run_token,
                            keeps, checkpoint, runs, end_cause, id, expected)
             WHERE gwms_task.id = done.id
               AND gwms_task.run_token = done.expected
               AND gwms_task.status IN ('PENDING', 'WAITING', 'MANUAL')
            RETURNING gwms_task.id)
            SELECT count(*) AS tasks, array_agg(id) AS ids FROM written
            """;

    /** The last two say which row is changed. */
    private static final int KEYS = 2;

    /** Which of the values are texts and which are numbers. */
    private static final String PROGRESS_TYPES = "tttnnnnnnntttnnntntnn";

    /** Undoes the ends of a batch, of which one is stale. */
    private static final class Stale extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Stale() {
            super("a stale end", null, false, false);
        }
    }

    private static final int ID = PROGRESS_TYPES.length() - KEYS;

    private TaskRows() {}

    /** A condition for the live task of a type and a key. MariaDB has no partial index, but a column of live keys. */
    static String liveOne(Dialect dialect, String type, String key) {
        return dialect == Dialect.MARIADB
                ? "type = " + type + " AND live_key = " + key
                : "type = " + type + " AND effect_key = " + key + " AND " + LIVE;
    }

    /** Whether a batch goes as arrays. In a host's transaction it does not, because its plans are not ours to pin. */
    static boolean asArrays(Tx tx, int rows) {
        return rows > 1 && tx.dialect() == Dialect.POSTGRESQL && !tx.joined();
    }

    /** Whether a batch goes as a table of rows. */
    static boolean asTable(Tx tx, int rows) {
        return rows > 1 && tx.dialect() == Dialect.MARIADB;
    }

    /**
     * Writes the progress of live tasks, each of them once in the list, and how the rounds ended that this tells of.
     *
     * @return the place in the list of the first one that had not the run token it must have; -1 when all had
     */
    static int update(Tx tx, List<Change.UpdateTask> updates) {
        List<@Nullable Object[]> rows = new ArrayList<>(updates.size());
        TaskTallies tallies = new TaskTallies();
        for (Change.UpdateTask update : updates) {
            rows.add(progress(update));
            TaskAttempt round = update.attempt();
            if (round != null) {
                tallies.add(update.task(), round.endedAt(), round.outcome());
            }
        }
        if (!asArrays(tx, rows.size())) {
            tallies.write(tx);
            return asTable(tx, rows.size()) && updatesAll(tx, rows) ? -1 : firstUntouched(tx.batch(UPDATE, rows));
        }
        tx.pinPlans();
        List<@Nullable Object> values = new ArrayList<>();
        Collections.addAll(values, tallies.columns());
        Collections.addAll(values, Tx.valuesAndColumns(PROGRESS_TYPES, KEYS, rows));
        return tx.queryOne(
                        UPDATE_ARRAYS,
                        row -> row.intValue("tasks") == updates.size()
                                ? -1
                                : firstBut(row.stringOrNull("ids"), updates),
                        values.toArray())
                .orElseThrow();
    }

    /**
     * In one statement, which is undone unless each row had the token it must have. In the order of ids, so that two
     * nodes that lock the same tasks wait for one another and not each for the other.
     */
    private static boolean updatesAll(Tx tx, List<@Nullable Object[]> rows) {
        RowTable done = RowTable.of(
                PROGRESS_NAMES,
                PROGRESS_TYPES,
                rows.stream()
                        .sorted(Comparator.comparing(row -> (Long) requireNonNull(row[ID])))
                        .toList());
        if (done.isLarge()) {
            return false;
        }
        try {
            tx.<@Nullable Object>nested(at -> {
                if (at.update(UPDATE_TABLE.formatted(done.sql()), done.values()) < rows.size()) {
                    throw new Stale();
                }
                return null;
            });
            return true;
        } catch (Stale e) {
            return false;
        }
    }

    /** The place of the first task that is none of these, which are in PostgreSQL's form of an array. */
    private static int firstBut(@Nullable String written, List<Change.UpdateTask> updates) {
        Set<String> ids =
                Set.of((written == null ? "{}" : written).replaceAll("[{}]", "").split(","));
        for (int i = 0; i < updates.size(); i++) {
            if (!ids.contains(String.valueOf(updates.get(i).task().id().value()))) {
                return i;
            }
        }
        return -1;
    }

    private static int firstUntouched(int[] touched) {
        for (int i = 0; i < touched.length; i++) {
            if (touched[i] == 0) {
                return i;
            }
        }
        return -1;
    }

    private static @Nullable Object[] progress(Change.UpdateTask update) {
        SyncTask task = update.task();
        ManualReason reason = task.manualReason();
        boolean runs = task.status() == TaskStatus.RUNNING;
        return Tx.values(
                runs ? null : task.status(),
                task.thirdPartyNo(),
                task.requestId(),
                task.lastExecutedAt(),
                runs ? null : task.nextExecutionAt(),
                task.finishedAt(),
                task.attempts(),
                task.failures(),
                task.crashes(),
                task.rounds(),
                task.summary(),
                task.error(),
                reason == null ? null : reason.value(),
                task.rerunRequested(),
                task.runToken(),
                update.keepsCheckpoint(),
                task.checkpoint(),
                runs,
                TaskHistory.toldByTask(update),
                task.id().value(),
                update.expectedToken());
    }
}
