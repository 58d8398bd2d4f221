package io.gwms.samples.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A figure of one contestant in each round: seconds, or any other. */
public final class Rounds {
    private final List<Double> figures = new ArrayList<>();

    /** Takes the figure of one more round. */
    public void add(double one) {
        figures.add(one);
    }

    /** The one in the middle. */
    public double median() {
        List<Double> sorted = figures.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** How far the rounds lie apart, in percent of the median: the noise of this run. */
    public double spread() {
        List<Double> sorted = figures.stream().sorted().toList();
        return 100 * (sorted.get(sorted.size() - 1) - sorted.get(0)) / median();
    }

    /** A row of a table, for seconds: the median, and how many units a second that is. */
    String row(String name, int units) {
        return String.format(
                Locale.ROOT, "%-34s %8.2f s %10.1f /s %8.0f %%", name, median(), units / median(), spread());
    }
}
