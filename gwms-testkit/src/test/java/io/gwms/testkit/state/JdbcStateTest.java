package io.gwms.testkit.state;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.GwmsException;
import io.gwms.catalogue.Channel;
import io.gwms.catalogue.ChannelCode;
import io.gwms.catalogue.Warehouse;
import io.gwms.catalogue.WarehouseCode;
import io.gwms.internal.json.OrderDocument;
import io.gwms.order.CommandOptions;
import io.gwms.order.DispatchOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderResult;
import io.gwms.order.OrderSettings;
import io.gwms.order.OrderStatus;
import io.gwms.order.Orders;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.Commits;
import io.gwms.state.StateRepository;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.store.StoreId;
import io.gwms.task.TaskQuery;
import io.gwms.testkit.catalogue.FixedCatalogue;
import io.gwms.testkit.data.SampleOrder;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.time.GwmsClock;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What both databases must do beyond the contracts. */
abstract class JdbcStateTest {
    private static final Order ORDER = SampleOrder.of("acme", "1").stored();

    @Test
    void keepsTheStateThroughARestart(TestDatabase database) {
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            state.commit(List.of(new Change.SaveOrder(ORDER)));
        }
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            assertThat(state.orders().find(ORDER.id())).contains(ORDER);
        }
    }

    @Test
    void aJoinedCommitLivesAndDiesWithTheHostsTransaction(TestDatabase database) throws SQLException {
        try (JdbcState state = JdbcState.open(database.dataSource());
                Connection connection = database.dataSource().getConnection()) {
            connection.setAutoCommit(false);
            StateRepository joined = state.joined(connection);
            assertThat(joined.commit(List.of(new Change.SaveOrder(ORDER))).isCommitted())
                    .isTrue();
            assertThat(joined.orders().find(ORDER.id())).contains(ORDER);
            assertThat(state.orders().find(ORDER.id()))
                    .as("seen by others before the host commits")
                    .isEmpty();
            connection.rollback();
            assertThat(state.orders().find(ORDER.id())).isEmpty();

            joined = state.joined(connection);
            joined.commit(List.of(new Change.SaveOrder(ORDER)));
            assertThat(joined.commit(List.of(new Change.SaveOrder(ORDER)))).isInstanceOf(CommitResult.Conflict.class);
            Order next = ORDER.change(NOON).hold("a").done();
            assertThat(joined.commit(List.of(new Change.SaveOrder(next))).isCommitted())
                    .as("a conflict leaves the host's transaction usable")
                    .isTrue();
            connection.commit();
            assertThat(state.orders().find(ORDER.id())).contains(next);
        }
    }

    @Test
    void aCommandToAnOrderLivesAndDiesWithTheHostsTransaction(TestDatabase database) throws SQLException {
        DispatchOrder request = DispatchOrder.of(ORDER.id(), new WarehouseCode("W1"), new ChannelCode("C1"))
                .bind("line-1", new WarehouseSku("SKU-1"), 1);
        CommandOptions key = CommandOptions.none().key("click");
        try (JdbcState state = JdbcState.open(database.dataSource());
                Connection connection = database.dataSource().getConnection()) {
            state.commit(List.of(new Change.SaveOrder(ORDER)));
            hostTable(connection);
            connection.setAutoCommit(false);
            hostRow(connection);

            assertThat(orders(state).joined(connection).dispatch(request, key).isAccepted())
                    .isTrue();
            connection.rollback();

            assertThat(state.orders().find(ORDER.id())).contains(ORDER);
            assertThat(state.orders().journal(ORDER.id())).isEmpty();
            assertThat(state.orders().command("click")).isEmpty();
            assertThat(state.mappings().list(ORDER.id().store())).isEmpty();
            assertThat(state.warehouseOrders().outboundsOf(ORDER.id())).isEmpty();
            assertThat(state.tasks().list(TaskQuery.newest(9))).isEmpty();

            hostRow(connection);
            orders(state).joined(connection).dispatch(request, key);
            connection.commit();

            assertThat(state.orders().find(ORDER.id()).orElseThrow().status()).isEqualTo(OrderStatus.PROCESSING);
            assertThat(state.tasks().list(TaskQuery.newest(9))).hasSize(1);
            assertThat(orders(state).dispatch(request, key).fold(OrderResult.Accepted::replayed, refused -> false))
                    .isTrue();
        }
    }

    /** Made before the transaction, because MariaDB commits it at once. */
    private static void hostTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("CREATE TABLE host_invoice (id integer)");
        }
    }

    /** The host's own work in the same transaction. */
    private static void hostRow(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO host_invoice (id) VALUES (1)");
        }
    }

    private static Orders orders(StateRepository state) {
        FixedCatalogue catalogue = FixedCatalogue.builder()
                .warehouse(new Warehouse(new WarehouseCode("W1"), "Main", "Own"))
                .channel(new WarehouseCode("W1"), new Channel(new ChannelCode("C1"), "Courier", "DHL", "", false))
                .skus("SKU-1")
                .build();
        return Orders.over(state, catalogue, GwmsClock.over(() -> NOON), OrderSettings.defaults());
    }

    @Test
    void refusesAnOrderOfANewerSchema(TestDatabase database) throws SQLException {
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            state.commit(List.of(new Change.SaveOrder(ORDER)));
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE gwms_order SET facts_schema = 99");
            }

            assertThatThrownBy(() -> state.orders().find(ORDER.id()))
                    .isInstanceOf(GwmsException.class)
                    .hasMessageContaining("GWMS-1040")
                    .hasMessageContaining("acme/1");
        }
    }

    @Test
    void readsAnOrderOfTheFirstSchema(TestDatabase database) throws SQLException {
        String line = "'ordered':1,'removed':0,'shippedElsewhere':0,'goods':[],'rejected':0,'rejectReason':'',"
                + "'cancelled':0,'allocated':0,'shipped':0";

        assertThat(read(database, firstSchema(line, ""))).isEqualTo(ORDER);
    }

    @Test
    void readsWhatAWarehouseHasOfAnOrderOfTheFirstSchema(TestDatabase database) throws SQLException {
        String fewerWanted = "'ordered':5,'removed':2,'shippedElsewhere':0,'goods':[{'sku':'W-MUG','each':1}],"
                + "'rejected':0,'rejectReason':'','cancelled':0,'allocated':4,'shipped':1";
        String facts = firstSchema(
                fewerWanted,
                "{'number':1,'outbound':'acme-1-1','warehouse':'JNB-1','channel':'COURIER','state':'OPEN'}");

        Order order = read(database, facts);

        assertThat(order.allocated(order.lines().get(0))).isEqualTo(4);
        assertThat(OrderDocument.write(order)).as("what is written again").isEqualTo(facts);
    }

    /** A document as the first release wrote it: it must read for ever. */
    private static String firstSchema(String line, String dispatches) {
        return ("{'platform':{'platformOrderId':'1','number':'#1','kind':'B2C','source':'online-store',"
                        + "'orderedAt':1773144000000,'changedAt':1773144000000,'fact':'OPEN','fulfillmentStatus':'unfulfilled',"
                        + "'onHold':false,'cancelRequested':false,'platformDelivers':false,'buyerNote':'',"
                        + "'payment':{'total':{'amount':'249.90','currency':'ZAR'},'method':'card','paidAt':1773144000000,"
                        + "'shippingFee':{'amount':'60.00','currency':'ZAR'},'tax':{'amount':'32.60','currency':'ZAR'}},"
                        + "'recipient':{'name':'Thandi Mokoena','phone':'+27 11 555 0101','country':'ZA','state':'Gauteng',"
                        + "'city':'Johannesburg','address':'12 Loop Street','zip':'2000'},"
                        + "'lines':[{'lineId':'line-1','platformSku':'MUG-BLUE','name':'Mug, blue','quantity':1,'removed':0,"
                        + "'shippedElsewhere':0,'unitPrice':{'amount':'189.90','currency':'ZAR'}}]},"
                        + "'lines':[{'lineId':'line-1','platformSku':'MUG-BLUE'," + line + "}],"
                        + "'acknowledge':'NONE','dispatches':[" + dispatches
                        + "],'shipments':[],'cancelRequest':'NONE',"
                        + "'closing':'NONE','exceptions':[],'hold':''}")
                .replace('\'', '"');
    }

    private static Order read(TestDatabase database, String facts) throws SQLException {
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            state.commit(List.of(new Change.SaveOrder(SampleOrder.of("acme", "1")
                    .to("somebody else")
                    .lines("OTHER")
                    .stored())));
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE gwms_order SET facts_schema = 1, facts = '" + facts + "'");
            }
            return state.orders().find(ORDER.id()).orElseThrow();
        }
    }

    @Test
    void derivesTheStatusesOfOrdersAnewWhereNewerRulesSayOtherwise(TestDatabase database) throws SQLException {
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            List<Change> orders = new ArrayList<>();
            for (int i = 0; i < 1_001; i++) {
                orders.add(new Change.SaveOrder(
                        SampleOrder.of(i % 2 == 0 ? "acme" : "beta", "o" + i).stored()));
            }
            state.commit(orders);
            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.executeUpdate("UPDATE gwms_order SET status = 'SHIPPED' WHERE platform_order_id LIKE '%7'");
                statement.executeUpdate("DELETE FROM gwms_order_sku WHERE platform_order_id LIKE '%7'");
            }

            assertThat(state.renewStatuses(NOON)).isEqualTo(100);

            assertThat(state.orders().countByStatus()).containsOnly(Map.entry(OrderStatus.PENDING, 1_001L));
            OrderId moved = new OrderId(new StoreId("beta"), "o7");
            assertThat(state.orders().journal(moved)).singleElement().satisfies(step -> {
                assertThat(step.from()).isEqualTo(OrderStatus.SHIPPED);
                assertThat(step.to()).isEqualTo(OrderStatus.PENDING);
            });
            assertThat(state.orders().waitingFor(moved.store(), "MUG-BLUE"))
                    .as("what it is found by")
                    .hasSize(500);
            assertThat(state.renewStatuses(NOON)).as("once more").isZero();
        }
    }

    @Test
    void findsWhatStandsInTheWayOfAPageOfOrders(TestDatabase database) {
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            List<List<Change>> page = new ArrayList<>();
            for (int i = 0; i < 250; i++) {
                page.add(List.of(new Change.SaveOrder(
                        SampleOrder.of("acme", "o" + i).lines("A", "B").stored())));
            }
            page.set(
                    99,
                    List.of(new Change.SaveOrder(
                            SampleOrder.of("acme", "bad").to("\u0000").stored())));

            assertThat(Commits.each(state, page))
                    .filteredOn(fate -> fate instanceof Commits.Fate.Stored)
                    .hasSize(249);
            assertThat(state.orders().waitingFor(ORDER.id().store(), "B")).hasSize(249);
        }
    }
}
