package io.gwms.samples.benchmarks.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The figures of one contestant, one of each kind for each round. */
final class Samples {
    private final List<Double> callerNanos = new ArrayList<>();
    private final List<Double> allNanos = new ArrayList<>();
    private final List<Double> bytes = new ArrayList<>();
    private final List<Double> wallNanos = new ArrayList<>();

    /** Adds a round's figures, each for one call. */
    void add(double caller, double all, double allocated, double wall) {
        callerNanos.add(caller);
        allNanos.add(all);
        bytes.add(allocated);
        wallNanos.add(wall);
    }

    /** Processor time of the calling thread. */
    double callerNanos() {
        return median(callerNanos);
    }

    /** The same with the contestant's own threads. */
    double allNanos() {
        return median(allNanos);
    }

    double bytes() {
        return median(bytes);
    }

    double wallNanos() {
        return median(wallNanos);
    }

    private double spread() {
        List<Double> sorted = callerNanos.stream().sorted().toList();
        return 100 * (sorted.get(sorted.size() - 1) - sorted.get(0)) / callerNanos();
    }

    String row(String name, Samples none) {
        return String.format(
                Locale.ROOT,
                "%-26s %11.0f %+11.0f %+11.0f %+11.0f %12.0f %7.0f %%",
                name,
                callerNanos(),
                callerNanos() - none.callerNanos(),
                bytes() - none.bytes(),
                allNanos() - none.allNanos(),
                wallNanos(),
                spread());
    }

    static String head(String what) {
        return String.format(
                Locale.ROOT,
                "%-26s %11s %11s %11s %11s %12s %9s",
                what,
                "caller ns",
                "above none",
                "bytes above",
                "CPU above",
                "wall ns",
                "spread");
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
