package io.gwms.state.jdbc;

import static java.util.concurrent.TimeUnit.SECONDS;

import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Tx;
import io.gwms.redact.Redactor;
import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notifies the nodes that share a PostgreSQL schema, after the commit and from a thread of its own: a NOTIFY within a
 * transaction makes the commits of all wait for each other. The first of a burst goes out at once, the others together 20
 * ms later. The thread is made for the first notification and ends when there has been none for a while. Shared.
 */
final class PostgresNotifier {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresNotifier.class);
    private static final Duration DEBOUNCE = Duration.ofMillis(20);
    private static final long IDLE_SECONDS = 5;

    /** The channel of this schema: within a database each schema may hold tables of ours. */
    static final String CHANNEL = "'gwms_due_' || md5(current_schema())";

    private static final String NOTIFY = "SELECT pg_notify(" + CHANNEL + ", ?) IS NULL AS sent";

    private final Database database;
    private final AtomicBoolean raised = new AtomicBoolean();
    private final ThreadPoolExecutor sender;

    PostgresNotifier(Database database) {
        this.database = database;
        this.sender = new ThreadPoolExecutor(1, 1, IDLE_SECONDS, SECONDS, new LinkedBlockingQueue<>(), work -> {
            Thread thread = new Thread(work, "gwms-notify");
            thread.setDaemon(true);
            return thread;
        });
        sender.allowCoreThreadTimeOut(true);
    }

    /** Has the nodes notified soon. */
    void raise() {
        if (raised.compareAndSet(false, true)) {
            sender.execute(this::send);
        }
    }

    private void send() {
        raised.set(false);
        try {
            notifyNodes(database, "");
        } catch (RuntimeException e) {
            LOG.debug(
                    "The nodes were not notified; they look by themselves within seconds",
                    Redactor.standard().forLog(e));
        }
        LockSupport.parkNanos(this, DEBOUNCE.toNanos());
    }

    static void notifyNodes(Database database, String word) {
        database.run(tx -> notifyWithin(tx, word));
    }

    static void notifyWithin(Tx tx) {
        notifyWithin(tx, "");
    }

    private static void notifyWithin(Tx tx, String word) {
        tx.query(NOTIFY, row -> word, word);
    }
}
