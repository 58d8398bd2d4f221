package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.WAREHOUSE;
import static io.gwms.stock.StockQuality.DEFECTIVE;
import static io.gwms.stock.StockQuality.QUALIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundPlan;
import io.gwms.proxy.ProxyCapabilities;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteOrder.Receipt;
import io.gwms.proxy.RemoteStatus;
import io.gwms.sku.WarehouseSku;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Each batch that is put away is booked as one of its own, and nothing is put away here that is not booked. */
class ReceivingTest {
    private static final InboundId ASN = new InboundId("ASN-7");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(31);

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    private final FaultyTransport transport = FaultyTransport.over(warehouse.transport());
    private House house = house(warehouse.connector());

    private House house(ProxyWarehouseConnector connector) {
        return House.of(clock, connector, transport);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static InboundPlan plan() {
        return new InboundPlan(
                ASN,
                WAREHOUSE,
                List.of(
                        new InboundLine(new WarehouseSku("W-1"), 10, 0),
                        new InboundLine(new WarehouseSku("W-2"), 4, 0)),
                INBOUND);
    }

    private void announced() {
        assertThat(house.module.inbounds().push(plan()).isSubmitted()).isTrue();
        house.work(Duration.ZERO);
    }

    private void putAway(Receipt... receipts) {
        warehouse.receive(ASN.value(), receipts);
        warehouse.sayInbound(ASN.value(), RemoteStatus.PUT_AWAY, "SHELVED");
        house.work(HALF_AN_HOUR);
    }

    private InboundOrder inbound() {
        return house.module.inbounds().find(ASN).orElseThrow();
    }

    private SyncTask create() {
        return house.task(TaskType.CREATE, ASN.value());
    }

    private static BatchKey batch(String sku, StockQuality quality, Instant at) {
        return new BatchKey(WAREHOUSE, new WarehouseSku(sku), quality, ASN.value(), at);
    }

    private long held(String sku, StockQuality quality, Instant at) {
        return house.stock.quantity(batch(sku, quality, at));
    }

    @Test
    void asManyOfOneQualityAsOfAnotherAreBothBooked() {
        announced();

        putAway(new Receipt("P-1", QUALIFIED, 5, INBOUND), new Receipt("P-1", DEFECTIVE, 5, INBOUND));

        assertThat(held("W-1", QUALIFIED, INBOUND)).isEqualTo(5);
        assertThat(held("W-1", DEFECTIVE, INBOUND)).isEqualTo(5);
    }

    @Test
    void asManyOfOneMomentAsOfAnotherAreBothBooked() {
        announced();
        Instant later = INBOUND.plus(Duration.ofHours(3));

        putAway(
                new Receipt("P-1", QUALIFIED, 5, INBOUND),
                new Receipt("P-1", QUALIFIED, 5, later),
                new Receipt("P-2", QUALIFIED, 2, INBOUND));

        assertThat(held("W-1", QUALIFIED, INBOUND)).isEqualTo(5);
        assertThat(held("W-1", QUALIFIED, later)).isEqualTo(5);
        assertThat(create().status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void whatCannotBeBookedForStockThatKeepsMovingIsNotPutAway() {
        announced();
        BatchKey moving = batch("W-1", QUALIFIED, INBOUND);
        house.afterReading(() -> house.stock.move(moving, 1));

        putAway(new Receipt("P-1", QUALIFIED, 10, INBOUND), new Receipt("P-2", QUALIFIED, 2, INBOUND));
        long moved = house.stock.quantity(moving);

        assertThat(inbound().state()).isEqualTo(InboundOrder.State.ACCEPTED);
        assertThat(create().error()).contains("changed at every try");
        house.afterReading(() -> {});
        house.work(Duration.ofHours(2));
        assertThat(house.stock.quantity(moving)).isEqualTo(moved + 10);
        assertThat(inbound().state()).isEqualTo(InboundOrder.State.PUT_AWAY);
    }

    @Test
    void aBatchOfNoPiecesNeedsNoMapping() {
        announced();

        putAway(
                new Receipt("P-1", QUALIFIED, 10, INBOUND),
                new Receipt("P-2", QUALIFIED, 2, INBOUND),
                new Receipt("P-NEW", QUALIFIED, 0, INBOUND));

        assertThat(create().status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void anOrderThatIsLookedForIsKnownByTheNamesItWasSentWith() {
        transport.onWrites(Fault.lostReply()).onReads(Fault.lostReply());
        announced();
        house.routes.sku("P-2", "W-2", 1);

        house.work(HALF_AN_HOUR);

        assertThat(inbound().state()).isEqualTo(InboundOrder.State.ACCEPTED);
        assertThat(transport.writes()).isEqualTo(1);
    }

    @Test
    void oneThatIsRejectedWaitsAsItIs() {
        transport.onWrites(
                Fault.answer(200, "application/json", "{\"ok\":false,\"code\":\"OUT_OF_STOCK\",\"text\":\"no room\"}"));
        announced();

        assertThat(create().manualReason()).isEqualTo(ManualReason.REJECTED);
        assertThat(inbound().state()).isEqualTo(InboundOrder.State.CREATED);
    }

    @Test
    void aSystemThatTakesNoInboundOrdersIsNotAskedToTakeOne() {
        house.close();
        ProxyCapabilities none = ProxyCapabilities.builder()
                .findByReference()
                .settleDelay(Duration.ofMinutes(1))
                .build();
        house = house((ProxyWarehouseConnector) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ProxyWarehouseConnector.class},
                (proxy, method, values) ->
                        method.getName().equals("capabilities") ? none : method.invoke(warehouse.connector(), values)));

        assertThat(house.module.inbounds().push(plan()).toString()).contains("takes no inbound orders");
        assertThat(house.module.inbounds().find(ASN)).isEmpty();
    }

    @Test
    void itsTasksTakeItsRouteAndAQueryBeginsADayLater() {
        announced();
        house.module.inbounds().query(ASN);

        SyncTask query = house.task(TaskType.QUERY, ASN.value());
        assertThat(query.nextExecutionAt()).isEqualTo(clock.instant().plus(Duration.ofHours(24)));
        assertThat(query.route()).isNotNull().isEqualTo(create().route());
    }
}
