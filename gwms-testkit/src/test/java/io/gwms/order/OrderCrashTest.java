package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outbound.OutboundOrder;
import io.gwms.state.CommandRecord;
import io.gwms.state.StateRepository;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.testkit.db.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** A process that dies between any two statements of a commit leaves an order as it was or as it was to be. */
abstract class OrderCrashTest {
    private static final int MOST_POINTS = 200;

    /** Something that is done to an order. */
    interface Work {
        void on(Desk desk, OrderId id);
    }

    /**
     * One thing that is committed.
     *
     * @param kind the kind of order
     * @param before brings it there
     * @param work what is cut short; a command under a key
     */
    record Case(String name, OrderKind kind, Work before, Work work) {}

    private static final List<Case> CASES = List.of(
            new Case(
                    "dispatch",
                    OrderKind.B2C,
                    (desk, id) -> {},
                    (desk, id) -> desk.orders.dispatch(DispatchOrder.of(id, Desk.WAREHOUSE, Desk.EXPRESS), key(id))),
            new Case(
                    "cancel at the warehouse",
                    OrderKind.B2C,
                    Desk::dispatch,
                    (desk, id) -> desk.orders.cancel(id, key(id))),
            new Case(
                    "manual shipment",
                    OrderKind.B2C,
                    (desk, id) -> {},
                    (desk, id) -> desk.orders.manualShip(new ManualShipment(id, "T9", "DHL", ""), key(id))),
            new Case(
                    "acknowledge",
                    OrderKind.B2B,
                    (desk, id) -> {},
                    (desk, id) -> desk.orders.acknowledge(
                            AcknowledgeOrder.acceptAll(desk.order(id), Desk.WAREHOUSE), key(id))),
            new Case(
                    "shipped",
                    OrderKind.B2C,
                    Desk::dispatch,
                    (desk, id) -> desk.happen(id, desk.shipped(id, "S1", 5, true))));

    private static CommandOptions key(OrderId id) {
        return CommandOptions.none().key("click-" + id);
    }

    @TestFactory
    Stream<DynamicTest> aCommitIsThereOrNotWhereverTheProcessDies() {
        return CASES.stream()
                .map(one -> DynamicTest.dynamicTest(one.name(), () -> {
                    try (TestDatabase database = database();
                            JdbcState state = JdbcState.open(database.dataSource())) {
                        Desk survivor = new Desk(state);
                        DataSource others = database.otherNodesDataSource();
                        survivor.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
                        int points = 0;
                        for (boolean after : new boolean[] {false, true}) {
                            int point = 1;
                            while (diesAt(point, after, one, survivor, others)) {
                                points++;
                                assertThat(++point).as("the points of a commit").isLessThan(MOST_POINTS);
                            }
                        }
                        assertThat(points).as("points at which it died").isGreaterThan(8);
                    }
                }));
    }

    /** False once that point is beyond the end. */
    private static boolean diesAt(int point, boolean after, Case one, Desk survivor, DataSource others) {
        String number = point + (after ? "a" : "b");
        OrderId id = Desk.id(number);
        survivor.receive(one.kind() == OrderKind.B2C ? survivor.sold(number) : Sold.purchase(survivor.sold(number)));
        one.before().on(survivor, id);
        List<Object> before = all(survivor.state, id);
        OrderCrashPoints dying = new OrderCrashPoints(others);
        try (JdbcState state = JdbcState.open(dying)) {
            Desk desk = new Desk(state);
            dying.diesAt(point, after);
            one.work().on(desk, id);
        } catch (RuntimeException | AssertionError e) {
            assertThat(dying.isDead()).as("nothing else went wrong: %s", e).isTrue();
        }
        List<Object> found = all(survivor.state, id);
        one.work().on(survivor, id);
        List<Object> end = all(survivor.state, id);
        if (found.equals(before)) {
            assertThat(end).as("nothing of it was there, so it is done now").isNotEqualTo(before);
        } else {
            assertThat(end).as("all of it was there, so nothing is done again").isEqualTo(found);
        }
        assertThat(kinds(survivor.state, id)).isEqualTo(whole(one, number));
        return dying.isDead();
    }

    /** Every fact of the order that a commit may change. */
    private static List<Object> all(StateRepository state, OrderId id) {
        return List.of(
                state.orders().find(id),
                state.orders().journal(id),
                state.warehouseOrders().outboundsOf(id),
                tasks(state, id),
                state.orders().command("click-" + id).map(CommandRecord::contentHash));
    }

    private static List<SyncTask> tasks(StateRepository state, OrderId id) {
        String number = id.platformOrderId();
        return state.tasks().list(TaskQuery.newest(500)).stream()
                .filter(task -> task.businessNo().equals("#" + number)
                        || task.businessNo().equals("s1-" + number + "-1"))
                .toList();
    }

    /** What there is of each kind: the same however often the process died. */
    private static List<Object> kinds(StateRepository state, OrderId id) {
        Order order = state.orders().find(id).orElseThrow();
        return List.of(
                order.status(),
                order.version(),
                state.orders().journal(id).stream().map(JournalEntry::what).toList(),
                state.warehouseOrders().outboundsOf(id).stream()
                        .map(OutboundOrder::state)
                        .toList(),
                tasks(state, id).stream().map(SyncTask::key).sorted().toList(),
                state.orders().command("click-" + id).map(CommandRecord::contentHash));
    }

    private static List<Object> whole(Case one, String number) {
        Desk desk = new Desk();
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        desk.receive(one.kind() == OrderKind.B2C ? desk.sold(number) : Sold.purchase(desk.sold(number)));
        OrderId id = Desk.id(number);
        one.before().on(desk, id);
        one.work().on(desk, id);
        return kinds(desk.state, id);
    }

    abstract TestDatabase database();
}
