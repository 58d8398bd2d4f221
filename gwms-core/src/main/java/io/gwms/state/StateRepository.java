package io.gwms.state;

import io.gwms.Incubating;
import io.gwms.internal.jdbc.DatabaseErrors;
import io.gwms.store.StoreRegistry;
import java.sql.Connection;
import java.util.List;

/**
 * The state of a runtime: orders, outbound and inbound orders, journal, tasks, mappings, coverage,
 * quarantine, command results. It is changed by {@link #commit} alone.
 *
 * <h2>Contract</h2>
 *
 * <ol>
 *   <li><b>All or none.</b> A commit stores every change of the list or none, durably once it returns
 *       {@link CommitResult.Committed}; a crash at any point leaves all or none.
 *   <li><b>In order.</b> Changes apply in the order of the list; of two changes to one thing the later
 *       sees the earlier.
 *   <li><b>Versions.</b> An order, outbound or inbound order of version n replaces version n-1; version
 *       1 is new. Anything else is {@link CommitResult.Kind#STALE_VERSION}. Of two writers with the
 *       same version one wins.
 *   <li><b>Fenced tasks.</b> A live task changes only under its current run token, a finished one
 *       not at all; anything else is {@link CommitResult.Kind#STALE_TOKEN}. Tokens never go back.
 *   <li><b>One live task per effect.</b> Adding a task whose type and key a live task has gives that
 *       one's id and adds nothing. A finished one does not stand in the way.
 *   <li><b>Commands once.</b> A command key that is taken is {@link CommitResult.Kind#KEY_TAKEN}.
 *   <li><b>Conflicts are answers.</b> They are returned, never thrown, and leave nothing behind; a
 *       store that cannot be reached throws.
 *   <li><b>Reads see commits.</b> What was committed before a read began is seen by it.
 *   <li><b>Instants to the millisecond</b>, text as it is, down to four-byte characters; a NUL or
 *       half a character is refused with an {@link IllegalArgumentException} before anything is
 *       stored.
 * </ol>
 *
 * <p><b>Threads:</b> shared.
 */
@Incubating("the runtime's own: both implementations are the SDK's, and it grows with the rules of the engine")
public interface StateRepository {
    /** Stores all of the changes or none. */
    CommitResult commit(List<Change> changes);

    /**
     * Stores all of the changes and what {@code own} writes in the same transaction, or none of both. On a
     * conflict {@code own} is not run, or is undone.
     *
     * @throws io.gwms.GwmsException GWMS-1012 if this store is no SQL database; else as {@link #commit(List)}, and
     *     whatever {@code own} throws, an SQL exception wrapped
     */
    default CommitResult commit(List<Change> changes, SqlWork own) {
        throw DatabaseErrors.noSql(getClass());
    }

    /**
     * The state within a transaction of the host's, which the host commits or rolls back; see {@link
     * io.gwms.state.jdbc.JdbcState#joined}.
     *
     * @throws io.gwms.GwmsException GWMS-1012 if this store is no SQL database, GWMS-1008 if no transaction is open
     */
    default StateRepository joined(Connection connection) {
        throw DatabaseErrors.noSql(getClass());
    }

    /** Reads orders, their journal, and what is kept of commands. */
    OrderReads orders();

    /** Reads outbound and inbound orders. */
    WarehouseOrderReads warehouseOrders();

    /** Reads SKU mappings. */
    MappingReads mappings();

    /** Reads coverage and quarantine of order sync. */
    OrderSyncReads orderSync();

    /** Reads tasks. */
    TaskReads tasks();

    /** Hands tasks out to be run. */
    TaskQueue queue();

    /** The sales stores. */
    StoreRegistry stores();
}
