package io.gwms.samples.benchmarks.ordersync;

import io.gwms.samples.benchmarks.HostDatabase;
import io.gwms.samples.benchmarks.Rounds;
import io.gwms.testkit.db.TestDatabase;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import javax.sql.DataSource;

/**
 * Orders of five lines from a server on this machine into SQLite and PostgreSQL, both with full sync, beside a bare loop
 * that decodes the same pages and inserts them in batches.
 */
public final class OrderSyncBenchmark {
    private static final int PAGE = 250;
    private static final Map<String, Supplier<TestDatabase>> DATABASES = new LinkedHashMap<>();

    static {
        DATABASES.put("sqlite", TestDatabase::sqlite);
        DATABASES.put("postgresql", TestDatabase::postgres);
    }

    private OrderSyncBenchmark() {}

    /** Runs it; quick brings 3 000 orders in place of 10 000, in fewer rounds. */
    public static void run(boolean quick, PrintStream out) throws Exception {
        int orders = quick ? 3_000 : 10_000;
        int warmUp = quick ? 1 : 3;
        int rounds = quick ? 3 : 7;
        StringBuilder ratios = new StringBuilder();
        try (PageServer server = PageServer.start(orders, PAGE)) {
            for (Map.Entry<String, Supplier<TestDatabase>> database : DATABASES.entrySet()) {
                Rounds ours = new Rounds();
                Rounds bare = new Rounds();
                Rounds ratio = new Rounds();
                Rounds ourBytes = new Rounds();
                Rounds bareBytes = new Rounds();
                for (int round = -warmUp; round < rounds; round++) {
                    Cost one = in(database.getValue(), source -> OurSync.run(source, server, orders, PAGE));
                    Cost floor = in(database.getValue(), source -> BareSync.run(source, server, orders));
                    if (round >= 0) {
                        ours.add(one.seconds());
                        bare.add(floor.seconds());
                        ratio.add(floor.seconds() / one.seconds());
                        ourBytes.add((double) one.bytes() / orders);
                        bareBytes.add((double) floor.bytes() / orders);
                    }
                }
                out.printf(
                        "%s: %d orders of 5 lines in pages of %d, %d rounds after %d to warm up%s%n",
                        database.getKey(), orders, PAGE, rounds, warmUp, quick ? " (quick)" : "");
                out.printf(
                        Locale.ROOT, "%s %8.0f bytes an order%n", ours.row("  order sync", orders), ourBytes.median());
                out.printf(
                        Locale.ROOT,
                        "%s %8.0f bytes an order%n",
                        bare.row("  bare decode and batch insert", orders),
                        bareBytes.median());
                ratios.append(String.format(
                        Locale.ROOT, " %s %.2f (spread %.0f %%)", database.getKey(), ratio.median(), ratio.spread()));
            }
        }
        out.println("order-sync ratio" + ratios);
    }

    @FunctionalInterface
    private interface Contestant {
        Cost run(DataSource database) throws SQLException;
    }

    private static Cost in(Supplier<TestDatabase> databases, Contestant contestant) throws SQLException {
        try (HostDatabase database = HostDatabase.of(databases)) {
            return contestant.run(database.source());
        }
    }
}
