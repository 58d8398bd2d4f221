package io.gwms.samples.benchmarks.tasks;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The way to db-scheduler, whose adapter is compiled for benchmarks alone (profile {@code benchmarks}). */
final class Peer {
    /**
     * What can be set of it.
     *
     * @param threads that execute
     * @param connections in the pool
     */
    record Setting(int threads, int connections) {}

    static final List<Setting> SOME = List.of(new Setting(20, 10), new Setting(50, 20));
    static final List<Setting> MANY = List.of(
            new Setting(10, 10), new Setting(20, 10), new Setting(20, 20), new Setting(50, 20), new Setting(100, 30));

    private static final String ADAPTER = "io.gwms.samples.benchmarks.tasks.DbScheduler";
    private static final String PROPERTIES = "/META-INF/maven/com.github.kagkarlsson/db-scheduler/pom.properties";

    private Peer() {}

    /** db-scheduler with the fastest of these settings; trying them warms it up. */
    static Contestant best(Postgres database, List<Setting> settings, double seconds, PrintStream out)
            throws Exception {
        @Nullable Contestant best = null;
        double most = 0;
        for (Setting setting : settings) {
            Contestant one = with(database, setting);
            double rate = new Series(one, seconds).turn(seconds / 2);
            out.printf(Locale.ROOT, "tried: %s: %.0f /s%n", one.name(), rate);
            if (best == null || rate > most) {
                best = one;
                most = rate;
            }
        }
        if (best == null) {
            throw new IllegalArgumentException("settings are empty, but one or more must be tried");
        }
        return best;
    }

    private static Contestant with(Postgres database, Setting setting) throws ReflectiveOperationException {
        return (Contestant) Class.forName(ADAPTER)
                .getDeclaredMethod("in", Postgres.class, Setting.class)
                .invoke(null, database, setting);
    }

    /** The version that runs here. */
    static String version() throws IOException {
        try (InputStream file = Peer.class.getResourceAsStream(PROPERTIES)) {
            if (file == null) {
                throw new IllegalStateException(
                        "db-scheduler is not on the class path; start with samples/benchmarks/run");
            }
            Properties properties = new Properties();
            properties.load(file);
            return properties.getProperty("version");
        }
    }
}
