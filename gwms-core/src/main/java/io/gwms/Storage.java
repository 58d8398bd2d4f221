package io.gwms;

import static java.util.Objects.requireNonNull;

import io.gwms.credential.CredentialStore;
import io.gwms.credential.jdbc.JdbcCredentials;
import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SyncLogRepository;
import io.gwms.evidence.jdbc.JdbcEvidence;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.DatabaseClock;
import io.gwms.state.StateRepository;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.time.GwmsClock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a runtime keeps things in: what the host passed, the rest from its database.
 *
 * @param evidence the database of evidence; null when nothing is kept in one
 * @param clockOffset measures the offset of the database's clock anew
 * @param toClose what was opened here and is closed with the runtime, the last one first
 */
record Storage(
        StateRepository state,
        SyncLogRepository syncLog,
        SnapshotRepository snapshots,
        CredentialStore credentials,
        @Nullable DataSource evidence,
        Runnable clockOffset,
        List<AutoCloseable> toClose) {

    /** Opens and upgrades what is needed of the databases; closes it again when one of them fails. */
    static Storage open(Settings settings, GwmsClock clock) {
        List<AutoCloseable> opened = new ArrayList<>();
        try {
            return opened(settings, clock, opened);
        } catch (RuntimeException e) {
            closeAll(opened).forEach(problem -> e.addSuppressed(new IllegalStateException(problem)));
            throw e;
        }
    }

    private static Storage opened(Settings settings, GwmsClock clock, List<AutoCloseable> opened) {
        DataSource source = settings.database();
        Database database = source == null ? null : closedLater(Database.over(source), opened);
        if (database != null) {
            database.requireTwoConnections();
        }
        StateRepository state = settings.state() == null
                ? closedLater(JdbcState.open(required(source), settings.wakeUps()), opened)
                : settings.state();
        CredentialStore credentials = settings.credentials() == null
                ? closedLater(JdbcCredentials.open(required(source), required(settings.cipher())), opened)
                : settings.credentials();
        DataSource evidenceSource = settings.evidenceDatabase() == null ? source : settings.evidenceDatabase();
        SyncLogRepository syncLog = settings.syncLog();
        SnapshotRepository snapshots = settings.snapshots();
        if (syncLog == null || snapshots == null) {
            JdbcEvidence evidence = closedLater(JdbcEvidence.open(required(evidenceSource)), opened);
            syncLog = syncLog == null ? evidence.syncLog() : syncLog;
            snapshots = snapshots == null ? evidence.snapshots() : snapshots;
        }
        return new Storage(
                state,
                syncLog,
                snapshots,
                credentials,
                evidenceSource,
                database == null || settings.clock() != null
                        ? () -> {}
                        : clockOffset(database, settings.systemClock(), clock),
                opened);
    }

    private static <T extends AutoCloseable> T closedLater(T part, List<AutoCloseable> opened) {
        opened.add(part);
        return part;
    }

    private static Runnable clockOffset(Database database, InstantSource host, GwmsClock clock) {
        DatabaseClock measured = new DatabaseClock(database, host);
        return () -> clock.adjust(measured.measure());
    }

    private static <T> T required(@Nullable T part) {
        return requireNonNull(part, "checked by Settings");
    }

    /** Closes what was opened, the last one first; says what did not close. */
    List<String> close() {
        return closeAll(toClose);
    }

    private static List<String> closeAll(List<AutoCloseable> opened) {
        List<String> problems = new ArrayList<>();
        for (int i = opened.size() - 1; i >= 0; i--) {
            AutoCloseable one = opened.get(i);
            try {
                one.close();
            } catch (Exception e) {
                problems.add(one.getClass().getSimpleName() + " did not close: " + e.getMessage());
            }
        }
        return problems;
    }
}
