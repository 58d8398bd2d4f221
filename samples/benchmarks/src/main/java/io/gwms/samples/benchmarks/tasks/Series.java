package io.gwms.samples.benchmarks.tasks;

import io.gwms.samples.benchmarks.Rounds;
import java.util.Locale;

/** One contestant with the figures of its turns. */
final class Series {
    private static final int MOST = 400_000;

    private final Contestant contestant;
    private final Rounds rates = new Rounds();
    private final Rounds jvm = new Rounds();
    private final Rounds database = new Rounds();
    private double lastRate;

    /** Warms it up for that long and at least twice, by whole backlogs, so that the JIT compiler is done. */
    Series(Contestant contestant, double warmUp) throws Exception {
        this.contestant = contestant;
        double spent = 0;
        for (int drains = 0; drains < 2 || spent < warmUp; drains++) {
            Drain drain = contestant.drain(tasks(warmUp / 3));
            spent += drain.seconds();
            lastRate = drain.rate();
        }
    }

    /** One that begins as warm and as fast as that one is. */
    Series(Contestant contestant, Series like) {
        this.contestant = contestant;
        this.lastRate = like.lastRate;
    }

    /** Runs as many tasks as should take about that long; the rate. */
    double turn(double seconds) throws Exception {
        Drain drain = contestant.drain(tasks(seconds));
        lastRate = drain.rate();
        rates.add(lastRate);
        jvm.add(drain.jvmMicros());
        database.add(drain.databaseMicros());
        return lastRate;
    }

    private int tasks(double seconds) {
        return (int) Math.max(contestant.fewest(), Math.min(MOST, lastRate * seconds));
    }

    double rate() {
        return rates.median();
    }

    String row() {
        return String.format(
                Locale.ROOT,
                "%-48s %9.0f /s %8.0f %% %6.0f us %6.0f us",
                contestant.name(),
                rates.median(),
                rates.spread(),
                jvm.median(),
                database.median());
    }
}
