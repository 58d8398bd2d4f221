package io.gwms.audit.jdbc;

import io.gwms.audit.RecorderSessions;
import io.gwms.evidence.ApiCallMaintenance;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.evidence.ProductSyncRepository;
import io.gwms.internal.jdbc.Database;
import io.gwms.internal.jdbc.Migrations;
import io.gwms.internal.jdbc.Transactions;
import java.time.Duration;
import javax.sql.DataSource;

/**
 * The API log and the product sync history in a database. A runtime with the audit module opens its own; a console in
 * another process opens one to read.
 *
 * <p><b>Threads:</b> shared.
 */
public final class JdbcAudit implements AutoCloseable {
    private static final Migrations MIGRATIONS =
            Migrations.of("audit", JdbcAudit.class::getResourceAsStream, "calls_and_product_syncs");

    /** How long a writer waits for somebody's lock before it gives its connection back and tries again. */
    private static final Duration STATEMENT_LIMIT = Duration.ofSeconds(30);

    private final Database database;
    private final Transactions writes;

    private JdbcAudit(Database database, Duration statementLimit) {
        this.database = database;
        this.writes = database.limited(statementLimit);
    }

    /**
     * The log in that database, its tables brought up to date.
     *
     * @throws io.gwms.GwmsException if the database cannot be reached, or holds the schema of a newer release
     */
    public static JdbcAudit open(DataSource source) {
        return open(source, STATEMENT_LIMIT);
    }

    static JdbcAudit open(DataSource source, Duration statementLimit) {
        Database database = Database.over(source);
        try {
            MIGRATIONS.apply(database);
            return new JdbcAudit(database, statementLimit);
        } catch (RuntimeException | Error e) {
            database.close();
            throw e;
        }
    }

    /** The API log. */
    public ApiCallRepository calls() {
        return new JdbcApiCalls(writes);
    }

    /** Retention and erasure of the API log. */
    public ApiCallMaintenance maintenance() {
        return new JdbcMaintenance(writes);
    }

    /** What makes tampering with the API log show; off until it is started. */
    public AuditChain chain() {
        return new AuditChain(database);
    }

    /** The product sync history. */
    public ProductSyncRepository productSyncs() {
        return new JdbcProductSyncs(writes);
    }

    /** Which recorders write into it. */
    public RecorderSessions sessions() {
        return new JdbcRecorderSessions(writes);
    }

    /** Gives back what is held open; what is asked for later opens it again. */
    @Override
    public void close() {
        database.close();
    }
}
