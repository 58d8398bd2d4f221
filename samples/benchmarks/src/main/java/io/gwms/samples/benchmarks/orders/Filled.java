package io.gwms.samples.benchmarks.orders;

import io.gwms.samples.benchmarks.HostDatabase;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A list of orders, stored as always, but in large commits to a database that keeps nothing if the machine stops: how fast
 * orders are stored is measured elsewhere.
 */
final class Filled {
    private static final int BATCH = 5_000;
    private static final List<String> ON_SQLITE =
            List.of("PRAGMA journal_mode = OFF", "PRAGMA synchronous = OFF", "PRAGMA cache_size = -500000");
    private static final List<String> ON_POSTGRESQL = List.of(
            "ALTER TABLE gwms_order SET UNLOGGED",
            "ALTER TABLE gwms_order_sku SET UNLOGGED",
            "ALTER TABLE gwms_order_tracking SET UNLOGGED");

    private Filled() {}

    static JdbcState with(int orders, HostDatabase database) throws SQLException {
        boolean sqlite = database.dialect().equals("sqlite");
        try (JdbcState state = JdbcState.open(database.source())) {
            IntStream.range(0, Sales.STORES).forEach(i -> state.stores().save(store(i)));
        }
        JdbcState state = JdbcState.open(database.source());
        try (Connection connection = database.source().getConnection();
                Statement statement = connection.createStatement()) {
            for (String one : sqlite ? ON_SQLITE : ON_POSTGRESQL) {
                statement.execute(one);
            }
            connection.setAutoCommit(false);
            for (int at = 0; at < orders; at += BATCH) {
                add(at, Math.min(orders, at + BATCH), state.joined(connection));
                connection.commit();
            }
            connection.setAutoCommit(true);
            // What PostgreSQL's autovacuum does a while after so many rows have come.
            statement.execute(sqlite ? "PRAGMA journal_mode = WAL" : "VACUUM ANALYZE");
        }
        return state;
    }

    private static void add(int from, int to, StateRepository state) {
        List<Change> changes = new ArrayList<>(BATCH);
        for (int i = from; i < to; i++) {
            changes.add(new Change.SaveOrder(Sales.byNow(i)));
        }
        if (!state.commit(changes).isCommitted()) {
            throw new IllegalStateException("orders met a conflict, but nobody else is there");
        }
    }

    private static Store store(int i) {
        return Store.of(Sales.store(i), "Store " + i, PlatformType.SHOPIFY, URI.create("https://shop.invalid"));
    }
}
