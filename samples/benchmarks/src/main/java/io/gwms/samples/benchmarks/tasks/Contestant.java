package io.gwms.samples.benchmarks.tasks;

/** Something that runs tasks that do nothing, each durably and once. */
interface Contestant {
    /** Its name in the table. */
    String name();

    /** Fills its table with that many due tasks, untimed, then runs all of them; the time is that of the running. */
    Drain drain(int tasks) throws Exception;
}
