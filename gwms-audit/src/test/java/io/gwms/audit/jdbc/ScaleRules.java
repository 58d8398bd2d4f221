package io.gwms.audit.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gwms.evidence.ApiCallQuery;
import io.gwms.evidence.ApiCallRepository;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Pages of a long log come from an index, at the speed of one. */
abstract class ScaleRules {
    private static final int ROWS = 20_000;
    private static final Duration BAR = Duration.ofMillis(50);

    /** How long a log the slow run reads. */
    protected abstract long manyRows();

    @Test
    void everyFilterIsAnsweredInOrderFromAnIndex(TestDatabase test) throws SQLException {
        try (JdbcAudit database = JdbcAudit.open(test.dataSource())) {
            assertThat(database.calls().actions()).isEmpty();
            LogFill fill = new LogFill(ROWS);
            fill.into(test);

            Random random = new Random(1);
            assertThat(plan(test, ApiCallQuery.newest(50))).matches(ScaleRules::isOrdered);
            for (Function<ApiCallQuery, ApiCallQuery> filter : fill.filters(random)) {
                ApiCallQuery query = filter.apply(ApiCallQuery.newest(50));
                assertThat(database.calls().list(query)).as("%s", query).isNotEmpty();
                assertThat(plan(test, query)).as("%s", query).matches(ScaleRules::isIndexed);
            }
            assertThat(database.calls().actions()).hasSize(8);
        }
    }

    @Test
    void aPageOfAVeryLongLogComesWithinFiftyMilliseconds(TestDatabase test) throws SQLException {
        assumeTrue(Boolean.getBoolean("gwms.slow"), "runs with -Pslow");
        LogFill fill = new LogFill(manyRows());
        JdbcAudit.open(test.dataSource()).close();
        fill.into(test);
        try (Connection connection = test.dataSource().getConnection();
                JdbcAudit database = JdbcAudit.open(KeptConnection.of(connection))) {
            ApiCallRepository calls = database.calls();
            long[] nanos = new long[400];
            Random random = new Random(7);
            for (int i = -50; i < nanos.length; i++) {
                ApiCallQuery query = fill.anyPage(random);
                long start = System.nanoTime();
                calls.list(query);
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - start;
                }
            }
            Arrays.sort(nanos);
            long[] ofActions = new long[9];
            for (int i = 0; i < ofActions.length; i++) {
                long start = System.nanoTime();
                assertThat(calls.actions()).hasSize(8);
                ofActions[i] = System.nanoTime() - start;
            }
            Arrays.sort(ofActions);
            Duration actions = Duration.ofNanos(ofActions[ofActions.length / 2]);

            System.out.printf(
                    "%s, %,d calls: page p50 %.1f ms, p95 %.1f ms, worst %.1f ms; actions %.1f ms%n",
                    test,
                    manyRows(),
                    nanos[nanos.length / 2] / 1e6,
                    nanos[nanos.length * 95 / 100] / 1e6,
                    nanos[nanos.length - 1] / 1e6,
                    actions.toNanos() / 1e6);
            assertThat(Duration.ofNanos(nanos[nanos.length * 95 / 100])).isLessThan(BAR);
            assertThat(actions).isLessThan(BAR);
        }
    }

    /** No row is sorted that is not shown. */
    private static boolean isOrdered(String plan) {
        return isIndexed(plan) && !plan.contains("TEMP B-TREE") && !plan.contains("Sort");
    }

    /** A bitmap scan with a sort is fine for the few calls of a task. */
    private static boolean isIndexed(String plan) {
        return plan.contains("gwms_audit_call_")
                && !plan.contains("Seq Scan")
                && !plan.contains("SCAN gwms_audit_call\n");
    }

    private static String plan(TestDatabase test, ApiCallQuery query) throws SQLException {
        Filter filter = JdbcApiCalls.filter(query);
        String explain = test.dialect().equals("sqlite") ? "EXPLAIN QUERY PLAN " : "EXPLAIN ";
        StringBuilder plan = new StringBuilder();
        try (Connection connection = test.dataSource().getConnection();
                PreparedStatement statement = connection.prepareStatement(explain + JdbcApiCalls.page(filter))) {
            Object[] values = filter.valuesAnd(query.limit());
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            try (ResultSet rows = statement.executeQuery()) {
                int last = rows.getMetaData().getColumnCount();
                while (rows.next()) {
                    plan.append(rows.getString(last)).append('\n');
                }
            }
        }
        return plan.toString();
    }
}
