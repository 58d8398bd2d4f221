package io.gwms.testkit.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderQuery;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.testkit.db.TestDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The state in memory is the model: whatever is asked of the list, a database shows the same page. */
class OrderPagePropertyTest {
    private static final int ORDERS = 60;

    @Property(tries = 10)
    void sqliteShowsTheSamePageInAnyCombinationOfFilters(@ForAll long seed) {
        try (TestDatabase database = TestDatabase.sqlite()) {
            showsTheSame(seed, database);
        }
    }

    @Property(tries = 3)
    void postgresShowsTheSamePageInAnyCombinationOfFilters(@ForAll long seed) {
        try (TestDatabase database = TestDatabase.postgres()) {
            showsTheSame(seed, database);
        }
    }

    private static void showsTheSame(long seed, TestDatabase database) {
        Random random = new Random(seed);
        List<Change> orders = new ArrayList<>();
        for (int i = 0; i < ORDERS; i++) {
            orders.add(new Change.SaveOrder(OrderFilters.order(i, random)));
        }
        StateRepository memory = InMemoryState.empty();
        assertThat(memory.commit(orders).isCommitted()).isTrue();
        try (JdbcState jdbc = JdbcState.open(database.dataSource())) {
            assertThat(jdbc.commit(orders).isCommitted()).isTrue();
            for (int filters = 0; filters < OrderFilters.COMBINATIONS; filters++) {
                OrderQuery query = OrderFilters.query(filters, ORDERS, random);
                assertThat(jdbc.orders().list(query))
                        .as("filters %s", Integer.toBinaryString(filters))
                        .isEqualTo(memory.orders().list(query));
            }
        }
    }
}
