package io.gwms.state.jdbc;

import com.google.common.collect.Lists;
import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.DatabaseException;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.state.Change;
import io.gwms.state.TaskQueue;
import io.gwms.state.jdbc.Claiming.Claimed;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hands tasks out, lane by lane. What to take is chosen first, by one walk along a partial index, to which pinned plans
 * leave the planner no other way (sync-tasks, section 3). On PostgreSQL {@linkplain ClaimRows a row for the claim} names
 * what was taken; elsewhere each task's row names its owner.
 */
final class TaskClaims implements TaskQueue {
    private static final Logger LOG = LoggerFactory.getLogger(TaskClaims.class);
    private static final Duration DEAD_NODES_ARE_KEPT = Duration.ofDays(1);
    private static final Duration CLAIMS_ARE_KEPT = Duration.ofMinutes(1);
    private static final ClaimedSoFar NEVER_LOOKED = ClaimedSoFar.from(Instant.MIN, List.of());

    private final Transactions transactions;
    private final DueSignals signals;
    private final Map<Long, ClaimedSoFar> looks = new ConcurrentHashMap<>();
    private final ClaimsInHand inHand = new ClaimsInHand();

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
                       AND NOT EXISTS (SELECT 1 FROM %s WHERE owner = gwms_node.incarnation)
                    """.formatted(onPostgres(tx) ? "gwms_task_claim" : "gwms_task"), now.minus(DEAD_NODES_ARE_KEPT));
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
        boolean alive = transactions.write(tx -> tx.update(
                        "UPDATE gwms_node SET lease_until = ? WHERE incarnation = ? AND lease_until > ? AND swept = 0",
                        now.plus(lease),
                        incarnation,
                        now)
                == 1);
        if (!alive) {
            forget(incarnation);
        }
        return alive;
    }

    private void forget(long incarnation) {
        looks.remove(incarnation);
        inHand.forget(incarnation);
    }

    @Override
    public void retire(long incarnation) {
        forget(incarnation);
        transactions.run(tx -> tx.update("UPDATE gwms_node SET lease_until = 0 WHERE incarnation = ?", incarnation));
    }

    @Override
    public List<SyncTask> claim(long incarnation, Instant now, int limit, Predicate<TaskType> types) {
        if (limit < 1 || nothingToClaim(now, types)) {
            return List.of();
        }
        List<Long> over = inHand.over(incarnation);
        ClaimedSoFar before = looks.getOrDefault(incarnation, NEVER_LOOKED);
        List<SyncTask> tasks = new ArrayList<>();
        try {
            if (claim(new Claiming(incarnation, now, over, true), limit, types, before, tasks)) {
                claimRest(new Claiming(incarnation, now, List.of(), false), limit, types, tasks);
            }
            tasks.sort(Claiming.DUE_FIRST);
            return tasks;
        } catch (RuntimeException | Error e) {
            inHand.keep(incarnation, over);
            if (e instanceof DatabaseException failure && failure.kind() == DatabaseException.Kind.RETRYABLE) {
                endLongTurns();
            }
            throw e;
        }
    }

    /** What was taken before is had, though nothing comes of the rest. */
    private void claimRest(Claiming claiming, int limit, Predicate<TaskType> types, List<SyncTask> tasks) {
        try {
            claim(claiming, limit, types, NEVER_LOOKED, tasks);
        } catch (DatabaseException e) {
            if (e.kind() == DatabaseException.Kind.RETRYABLE) {
                endLongTurns();
            } else if (e.kind() != DatabaseException.Kind.UNAVAILABLE) {
                throw e;
            }
        }
    }

    /** One transaction of a claim, whose tasks are added to those it has; whether lanes may have more for it. */
    private boolean claim(
            Claiming claiming, int limit, Predicate<TaskType> types, ClaimedSoFar before, List<SyncTask> tasks) {
        long incarnation = claiming.incarnation();
        Claimed claimed = transactions.write(tx -> {
            tx.pinPlans();
            return TaskControls.ofLiving(tx, incarnation, claiming.now())
                    .map(held -> claiming.take(tx, held, limit - tasks.size(), types, before.copy()))
                    .orElseGet(() -> new Claimed(List.of(), before, false));
        });
        looks.put(incarnation, claimed.look());
        for (ClaimRows.Claim claim : claimed.claims()) {
            inHand.made(incarnation, claim);
            tasks.addAll(claim.tasks());
        }
        return claimed.isCut();
    }

    /** Where this login may not, the server ends them by its own time-outs. */
    private void endLongTurns() {
        if (transactions.dialect() == Dialect.POSTGRESQL) {
            try {
                transactions.run(ClaimRows::endLongTurns);
            } catch (DatabaseException e) {
                LOG.atWarn()
                        .setMessage(
                                "Whether a claim keeps all others waiting could not be found out, or it could not be ended")
                        .addKeyValue("error", e.getMessage())
                        .log();
            }
        }
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
                    "SELECT * FROM " + RunningTasks.those(tx.dialect()) + " WHERE owner = ?",
                    TaskTable::task,
                    incarnation);
        });
    }

    /** That these changes were committed; an end among them ends a part of a claim. */
    void committed(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.UpdateTask update && update.task().status() != TaskStatus.RUNNING) {
                inHand.ended(update.task().id(), update.expectedToken());
            }
        }
    }

    static boolean onPostgres(Tx tx) {
        return tx.dialect() == Dialect.POSTGRESQL;
    }

    @Override
    public int rescue(Instant now) {
        boolean allAlive = transactions
                .read(tx -> tx.query(
                        "SELECT incarnation FROM gwms_node WHERE lease_until <= ? AND swept = 0",
                        row -> row.longValue("incarnation"),
                        now))
                .isEmpty();
        if (allAlive) {
            return 0;
        }
        endLongTurns(); // the turn may be that of one of the dead, whose row it keeps locked
        return transactions.write(tx -> DeadNodes.rescue(tx, now));
    }

    /** Ids grow with time, so the oldest of those that ended are looked at and not all; many that live on hide none. */
    @Override
    public int tidy(Instant now, Instant endedBefore) {
        return transactions.write(tx -> {
            tx.pinPlans();
            TaskTallies.rollUp(tx, now);
            if (onPostgres(tx)) {
                ClaimRows.sweep(tx, now.minus(CLAIMS_ARE_KEPT));
            }
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
        return transactions.write(tx -> begin(tx, task, round));
    }

    private static boolean begin(Tx tx, TaskId task, int round) {
        if (onPostgres(tx)) {
            ClaimRows.settle(tx, List.of(task));
        }
        return tx.update(
                        "UPDATE gwms_task SET begun_round = rounds WHERE id = ? AND rounds = ? AND owner IS NOT NULL",
                        task.value(),
                        round)
                == 1;
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
        return tx.update(
                        """
                        UPDATE gwms_task
                           SET checkpoint_text = ?
                         WHERE id = ?
                           AND %s = ?
                           AND status IN ('PENDING', 'WAITING', 'MANUAL')
                        """.formatted(onPostgres(tx) ? ClaimRows.TOKEN_IN_A_ROUND : "run_token"),
                        checkpoint,
                        task.value(),
                        runToken)
                == 1;
    }
}
