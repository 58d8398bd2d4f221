package io.gwms.samples.benchmarks;

import io.gwms.samples.quickstart.InProcessPath;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Times the quickstart's path (sync, dispatch, create, ship, write back, compare stock) and beside it a bare loop that
 * makes the same HTTP calls and as many commits. Nothing goes wrong on the way: a lost reply would cost the bare loop
 * nothing. The fakes run in this process, for both.
 */
final class QuickstartPath implements Benchmark {
    private static final PrintStream SILENCE =
            new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);

    /** One run of ours: how long, and what the bare loop has to do for the same. */
    private record Ours(double seconds, List<Recording.Sent> calls, int commits, long bytes) {}

    @Override
    public void run(boolean quick, PrintStream out) throws Exception {
        int orders = quick ? 40 : 120;
        int rounds = quick ? 3 : 5;
        Path directory = Files.createTempDirectory("gwms-benchmark");
        try {
            Ours last = ours(directory.resolve("warm-up"), orders);
            bare(directory.resolve("warm-up-bare"), orders, last);
            var ours = new Rounds();
            var bare = new Rounds();
            var ratio = new Rounds();
            for (int round = 1; round <= rounds; round++) {
                last = ours(directory.resolve("ours-" + round), orders);
                double peer = bare(directory.resolve("bare-" + round), orders, last);
                ours.add(last.seconds());
                bare.add(peer);
                ratio.add(last.seconds() / peer);
            }
            out.printf(
                    "%d orders, %d HTTP calls, %d commits, %d KiB of database; %d rounds after a warm-up%s%n",
                    orders, last.calls().size(), last.commits(), last.bytes() / 1024, rounds, quick ? " (quick)" : "");
            out.printf("%-34s %10s %13s %10s%n", "", "median", "orders", "spread");
            out.println(ours.row("GWMS SDK", orders));
            out.println(bare.row("bare loop, same calls and commits", orders));
            out.printf(
                    Locale.ROOT,
                    "quickstart ratio %.2f (time of the SDK / time of the bare loop, median of %d rounds, spread %.0f %%)%n",
                    ratio.median(),
                    rounds,
                    ratio.spread());
        } finally {
            delete(directory);
        }
    }

    private static Ours ours(Path directory, int orders) throws IOException {
        Files.createDirectories(directory);
        try (var path = new InProcessPath(directory, orders, false)) {
            var recordings = new ArrayList<Recording>();
            var commits = new ArrayList<Commits>();
            Duration took = path.time(
                    wire -> {
                        var recording = new Recording(wire, path.uris(), path::now);
                        recordings.add(recording);
                        return recording;
                    },
                    database -> {
                        var counted = new Commits(database);
                        commits.add(counted);
                        return counted;
                    },
                    SILENCE);
            return new Ours(
                    took.toNanos() / 1e9,
                    recordings.get(0).sent(),
                    commits.get(0).count(),
                    size(directory));
        }
    }

    private static double bare(Path directory, int orders, Ours ours) throws Exception {
        Files.createDirectories(directory);
        try (var fakes = new InProcessPath(directory, orders, false)) {
            return new BareLoop(ours.calls(), ours.commits(), ours.bytes()).run(fakes, directory.resolve("bare.db"));
        }
    }

    private static long size(Path directory) throws IOException {
        return Files.size(directory.resolve("gwms.db"));
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> all = Files.walk(directory)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
