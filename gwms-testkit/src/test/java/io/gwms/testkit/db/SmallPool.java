package io.gwms.testkit.db;

import java.time.Duration;
import javax.sql.DataSource;

/** The pool of a host with so few connections that it matters. */
public final class SmallPool {
    private SmallPool() {}

    /** A pool of that many connections; whoever asks waits so long at most. */
    public static DataSource over(DataSource source, int size, Duration patience) {
        return new KeptConnections(source, size, patience);
    }
}
