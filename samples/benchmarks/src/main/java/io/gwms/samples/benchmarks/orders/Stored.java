package io.gwms.samples.benchmarks.orders;

import io.gwms.order.Order;
import io.gwms.samples.benchmarks.HostDatabase;
import io.gwms.samples.benchmarks.Rounds;
import io.gwms.state.Change;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.db.TestDatabase;
import java.io.PrintStream;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * What storing orders came to.
 *
 * @param ratio rate of new orders by that of the bare batch, the median of the rounds
 */
record Stored(double ratio) {
    private static final int BATCH = 200;
    private static final int WARM_UP = 3;

    static Stored run(String name, Supplier<TestDatabase> databases, boolean quick, PrintStream out)
            throws SQLException {
        int orders = quick ? 2_000 : 20_000;
        int rounds = quick ? 3 : 7;
        List<Order> first = Sales.orders(0, orders);
        List<Order> second = first.stream()
                .map(order -> order.change(order.updatedAt().plusSeconds(1)).done())
                .toList();
        var added = new Rounds();
        var replaced = new Rounds();
        var bareAdded = new Rounds();
        var bareReplaced = new Rounds();
        var ratio = new Rounds();
        for (int round = -WARM_UP; round < rounds; round++) {
            double[] ours = ours(databases, first, second);
            double[] bare = bare(databases, first, second);
            if (round >= 0) {
                added.add(ours[0]);
                replaced.add(ours[1]);
                bareAdded.add(bare[0]);
                bareReplaced.add(bare[1]);
                ratio.add(bare[0] / ours[0]);
            }
        }
        out.printf(
                "%s: %d orders in commits of %d, %d rounds after %d to warm up%s%n",
                name, orders, BATCH, rounds, WARM_UP, quick ? " (quick)" : "");
        out.println(added.row("  new orders", orders));
        out.println(bareAdded.row("  bare batch insert", orders));
        out.println(replaced.row("  changed orders", orders));
        out.println(bareReplaced.row("  bare batch update", orders));
        out.printf(
                Locale.ROOT,
                "  new %.2f of bare (spread %.0f %%), changed %.2f of bare%n",
                ratio.median(),
                ratio.spread(),
                bareReplaced.median() / replaced.median());
        return new Stored(ratio.median());
    }

    private static double[] ours(Supplier<TestDatabase> databases, List<Order> first, List<Order> second) {
        try (HostDatabase database = HostDatabase.of(databases);
                JdbcState state = JdbcState.open(database.source())) {
            return new double[] {commit(state, first), commit(state, second)};
        }
    }

    private static double commit(JdbcState state, List<Order> orders) {
        long from = System.nanoTime();
        for (int at = 0; at < orders.size(); at += BATCH) {
            List<Change> changes = new ArrayList<>(BATCH);
            for (Order order : orders.subList(at, Math.min(orders.size(), at + BATCH))) {
                changes.add(new Change.SaveOrder(order));
            }
            if (!state.commit(changes).isCommitted()) {
                throw new IllegalStateException("orders met a conflict, but nobody else is there");
            }
        }
        return (System.nanoTime() - from) / 1e9;
    }

    private static double[] bare(Supplier<TestDatabase> databases, List<Order> first, List<Order> second)
            throws SQLException {
        try (HostDatabase database = HostDatabase.of(databases)) {
            JdbcState.open(database.source()).close();
            try (var batch = new BareBatch(database.source())) {
                return new double[] {batch.insert(first, BATCH), batch.update(second, BATCH)};
            }
        }
    }
}
