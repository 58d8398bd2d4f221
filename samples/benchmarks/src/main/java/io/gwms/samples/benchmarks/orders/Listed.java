package io.gwms.samples.benchmarks.orders;

import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderSettings;
import io.gwms.order.OrderStatus;
import io.gwms.order.Orders;
import io.gwms.order.TextFilter;
import io.gwms.samples.benchmarks.HostDatabase;
import io.gwms.state.Change;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.time.GwmsClock;
import java.io.PrintStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/** Asks for pages of 50 rows in every way people filter, of a short list and of a long one. */
final class Listed {
    private static final int ROWS = 50;
    private static final int BATCH = 1_000;
    private static final int WARM_UP = 20;

    /** Each way to ask, for some order of the list. */
    private static final Map<String, IntFunction<OrderQuery>> QUERIES = new LinkedHashMap<>();

    static {
        OrderQuery page = OrderQuery.newest(ROWS);
        QUERIES.put("newest of a tab", i -> page.withKind(OrderKind.B2C));
        QUERIES.put("purchase orders", i -> page.withKind(OrderKind.B2B));
        QUERIES.put("a status", i -> page.withKind(OrderKind.B2C).withStatus(OrderStatus.PENDING));
        QUERIES.put("a store", i -> page.withKind(OrderKind.B2C).withStore(Sales.store(i)));
        QUERIES.put("a store and a status", i -> page.withStore(Sales.store(i)).withStatus(OrderStatus.CANCELLED));
        QUERIES.put("a number", i -> page.withNumber(Sales.number(i)));
        QUERIES.put(
                "a day",
                i -> page.withKind(OrderKind.B2C)
                        .orderedBetween(Sales.orderedAt(i), Sales.orderedAt(i).plus(Duration.ofDays(1))));
        QUERIES.put("a recipient", i -> page.withRecipient(TextFilter.exactly(Sales.recipient(i))));
        QUERIES.put(
                "how a recipient begins",
                i -> page.withRecipient(TextFilter.startingWith(
                        Sales.recipient(i).substring(0, Sales.recipient(i).length() - 3))));
        QUERIES.put("a tracking number", i -> page.withTracking(TextFilter.exactly("no such " + i)));
        QUERIES.put("a page far down", i -> page.withKind(OrderKind.B2C).after(Sales.id(i)));
    }

    private Listed() {}

    static double run(String name, Supplier<TestDatabase> databases, boolean quick, PrintStream out)
            throws SQLException {
        int few = quick ? 5_000 : 10_000;
        int many = quick ? 20_000 : 1_000_000;
        try (HostDatabase shortOne = HostDatabase.of(databases);
                HostDatabase longOne = HostDatabase.of(databases);
                JdbcState shortState = filled(shortOne, few);
                JdbcState longState = filled(longOne, many)) {
            int asked = quick ? 40 : 400;
            Map<String, double[]> rows = new LinkedHashMap<>();
            double[] shortAll = new double[0];
            double[] longAll = new double[0];
            for (Map.Entry<String, IntFunction<OrderQuery>> query : QUERIES.entrySet()) {
                double[] inShort = ask(shortState, query.getValue(), few, asked);
                double[] inLong = ask(longState, query.getValue(), many, asked);
                rows.put(query.getKey(), new double[] {p95(inShort), p95(inLong)});
                shortAll = joined(shortAll, inShort);
                longAll = joined(longAll, inLong);
            }
            out.printf(
                    "%s: pages of %d rows, p95 in ms, %d queries of each kind%s%n",
                    name, ROWS, asked, quick ? " (quick: short lists in place of 10000 and 1000000)" : "");
            out.printf("  %-26s %10d %10d orders%n", "", few, many);
            rows.forEach((kind, p95) ->
                    out.printf(Locale.ROOT, "  %-26s %10.2f %10.2f %8.2f%n", kind, p95[0], p95[1], p95[1] / p95[0]));
            double ratio = p95(longAll) / p95(shortAll);
            out.printf(Locale.ROOT, "  %-26s %10.2f %10.2f %8.2f%n", "all", p95(shortAll), p95(longAll), ratio);
            return ratio;
        }
    }

    private static JdbcState filled(HostDatabase database, int orders) throws SQLException {
        JdbcState state = JdbcState.open(database.source());
        Orders service = orders(state);
        for (int store = 0; store < Sales.STORES; store++) {
            state.stores().save(store(store));
        }
        for (int at = 0; at < orders; at += BATCH) {
            List<Change> changes = new ArrayList<>(2 * BATCH);
            for (int i = at; i < Math.min(orders, at + BATCH); i++) {
                changes.addAll(service.events()
                        .received(store(i), Sales.onPlatform(i), null)
                        .changes());
            }
            if (!state.commit(changes).isCommitted()) {
                throw new IllegalStateException("orders met a conflict, but nobody else is there");
            }
        }
        if (database.dialect().equals("postgresql")) {
            // What its autovacuum does a while after so many rows have come.
            try (Connection connection = database.source().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("VACUUM ANALYZE");
            }
        }
        return state;
    }

    private static Store store(int i) {
        return Store.of(
                Sales.store(i), "Store " + i % Sales.STORES, PlatformType.SHOPIFY, URI.create("https://shop.invalid"));
    }

    private static Orders orders(JdbcState state) {
        return Orders.over(
                state,
                FixedCatalogue.builder().build(),
                GwmsClock.over(() -> Instant.parse("2027-01-01T00:00:00Z")),
                OrderSettings.defaults());
    }

    private static double[] ask(JdbcState state, IntFunction<OrderQuery> query, int orders, int asked) {
        Orders service = orders(state);
        Random random = new Random(17);
        double[] took = new double[asked];
        for (int i = -WARM_UP; i < asked; i++) {
            OrderQuery one = query.apply(random.nextInt(orders));
            long from = System.nanoTime();
            service.page(one);
            if (i >= 0) {
                took[i] = (System.nanoTime() - from) / 1e6;
            }
        }
        return took;
    }

    private static double[] joined(double[] one, double[] other) {
        double[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    private static double p95(double[] took) {
        double[] sorted = took.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(sorted.length * 0.95) - 1];
    }
}
