package io.gwms.samples.benchmarks;

import java.io.PrintStream;

/** One benchmark: ours and its peers in one run, a table, and a last line {@code NAME ratio …}. */
@FunctionalInterface
public interface Benchmark {
    /** Runs it; quick takes less than a minute. */
    void run(boolean quick, PrintStream out) throws Exception;
}
