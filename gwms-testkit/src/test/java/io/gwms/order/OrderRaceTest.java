package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.outbound.OutboundOrder;
import io.gwms.platform.PlatformFact;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.state.jdbc.JdbcState;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskType;
import io.gwms.testkit.db.OnPostgres;
import io.gwms.testkit.db.TestDatabase;
import io.gwms.testkit.state.InMemoryState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Eight threads fight over fifty orders: the table holds, no effect comes twice, nobody sees anything undocumented. */
@OnPostgres
class OrderRaceTest {
    private static final int ORDERS = 50;
    private static final int FEW_ORDERS = 4;
    private static final int THREADS = 8;

    /** Of each thread at least, however little of the machine it gets. */
    private static final int TURNS = 25;

    private static final int TRIES = 50;
    private static final Duration LASTS =
            Boolean.getBoolean("gwms.slow") ? Duration.ofSeconds(30) : Duration.ofSeconds(3);

    /** What a command may say when it loses, beside what stands in its way. */
    private static final Set<ReasonCode> NEVER = EnumSet.of(
            ReasonCode.UNKNOWN_ORDER,
            ReasonCode.UNKNOWN_WAREHOUSE,
            ReasonCode.UNKNOWN_CHANNEL,
            ReasonCode.UNKNOWN_LINE);

    @Test
    void eightThreadsOverFiftyOrders(TestDatabase database) throws Exception {
        try (JdbcState state = JdbcState.open(database.dataSource())) {
            fight(state, ORDERS, LASTS, 0);
        }
    }

    /** In memory a round is so short that most of it is the beginning of an order's life, when most can happen. */
    @Test
    void eightThreadsOverFewOrdersManyTimes() throws Exception {
        long ends = System.nanoTime() + LASTS.toNanos();
        for (long seed = 0; System.nanoTime() < ends; seed++) {
            fight(InMemoryState.empty(), FEW_ORDERS, Duration.ZERO, seed);
        }
    }

    private static void fight(StateRepository state, int orders, Duration lasts, long seed) throws Exception {
        Desk desk = new Desk(state);
        desk.acknowledges = Desk.AMENDED;
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        List<OrderId> ids = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            String number = "r" + i;
            desk.receive(i % 4 == 0 ? Sold.purchase(desk.sold(number)) : desk.sold(number));
            ids.add(Desk.id(number));
        }
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            long ends = System.nanoTime() + lasts.toNanos();
            List<Callable<Integer>> fighters = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Random random = new Random(seed * THREADS + i);
                fighters.add(() -> {
                    int done = 0;
                    for (int turn = 0; turn < TURNS || System.nanoTime() < ends; turn++) {
                        done += turn(desk, ids.get(random.nextInt(orders)), random) ? 1 : 0;
                    }
                    return done;
                });
            }
            int done = 0;
            for (Future<Integer> fighter : threads.invokeAll(fighters)) {
                done += fighter.get();
            }
            assertThat(done).as("something was done").isPositive();
        } finally {
            threads.shutdownNow();
        }
        Set<String> live = new HashSet<>();
        for (SyncTask task : state.tasks().list(TaskQuery.newest(500))) {
            assertThat(!task.status().isLive() || live.add(task.type() + task.key()))
                    .as("one live task for %s", task.key())
                    .isTrue();
        }
        ids.forEach(id -> check(desk, id));
    }

    private static boolean turn(Desk desk, OrderId id, Random random) {
        Order order = desk.order(id);
        OrderResult result = switch (random.nextInt(12)) {
            case 0, 1 -> desk.dispatch(id);
            case 2 -> desk.orders.cancel(id);
            case 3 -> desk.orders.manualShip(new ManualShipment(id, "T9", "DHL", ""));
            case 4 -> desk.orders.acknowledge(AcknowledgeOrder.acceptAll(order, Desk.WAREHOUSE));
            case 5 -> desk.orders.markShipped(id);
            case 6 -> desk.orders.closeShort(id);
            case 7 -> random.nextBoolean() ? desk.orders.hold(HoldOrder.of(id, "count")) : desk.orders.release(id);
            default -> null;
        };
        if (result == null) {
            return happens(desk, id, random);
        }
        if (result instanceof OrderResult.Refused refused) {
            assertThat(refused.reasons()).noneMatch(reason -> NEVER.contains(reason.code()));
            assertThat(refused.offers()).hasSize(OrderAction.values().length);
        }
        return result.isAccepted();
    }

    /** An event of the outside, decided anew when somebody was faster, as a task's round does. */
    private static boolean happens(Desk desk, OrderId id, Random random) {
        int pick = random.nextInt(100);
        for (int i = 0; i < TRIES; i++) {
            Order order = desk.order(id);
            OrderEvent event = event(desk, order, pick);
            List<Change> changes;
            if (pick < 10) {
                PlatformFact fact = PlatformFact.values()[pick % PlatformFact.values().length];
                changes = desk.orders
                        .events()
                        .received(Desk.STORE, Sold.later(Sold.fact(order.platform(), fact), 1), order)
                        .changes();
            } else {
                changes = event == null ? List.of() : desk.orders.events().happened(id, event);
            }
            if (changes.isEmpty()) {
                return false;
            }
            if (desk.state.commit(changes).isCommitted()) {
                return true;
            }
        }
        throw new AssertionError(id + " was never free in " + TRIES + " tries");
    }

    private static OrderEvent event(Desk desk, Order order, int pick) {
        OrderAttempt attempt = order.attempt();
        if (attempt != null) {
            return attempt.fold(
                    acknowledging -> pick < 80
                            ? new OrderEvent.Acknowledged(acknowledging.key())
                            : new OrderEvent.AcknowledgeFailed(acknowledging.key(), true, "no"),
                    manual -> pick < 50
                            ? new OrderEvent.WrittenBack(manual.shipment().id(), "F")
                            : new OrderEvent.WriteBackFailed(manual.shipment().id(), true, "no"));
        }
        if (order.openDispatch().isPresent()) {
            OutboundOrder outbound = desk.state
                    .warehouseOrders()
                    .outbound(order.openDispatch().get().outbound())
                    .orElseThrow();
            return pick < 30
                    ? new OrderEvent.OutboundCancelled(outbound.id(), "X")
                    : desk.shipped(outbound.id(), "S-" + outbound.id() + "-" + pick % 2, 1 + pick % 2, pick > 70);
        }
        for (Shipment shipment : order.shipments()) {
            if (shipment.writeBack() == Shipment.WriteBack.PENDING) {
                return pick < 70
                        ? new OrderEvent.WrittenBack(shipment.id(), "F")
                        : new OrderEvent.WriteBackFailed(shipment.id(), false, "no");
            }
        }
        return null;
    }

    private static void check(Desk desk, OrderId id) {
        Order order = desk.order(id);
        List<JournalEntry> journal = desk.orders.timeline(id);
        OrderStatus status = OrderStatus.PENDING;
        long version = 0;
        for (JournalEntry entry : journal) {
            assertThat(entry.from()).as("%s goes on where it was", entry).isEqualTo(status);
            assertThat(entry.version()).as("%s is one version later", entry).isEqualTo(version + 1);
            assertThat(OrderSequencesPropertyTest.isInTable(entry, order.kind()))
                    .as("in the table: %s", entry)
                    .isTrue();
            status = entry.to();
            version = entry.version();
        }
        assertThat(status).isEqualTo(order.status());
        assertThat(version).as("every change is in the journal").isEqualTo(order.version());
        List<OutboundOrder> outbounds = desk.state.warehouseOrders().outboundsOf(id);
        assertThat(outbounds).hasSameSizeAs(order.dispatches());
        assertThat(outbounds.stream().filter(one -> one.state().isOpen()))
                .hasSize(order.openDispatch().isPresent() ? 1 : 0);
        for (OutboundOrder outbound : outbounds) {
            TaskQuery creates = TaskQuery.newest(500)
                    .withType(TaskType.CREATE)
                    .withBusinessNo(outbound.id().value());
            assertThat(desk.state.tasks().list(creates))
                    .as("one create for %s", outbound.id())
                    .hasSize(1);
        }
        assertThat(order.openDispatch().isEmpty() || order.attempt() == null).isTrue();
        assertThat(!order.status().isTerminal() || order.attempt() == null).isTrue();
    }
}
