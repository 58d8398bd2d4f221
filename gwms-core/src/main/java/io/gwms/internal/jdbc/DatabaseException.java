package io.gwms.internal.jdbc;

import io.gwms.GwmsException;
import org.jspecify.annotations.Nullable;

/** A failure of the database, told without any value that was written or read. */
public final class DatabaseException extends GwmsException {
    private static final long serialVersionUID = 1L;

    /** What a caller may conclude from a failure. */
    public enum Kind {
        /** A row of this key exists. Nothing was written. */
        UNIQUE_VIOLATION,
        /** Another transaction was in the way. Nothing was written; the same work may be run again. */
        RETRYABLE,
        /** The database cannot be reached. Nothing was written. */
        UNAVAILABLE,
        /** The connection broke during the commit: written or not, nobody knows. Look before writing again. */
        COMMIT_UNKNOWN,
        /** The statement is wrong or not allowed. Nothing was written. */
        OTHER
    }

    private final Kind kind;

    DatabaseException(Kind kind, String code, String problem, String remedy, @Nullable Throwable cause) {
        super(code, problem, remedy, cause);
        this.kind = kind;
    }

    /** What a caller may conclude. */
    public Kind kind() {
        return kind;
    }
}
