package io.gwms.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderQuery;
import io.gwms.state.Change;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.store.StoreId;
import io.gwms.testkit.db.OnSqlite;
import io.gwms.testkit.db.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * The list of orders walks indexes in any combination of filters and sorts no more than its pages: SQLite, which has no
 * statistics to go by, is asked for the plan of each statement that is really sent.
 */
@OnSqlite
class OrderPlansTest {
    private static final String SORT = "USE TEMP B-TREE FOR ORDER BY";

    private final SentStatements sent = new SentStatements();

    @Test
    void aPageWalksAnIndexInAnyCombinationOfFilters(TestDatabase database) throws SQLException {
        Random random = new Random(1);
        try (JdbcState state = JdbcState.open(sent.by(database.dataSource()));
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            state.commit(List.of(new Change.SaveOrder(OrderFilters.order(0, random))));
            for (int filters = 0; filters < OrderFilters.COMBINATIONS; filters++) {
                OrderQuery query = OrderFilters.query(filters, 1, random);
                sent.forget();
                state.orders().list(query);
                for (String sql : sent.all()) {
                    walksAnIndex(plan(statement, sql), findsFew(query), sql);
                }
            }
        }
    }

    private static boolean findsFew(OrderQuery query) {
        return query.number() != null || query.recipientName() != null || query.trackingNumber() != null;
    }

    private static void walksAnIndex(List<Step> plan, boolean few, String sql) {
        assertThat(plan).as(sql).noneMatch(step -> step.detail.startsWith("SCAN gwms_order"));
        List<Step> searches = plan.stream()
                .filter(step -> step.detail.startsWith("SEARCH gwms_order "))
                .toList();
        if (few) {
            assertThat(searches)
                    .as(sql)
                    .noneMatch(step -> step.detail.contains("(kind=?") || step.detail.contains("_by_store"));
        } else if (sql.contains(" AS page ")) {
            assertThat(searches).as(sql).isNotEmpty().allMatch(step -> step.detail.contains("COVERING INDEX"));
            assertThat(plan)
                    .as("each part is in the list's order already: %s", sql)
                    .noneMatch(step -> step.detail.equals(SORT)
                            && searches.stream().anyMatch(search -> search.parent == step.parent));
        }
    }

    @Test
    void whoWaitsForASkuIsFoundAmongTheWaitingOrdersOfItsStore(TestDatabase database) throws SQLException {
        try (JdbcState state = JdbcState.open(sent.by(database.dataSource()));
                Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            sent.forget();
            state.orders().waitingFor(new StoreId("acme"), "MUG-BLUE");
            assertThat(plan(statement, sent.all().iterator().next()))
                    .extracting(Step::detail)
                    .startsWith("SEARCH s USING PRIMARY KEY (store=?)")
                    .anyMatch(
                            step -> step.startsWith("SEARCH o ") && step.endsWith("(store=? AND platform_order_id=?)"));
        }
    }

    private record Step(int parent, String detail) {}

    private static List<Step> plan(Statement statement, String sql) throws SQLException {
        List<Step> plan = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("EXPLAIN QUERY PLAN " + sql)) {
            while (rows.next()) {
                plan.add(new Step(rows.getInt("parent"), rows.getString("detail")));
            }
        }
        return plan;
    }
}
