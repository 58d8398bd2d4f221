package io.gwms.state.jdbc;

import com.google.common.collect.Lists;
import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.state.TaskQueue;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAttempt;
import io.gwms.task.TaskControl;
import io.gwms.task.TaskId;
import io.gwms.task.TaskLane;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Hands tasks out, lane by lane. The rows to take are chosen first, by one walk along a partial index; on PostgreSQL rows
 * that another node is just taking are passed over, so that nobody waits. Shape and pinned plans leave the planner no
 * other way (sync-tasks, section 3): an array that is computed once, then a look at each place it names.
 */
final class TaskClaims implements TaskQueue {
    private static final Duration DEAD_NODES_ARE_KEPT = Duration.ofDays(1);
    private static final String DUE = "FROM gwms_task WHERE %s = ? AND " + DueLanes.SCHEDULED
            + " AND due_at <= ? AND (due_at, id) > (?, ?) ORDER BY due_at, id LIMIT ?";
    private static final String CLAIM =
            "last_executed_at = ?, owner = ?, rounds = rounds + 1, run_token = run_token + 1";

    /**
     * An array of places is computed once, then the row at each is read: the planner has no other way. A row stays at its
     * place while it is locked; one that was changed since the statement began is passed over.
     */
    private static final String CHOOSE_AND_CLAIM = "WITH chosen AS (SELECT ctid AS place, due_at, id "
            + DUE.formatted("lane") + " FOR UPDATE SKIP LOCKED), held AS (" + RunningTasks.HOLD
            + ") UPDATE gwms_task SET "
            + CLAIM + " WHERE ctid = ANY (ARRAY(SELECT place FROM chosen)) RETURNING *";

    private static final Comparator<SyncTask> DUE_FIRST = Comparator.comparing(SyncTask::nextExecutionAt)
            .thenComparing(task -> task.id().value());

    private static final ClaimedSoFar NEVER_LOOKED = ClaimedSoFar.from(Instant.MIN, List.of());

    /** What was taken, and where the next claim may go on. */
    private record Claim(List<SyncTask> tasks, ClaimedSoFar look) {}

    private final Transactions transactions;
    private final DueSignals signals;
    private final Map<Long, ClaimedSoFar> looks = new ConcurrentHashMap<>();

    TaskClaims(Transactions transactions, DueSignals signals) {
        this.transactions = transactions;
        this.signals = signals;
    }

    @Override
    public long register(String node, Instant now, Duration lease) {
        StoredForm.of(node);
        return transactions.write(tx -> {
            tx.update("""
                    DELETE FROM gwms_node
                     WHERE lease_until < ?
                       AND swept = 1
                       AND NOT EXISTS (SELECT 1 FROM gwms_task
                                        WHERE %s AND gwms_task.owner = gwms_node.incarnation)
                    """.formatted(RunningTasks.found(tx.dialect())), now.minus(DEAD_NODES_ARE_KEPT));
            tx.update("UPDATE gwms_node SET lease_until = 0 WHERE node = ? AND lease_until > 0", node);
            return tx.queryOne(
                            "INSERT INTO gwms_node (node, lease_until, swept) VALUES (?, ?, 0) RETURNING incarnation",
                            row -> row.longValue("incarnation"),
                            node,
                            now.plus(lease))
                    .orElseThrow();
        });
    }

    @Override
    public boolean renew(long incarnation, Instant now, Duration lease) {
        return transactions.write(tx -> tx.update(
                        "UPDATE gwms_node SET lease_until = ? WHERE incarnation = ? AND lease_until > ? AND swept = 0",
                        now.plus(lease),
                        incarnation,
                        now)
                == 1);
    }

    @Override
    public void retire(long incarnation) {
        looks.remove(incarnation);
        transactions.run(tx -> tx.update("UPDATE gwms_node SET lease_until = 0 WHERE incarnation = ?", incarnation));
    }

    @Override
    public List<SyncTask> claim(long incarnation, Instant now, int limit, Predicate<TaskType> types) {
        if (limit < 1 || nothingToClaim(now, types)) {
            return List.of();
        }
        ClaimedSoFar before = looks.getOrDefault(incarnation, NEVER_LOOKED);
        Claim claim = transactions.write(tx -> {
            tx.pinPlans();
            return TaskControls.ofLiving(tx, incarnation, now)
                    .map(controls -> take(tx, controls, incarnation, now, limit, types, before.copy()))
                    .orElseGet(() -> new Claim(List.of(), before));
        });
        looks.put(incarnation, claim.look);
        return claim.tasks.stream().sorted(DUE_FIRST).toList();
    }

    /** On SQLite a look costs nothing, and spares the other writers a turn of the one write lock. */
    private boolean nothingToClaim(Instant now, Predicate<TaskType> types) {
        return transactions.dialect().singleWriter()
                && transactions.read(tx -> DueLanes.at(tx, now, types)).isEmpty();
    }

    /** The node's row is locked by its claims, so that this waits for one that the server is still committing. */
    @Override
    public List<SyncTask> held(long incarnation) {
        return transactions.write(tx -> {
            tx.pinPlans();
            tx.update("UPDATE gwms_node SET swept = swept WHERE incarnation = ?", incarnation);
            return tx.query(
                    "SELECT * FROM gwms_task WHERE " + RunningTasks.found(tx.dialect()) + " AND owner = ?",
                    TaskTable::task,
                    incarnation);
        });
    }

    private static Claim take(
            Tx tx,
            List<TaskControl> controls,
            long incarnation,
            Instant now,
            int limit,
            Predicate<TaskType> types,
            ClaimedSoFar before) {
        List<SyncTask> claimed = new ArrayList<>();
        if (before.leads(now, limit)) {
            claimed.addAll(takeFrom(tx, controls, incarnation, now, limit, before));
            if (claimed.size() == limit) {
                return new Claim(claimed, before);
            }
        }
        ClaimedSoFar look = ClaimedSoFar.from(now, DueLanes.at(tx, now, types));
        claimed.addAll(takeFrom(tx, controls, incarnation, now, limit - claimed.size(), look));
        return new Claim(claimed, look);
    }

    private static List<SyncTask> takeFrom(
            Tx tx, List<TaskControl> controls, long incarnation, Instant now, int limit, ClaimedSoFar look) {
        List<TaskLane> due = look.due();
        List<SyncTask> claimed = new ArrayList<>();
        Map<TaskLane, Integer> taken = new HashMap<>();
        TaskControls.admission(tx, controls, due, now).take(due, limit, (lane, most) -> {
            SyncTask last = look.last(lane);
            List<SyncTask> some = takeFrom(tx, incarnation, now, lane, most, last);
            claimed.addAll(some);
            taken.merge(lane, some.size(), Integer::sum);
            look.took(lane, most, some.size(), some.stream().max(DUE_FIRST).orElse(last));
            return some.size();
        });
        TaskControls.count(tx, controls, taken, now);
        return claimed;
    }

    private static List<SyncTask> takeFrom(
            Tx tx, long incarnation, Instant now, TaskLane lane, int most, @Nullable SyncTask after) {
        String key = LaneKey.of(lane.type(), lane.route());
        Instant afterDue = after == null ? Instant.ofEpochMilli(Long.MIN_VALUE) : after.nextExecutionAt();
        long afterId = after == null ? 0 : after.id().value();
        return tx.dialect() == Dialect.POSTGRESQL
                ? tx.query(
                        CHOOSE_AND_CLAIM,
                        TaskTable::task,
                        key,
                        now,
                        afterDue,
                        afterId,
                        most,
                        incarnation,
                        key,
                        now,
                        incarnation)
                : tx.updateChosen(
                        "gwms_task",
                        CLAIM,
                        DUE.formatted(DueLanes.column(tx.dialect())),
                        TaskTable::task,
                        now,
                        incarnation,
                        key,
                        now,
                        afterDue,
                        afterId,
                        most);
    }

    /**
     * A node is declared dead first and for good, which waits for a claim of its that is just being committed; so no
     * task can come to be its own afterwards.
     */
    @Override
    public int rescue(Instant now) {
        boolean allAlive = transactions
                .read(tx -> tx.query(
                        "SELECT incarnation FROM gwms_node WHERE lease_until <= ? AND swept = 0",
                        row -> row.longValue("incarnation"),
                        now))
                .isEmpty();
        return allAlive ? 0 : transactions.write(tx -> rescue(tx, now));
    }

    private static int rescue(Tx tx, Instant now) {
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
            // The second must not see what the first has counted.
            crashes.addAll(rescue(tx, incarnation, now, "crashes = 0", "1", row -> crash(row, "DUE", now, tallies)));
            crashes.addAll(rescue(
                    tx,
                    incarnation,
                    now,
                    "crashes > 0",
                    "CASE WHEN begun_round = rounds THEN 1 ELSE 0 END",
                    row -> crash(row, "RESCUE", now, tallies)));
        }
        RunningTasks.release(tx, dead);
        TaskHistory.add(tx, crashes);
        tallies.write(tx);
        return crashes.size();
    }

    private static List<TaskAttempt> rescue(
            Tx tx, long incarnation, Instant now, String which, String more, Function<Row, TaskAttempt> crash) {
        return tx.updateReturning(
                "gwms_task",
                "id",
                "status = 'WAITING', due_at = ?, owner = NULL, run_token = run_token + 1, crashes = crashes + " + more,
                RunningTasks.found(tx.dialect()) + " AND owner = ? AND " + which,
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

    /** Ids grow with time, so the oldest of those that ended are looked at and not all; many that live on hide none. */
    @Override
    public int tidy(Instant now, Instant endedBefore) {
        return transactions.write(tx -> {
            tx.pinPlans();
            TaskTallies.rollUp(tx, now);
            if (!endedBefore.isAfter(Instant.EPOCH)) {
                return 0; // all are kept, so that none need be looked at
            }
            List<@Nullable Object[]> subjects = new ArrayList<>();
            List<Long> old = tx.query(
                    "SELECT id, business_no, warehouse FROM (SELECT id, business_no, warehouse, status, finished_at"
                            + " FROM gwms_task WHERE status IN ('SUCCESS', 'CANCELLED') ORDER BY id LIMIT 10000) AS oldest"
                            + " WHERE finished_at < ? LIMIT 1000",
                    row -> {
                        subjects.addAll(TaskSubjects.of(
                                row.longValue("id"), row.string("business_no"), row.stringOrNull("warehouse")));
                        return row.longValue("id");
                    },
                    endedBefore);
            TaskSubjects.remove(tx, subjects);
            for (List<Long> some : Lists.partition(old, 500)) {
                String ids = some.stream().map(String::valueOf).collect(Collectors.joining(", "));
                tx.update("DELETE FROM gwms_task_attempt WHERE task IN (" + ids + ")");
                tx.update("DELETE FROM gwms_task WHERE id IN (" + ids + ")");
            }
            return old.size();
        });
    }

    @Override
    public boolean begin(TaskId task, int round) {
        return transactions.write(tx -> tx.update(
                        "UPDATE gwms_task SET begun_round = rounds WHERE id = ? AND rounds = ? AND owner IS NOT NULL",
                        task.value(),
                        round)
                == 1);
    }

    @Override
    public WakeUps onDue(Runnable wake) {
        return signals.listen(wake);
    }

    @Override
    public boolean checkpoint(TaskId task, long runToken, String checkpoint) {
        return transactions.write(tx -> checkpoint(tx, task, runToken, checkpoint));
    }

    static boolean checkpoint(Tx tx, TaskId task, long runToken, String checkpoint) {
        StoredForm.of(checkpoint);
        return tx.update("""
                        UPDATE gwms_task
                           SET checkpoint_text = ?
                         WHERE id = ?
                           AND run_token = ?
                           AND status IN ('PENDING', 'WAITING', 'MANUAL')
                        """, checkpoint, task.value(), runToken) == 1;
    }
}
