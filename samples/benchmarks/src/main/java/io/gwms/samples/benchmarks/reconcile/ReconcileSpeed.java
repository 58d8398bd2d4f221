package io.gwms.samples.benchmarks.reconcile;

import io.gwms.proxy.RemoteBatch;
import io.gwms.proxy.reconcile.ReconcilePlan;
import io.gwms.samples.benchmarks.HostDatabase;
import io.gwms.samples.benchmarks.Rounds;
import io.gwms.testkit.db.TestDatabase;
import java.io.PrintStream;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Comparing an inventory of a million rows with as many batches here: the public {@code plan()} with all rules on, beside
 * a full outer join of DuckDB and one on {@code java.util.HashMap}, in processor time; then with the rows decoded from
 * JSON on the way, then ten times as much under the same heap, then the snapshot written down.
 */
public final class ReconcileSpeed {
    private static final int WARM_UP = 8;
    /** A connector that joins two lists holds them as objects until it is through; a million rows of that need more heap. */
    private static final int THROUGH_CONNECTOR = 100_000;

    private final int rows;
    private final int rounds;
    private final PrintStream out;

    private ReconcileSpeed(boolean quick, PrintStream out) {
        this.rows = quick ? 200_000 : 1_000_000;
        this.rounds = quick ? 3 : 7;
        this.out = out;
    }

    /** Runs it; quick takes less than a minute. */
    public static void run(boolean quick, PrintStream out) throws Exception {
        var speed = new ReconcileSpeed(quick, out);
        out.printf(
                Locale.ROOT,
                "%,d rows there and as many here, 5 %% differ, 1 %% missing each way%s; processor time, median of"
                        + " %d%n%n",
                speed.rows,
                quick ? " (quick)" : "",
                speed.rounds);
        out.printf("%-46s %10s %12s %9s%n", "", "CPU s", "ns per row", "spread");
        double[] ratioAndNanos = speed.compared();
        double endToEnd = speed.endToEnd();
        out.printf(Locale.ROOT, "through our own connector: end-to-end %.2f (goal 1.30)%n", speed.throughConnector());
        speed.onHashMap();
        speed.tenTimes(ratioAndNanos[1]);
        int captured = quick ? 50_000 : 1_000_000;
        try (HostDatabase ours = HostDatabase.of(TestDatabase::sqlite);
                HostDatabase bare = HostDatabase.of(TestDatabase::sqlite)) {
            new Capture(captured, out).compare("SQLite", ours, bare);
        }
        try (HostDatabase ours = HostDatabase.of(TestDatabase::postgres);
                HostDatabase bare = HostDatabase.of(TestDatabase::postgres)) {
            new Capture(captured, out).compare("PostgreSQL", ours, bare);
        }
        out.printf(Locale.ROOT, "%nreconcile ratio %.2f end-to-end %.2f%n", ratioAndNanos[0], endToEnd);
    }

    /** DuckDB's processor time on one thread by ours, and ours for each row. */
    private double[] compared() throws Exception {
        Goods goods = new Goods(rows);
        long before = Cpu.heap();
        try (Ours ours = new Ours();
                Join duck = duckDb(goods)) {
            double here = Cpu.of(() -> {
                ours.addHere(goods);
                return 0;
            });
            double there = Cpu.of(() -> {
                ours.addThere(goods);
                return 0;
            });
            ReconcilePlan plan = ours.plan();
            Ours.check(plan, duck.join(1));
            double bytes = Cpu.heap() - before;
            double perRow = bytes / (2.0 * rows);
            for (int i = 1; i < WARM_UP; i++) {
                ours.plan();
                duck.join(2);
            }
            Rounds diff = new Rounds();
            Rounds one = new Rounds();
            Rounds two = new Rounds();
            Rounds ratio = new Rounds();
            for (int i = 0; i < rounds; i++) {
                double our = Cpu.of(ours::plan);
                double its = Cpu.of(() -> duck.join(1));
                diff.add(our);
                one.add(its);
                ratio.add(its / our);
                two.add(Cpu.of(() -> duck.join(2)));
            }
            row("GWMS SDK: plan(), all rules on", diff);
            row("DuckDB FULL OUTER JOIN, 1 thread", one);
            row("DuckDB FULL OUTER JOIN, 2 threads", two);
            out.printf(
                    Locale.ROOT,
                    "told apart: loading took ours %.2f s (here) and %.2f s (there), DuckDB's appender %.2f s, each"
                            + " with making the rows%n",
                    here,
                    there,
                    duck.loadSeconds());
            out.printf(
                    Locale.ROOT,
                    "heap with both sides and the plan: %.0f MB, %.0f B for each row and batch (%d lines differ)%n",
                    bytes / 1e6,
                    perRow,
                    plan.differing().size());
            return new double[] {ratio.median(), diff.median() / rows * 1e9};
        }
    }

    /** Makes batches of pages and hands them over. */
    private interface Decoder {
        void decode(Consumer<? super RemoteBatch> sink);
    }

    /** Decoding, adding and comparing by decoding alone, the pages read by Jackson's streaming parser. */
    private double endToEnd() throws Exception {
        Goods goods = new Goods(rows);
        Pages pages = Pages.of(goods);
        return endToEnd("decode " + pages.bytes() / 1_000_000 + " MB of JSON", goods, pages::decode);
    }

    /** The same through our own connector, which joins two lists and so reads each batch twice. */
    private double throughConnector() throws Exception {
        Goods goods = new Goods(Math.min(rows, THROUGH_CONNECTOR));
        FourPxPages pages = new FourPxPages(goods);
        return endToEnd("4PX connector, " + pages.bytes() / 1_000_000 + " MB", goods, pages::decode);
    }

    private double endToEnd(String name, Goods goods, Decoder pages) throws Exception {
        Rounds alone = new Rounds();
        Rounds all = new Rounds();
        Rounds ratio = new Rounds();
        for (int i = -WARM_UP; i < rounds; i++) {
            long[] count = new long[1];
            double decode = Cpu.of(() -> {
                pages.decode(batch -> count[0] += batch.available());
                return count[0];
            });
            try (Ours ours = new Ours()) {
                ours.addHere(goods);
                double decodeAndDiff = Cpu.of(() -> {
                    pages.decode(ours.taking());
                    return ours.plan();
                });
                if (i >= 0) {
                    alone.add(decode);
                    all.add(decodeAndDiff);
                    ratio.add(decodeAndDiff / decode);
                }
            }
        }
        row(name + " alone", alone, goods.rows());
        row(name + ", map, add and plan()", all, goods.rows());
        return ratio.median();
    }

    private void onHashMap() throws Exception {
        OnHashMap map = new OnHashMap(new Goods(rows));
        Rounds all = new Rounds();
        for (int i = -1; i < rounds; i++) {
            double seconds = Cpu.of(map::join);
            if (i >= 0) {
                all.add(seconds);
            }
        }
        row("java.util.HashMap, objects at hand", all);
    }

    /** Ten times as many rows under the same heap, the rest on disk. */
    private void tenTimes(double nanosBefore) throws Exception {
        Goods goods = new Goods(rows * 10);
        try (Ours ours = new Ours()) {
            ours.addHere(goods);
            ours.addThere(goods);
            // The first plan that reads from disk is compiled anew, as the first ones of a million rows were.
            ours.plan();
            Rounds diff = new Rounds();
            for (int i = 0; i < 3; i++) {
                diff.add(Cpu.of(ours::plan));
            }
            double nanos = diff.median() / goods.rows() * 1e9;
            out.printf(
                    Locale.ROOT,
                    "%,d rows under a heap of %d MB: plan() %.2f s, %.0f ns per row, %.2f times that of %,d rows%n",
                    goods.rows(),
                    Runtime.getRuntime().maxMemory() / 1_000_000,
                    diff.median(),
                    nanos,
                    nanos / nanosBefore,
                    rows);
        }
    }

    private static Join duckDb(Goods goods) throws ReflectiveOperationException {
        var constructor =
                Class.forName(ReconcileSpeed.class.getPackageName() + ".DuckDb").getDeclaredConstructor(Goods.class);
        return (Join) constructor.newInstance(goods);
    }

    private void row(String name, Rounds seconds) {
        row(name, seconds, rows);
    }

    private void row(String name, Rounds seconds, int rows) {
        out.printf(
                Locale.ROOT,
                "%-46s %10.3f %12.0f %7.0f %%%n",
                name,
                seconds.median(),
                seconds.median() / rows * 1e9,
                seconds.spread());
    }
}
