package io.gwms.task;

import io.gwms.ProviderType;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.SqlWork;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;

/**
 * One round of a task, as its handler sees it.
 *
 * <p>A handler ends its round by the {@link TaskResult} it returns; the runtime stores many of them at once. One that
 * writes to tables of the host's own may have the end stored with those writes, all or none: {@link #complete} in a
 * transaction of the runtime's, {@link #completeIn} in one of the host's. Each such round costs a commit of its own.
 *
 * <p><b>Threads:</b> for the round's own thread only.
 */
@ProviderType
public interface TaskRun {
    /** The task as it was claimed. */
    SyncTask task();

    /** Which attempt this round is, 1 for the first; a round that Sync Now asked for uses up none. */
    default int attempt() {
        return task().attempts() + 1;
    }

    /** What the calls of this round are recorded under in the API log. */
    default String correlation() {
        return task().correlation();
    }

    /** When the round began. */
    Instant startedAt();

    /** When it must be over. */
    Instant deadline();

    /** Whether another node has taken the task over, or the deadline has passed; the result will be dropped. */
    boolean isLeaseLost();

    /**
     * Runs {@code told} once the lease is lost, in a thread of the runtime's: at once when it is lost already. It must
     * return soon, such as by cancelling a call. The last one asked for counts. A round whose deadline has passed has
     * its thread interrupted besides.
     */
    void onLeaseLost(Runnable told);

    /**
     * Commits what the next round must know, before it happens: above all that something that is not
     * idempotent is about to be sent.
     *
     * @throws TaskLeaseLostException when the task is no longer this round's; send nothing then
     */
    void checkpoint(String checkpoint);

    /**
     * Commits changes together with what the next round must know: all of it or nothing, and only while the task is this
     * round's.
     *
     * @return what became of it; a conflict is one that {@code changes} met, and its index is theirs
     * @throws TaskLeaseLostException when the task is no longer this round's; nothing was stored
     */
    CommitResult commit(List<Change> changes, String checkpoint);

    /** What the round before left, or this one since; empty when nothing. */
    String checkpoint();

    /**
     * Ends the round now, in one transaction with {@code own}: the result, its changes and these writes are stored all
     * together or not at all. Return the result afterwards; nothing more is stored of the round. {@code own} runs again
     * when the changes met a conflict or a person asked for one more round meanwhile; each time what it wrote before was
     * undone.
     *
     * @return {@code result}, for the handler to return
     * @throws TaskLeaseLostException when the task is no longer this round's; nothing was written
     * @throws io.gwms.GwmsException when the state is in no SQL database, or the database fails
     */
    TaskResult complete(TaskResult result, SqlWork own);

    /**
     * Writes the end of the round into a transaction of the host's, which the host commits before the handler returns.
     * The runtime looks once it has returned: when the end is not committed, the round has failed.
     *
     * @param connection to the runtime's database, not in auto-commit mode; on SQLite its transaction has begun with
     *     {@code BEGIN IMMEDIATE}
     * @return {@code result}, for the handler to return
     * @throws TaskLeaseLostException when the task is no longer this round's; roll back
     * @throws io.gwms.GwmsException when the state is in no SQL database, GWMS-1008 if no transaction is open
     */
    TaskResult completeIn(TaskResult result, Connection connection);
}
