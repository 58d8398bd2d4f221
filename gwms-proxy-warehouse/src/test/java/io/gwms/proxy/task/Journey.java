package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.proxy.task.House.batch;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.credential.Credential;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundPlan;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.CancelRequest;
import io.gwms.order.Order;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.proxy.CallbackDelivery;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.StockBatch;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskId;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.http.FakeService;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * An order's way through one kind of warehouse over real HTTP, and that warehouse's stock, with the real task engine in
 * skipped time. The fake holds 10 of P-1 and 6 of P-2 in batch {@link #batchNo}, where it tells quality also 3 defective
 * of P-1, ships by itself after an hour, and tells batches as of {@link House#INBOUND} where it tells times.
 */
abstract class Journey {
    private static final Transport HTTP = OkHttpTransport.create();
    private static final Duration A_DAY = Duration.ofHours(24);

    final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final FaultyTransport transport = FaultyTransport.over(HTTP);
    private final ProxyWarehouseConnector connector = connector();
    private FakeHttpServer server;
    private House house;

    abstract ProxyWarehouseConnector connector();

    /** A fresh warehouse that lives by the clock. */
    abstract FakeService fake();

    abstract Credential credential();

    abstract String proxyWarehouse();

    String batchNo() {
        return "ASN-1";
    }

    /** The module's settings, beside its connector and its routes. */
    ProxyWarehouseModule.Builder settings(ProxyWarehouseModule.Builder builder) {
        return builder;
    }

    boolean tellsQuality() {
        return true;
    }

    abstract long ordersOf(String reference);

    abstract boolean isCancelledThere(String reference);

    abstract void ship(String reference);

    /** Ships so much of P-1 of that order and calls it done. */
    abstract void shipShort(String reference, long pieces);

    /** So much of P-1 comes in of what was announced by that ASN, and that is all. */
    abstract void receive(String asn, long pieces);

    /** The next create has its effect and its reply is lost. */
    abstract void loseReplyOfCreate();

    /** Every call for inventory is answered with an error under HTTP 200. */
    abstract void answerInventoryWithErrors();

    @BeforeEach
    void open() {
        server = FakeHttpServer.start(fake());
        InMemoryStockLedger.Builder stock = InMemoryStockLedger.builder()
                .batch(batch("W-1", QUALIFIED, batchNo()), 13)
                .batch(batch("W-2", QUALIFIED, batchNo()), 11)
                .batch(batch("W-1", DEFECTIVE, batchNo()), 5);
        house = new House(
                clock, connector, proxyWarehouse(), server.uri(), transport, credential(), stock, this::settings);
        house.whenTimePasses(now -> server.control().push(now));
    }

    @AfterEach
    void close() {
        house.close();
        server.close();
    }

    private OutboundOrder outbound(OutboundId id) {
        return house.state.warehouseOrders().outbound(id).orElseThrow();
    }

    private SyncTask create(OutboundId id) {
        return house.task(TaskType.CREATE, id.value());
    }

    private long held(String inboundNo) {
        List<StockBatch> batches = new ArrayList<>();
        house.stock.read(WAREHOUSE, batches::add);
        return batches.stream()
                .filter(batch -> batch.key().inboundNo().equals(inboundNo))
                .mapToLong(StockBatch::quantity)
                .sum();
    }

    /** Hands an order over, lets it ship and takes the notification of that; the order as it is without a further poll. */
    final Order afterNotice(Function<OutboundId, CallbackDelivery> shippedAndTold) {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        CallbackDelivery delivery = shippedAndTold.apply(id);
        for (int times = 0; times < 2; times++) {
            assertThat(house.module
                            .receive(connector.system(), "acme", delivery)
                            .status())
                    .isEqualTo(200);
            house.work(Duration.ZERO);
        }
        return house.order("1");
    }

    /** Hands an order over, lets something happen to it, cancels it and lets a day pass. */
    final Order cancelledLate(Consumer<OutboundId> before) {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        before.accept(id);
        house.gwms.orders().cancel(house.order("1").id());
        house.work(A_DAY);
        return house.order("1");
    }

    /** Hands an order over, lets something happen to it, cancels it in vain, and after something else once more. */
    final Order cancelledTwice(Consumer<OutboundId> before, Runnable between) {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        before.accept(id);
        house.gwms.orders().cancel(house.order("1").id());
        house.work(Duration.ofMinutes(31));
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.REFUSED);
        between.run();
        house.gwms.orders().cancel(house.order("1").id());
        house.work(A_DAY);
        return house.order("1");
    }

    private SyncTask synced() {
        TaskId id = house.module.syncInventory(WAREHOUSE);
        house.gwms.step();
        return house.state.tasks().find(id).orElseThrow();
    }

    @Test
    void anOrderIsHandedOverFollowedAndBooked() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);

        house.work(Duration.ZERO);
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.ACCEPTED);
        assertThat(create(id).status()).isEqualTo(TaskStatus.WAITING);
        house.work(A_DAY);

        assertThat(create(id).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        Shipment shipment = house.order("1").shipments().get(0);
        assertThat(shipment.quantities()).isEqualTo(Map.of("line-1", 3L));
        assertThat(shipment.trackingNumber()).isNotEmpty();
        assertThat(ordersOf(id.value())).isEqualTo(1);
    }

    @Test
    void aReplyLostAfterTheCommitLeavesOneOrder() {
        loseReplyOfCreate();
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);

        house.work(A_DAY);

        assertThat(ordersOf(id.value())).isEqualTo(1);
        assertThat(transport.writes()).as("one POST for one intent").isEqualTo(1);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void anOrderIsCancelledOnBothSides() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);

        house.gwms.orders().cancel(house.order("1").id());
        house.work(A_DAY);

        assertThat(isCancelledThere(id.value())).isTrue();
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(house.task(TaskType.CANCEL, id.value()).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(create(id).status().isLive()).isFalse();
    }

    @Test
    void aParcelThatShipsBeforeTheCancelComesIsShippedOnBothSides() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        house.gwms.orders().cancel(house.order("1").id());
        ship(id.value());

        house.work(A_DAY);

        assertThat(isCancelledThere(id.value())).isFalse();
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.REFUSED);
    }

    @Test
    void aCancelThatComesAfterTheParcelLeftIsShippedOnBothSides() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        ship(id.value());
        house.gwms.orders().cancel(house.order("1").id());

        house.work(A_DAY);

        assertThat(isCancelledThere(id.value())).isFalse();
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.REFUSED);
        assertThat(create(id).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void anOrderShippedShortIsForAPersonAndWhatLeftIsBooked() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        shipShort(id.value(), 2);

        house.work(Duration.ofMinutes(45));

        assertThat(create(id).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(create(id).error()).contains("shipped less than was asked for");
        assertThat(house.order("1").shipments().get(0).quantities()).isEqualTo(Map.of("line-1", 2L));
    }

    @Test
    void anOrderClosedWithoutAPieceIsForAPersonWhoMayCancelIt() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        shipShort(id.value(), 0);

        house.work(Duration.ofMinutes(45));
        assertThat(create(id).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(create(id).error()).contains("no piece that left");
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.ACCEPTED);

        house.gwms.orders().cancel(house.order("1").id());
        house.work(Duration.ZERO);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void stockIsBroughtIntoLineWithTheWarehouse() {
        SyncTask task = synced();

        assertThat(task.status()).as(task.summary() + task.error()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.stock.quantity(batch("W-1", QUALIFIED, batchNo()))).isEqualTo(10);
        assertThat(house.stock.quantity(batch("W-2", QUALIFIED, batchNo()))).isEqualTo(12);
        assertThat(house.stock.quantity(batch("W-1", DEFECTIVE, batchNo()))).isEqualTo(tellsQuality() ? 3 : 5);
        assertThat(house.stock.elsewhereTotal()).isEqualTo(77);
    }

    @Test
    void whatAnOrderHoldsOverThereIsStillThere() {
        synced();
        house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ofMinutes(11));

        assertThat(synced().status()).isEqualTo(TaskStatus.SUCCESS);

        assertThat(house.stock.quantity(batch("W-1", QUALIFIED, batchNo()))).isEqualTo(10);
    }

    @Test
    void goodsThatWereAnnouncedAreBookedOnceAndFoundAgainInTheInventory() {
        InboundPlan plan = new InboundPlan(
                new InboundId("ASN-7"), WAREHOUSE, List.of(new InboundLine(new WarehouseSku("W-1"), 6, 0)), INBOUND);
        assertThat(house.module.inbounds().push(plan).isSubmitted()).isTrue();
        house.work(Duration.ofMinutes(5));
        assertThat(house.module.inbounds().find(plan.id()).orElseThrow().state())
                .isEqualTo(InboundOrder.State.ACCEPTED);

        receive("ASN-7", 6);
        house.work(Duration.ofMinutes(31));
        assertThat(house.module.inbounds().find(plan.id()).orElseThrow().state())
                .isEqualTo(InboundOrder.State.PUT_AWAY);
        assertThat(held("ASN-7")).isEqualTo(6);
        SyncTask task = synced();

        assertThat(task.status()).as(task.summary() + task.error()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(held("ASN-7"))
                .as("the inventory finds the batch as it was booked")
                .isEqualTo(6);
        assertThat(house.stock.quantity(batch("W-1", QUALIFIED, batchNo()))).isEqualTo(10);
    }

    @Test
    void anErrorUnderHttpTwoHundredNeverZeroesAnything() {
        answerInventoryWithErrors();

        SyncTask task = synced();

        assertThat(task.status()).isNotEqualTo(TaskStatus.SUCCESS);
        assertThat(house.stock.quantity(batch("W-1", QUALIFIED, batchNo()))).isEqualTo(13);
        assertThat(house.stock.quantity(batch("W-2", QUALIFIED, batchNo()))).isEqualTo(11);
        assertThat(house.stock.quantity(batch("W-1", DEFECTIVE, batchNo()))).isEqualTo(5);
        assertThat(house.stock.elsewhereTotal()).isEqualTo(77);
    }
}
