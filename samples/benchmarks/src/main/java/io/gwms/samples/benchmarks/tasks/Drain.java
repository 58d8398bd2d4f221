package io.gwms.samples.benchmarks.tasks;

/**
 * What it took to run a backlog down to the last commit.
 *
 * @param tasks how many there were
 * @param seconds from the start to the last commit
 * @param cpu what it cost
 */
record Drain(int tasks, double seconds, Cpu cpu) {
    /** Tasks per second. */
    double rate() {
        return tasks / seconds;
    }

    /** Processor time of this JVM, in microseconds for a task. */
    double jvmMicros() {
        return cpu.jvm() * 1e6 / tasks;
    }

    /** Processor time of the database server, in microseconds for a task. */
    double databaseMicros() {
        return cpu.database() * 1e6 / tasks;
    }
}
