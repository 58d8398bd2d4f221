package io.gwms.trace;

import io.gwms.internal.Require;

/** What an entry of a timeline is about. Open: a source may bring kinds of its own. */
public record TraceKind(String value) {
    /** A run of order sync that brought the order or a change of it. */
    public static final TraceKind SYNC_RUN = new TraceKind("SYNC_RUN");

    /** A step of the order itself. */
    public static final TraceKind ORDER = new TraceKind("ORDER");

    /** A task was created for it. */
    public static final TraceKind TASK = new TraceKind("TASK");

    /** A round of a task. */
    public static final TraceKind ROUND = new TraceKind("ROUND");

    /** A round of a task that tells the platform. */
    public static final TraceKind WRITE_BACK = new TraceKind("WRITE_BACK");

    /** A call to a platform or warehouse. */
    public static final TraceKind API_CALL = new TraceKind("API_CALL");

    /** A source that could not be read, so that the timeline is incomplete. */
    public static final TraceKind GAP = new TraceKind("GAP");

    public TraceKind {
        Require.text(value, "TraceKind");
    }

    @Override
    public String toString() {
        return value;
    }
}
