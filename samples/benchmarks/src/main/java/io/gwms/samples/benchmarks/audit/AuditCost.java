package io.gwms.samples.benchmarks.audit;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.gwms.samples.benchmarks.HostDatabase;
import io.gwms.testkit.db.TestDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import javax.sql.DataSource;
import okhttp3.OkHttpClient;

/**
 * What it costs to look at a call: nobody, OkHttp's own logging, Logbook and ours, side by side and in turns. The
 * caller's figures are processor time of the calling thread, which other work on the machine does not lengthen; calls
 * come in bursts that fit ours' queue, and what it does later is counted apart.
 */
public final class AuditCost {
    private static final int BURST = 1000;
    private static final int WARM_UP = 60;
    private static final int ROUNDS = 40;
    private static final int STORE_WARM_UP = 5_000;

    private AuditCost() {}

    /** Runs it; quick takes less than a minute. */
    public static void run(boolean quick, PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("gwms-benchmark");
        try (Calls calls = new Calls();
                Ours ours = Ours.beforeNothing(directory)) {
            List<Contestant> all = contestants(ours);
            out.printf("2 KB of JSON each way%s%n%n", quick ? " (quick)" : "");
            List<Samples> memory = compare(all, calls, false, quick, BURST, out);
            compare(all, calls, true, quick, BURST / 4, out);
            out.printf("%d of ours' calls had to be written by their callers%n%n", ours.overflowed());
            int entries = quick ? 20_000 : 50_000;
            try (TestDatabase sqlite = TestDatabase.sqlite()) {
                store("SQLite", sqlite.dataSource(), calls, entries, out);
            }
            try (TestDatabase postgres = TestDatabase.postgres();
                    HikariDataSource pool = pool(postgres)) {
                store("PostgreSQL", pool, calls, entries, out);
            }
            Samples none = memory.get(0);
            Samples our = memory.get(memory.size() - 1);
            Samples logbook = memory.get(memory.size() - 2);
            out.printf(
                    Locale.ROOT,
                    "audit ratio %.1f pipeline %.1f%n",
                    (logbook.callerNanos() - none.callerNanos()) / (our.callerNanos() - none.callerNanos()),
                    (our.allNanos() - none.allNanos()) / 1000);
        }
    }

    @SuppressWarnings("unchecked") // the class is there in the profile that brings the peers
    private static List<Contestant> contestants(Ours ours) throws ReflectiveOperationException {
        var constructor =
                Class.forName(AuditCost.class.getPackageName() + ".Peers").getDeclaredConstructor();
        List<Contestant> all = new ArrayList<>();
        all.add(new Nobody());
        all.addAll(((Supplier<List<Contestant>>) constructor.newInstance()).get());
        all.add(ours);
        return all;
    }

    /** One contestant with its client and its figures. */
    private record Turn(Contestant contestant, OkHttpClient client, Samples samples) {
        private void take(Calls calls, int burst) throws IOException {
            calls.measure(contestant, client, burst, samples);
        }
    }

    /** The figures in the order of the contestants. */
    private static List<Samples> compare(
            List<Contestant> all, Calls calls, boolean loopback, boolean quick, int burst, PrintStream out)
            throws IOException {
        List<Turn> turns = new ArrayList<>();
        for (Contestant each : all) {
            OkHttpClient client = loopback ? calls.overLoopback(each) : calls.inMemory(each);
            turns.add(new Turn(each, client, new Samples()));
        }
        List<Turn> warmUp = turns.stream()
                .map(turn -> new Turn(turn.contestant(), turn.client(), new Samples()))
                .toList();
        take(warmUp, quick ? WARM_UP / 2 : WARM_UP, calls, burst);
        take(turns, quick ? ROUNDS / 4 : ROUNDS, calls, burst);
        Samples nobody = turns.get(0).samples();
        out.println(Samples.head(loopback ? "over the loopback" : "in memory"));
        for (Turn turn : turns) {
            out.println(turn.samples().row(turn.contestant().name(), nobody));
            turn.client().dispatcher().executorService().shutdown();
            turn.client().connectionPool().evictAll();
        }
        out.println();
        return turns.stream().map(Turn::samples).toList();
    }

    private static void take(List<Turn> turns, int rounds, Calls calls, int burst) throws IOException {
        for (int round = 0; round < rounds; round++) {
            for (Turn turn : turns) {
                turn.take(calls, burst);
            }
        }
    }

    /** As a host has one; a connection for each batch would be in the figure otherwise. */
    private static HikariDataSource pool(TestDatabase database) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(HostDatabase.driversOwn(database));
        config.setMaximumPoolSize(2);
        return new HikariDataSource(config);
    }

    /** From the first call to the last record in the database, callers and writer at once. */
    private static void store(String name, DataSource database, Calls calls, int entries, PrintStream out)
            throws IOException {
        try (Ours ours = Ours.in(database)) {
            OkHttpClient client = calls.inMemory(ours);
            for (int i = 0; i < STORE_WARM_UP; i++) {
                calls.call(client);
            }
            ours.settle();
            long begun = System.nanoTime();
            for (int i = 0; i < entries; i++) {
                calls.call(client);
            }
            ours.settle();
            double seconds = (System.nanoTime() - begun) / 1e9;
            out.printf(
                    Locale.ROOT,
                    "%d calls made and recorded in %s: %.0f entries/s%n",
                    entries,
                    name,
                    entries / seconds);
        }
    }

    private record Nobody() implements Contestant {
        @Override
        public String name() {
            return "nobody";
        }

        @Override
        public OkHttpClient.Builder install(OkHttpClient.Builder builder) {
            return builder;
        }
    }
}
