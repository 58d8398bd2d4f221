package io.gwms.state.jdbc;

import com.google.common.collect.MapMaker;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Dialect;
import io.gwms.internal.jdbc.Transactions;
import io.gwms.internal.jdbc.Tx;
import io.gwms.state.Change;
import io.gwms.state.TaskQueue.WakeUps;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Tells those who wait for due tasks that a commit made one due: in this process at once, on PostgreSQL the other nodes
 * too. Shared.
 */
final class DueSignals {
    static final Duration POLLING = Duration.ofMillis(250);

    /** A task due later than this is found in time by whoever looks now and then. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** Who waits in this process, by database; by identity, and held only as long as somebody uses it. */
    private static final ConcurrentMap<Database, List<Runnable>> WAITING =
            new MapMaker().weakKeys().makeMap();

    private final Database database;
    private final List<Runnable> waiting;
    private final @Nullable PostgresNotifier notifier;

    /** @param wakesNodes whether other nodes are told, and tell us, where the database has the means */
    DueSignals(Database database, boolean wakesNodes) {
        this.database = database;
        this.waiting = WAITING.computeIfAbsent(database, key -> new CopyOnWriteArrayList<>());
        this.notifier = wakesNodes && database.dialect() == Dialect.POSTGRESQL ? new PostgresNotifier(database) : null;
    }

    /** Runs {@code wake} after each commit that may have made a task due, until it is closed. */
    WakeUps listen(Runnable wake) {
        Runnable own = new Runnable() { // the same may listen twice
                    @Override
                    public void run() {
                        wake.run();
                    }
                };
        waiting.add(own);
        if (notifier != null) {
            PostgresWakeUps listener = new PostgresWakeUps(database, wake, () -> waiting.remove(own));
            listener.start();
            return listener;
        }
        Duration lookEvery = database.dialect() == Dialect.SQLITE ? SOON : POLLING;
        return new WakeUps() {
            @Override
            public Duration lookEvery() {
                return lookEvery;
            }

            @Override
            public void close() {
                waiting.remove(own);
            }
        };
    }

    /** Changes were written in that transaction. Only within a host's the others are told by it, as nobody learns when it commits. */
    void written(Tx tx, List<Change> changes) {
        if (tx.joined() && notifier != null && makesDue(changes)) {
            PostgresNotifier.notifyWithin(tx);
        }
    }

    /** Changes were committed by way of those transactions. */
    void committed(Transactions transactions, List<Change> changes) {
        if (transactions == database && makesDue(changes)) {
            waiting.forEach(Runnable::run);
            if (notifier != null) {
                notifier.raise();
            }
        }
    }

    private static boolean makesDue(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.UpdateTask update ? isDueSoon(update) : isDueSoon(change)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDueSoon(Change change) {
        return change instanceof Change.SetTaskControl
                || (change instanceof Change.AddTask add
                        && !add.task().dueAt().isAfter(add.task().createdAt().plus(SOON)));
    }

    /** A change by hand has no time of its own to compare with. */
    private static boolean isDueSoon(Change.UpdateTask update) {
        SyncTask task = update.task();
        if (task.status() != TaskStatus.WAITING && task.status() != TaskStatus.PENDING) {
            return false;
        }
        Instant now = update.attempt() == null
                ? Instant.MAX.minus(SOON)
                : update.attempt().endedAt();
        return !task.nextExecutionAt().isAfter(now.plus(SOON));
    }
}
