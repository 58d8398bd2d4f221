package io.gwms.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The seconds that the rounds of one contestant took. */
final class Rounds {
    private final List<Double> seconds = new ArrayList<>();

    void add(double one) {
        seconds.add(one);
    }

    double median() {
        List<Double> sorted = seconds.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** How far the rounds lie apart, in percent of the median: the noise of this run. */
    double spread() {
        List<Double> sorted = seconds.stream().sorted().toList();
        return 100 * (sorted.get(sorted.size() - 1) - sorted.get(0)) / median();
    }

    String row(String name, int units) {
        return String.format(
                Locale.ROOT, "%-34s %8.2f s %10.1f /s %8.0f %%", name, median(), units / median(), spread());
    }
}
