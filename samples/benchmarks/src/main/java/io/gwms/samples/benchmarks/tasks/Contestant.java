package io.gwms.samples.benchmarks.tasks;

/** Something that runs tasks that do nothing, each durably and once. */
interface Contestant {
    /** Its name in the table. */
    String name();

    /** The smallest backlog that says something of it: running it must take much longer than starting up. */
    default int fewest() {
        return 500;
    }

    /** Fills its table with that many due tasks, untimed, then runs all of them; the time is that of the running. */
    Drain drain(int tasks) throws Exception;
}
