package io.gwms.state.jdbc;

import io.gwms.GwmsException;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Tx;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskLane;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Claims on PostgreSQL: one row names the tasks that were taken, with the run token that each had, and the tasks' own rows
 * are left alone. A task runs while a claim names the token it still has, as if its row had a token one higher, one more
 * round and the time of the claim; {@code gwms_task_now} and {@code gwms_task_running} show it so. An end, which gives
 * its task a new token, ends its part of the claim by that. Whatever else changes a task that runs {@linkplain #settle
 * writes the claim into its row} first.
 *
 * <p>The rows that are taken are not locked. Instead those who claim take turns, so that each sees all claims before its
 * own. Who changes a task that it does not run waits for the claim under way, and has those that come pass over that task,
 * and over those of its sixteenth, until that change is committed: a host's transaction may take its time. The locks are
 * PostgreSQL's advisory ones, which write nothing and go with the transaction.
 */
final class ClaimRows {
    private static final Logger LOG = LoggerFactory.getLogger(ClaimRows.class);

    /** What no claim names. */
    static final String FREE = " AND (id, run_token) NOT IN (SELECT id, token FROM gwms_task_claimed)";

    /**
     * The token that whoever runs a task knows, from the task's row: that of a task that is not settled is one behind. Nobody
     * was ever told that token of a task that does not run, so this needs no look at the claims.
     */
    static final String TOKEN_IN_A_ROUND = "run_token + CASE WHEN owner IS NULL THEN 1 ELSE 0 END";

    /** Into how many parts the tasks fall by their numbers, each with a lock; a change of thousands needs no more. */
    private static final int PARTS = 16;

    /** The first key of the locks, so that each schema has its own; the second is a part, or -1 for the turn. */
    private static final String LOCKS = "'gwms_task'::regclass::oid::int";

    /**
     * Waits for the claims under way, five seconds at most, and has those that come wait for this one; then locks the parts of the tasks, and
     * tells which were locked already. Each looks at the one before, so that nothing comes earlier.
     */
    static final String TURN = """
            mine AS MATERIALIZED (
                SELECT 0 AS zero, set_config('lock_timeout', '5s', true), pg_advisory_xact_lock(%1$s, -1)),
            turn AS MATERIALIZED (
                SELECT coalesce(CAST(array_agg(part) AS text), '{}') AS locked
                  FROM mine CROSS JOIN generate_series(0, %2$d) AS part
                 WHERE NOT pg_try_advisory_xact_lock(%1$s, part + zero))""".formatted(LOCKS, PARTS - 1);

    private static final String KEEP_CLAIMS_AWAY = "SELECT current_setting('transaction_isolation') AS isolation,"
            + " pg_advisory_xact_lock_shared(" + LOCKS + ", CAST(part AS int)) FROM unnest(?::bigint[]) AS part";

    /** Whose turn has lasted so long is a process that was stopped, or that nobody reaches. */
    private static final String END_LONG_TURNS = """
            SELECT CAST(pg_terminate_backend(turn.pid) AS int) AS ended
              FROM pg_locks AS turn
              JOIN pg_database AS here ON here.oid = turn.database AND here.datname = current_database()
              JOIN pg_stat_activity AS activity ON activity.pid = turn.pid
             WHERE turn.locktype = 'advisory' AND turn.objsubid = 2 AND turn.granted
               AND CAST(turn.classid AS int) = %s AND CAST(turn.objid AS int) = -1
               AND activity.xact_start < clock_timestamp() - interval '15 seconds'""".formatted(LOCKS);

    /** What differs among the tasks of a lane that wait; all else is sent and read for nothing. */
    private static final String COLUMNS = "id, effect_key, business_type, business_no, third_party_no, request_id,"
            + " created_at, due_at, attempts, failures, crashes, rounds, summary, error, rerun_requested, payload,"
            + " checkpoint_text, run_token";

    private static final String TAKE = """
            WITH chosen AS (SELECT %3$s FROM gwms_task
                             WHERE lane = ? AND %1$s
                               AND due_at <= ? AND (due_at, id) > (?, ?)
                               AND (id, run_token) NOT IN (SELECT id, token FROM gwms_task_claimed
                                                            WHERE lane = ? AND (due_at, task) > (?, ?))
                               AND id %% %2$d <> ALL (?::bigint[])
                             ORDER BY due_at, id LIMIT ?),
                 over AS (DELETE FROM gwms_task_claim WHERE no = ANY (?::bigint[])),
                 claim AS (INSERT INTO gwms_task_claim (owner, lane, at, due_at, task, ids, tokens)
                           SELECT ?, ?, ?, (array_agg(due_at))[count(*)], (array_agg(id))[count(*)],
                                  array_agg(id), array_agg(run_token)
                             FROM chosen HAVING count(*) > 0
                           RETURNING no)
            SELECT chosen.*, claim.no FROM chosen CROSS JOIN claim""".formatted(DueLanes.SCHEDULED, PARTS, COLUMNS);

    private static final String SETTLE = """
            UPDATE gwms_task
               SET owner = claimed.no, run_token = gwms_task.run_token + 1, rounds = gwms_task.rounds + 1,
                   last_executed_at = claimed.at
              FROM gwms_task_claimed AS claimed
             WHERE gwms_task.id = claimed.id AND gwms_task.run_token = claimed.token AND gwms_task.owner IS NULL AND""";

    /** A condition for the settled tasks that run on a node. */
    static final String OF_NODE = "(id, owner) IN (SELECT id, no FROM gwms_task_claimed WHERE owner = ?)";

    private ClaimRows() {}

    /** Waits for the claims under way, and has those that come pass over these tasks until this transaction has ended. */
    static void keepClaimsAway(Tx tx, Collection<TaskId> tasks) {
        List<Long> parts =
                tasks.stream().map(task -> task.value() % PARTS).distinct().toList();
        boolean seesNew = tx.query(KEEP_CLAIMS_AWAY, row -> row.string("isolation"), (Object) array(parts)).stream()
                .allMatch("read committed"::equals);
        if (!seesNew) {
            throw new GwmsException(
                    "GWMS-1013",
                    "The joined transaction changes a task, but sees the database as it was when it began, and not which"
                            + " tasks were claimed since",
                    "begin it with READ COMMITTED, PostgreSQL's default");
        }
    }

    /**
     * Ends the claim that has had its turn for a quarter of a minute, with its connection; what it took was never
     * committed.
     */
    static void endLongTurns(Tx tx) {
        long ended = tx.query(END_LONG_TURNS, row -> row.bool("ended")).stream()
                .filter(isEnded -> isEnded)
                .count();
        if (ended > 0) {
            LOG.warn("A claim that kept all others waiting for more than 15 seconds was ended, with its connection");
        }
    }

    /** What a claim took of a lane, and the number of the row that names it; 0 where there is none. */
    record Claim(long no, List<SyncTask> tasks) {
        boolean isNoted() {
            return no > 0;
        }
    }

    /**
     * Takes what is due in a lane after that place, in whoever's turn this transaction is.
     *
     * @param locked the parts of the tasks that are passed over
     * @param over claims of which nothing runs any more, to be deleted
     * @param isLast whether the transaction ends with this
     */
    static Claim take(
            Tx tx,
            boolean isLast,
            long incarnation,
            Instant now,
            TaskLane lane,
            Instant afterDue,
            long afterId,
            int most,
            String locked,
            Collection<Long> over) {
        String key = LaneKey.of(lane.type(), lane.route());
        List<Long> no = new ArrayList<>(1);
        Function<Row, SyncTask> claimed = row -> {
            if (no.isEmpty()) {
                no.add(row.longValue("no"));
            }
            return TaskTable.claimed(row, lane, now);
        };
        @Nullable
        Object[] values = Tx.values(
                key, now, afterDue, afterId, key, afterDue, afterId, locked, most, array(over), incarnation, key, now);
        List<SyncTask> tasks = isLast ? tx.queryLast(TAKE, claimed, values) : tx.query(TAKE, claimed, values);
        return new Claim(no.isEmpty() ? 0 : no.get(0), tasks);
    }

    /** Deletes claims of which nothing runs any more. */
    static void delete(Tx tx, Collection<Long> over) {
        tx.update("DELETE FROM gwms_task_claim WHERE no = ANY (?::bigint[])", (Object) array(over));
    }

    /** Deletes those from before that moment of which nothing runs any more. */
    static void sweep(Tx tx, Instant before) {
        tx.update("""
                DELETE FROM gwms_task_claim
                 WHERE at < ?
                   AND NOT EXISTS (SELECT 1 FROM gwms_task_running WHERE gwms_task_running.claim = gwms_task_claim.no)
                """, before);
    }

    /** Writes into the rows of these tasks what their claims say, if they run, so that all of a task is in its row. */
    static void settle(Tx tx, Collection<TaskId> tasks) {
        tx.update(SETTLE + " claimed.id = ANY (?::bigint[])", (Object)
                array(tasks.stream().map(TaskId::value).toList()));
    }

    /** The same for all that a node has claimed. */
    static void settle(Tx tx, long incarnation) {
        tx.update(SETTLE + " claimed.owner = ?", incarnation);
    }

    /** Forgets the claims of a node. */
    static void release(Tx tx, long incarnation) {
        tx.update("DELETE FROM gwms_task_claim WHERE owner = ?", incarnation);
    }

    private static Long[] array(Collection<Long> numbers) {
        return numbers.toArray(Long[]::new);
    }
}
