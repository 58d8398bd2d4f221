package io.gwms.samples.benchmarks.tasks;

import io.gwms.samples.benchmarks.Benchmark;
import io.gwms.samples.benchmarks.Rounds;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * How many sync tasks the engine runs in a second, and how punctually, beside db-scheduler and a bare JDBC loop that
 * makes the same writes. All in one process, each in a database of its own on one PostgreSQL; the rounds take turns.
 */
public final class TaskSpeed implements Benchmark {
    private static final int PAUSED = 100_000;

    /**
     * How much is measured.
     *
     * @param rounds turns of each contestant
     * @param sideRounds the same for what has no rival
     * @param warmUp seconds that each runs before that
     * @param turn seconds that a turn should take
     * @param settings what is tried for db-scheduler
     * @param tasksInHand how many tasks a node may claim ahead, each tried
     * @param pickups tasks whose pickup is timed
     * @param patience seconds after which no contestant gets a further turn, because the machine is slow; half of it
     *     for what has no rival
     */
    private record Extent(
            int rounds,
            int sideRounds,
            double warmUp,
            double turn,
            List<Peer.Setting> settings,
            List<Integer> tasksInHand,
            int pickups,
            long patience) {
        static final Extent QUICK = new Extent(3, 2, 2, 0.6, Peer.SOME, List.of(), 200, 25);
        static final Extent FULL = new Extent(7, 5, 12, 4, Peer.MANY, List.of(100, 500, 1_000, 2_000), 1_000, 900);
    }

    @Override
    public void run(boolean quick, PrintStream out) throws Exception {
        Extent extent = quick ? Extent.QUICK : Extent.FULL;
        Path directory = Files.createTempDirectory("gwms-benchmark");
        try (Resume resume = Resume.begin();
                Postgres ours = Postgres.create();
                Postgres bare = Postgres.create();
                Postgres peers = Postgres.create()) {
            out.printf(
                    "PostgreSQL %s (fsync, synchronous_commit, full_page_writes on), driver %s, db-scheduler %s%n",
                    ours.ask("SHOW server_version"), ours.driverVersion(), Peer.version());
            Measurement measurement = new Measurement(extent, System.nanoTime(), ours, Backlog.in(ours), out);
            out.printf(
                    "%-48s %12s %10s %9s %9s%n", "capacity and cost of a task", "median", "spread", "JVM", "database");
            measurement.sqlite(directory);
            measurement.nodes();
            Capacity capacity = measurement.capacity(new BareJdbc(bare, Backlog.in(bare)), peers);
            measurement.batches(capacity.sdk());
            measurement.paused(capacity.sdk());
            measurement.pickup();
            out.printf(
                    Locale.ROOT,
                    "crash to resume: %.1f s from SIGKILL of a worker JVM until another node ran the last of its tasks"
                            + " (lease of 30 s, waited for beside the rest)%n",
                    resume.seconds());
            out.println(capacity.lastLine());
        } finally {
            delete(directory);
        }
    }

    private record Capacity(Series sdk, String lastLine) {}

    private record Measurement(Extent extent, long from, Postgres ours, Backlog backlog, PrintStream out) {
        Capacity capacity(Contestant bare, Postgres peers) throws Exception {
            var sdk = new Series(OurNodes.one(ours, backlog), extent.warmUp());
            var loop = new Series(bare, extent.warmUp());
            var peer = new Series(Peer.best(peers, extent.settings(), extent.warmUp() / 2, out), extent.turn());
            var toPeer = new Rounds();
            var toLoop = new Rounds();
            for (int round = 1; goesOn(round, extent.rounds(), extent.patience()); round++) {
                double theirs = peer.turn(extent.turn());
                double own = sdk.turn(extent.turn());
                toPeer.add(own / theirs);
                toLoop.add(own / loop.turn(extent.turn()));
            }
            List.of(sdk, peer, loop).forEach(series -> out.println(series.row()));
            return new Capacity(
                    sdk, String.format(Locale.ROOT, "tasks ratio %.2f bare %.2f", toPeer.median(), toLoop.median()));
        }

        void nodes() throws Exception {
            OurNodes one = OurNodes.one(ours, backlog);
            var two = new Series(one.nodes(2), extent.warmUp());
            var four = new Series(one.nodes(4), two);
            for (int round = 1; goesOn(round, extent.sideRounds(), extent.patience() / 2); round++) {
                two.turn(extent.turn());
                four.turn(extent.turn());
            }
            List.of(two, four).forEach(series -> out.println(series.row()));
            percent("four nodes make %.0f %% of two%n", four, two);
        }

        void batches(Series sdk) throws Exception {
            OurNodes one = OurNodes.one(ours, backlog);
            List<Series> all = new ArrayList<>();
            for (int most : extent.tasksInHand()) {
                all.add(new Series(one.tasksInHand(most), sdk));
            }
            for (int round = 1; goesOn(round, extent.sideRounds(), extent.patience()); round++) {
                for (Series series : all) {
                    series.turn(extent.turn());
                }
            }
            all.forEach(series -> out.println(series.row()));
        }

        void paused(Series sdk) throws Exception {
            OurNodes one = OurNodes.one(ours, backlog);
            var free = new Series(one, sdk);
            var beside = new Series(one.besidePaused(PAUSED), sdk);
            for (int round = 1; goesOn(round, extent.sideRounds(), extent.patience()); round++) {
                free.turn(extent.turn());
                beside.turn(extent.turn());
            }
            List.of(free, beside).forEach(series -> out.println(series.row()));
            percent("beside 100 000 due tasks of a paused warehouse the others make %.0f %%%n", beside, free);
        }

        private void percent(String words, Series part, Series whole) {
            out.printf(Locale.ROOT, words, 100 * part.rate() / whole.rate());
        }

        void sqlite(Path directory) throws Exception {
            for (boolean marks : new boolean[] {false, true}) {
                var series = new Series(new OnSqlite(directory, marks), extent.turn());
                for (int round = 1; goesOn(round, extent.sideRounds(), extent.patience() / 2); round++) {
                    series.turn(extent.turn());
                }
                out.println(series.row());
            }
        }

        void pickup() throws Exception {
            for (boolean elsewhere : new boolean[] {false, true}) {
                backlog.refill(0);
                Pickup.Lateness late = Pickup.measure(ours, extent.pickups(), elsewhere);
                out.printf(
                        Locale.ROOT,
                        "pickup of %d tasks, each added by a commit on %s node: p50 %.1f ms, p95 %.1f ms, p99 %.1f ms%n",
                        extent.pickups(),
                        elsewhere ? "another" : "the same",
                        late.p50(),
                        late.p95(),
                        late.p99());
            }
        }

        /** One turn there is always. */
        private boolean goesOn(int round, int rounds, long patience) {
            double spent = (System.nanoTime() - from) / 1e9;
            return round == 1 || (round <= rounds && spent < patience);
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
