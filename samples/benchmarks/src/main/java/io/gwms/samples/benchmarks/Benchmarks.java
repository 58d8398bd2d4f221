package io.gwms.samples.benchmarks;

import io.gwms.samples.benchmarks.audit.AuditCost;
import io.gwms.samples.benchmarks.tasks.TaskSpeed;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The one door to the benchmarks; {@code samples/benchmarks/run} calls it. */
public final class Benchmarks {
    private static final Map<String, Entry> ALL = new TreeMap<>(Map.of(
            "audit",
            new Entry("what recording a call costs, beside OkHttp's logging and Logbook", AuditCost::run),
            "quickstart",
            new Entry(
                    "the whole path, in orders per second, beside a bare loop with the same calls and commits",
                    new QuickstartPath()),
            "tasks",
            new Entry("sync tasks per second, beside db-scheduler and a bare JDBC loop", new TaskSpeed())));

    private record Entry(String words, Benchmark benchmark) {}

    private Benchmarks() {}

    /** Runs the benchmark that is named; {@code --quick} does less of it. Without a name it lists them. */
    public static void main(String[] arguments) throws Exception {
        boolean quick = Arrays.asList(arguments).contains("--quick");
        var names =
                Arrays.stream(arguments).filter(one -> !one.startsWith("--")).toList();
        if (names.isEmpty()) {
            System.out.println("samples/benchmarks/run NAME [--quick], where NAME is one of:");
            ALL.forEach((name, entry) -> System.out.printf("  %-12s %s%n", name, entry.words()));
            return;
        }
        Entry entry = ALL.get(names.get(0));
        if (entry == null) {
            System.err.println("benchmark is '" + names.get(0) + "', but must be one of " + ALL.keySet());
            System.exit(2);
            return;
        }
        Machine.print(System.out);
        entry.benchmark().run(quick, System.out);
    }
}
