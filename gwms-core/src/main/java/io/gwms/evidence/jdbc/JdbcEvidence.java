package io.gwms.evidence.jdbc;

import io.gwms.evidence.SnapshotRepository;
import io.gwms.evidence.SyncLogRepository;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Migrations;
import javax.sql.DataSource;

/**
 * The order sync log and the inventory snapshots in an SQL database: the one of the state, or another, so that evidence
 * can grow and be pruned apart. Nothing joins the two.
 *
 * <p><b>Threads:</b> shared.
 */
public final class JdbcEvidence implements AutoCloseable {
    private static final Migrations MIGRATIONS =
            Migrations.of("evidence", JdbcEvidence.class::getResourceAsStream, "evidence");

    private final Database database;

    private JdbcEvidence(Database database) {
        this.database = database;
    }

    /**
     * The evidence in that database, whose tables are created or brought up to date first.
     *
     * @throws io.gwms.GwmsException if the database cannot be reached, or is not one that may be touched
     */
    public static JdbcEvidence open(DataSource source) {
        Database database = Database.over(source);
        try {
            MIGRATIONS.apply(database);
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
        return new JdbcEvidence(database);
    }

    /** The order sync log. */
    public SyncLogRepository syncLog() {
        return new SyncRunTable(database);
    }

    /** The inventory snapshots. */
    public SnapshotRepository snapshots() {
        return new SnapshotTables(database);
    }

    /** Gives back what it holds open: on SQLite the writing connection. */
    @Override
    public void close() {
        database.close();
    }
}
