package io.gwms.samples.benchmarks.audit;

import io.gwms.testkit.db.TestDatabase;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import okhttp3.OkHttpClient;

/**
 * What it costs to look at a call: nobody, OkHttp's own logging, Logbook and ours, side by side and in turns. The
 * caller's figures are processor time of the calling thread, which other work on the machine does not lengthen; calls
 * come in bursts that fit ours' queue, and what it does later is counted apart.
 */
public final class AuditCost {
    private static final int BURST = 1000;
    private static final int WARM_UP = 20;

    private AuditCost() {}

    /** Runs it; quick takes less than a minute. */
    public static void run(boolean quick, PrintStream out) throws Exception {
        Path directory = Files.createTempDirectory("gwms-benchmark");
        try (Calls calls = new Calls();
                Ours ours = Ours.beforeNothing(directory)) {
            List<Contestant> all = contestants(ours);
            out.printf("2 KB of JSON each way%s%n%n", quick ? " (quick)" : "");
            Map<String, Samples> memory = compare(all, calls, false, quick ? 5 : 15, BURST, out);
            compare(all, calls, true, quick ? 3 : 7, BURST / 4, out);
            out.printf("%d of ours' calls had to be written by their callers%n%n", ours.overflowed());
            int entries = quick ? 4000 : 20_000;
            try (TestDatabase sqlite = TestDatabase.sqlite()) {
                store("SQLite", sqlite, calls, entries, out);
            }
            try (TestDatabase postgres = TestDatabase.postgres()) {
                store("PostgreSQL", postgres, calls, entries, out);
            }
            Samples none = memory.get("nobody");
            Samples our = memory.get(ours.name());
            Samples logbook = memory.get("Logbook, JSON formatter");
            out.printf(
                    Locale.ROOT,
                    "audit ratio %.1f pipeline %.1f%n",
                    (logbook.callerNanos() - none.callerNanos()) / (our.callerNanos() - none.callerNanos()),
                    (our.allNanos() - none.allNanos()) / 1000);
        }
    }

    @SuppressWarnings("unchecked") // the class is there in the profile that brings the peers
    private static List<Contestant> contestants(Ours ours) throws ReflectiveOperationException {
        var constructor = Class.forName(AuditCost.class.getPackageName() + ".Peers").getDeclaredConstructor();
        List<Contestant> all = new ArrayList<>();
        all.add(new Nobody());
        all.addAll(((Supplier<List<Contestant>>) constructor.newInstance()).get());
        all.add(ours);
        return all;
    }

    private static Map<String, Samples> compare(
            List<Contestant> all, Calls calls, boolean loopback, int rounds, int burst, PrintStream out)
            throws IOException {
        Map<String, Samples> samples = new LinkedHashMap<>();
        Map<String, OkHttpClient> clients = new LinkedHashMap<>();
        for (Contestant each : all) {
            clients.put(each.name(), loopback ? calls.overLoopback(each) : calls.inMemory(each));
            for (int i = 0; i < WARM_UP; i++) {
                calls.measure(each, clients.get(each.name()), burst, new Samples());
            }
            samples.put(each.name(), new Samples());
        }
        for (int round = 0; round < rounds; round++) {
            for (Contestant each : all) {
                calls.measure(each, clients.get(each.name()), burst, samples.get(each.name()));
            }
        }
        out.println(Samples.head(loopback ? "over the loopback" : "in memory"));
        samples.forEach((name, each) -> out.println(each.row(name, samples.get("nobody"))));
        out.println();
        clients.values().forEach(client -> {
            client.dispatcher().executorService().shutdown();
            client.connectionPool().evictAll();
        });
        return samples;
    }

    /** From the first call to the last record in the database, callers and writer at once. */
    private static void store(String name, TestDatabase database, Calls calls, int entries, PrintStream out)
            throws IOException {
        try (Ours ours = Ours.in(database.dataSource())) {
            OkHttpClient client = calls.inMemory(ours);
            for (int i = 0; i < BURST; i++) {
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
