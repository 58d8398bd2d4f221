package io.gwms.samples.benchmarks;

import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.sqlite.SQLiteJDBCLoader;

/** Where and when a benchmark ran: figures without it mean nothing. */
final class Machine {
    private Machine() {}

    static void print(PrintStream out) {
        var system = ManagementFactory.getOperatingSystemMXBean();
        out.printf(
                "%s, %s %s, %d processors (load %.1f at the start), Java %s, SQLite driver %s, OkHttp %s%n",
                LocalDate.now(ZoneOffset.UTC),
                system.getName(),
                system.getArch(),
                system.getAvailableProcessors(),
                system.getSystemLoadAverage(),
                System.getProperty("java.vm.version"),
                SQLiteJDBCLoader.getVersion(),
                okhttp3.OkHttp.VERSION);
    }
}
