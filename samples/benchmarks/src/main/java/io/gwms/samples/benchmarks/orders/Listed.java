package io.gwms.samples.benchmarks.orders;

import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderSettings;
import io.gwms.order.OrderStatus;
import io.gwms.order.Orders;
import io.gwms.order.TextFilter;
import io.gwms.samples.benchmarks.HostDatabase;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.time.GwmsClock;
import java.io.PrintStream;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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
    private static final int WARM_UP = 15;

    /** Each way to ask, for some order of the list. */
    private static final Map<String, IntFunction<OrderQuery>> QUERIES = new LinkedHashMap<>();

    static {
        OrderQuery page = OrderQuery.newest(ROWS);
        OrderQuery tab = page.withKind(OrderKind.B2C);
        OrderQuery purchases = page.withKind(OrderKind.B2B);
        QUERIES.put("all", i -> page);
        QUERIES.put("a tab", i -> tab);
        QUERIES.put("purchase orders", i -> purchases);
        QUERIES.put("a status", i -> tab.withStatus(OrderStatus.PENDING));
        QUERIES.put("a status of few", i -> purchases.withStatus(OrderStatus.CANCELLED));
        QUERIES.put("a status of none", i -> tab.withStatus(OrderStatus.PROCESSING));
        QUERIES.put("a status of both tabs", i -> page.withStatus(OrderStatus.CANCELLED));
        QUERIES.put("a store", i -> tab.withStore(Sales.store(i)));
        QUERIES.put("a store, both tabs", i -> page.withStore(Sales.store(i)));
        QUERIES.put("a store's purchase orders", i -> purchases.withStore(Sales.store(i)));
        QUERIES.put("a store and a status", i -> tab.withStore(Sales.store(i)).withStatus(OrderStatus.PENDING));
        QUERIES.put(
                "a store, a status of none", i -> tab.withStore(Sales.store(i)).withStatus(OrderStatus.PROCESSING));
        QUERIES.put("a source", i -> tab.withSource(Sales.source(i)));
        QUERIES.put("a source of none", i -> tab.withSource("telephone"));
        QUERIES.put("a source and a status", i -> tab.withSource("pos").withStatus(OrderStatus.CANCELLED));
        QUERIES.put("a source and a store", i -> tab.withSource("pos").withStore(Sales.store(i)));
        QUERIES.put("a number", i -> page.withNumber(Sales.number(i)));
        QUERIES.put("a number and a store", i -> tab.withNumber(Sales.number(i)).withStore(Sales.store(i)));
        QUERIES.put("a number of none", i -> tab.withNumber("#" + i));
        QUERIES.put("a day", i -> day(tab, i));
        QUERIES.put("a day and a status", i -> day(tab, i).withStatus(OrderStatus.PENDING));
        QUERIES.put("a day and a store", i -> day(tab, i).withStore(Sales.store(i)));
        QUERIES.put("since a day", i -> tab.orderedBetween(Sales.orderedAt(i), null));
        QUERIES.put("until a day", i -> tab.orderedBetween(null, Sales.orderedAt(i)));
        QUERIES.put("a recipient", i -> tab.withRecipient(TextFilter.exactly(Sales.recipient(i))));
        QUERIES.put("how a recipient begins", i -> tab.withRecipient(begins(Sales.recipient(i))));
        QUERIES.put("a first name", i -> tab.withRecipient(TextFilter.startingWith(Sales.firstName(i))));
        QUERIES.put(
                "a recipient and a store",
                i -> tab.withRecipient(begins(Sales.recipient(i))).withStore(Sales.store(i)));
        QUERIES.put("a tracking number", i -> tab.withTracking(TextFilter.exactly(Sales.tracking(i))));
        QUERIES.put("how a tracking number begins", i -> tab.withTracking(begins(Sales.tracking(i))));
        QUERIES.put("a tracking number of none", i -> tab.withTracking(TextFilter.exactly("none " + i)));
        QUERIES.put("a page far down", i -> tab.after(Sales.id(i)));
        QUERIES.put("far down in a store", i -> tab.withStore(Sales.store(i)).after(Sales.id(i)));
        QUERIES.put(
                "far down in a status",
                i -> tab.withStatus(OrderStatus.COMPLETED).after(Sales.id(i)));
    }

    private static OrderQuery day(OrderQuery page, int i) {
        return page.orderedBetween(Sales.orderedAt(i), Sales.orderedAt(i).plus(Duration.ofDays(1)));
    }

    /** All but the last letters. */
    private static TextFilter begins(String text) {
        return TextFilter.startingWith(text.substring(0, text.length() - 2));
    }

    private Listed() {}

    static double run(String name, Supplier<TestDatabase> databases, boolean quick, PrintStream out)
            throws SQLException {
        int few = quick ? 5_000 : 10_000;
        int many = quick ? 20_000 : 1_000_000;
        try (HostDatabase shortOne = HostDatabase.of(databases);
                HostDatabase longOne = HostDatabase.of(databases);
                JdbcState shortState = Filled.with(few, shortOne);
                JdbcState longState = Filled.with(many, longOne)) {
            int asked = quick ? 40 : 100;
            out.printf(
                    "%s: pages of %d rows, p95 in ms, %d queries of each kind%s%n",
                    name, ROWS, asked, quick ? " (quick: short lists in place of 10000 and 1000000)" : "");
            out.printf("  %-30s %10d %10d orders%n", "", few, many);
            Asked shortList = new Asked(orders(shortState), few);
            Asked longList = new Asked(orders(longState), many);
            QUERIES.values().forEach(query -> together(shortList, longList, query, WARM_UP));
            shortList.forget();
            longList.forget();
            for (Map.Entry<String, IntFunction<OrderQuery>> query : QUERIES.entrySet()) {
                together(shortList, longList, query.getValue(), asked);
                print(query.getKey(), shortList.newest(asked), longList.newest(asked), out);
            }
            return print("all of these", shortList.took, longList.took, out);
        }
    }

    /** In turn, so that whatever disturbs the machine disturbs both. */
    private static void together(Asked one, Asked other, IntFunction<OrderQuery> query, int times) {
        for (int i = 0; i < times; i++) {
            one.ask(query);
            other.ask(query);
        }
    }

    /** A list, and how long each answer of it took, in milliseconds. */
    private static final class Asked {
        private final Orders orders;
        private final int count;
        private final Random random = new Random(17);
        private final List<Double> took = new ArrayList<>();

        Asked(Orders orders, int count) {
            this.orders = orders;
            this.count = count;
        }

        void ask(IntFunction<OrderQuery> query) {
            OrderQuery one = query.apply(random.nextInt(count));
            long from = System.nanoTime();
            orders.page(one);
            took.add((System.nanoTime() - from) / 1e6);
        }

        List<Double> newest(int answers) {
            return took.subList(took.size() - answers, took.size());
        }

        void forget() {
            took.clear();
        }
    }

    /** A line of the table; the p95 in the long list by that in the short one. */
    private static double print(String kind, List<Double> inShort, List<Double> inLong, PrintStream out) {
        double ratio = p95(inLong) / p95(inShort);
        out.printf(Locale.ROOT, "  %-30s %10.2f %10.2f %8.2f%n", kind, p95(inShort), p95(inLong), ratio);
        return ratio;
    }

    private static Orders orders(JdbcState state) {
        return Orders.over(
                state,
                FixedCatalogue.builder().build(),
                GwmsClock.over(() -> Instant.parse("2027-01-01T00:00:00Z")),
                OrderSettings.defaults());
    }

    private static double p95(List<Double> took) {
        List<Double> sorted = took.stream().sorted().toList();
        return sorted.get((int) Math.ceil(sorted.size() * 0.95) - 1);
    }
}
