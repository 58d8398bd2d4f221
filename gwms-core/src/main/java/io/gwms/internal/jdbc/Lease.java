package io.gwms.internal.jdbc;

import java.sql.Connection;

/** A connection in an open transaction, for one thread until it is given back. */
interface Lease {
    Connection connection();

    /** Ends the lease. It never fails: what was committed stays committed. */
    void giveBack(boolean clean);
}
