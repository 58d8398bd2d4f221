package io.gwms.audit.jdbc;

import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.CallDirection;
import io.gwms.evidence.PageMark;
import io.gwms.evidence.StatusClass;
import io.gwms.order.OrderId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.proxy.ProxySystem;
import io.gwms.store.StoreId;
import io.gwms.task.TaskId;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.transport.CallAction;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.function.Function;

/**
 * A log as of a busy year, made by the database itself: eight actions and two hundred stores of unlike weight, one call in
 * a hundred red, two orange, one in fifty coming in.
 */
final class LogFill {
    static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");
    private static final int MILLIS_APART = 2_500;

    private final long rows;

    LogFill(long rows) {
        this.rows = rows;
    }

    void into(TestDatabase database) throws SQLException {
        boolean postgres = database.dialect().equals("postgresql");
        String numbers = postgres
                ? "SELECT i FROM generate_series(CAST(0 AS bigint), %d) AS numbers(i)".formatted(rows - 1)
                : "WITH RECURSIVE numbers(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM numbers WHERE i < %d)"
                                .formatted(rows - 1)
                        + " SELECT i FROM numbers";
        String hex = postgres ? "lpad(to_hex(i), 12, '0')" : "printf('%012x', i)";
        String sql = """
            INSERT INTO gwms_audit_call (id, created_at, duration_ns, action, store, proxy_system, source_type, source_id,
                                         order_id, correlation, direction, method, host, path, query, status,
                                         status_class, error, error_kind, retryable, phase, call_count, request_state,
                                         request_size, request_sha256, response_state, response_size, response_sha256,
                                         contents, row_bytes)
            SELECT HEX || '000000abcdef012345', FIRST + i * APART, 31000000,
                   'ACTION_' || CASE WHEN i % 10 < 6 THEN 0 WHEN i % 10 < 9 THEN 1 ELSE 2 + (i / 10 % 6) END,
                   CASE WHEN i % 3 > 0 THEN 'shop-' || CASE WHEN i % 7 < 4 THEN 0 ELSE (i * 7919 % 200) END END,
                   CASE WHEN i % 3 = 0 THEN 'SYSTEM_' || (i * 31 % 5) END,
                   'order', 'shop-1/' || (i / 5), 'shop-1/' || (i / 5), 'task:' || (i / 3 + 1),
                   CASE WHEN i % 50 = 7 THEN 'INCOMING' ELSE 'OUTGOING' END, 'POST', 'api.example',
                   '/admin/api/2026-01/orders/' || i || '/fulfillments.json', 'page=2&sign=***',
                   CASE WHEN i % 100 = 13 THEN 503 WHEN i % 50 = 21 THEN 422 ELSE 200 END,
                   CASE WHEN i % 100 = 13 THEN 'RED' WHEN i % 50 = 21 THEN 'ORANGE' ELSE 'GREEN' END,
                   '', '', 0, 'ENDED', 1, 'COMPLETE', 2048, '', 'COMPLETE', 2048, '', 0, 700
              FROM (NUMBERS) AS numbered
            """.replace("HEX", hex)
                .replace("FIRST", Long.toString(FIRST.toEpochMilli()))
                .replace("APART", Integer.toString(MILLIS_APART))
                .replace("NUMBERS", numbers);
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(sql);
            statement.executeUpdate("ANALYZE");
        }
    }

    Instant end() {
        return FIRST.plusMillis(rows * MILLIS_APART);
    }

    /** A page as somebody might ask for it: up to three filters, any page, now and then a stretch of time. */
    ApiCallQuery anyPage(Random random) {
        List<Function<ApiCallQuery, ApiCallQuery>> filters = filters(random);
        ApiCallQuery query = ApiCallQuery.newest(50);
        for (int i = random.nextInt(4); i > 0; i--) {
            query = filters.get(random.nextInt(filters.size())).apply(query);
        }
        if (random.nextBoolean()) {
            Instant from = moment(random);
            query = query.during(new TimeWindow(from, from.plusSeconds(86_400)));
        }
        return random.nextBoolean() ? query : query.after(new PageMark(moment(random), "000000abcdef"));
    }

    /** Each filter with a value that some calls have. */
    List<Function<ApiCallQuery, ApiCallQuery>> filters(Random random) {
        long row = (long) (random.nextDouble() * rows);
        return List.of(
                query -> query.withAction(new CallAction("ACTION_" + random.nextInt(8))),
                query -> query.withStore(new StoreId("shop-" + (random.nextBoolean() ? 0 : random.nextInt(200)))),
                query -> query.withProxySystem(new ProxySystem("SYSTEM_" + random.nextInt(5))),
                query -> query.withOutcome(StatusClass.values()[random.nextInt(3)]),
                query -> query.withDirection(CallDirection.values()[random.nextInt(2)]),
                query -> query.withOrder(new OrderId(new StoreId("shop-1"), Long.toString(row / 5))),
                query -> query.withCorrelation(new TaskId(row / 3 + 1).correlation()),
                query -> query.withSource("order", "shop-1/" + row / 5));
    }

    private Instant moment(Random random) {
        return FIRST.plusMillis((long) (random.nextDouble() * rows) * MILLIS_APART);
    }
}
