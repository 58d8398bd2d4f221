package io.gwms.samples.benchmarks.reconcile;

import java.sql.SQLException;

/** A peer that has both sides loaded. */
interface Join extends AutoCloseable {
    /** Joins them once. */
    Joined join(int threads) throws Exception;

    /** Processor seconds that loading took. */
    double loadSeconds();

    @Override
    void close() throws SQLException;
}
