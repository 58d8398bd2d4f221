package io.gwms.internal.jdbc;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A way to run functions in transactions: GWMS's own on a {@link Database}, or a host's that was {@linkplain
 * Database#joined joined}. A repository that takes this works in both.
 */
public sealed interface Transactions permits Database, JoinedTransaction, LimitedWrites {

    /** The kind of database behind. */
    Dialect dialect();

    /** Whether they are part of a host's transaction, so that nobody here commits. */
    default boolean joined() {
        return false;
    }

    /** Runs {@code work} on one unchanging view of the data; {@link Tx#update} is refused. */
    <T extends @Nullable Object> T read(Function<Tx, T> work);

    /**
     * Runs {@code work} and keeps all its changes, or none when it throws. What it throws reaches the caller unchanged.
     *
     * @throws DatabaseException if a statement fails; or the commit, see {@link DatabaseException.Kind#COMMIT_UNKNOWN}
     */
    <T extends @Nullable Object> T write(Function<Tx, T> work);

    /** {@link #write} for work without a result. */
    default void run(Consumer<Tx> work) {
        this.<@Nullable Object>write(tx -> {
            work.accept(tx);
            return null;
        });
    }
}
