package io.gwms.state.jdbc;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import io.gwms.internal.LastingFailure;
import io.gwms.internal.jdbc.Database;
import io.gwms.redact.Redactor;
import io.gwms.state.TaskQueue.WakeUps;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens for the notifications of other nodes on a connection of its own, in a thread of its own. It proves first that
 * they arrive, because connection poolers swallow them; until then, while the connection is broken, and for good when
 * they do not arrive, whoever waits has to look four times a second. After each failure it connects again and has
 * everybody look, as something may have been missed. Shared.
 */
final class PostgresWakeUps implements WakeUps {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresWakeUps.class);
    private static final Duration WHILE_LISTENING = Duration.ofSeconds(5);
    private static final Duration SELF_TEST = Duration.ofSeconds(2);
    private static final Duration CHECK_EVERY = Duration.ofSeconds(30);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    private static final int WAIT_MS = 200;
    private static final int CHECK_SECONDS = 5;
    private static final long CLOSE_WITHIN_MS = 1_000;

    private final Database database;
    private final Runnable wake;
    private final Runnable onClose;
    private final LastingFailure trouble = new LastingFailure(
            LOG,
            Redactor.standard(),
            "Notifications of due tasks broke off, so the queue is looked at 4 times a second",
            "Notifications of due tasks arrive again");
    private final Thread thread;
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile Duration lookEvery = DueSignals.POLLING;

    /** @param onClose runs once it is closed */
    PostgresWakeUps(Database database, Runnable wake, Runnable onClose) {
        this.database = database;
        this.wake = wake;
        this.onClose = onClose;
        this.thread = new Thread(this::run, "gwms-listen");
        thread.setDaemon(true);
    }

    void start() {
        thread.start();
    }

    @Override
    public Duration lookEvery() {
        return lookEvery;
    }

    @Override
    public void close() {
        closed.countDown();
        onClose.run();
        try {
            thread.join(CLOSE_WITHIN_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isOpen() {
        return closed.getCount() > 0;
    }

    private void run() {
        Duration pause = DueSignals.POLLING;
        while (isOpen()) {
            boolean listened = false;
            try (Connection connection = database.connection()) {
                if (!connection.getAutoCommit()) {
                    connection.setAutoCommit(true);
                }
                PGConnection listener = connection.unwrap(PGConnection.class);
                try (Listening listening = new Listening(connection)) {
                    listening.begin();
                    listened = arrives(listener);
                    if (!listened && isOpen()) {
                        swallowed();
                        return;
                    }
                    pause = DueSignals.POLLING;
                    lookEvery = WHILE_LISTENING;
                    trouble.over();
                    wake.run();
                    wakeOnNotifications(connection, listener);
                }
            } catch (SQLException | RuntimeException | LinkageError e) {
                if (isOpen()) {
                    trouble.failed(e);
                }
            }
            lookEvery = DueSignals.POLLING;
            wake.run();
            if (listened) {
                pause = DueSignals.POLLING;
            }
            pauseFor(pause);
            pause = longer(pause);
        }
    }

    /** Ends with the listening, so that a pool gets back a connection that listens no more. */
    private final class Listening implements AutoCloseable {
        private final Connection connection;

        Listening(Connection connection) {
            this.connection = connection;
        }

        void begin() throws SQLException {
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery("SELECT " + PostgresNotifier.CHANNEL)) {
                rows.next();
                execute(connection, "LISTEN \"" + rows.getString(1) + '"');
            }
        }

        @Override
        public void close() throws SQLException {
            lookEvery = DueSignals.POLLING;
            execute(connection, "UNLISTEN *");
        }
    }

    /** Whether a notification that is sent by way of the pool arrives here. */
    private boolean arrives(PGConnection listener) throws SQLException {
        String word = UUID.randomUUID().toString();
        PostgresNotifier.notifyNodes(database, word);
        long end = System.nanoTime() + SELF_TEST.toNanos();
        while (isOpen() && System.nanoTime() - end < 0) {
            for (PGNotification one : notifications(listener)) {
                if (one.getParameter().equals(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void swallowed() {
        LOG.atWarn()
                .setMessage("Notifications of PostgreSQL do not arrive, so the queue is looked at 4 times a second. A"
                        + " connection pooler in transaction mode swallows them: connect to the server itself, or switch"
                        + " them off with Gwms.builder().wakeUps(false)")
                .log();
    }

    private void wakeOnNotifications(Connection connection, PGConnection listener) throws SQLException {
        long check = System.nanoTime() + CHECK_EVERY.toNanos();
        while (isOpen()) {
            if (notifications(listener).length > 0) {
                wake.run();
            }
            if (System.nanoTime() - check > 0) {
                if (!connection.isValid(CHECK_SECONDS)) {
                    throw new SQLException("the listening connection is dead", "08006");
                }
                check = System.nanoTime() + CHECK_EVERY.toNanos();
            }
        }
    }

    private static PGNotification[] notifications(PGConnection listener) throws SQLException {
        PGNotification[] found = listener.getNotifications(WAIT_MS);
        return found == null ? new PGNotification[0] : found;
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private void pauseFor(Duration pause) {
        try {
            if (closed.await(pause.toMillis(), MILLISECONDS)) {
                LOG.trace("The pause ended early, because nobody listens any more");
            }
        } catch (InterruptedException e) {
            LOG.debug("An interrupt was ignored: nobody owns this thread but its listener", e);
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }
}
