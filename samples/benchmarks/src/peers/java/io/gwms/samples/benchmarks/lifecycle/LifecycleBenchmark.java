package io.gwms.samples.benchmarks.lifecycle;

import io.gwms.samples.benchmarks.Benchmark;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Times the lifecycle's decisions beside COLA, stateless4j and spring-statemachine in one run. */
public final class LifecycleBenchmark implements Benchmark {
    private record Figure(double nanoseconds, double median, double bytes) {}

    /** Those that can decide about many orders on many threads, as ours does. */
    private static final List<String> PEERS = List.of("stateless4j", "cola", "spring");
    private static final List<String> ORDER = List.of(
            "oursDispatch", "oursRows", "oursRefusal", "oursOffers", "stateless4j", "statelessShared", "cola", "spring");
    private static final Map<String, String> WORDS = Map.of(
            "oursDispatch", "GWMS SDK: accepted dispatch, decided",
            "oursRows", "GWMS SDK: the same, with the rows to commit",
            "oursRefusal", "GWMS SDK: refused dispatch, with its reason",
            "oursOffers", "GWMS SDK: all offers of an order, with reasons",
            "stateless4j", "stateless4j 2.6.0: the move, a machine each",
            "statelessShared", "(stateless4j, one machine of one thread)",
            "cola", "COLA 5.0.0: the move",
            "spring", "spring-statemachine 4.0.1: the move");

    /** Made by the list of benchmarks. */
    public LifecycleBenchmark() {}

    @Override
    public void run(boolean quick, PrintStream out) throws Exception {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(LifecycleMoves.class.getSimpleName())
                        .forks(quick ? 1 : 5)
                        .addProfiler(GCProfiler.class)
                        .shouldFailOnError(true)
                        .jvmArgs("-Xmx512m", "-Xms512m", "-XX:+AlwaysPreTouch", "-Xbatch")
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
        Map<String, Figure> figures = new TreeMap<>();
        for (RunResult result : results) {
            var time = result.getPrimaryResult();
            String name = time.getLabel();
            // The slowest peer goes there and back in each.
            int batch = name.equals("spring") ? 2 * LifecycleMoves.SMALL_BATCH : LifecycleMoves.BATCH;
            double bytes = result.getSecondaryResults().entrySet().stream()
                    .filter(one -> one.getKey().endsWith("gc.alloc.rate.norm"))
                    .mapToDouble(one -> one.getValue().getStatistics().getMin())
                    .findFirst()
                    .orElse(Double.NaN);
            figures.put(
                    name,
                    new Figure(
                            time.getStatistics().getMin() / batch,
                            time.getStatistics().getPercentile(50) / batch,
                            bytes / batch));
        }
        print(figures, out);
    }

    /** The fastest batch counts: whatever else the machine does only ever makes one slower. */
    private static void print(Map<String, Figure> figures, PrintStream out) {
        out.printf("%-48s %12s %12s %10s%n", "", "ns", "median ns", "bytes");
        for (String name : ORDER) {
            Figure figure = figures.get(name);
            out.printf(
                    Locale.ROOT,
                    "%-48s %12.1f %12.1f %10.0f%n",
                    WORDS.get(name),
                    figure.nanoseconds(),
                    figure.median(),
                    figure.bytes());
        }
        double fastest = PEERS.stream()
                .mapToDouble(peer -> figures.get(peer).nanoseconds())
                .min()
                .orElseThrow();
        Figure ours = figures.get("oursDispatch");
        out.printf(Locale.ROOT, "lifecycle ratio %.2f bytes %.0f%n", ours.nanoseconds() / fastest, ours.bytes());
    }
}
