package io.gwms.samples.benchmarks;

import io.gwms.samples.benchmarks.audit.AuditCost;
import io.gwms.samples.benchmarks.orders.OrdersBenchmark;
import io.gwms.samples.benchmarks.ordersync.OrderSyncBenchmark;
import io.gwms.samples.benchmarks.reconcile.ReconcileSpeed;
import io.gwms.samples.benchmarks.tasks.TaskSpeed;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The one door to the benchmarks; {@code samples/benchmarks/run} calls it. */
public final class Benchmarks {
    private static final Map<String, Entry> ALL = new TreeMap<>(Map.of(
            "audit",
            new Entry("what recording a call costs, beside OkHttp's logging and Logbook", AuditCost::run),
            "lifecycle",
            new Entry(
                    "one decision of the order lifecycle, in nanoseconds and bytes, beside known state machines",
                    byName("io.gwms.samples.benchmarks.lifecycle.LifecycleBenchmark")),
            "quickstart",
            new Entry(
                    "the whole path, in orders per second, beside a bare loop with the same calls and commits",
                    new QuickstartPath()),
            "order-sync",
            new Entry(
                    "orders per second from a server on this machine into a database, beside a bare decode and insert",
                    OrderSyncBenchmark::run),
            "orders",
            new Entry(
                    "stored orders per second beside a bare JDBC batch, and pages of a short and of a long list",
                    OrdersBenchmark::run),
            "reconcile",
            new Entry(
                    "comparing a million rows of inventory, beside a join of DuckDB and of a hash map",
                    ReconcileSpeed::run),
            "tasks",
            new Entry("sync tasks per second, beside db-scheduler and a bare JDBC loop", new TaskSpeed())));

    private record Entry(String words, Benchmark benchmark) {}

    private Benchmarks() {}

    /** A benchmark that only the profile compiles, as it needs its peers. */
    private static Benchmark byName(String type) {
        return (quick, out) -> Class.forName(type)
                .asSubclass(Benchmark.class)
                .getDeclaredConstructor()
                .newInstance()
                .run(quick, out);
    }

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
