package io.gwms.samples.benchmarks.tasks;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Processor seconds, user and system, used so far.
 *
 * @param jvm by this process
 * @param database by the database server with all its backends; 0 where {@code /proc} does not tell
 */
record Cpu(double jvm, double database) {
    private static final double TICKS_PER_SECOND = 100;
    private static final int UTIME = 11;

    /** Used so far; without a server when {@code server} is 0. */
    static Cpu used(long server) {
        var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return new Cpu(system.getProcessCpuTime() / 1e9, server == 0 ? 0 : ticks(server) / TICKS_PER_SECOND);
    }

    /** What was used since then. */
    Cpu since(Cpu before) {
        return new Cpu(jvm - before.jvm, database - before.database);
    }

    /** Of the server itself, of its backends that have ended (it waits for them), and of those that live. */
    private static long ticks(long server) {
        return ProcessHandle.of(server)
                .map(process -> Stream.concat(
                                Stream.of(ticks(server, 4)), process.children().map(child -> ticks(child.pid(), 2)))
                        .mapToLong(Long::longValue)
                        .sum())
                .orElse(0L);
    }

    private static long ticks(long pid, int fields) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            String[] parts = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            long sum = 0;
            for (int i = UTIME; i < UTIME + fields; i++) {
                sum += Long.parseLong(parts[i]);
            }
            return sum;
        } catch (NoSuchFileException e) {
            return 0; // it has just ended, or this system has no /proc
        } catch (IOException e) {
            throw new UncheckedIOException("the processor time of process " + pid + " cannot be read", e);
        }
    }
}
