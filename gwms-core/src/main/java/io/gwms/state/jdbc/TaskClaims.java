package io.gwms.state.jdbc;

import io.gwms.internal.StoredForm;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Row;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.state.TaskQueue;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hands tasks out. The rows to take are chosen first, by one walk along a partial index; on PostgreSQL rows that another
 * node is just taking are passed over, so that nobody waits. The shape leaves the planner no other way (sync-tasks,
 * section 3): an array that is computed once, then a probe of the primary key for each of its elements.
 */
final class TaskClaims implements TaskQueue {
    private static final Duration DEAD_NODES_ARE_KEPT = Duration.ofDays(1);

    private static final String DUE =
            "SELECT id FROM gwms_task WHERE status IN ('PENDING', 'WAITING') AND due_at <= ? ORDER BY due_at, id LIMIT ";

    private static final String ORPHANS = """
            SELECT id FROM gwms_task
             WHERE status = 'RUNNING'
               AND NOT EXISTS (SELECT 1 FROM gwms_node
                                WHERE gwms_node.incarnation = gwms_task.owner AND lease_until > ?)
             ORDER BY id""";

    private final Transactions transactions;
    private final DueSignals signals;

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
                       AND NOT EXISTS (SELECT 1 FROM gwms_task
                                        WHERE status = 'RUNNING' AND gwms_task.owner = gwms_node.incarnation)
                    """, now.minus(DEAD_NODES_ARE_KEPT));
            tx.update("UPDATE gwms_node SET lease_until = 0 WHERE node = ?", node);
            return tx.queryOne(
                            "INSERT INTO gwms_node (node, lease_until) VALUES (?, ?) RETURNING incarnation",
                            row -> row.longValue("incarnation"),
                            node,
                            now.plus(lease))
                    .orElseThrow();
        });
    }

    @Override
    public boolean renew(long incarnation, Instant now, Duration lease) {
        return transactions.write(tx -> tx.update(
                        "UPDATE gwms_node SET lease_until = ? WHERE incarnation = ? AND lease_until > ?",
                        now.plus(lease),
                        incarnation,
                        now)
                == 1);
    }

    @Override
    public void retire(long incarnation) {
        transactions.run(tx -> tx.update("UPDATE gwms_node SET lease_until = 0 WHERE incarnation = ?", incarnation));
    }

    @Override
    public List<SyncTask> claim(long incarnation, Instant now, int limit) {
        if (limit < 1 || nothingToClaim(now)) {
            return List.of();
        }
        List<SyncTask> claimed = transactions.write(tx -> isAlive(tx, incarnation, now)
                ? tx.query(claimStatement(tx.dialect(), limit), TaskTable::task, now, incarnation, now)
                : List.of());
        return claimed.stream()
                .sorted(Comparator.comparing(SyncTask::nextExecutionAt)
                        .thenComparing(task -> task.id().value()))
                .toList();
    }

    /** On SQLite a look costs nothing, and spares the other writers a turn of the one write lock. */
    private boolean nothingToClaim(Instant now) {
        return transactions.dialect() == Dialect.SQLITE
                && transactions
                        .read(tx -> tx.query(DUE + 1, row -> row.longValue("id"), now))
                        .isEmpty();
    }

    private static boolean isAlive(Tx tx, long incarnation, Instant now) {
        return tx.queryOne(
                        "SELECT incarnation FROM gwms_node WHERE incarnation = ? AND lease_until > ?",
                        row -> row.longValue("incarnation"),
                        incarnation,
                        now)
                .isPresent();
    }

    /** Values: now, incarnation, now. */
    static String claimStatement(Dialect dialect, int limit) {
        return "UPDATE gwms_task SET status = 'RUNNING', last_executed_at = ?, owner = ?, rounds = rounds + 1,"
                + " run_token = run_token + 1 WHERE " + chosen(dialect, DUE + limit) + " RETURNING *";
    }

    private static String chosen(Dialect dialect, String choice) {
        return switch (dialect) {
            case SQLITE -> "id IN (" + choice + ")";
            case POSTGRESQL -> "id = ANY (ARRAY(" + choice + " FOR UPDATE SKIP LOCKED))";
        };
    }

    @Override
    public int rescue(Instant now) {
        return transactions.write(tx -> {
            List<@Nullable Object[]> crashes = new ArrayList<>(tx.query(
                    "UPDATE gwms_task SET status = 'WAITING', due_at = ?, owner = NULL, crashes = crashes + 1,"
                            + " run_token = run_token + 1 WHERE " + chosen(tx.dialect(), ORPHANS)
                            + " RETURNING id, rounds, crashes, last_executed_at",
                    row -> crash(row, now),
                    now,
                    now));
            tx.batch(TaskTable.ADD_ATTEMPT, crashes);
            return crashes.size();
        });
    }

    private static @Nullable Object[] crash(Row row, Instant now) {
        Instant started = row.instantOrNull("last_executed_at");
        return Tx.values(
                row.longValue("id"),
                Math.max(1, row.intValue("rounds")),
                started == null ? now : started,
                now,
                row.intValue("crashes") > 1 ? "RESCUE" : "DUE",
                "CRASHED",
                "the lease of the node that ran it has run out");
    }

    @Override
    public WakeUps onDue(Runnable wake) {
        return signals.listen(wake);
    }

    @Override
    public boolean checkpoint(TaskId task, long runToken, String checkpoint) {
        StoredForm.of(checkpoint);
        return transactions.write(tx -> tx.update("""
                        UPDATE gwms_task
                           SET checkpoint_text = ?
                         WHERE id = ?
                           AND run_token = ?
                           AND status IN ('PENDING', 'RUNNING', 'WAITING', 'MANUAL')
                        """, checkpoint, task.value(), runToken) == 1);
    }
}
