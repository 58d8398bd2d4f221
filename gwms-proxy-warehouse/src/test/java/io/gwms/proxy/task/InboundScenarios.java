package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static io.gwms.proxy.task.House.WAREHOUSE;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundPlan;
import io.gwms.proxy.RemoteOrder.Receipt;
import io.gwms.proxy.RemoteStatus;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.StateRepository;
import io.gwms.stock.BatchKey;
import io.gwms.stock.StockQuality;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskAnswer;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.state.InMemoryState;
import io.gwms.testkit.stock.InMemoryStockLedger;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Inbound orders announced, followed, booked and cancelled, in skipped time. */
abstract class InboundScenarios {
    private static final InboundId ASN = new InboundId("ASN-7");
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(31);

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    private final FaultyTransport transport = FaultyTransport.over(warehouse.transport());
    private StateRepository state = InMemoryState.empty();
    private House house;

    @SuppressWarnings("NullAway.Init") // opened before each test
    InboundScenarios() {}

    /** A house whose state is kept there. */
    final void open(StateRepository state) {
        this.state = state;
        house = house(InMemoryStockLedger.builder()
                .managedLocations(WAREHOUSE)
                .elsewhere("SHELF-A", 77)
                .build());
    }

    private House house(InMemoryStockLedger stock) {
        return new House(
                clock,
                warehouse.connector(),
                URI.create("https://w.invalid/"),
                transport,
                House.credential(warehouse.connector()),
                stock,
                state);
    }

    @AfterEach
    void close() {
        house.close();
    }

    private static InboundPlan plan(long ones, long twos) {
        return new InboundPlan(
                ASN,
                WAREHOUSE,
                List.of(
                        new InboundLine(new WarehouseSku("W-1"), ones, 0),
                        new InboundLine(new WarehouseSku("W-2"), twos, 0)),
                INBOUND);
    }

    private void announced() {
        assertThat(house.module.inbounds().push(plan(10, 4)).isSubmitted()).isTrue();
        house.work(Duration.ZERO);
    }

    private InboundOrder inbound() {
        return house.module.inbounds().find(ASN).orElseThrow();
    }

    private SyncTask task(TaskType type) {
        return house.task(type, ASN.value());
    }

    private static Receipt good(String proxySku, long pieces) {
        return new Receipt(proxySku, StockQuality.QUALIFIED, pieces, INBOUND);
    }

    private long held(String sku, StockQuality quality) {
        return house.stock.quantity(new BatchKey(WAREHOUSE, new WarehouseSku(sku), quality, ASN.value(), INBOUND));
    }

    @Test
    void anInboundOrderIsAnnouncedFollowedAndBookedBatchByBatch() {
        announced();
        assertThat(inbound().state()).isEqualTo(InboundOrder.State.ACCEPTED);
        assertThat(house.state
                        .warehouseOrders()
                        .inboundByThirdPartyNo(WAREHOUSE, inbound().thirdPartyNo()))
                .as("the number over there is linked to the ASN")
                .contains(inbound());

        warehouse.receive(ASN.value(), good("P-1", 6));
        house.work(HALF_AN_HOUR);
        assertThat(held("W-1", StockQuality.QUALIFIED)).isEqualTo(6);
        assertThat(inbound().lines().get(0).received()).isEqualTo(6);

        warehouse.receive(
                ASN.value(), good("P-1", 3), new Receipt("P-1", StockQuality.DEFECTIVE, 1, INBOUND), good("P-2", 2));
        warehouse.sayInbound(ASN.value(), RemoteStatus.PUT_AWAY, "SHELVED");
        house.work(HALF_AN_HOUR);

        assertThat(held("W-1", StockQuality.QUALIFIED)).isEqualTo(9);
        assertThat(held("W-1", StockQuality.DEFECTIVE)).isEqualTo(1);
        assertThat(held("W-2", StockQuality.QUALIFIED)).as("packs of two").isEqualTo(4);
        assertThat(inbound().state()).isEqualTo(InboundOrder.State.PUT_AWAY);
        assertThat(inbound().remoteStatus()).isEqualTo("SHELVED");
        assertThat(task(TaskType.CREATE).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.stock.elsewhereTotal()).isEqualTo(77);
    }

    @Test
    void theSamePlanAgainIsOneInboundOrderAndAnotherOneIsRefused() {
        TaskAnswer first = house.module.inbounds().push(plan(10, 4));

        assertThat(house.module.inbounds().push(plan(10, 4))).isEqualTo(first);
        assertThat(house.module.inbounds().push(plan(10, 5))).isInstanceOf(TaskAnswer.Refused.class);
        house.work(Duration.ZERO);
        assertThat(house.module.inbounds().push(plan(10, 4)).isSubmitted()).isTrue();
        assertThat(warehouse.inboundsOf(ASN.value())).isEqualTo(1);
    }

    @Test
    void whatCannotBeAnnouncedIsRefusedWithItsReason() {
        InboundPlan unknownSku =
                new InboundPlan(ASN, WAREHOUSE, List.of(new InboundLine(new WarehouseSku("W-77"), 1, 0)));
        assertThat(house.module.inbounds().push(unknownSku).toString()).contains("W-77");
        house.routes.routed(false);
        assertThat(house.module.inbounds().push(plan(1, 2)).toString()).contains("no route");
        assertThat(house.module.inbounds().find(ASN)).isEmpty();
    }

    @Test
    void aLostReplyLeavesExactlyOneInboundOrder() {
        transport.onWrites(Fault.lostReply());
        announced();
        house.work(HALF_AN_HOUR);

        assertThat(transport.writes()).isEqualTo(1);
        assertThat(inbound().state()).isEqualTo(InboundOrder.State.ACCEPTED);
    }

    @Test
    void whatCameOfOneThatIsFoundCancelledIsBookedAndNothingAnnouncedAgain() {
        close();
        house = house(InMemoryStockLedger.builder()
                .managedLocation(WAREHOUSE, StockQuality.DEFECTIVE, "BROKEN")
                .build());
        transport.onWrites(Fault.lostReply()).onReads(Fault.lostReply());
        announced();
        warehouse.receive(ASN.value(), good("P-1", 6));
        warehouse.sayInbound(ASN.value(), RemoteStatus.CANCELLED, "VOID");

        house.work(HALF_AN_HOUR);
        assertThat(task(TaskType.CREATE).manualReason()).isEqualTo(Receiving.NO_LOCATION);
        house.gwms.tasks().syncNow(task(TaskType.CREATE).id());
        house.work(HALF_AN_HOUR);

        assertThat(transport.writes()).as("announced once").isEqualTo(1);
        assertThat(inbound().state()).isEqualTo(InboundOrder.State.ACCEPTED);
        assertThat(inbound().thirdPartyNo()).isNotEmpty();
    }

    @Test
    void shortAndOverReceiptsAreBookedAndTold() {
        announced();
        warehouse.receive(ASN.value(), good("P-1", 7), good("P-2", 3));
        warehouse.sayInbound(ASN.value(), RemoteStatus.PUT_AWAY, "SHELVED");
        house.work(HALF_AN_HOUR);

        assertThat(task(TaskType.CREATE).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(task(TaskType.CREATE).manualReason()).isEqualTo(Receiving.SHORT);
        assertThat(task(TaskType.CREATE).error()).contains("W-1 3 short", "W-2 2 over");
        assertThat(held("W-2", StockQuality.QUALIFIED)).isEqualTo(6);
        assertThat(inbound().state()).isEqualTo(InboundOrder.State.PUT_AWAY);

        house.gwms.tasks().syncNow(task(TaskType.CREATE).id());
        house.work(Duration.ZERO);
        assertThat(task(TaskType.CREATE).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(held("W-2", StockQuality.QUALIFIED)).isEqualTo(6);
    }

    @Test
    void aSkuNobodyMappedWaitsAndIsBookedByItselfOnceItIsMapped() {
        announced();
        warehouse.receive(ASN.value(), good("P-1", 10), good("P-9", 4));
        warehouse.sayInbound(ASN.value(), RemoteStatus.PUT_AWAY, "SHELVED");
        house.work(HALF_AN_HOUR);
        assertThat(task(TaskType.CREATE).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(task(TaskType.CREATE).error()).contains("P-9");
        assertThat(held("W-1", StockQuality.QUALIFIED)).isZero();

        house.routes.sku("P-9", "W-9", 1);
        house.work(Duration.ofMinutes(5));

        assertThat(inbound().state()).isEqualTo(InboundOrder.State.PUT_AWAY);
        assertThat(held("W-1", StockQuality.QUALIFIED)).isEqualTo(10);
        assertThat(held("W-9", StockQuality.QUALIFIED)).isEqualTo(4);
    }

    @Test
    void whatIsMappedAndStillCannotBeBookedWaitsForAPersonForGood() {
        announced();
        warehouse.receive(ASN.value(), good("P-9", 4));
        house.work(HALF_AN_HOUR);
        house.routes.sku("P-9", "W-9", 1);
        house.afterBooking(() -> {
            throw new IllegalStateException("the database is gone");
        });
        house.work(Duration.ofMinutes(1));
        assertThat(task(TaskType.CREATE).error()).contains("the database is gone");
        int rounds = task(TaskType.CREATE).rounds();

        house.work(HALF_AN_HOUR);
        house.work(HALF_AN_HOUR);

        assertThat(task(TaskType.CREATE).rounds()).isEqualTo(rounds);
    }

    @Test
    void aLocationNobodyDeclaredGetsNothing() {
        close();
        house = house(InMemoryStockLedger.builder()
                .managedLocation(WAREHOUSE, StockQuality.QUALIFIED, "VIRTUAL")
                .build());
        announced();
        warehouse.receive(
                ASN.value(), good("P-1", 9), good("P-2", 2), new Receipt("P-1", StockQuality.DEFECTIVE, 1, INBOUND));
        warehouse.sayInbound(ASN.value(), RemoteStatus.PUT_AWAY, "SHELVED");
        house.work(HALF_AN_HOUR);

        assertThat(task(TaskType.CREATE).manualReason()).isEqualTo(Receiving.NO_LOCATION);
        assertThat(task(TaskType.CREATE).error()).contains("DEFECTIVE");
        assertThat(held("W-1", StockQuality.QUALIFIED)).isEqualTo(9);
        assertThat(inbound().state()).isEqualTo(InboundOrder.State.ACCEPTED);
    }

    @Test
    void aRoundThatDiesRightAfterBookingBooksNothingTwice() {
        announced();
        warehouse.receive(ASN.value(), good("P-1", 6));
        house.afterBooking(() -> {
            throw new IllegalStateException("the database is gone");
        });
        house.work(HALF_AN_HOUR);
        assertThat(held("W-1", StockQuality.QUALIFIED)).isEqualTo(6);
        assertThat(task(TaskType.CREATE).manualReason()).isEqualTo(ManualReason.REMOTE_DONE_LOCAL_FAILED);
        assertThat(task(TaskType.CREATE).error()).contains("the database is gone");

        warehouse.receive(ASN.value(), good("P-1", 4), good("P-2", 2));
        warehouse.sayInbound(ASN.value(), RemoteStatus.PUT_AWAY, "SHELVED");
        house.afterBooking(() -> {});
        int writes = transport.writes();
        house.gwms.tasks().syncNow(task(TaskType.CREATE).id());
        house.work(Duration.ZERO);

        assertThat(held("W-1", StockQuality.QUALIFIED)).isEqualTo(10);
        assertThat(inbound().state()).isEqualTo(InboundOrder.State.PUT_AWAY);
        assertThat(transport.writes()).as("no second effect over there").isEqualTo(writes);
    }

    @Test
    void stockThatMovesWhileItIsBookedIsReadAnew() {
        announced();
        BatchKey key = new BatchKey(WAREHOUSE, new WarehouseSku("W-2"), StockQuality.QUALIFIED, ASN.value(), INBOUND);
        warehouse.receive(ASN.value(), good("P-1", 10), good("P-2", 2));
        warehouse.sayInbound(ASN.value(), RemoteStatus.PUT_AWAY, "SHELVED");
        house.afterReading(() -> {
            house.afterReading(() -> {});
            house.stock.move(key, 1);
        });
        house.work(HALF_AN_HOUR);

        assertThat(house.stock.quantity(key)).isEqualTo(5);
        assertThat(task(TaskType.CREATE).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void aCancelThatTheWarehouseTakesEndsBothSides() {
        announced();
        assertThat(house.module.inbounds().cancel(ASN).isSubmitted()).isTrue();
        house.work(Duration.ofMinutes(1));

        assertThat(inbound().state()).isEqualTo(InboundOrder.State.CANCELLED);
        assertThat(task(TaskType.CANCEL).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.module.inbounds().cancel(ASN)).isInstanceOf(TaskAnswer.Refused.class);
        house.work(HALF_AN_HOUR);
        assertThat(task(TaskType.CREATE).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void aCancelThatComesTooLateIsTakenBackAndTheGoodsAreBooked() {
        announced();
        warehouse.receive(ASN.value(), good("P-1", 10), good("P-2", 2));
        house.module.inbounds().cancel(ASN);
        house.work(Duration.ofMinutes(1));
        assertThat(task(TaskType.CANCEL).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(task(TaskType.CANCEL).error()).contains("TOO_LATE");
        assertThat(inbound().cancelAsked()).isFalse();

        warehouse.sayInbound(ASN.value(), RemoteStatus.PUT_AWAY, "SHELVED");
        house.work(HALF_AN_HOUR);
        assertThat(inbound().state()).isEqualTo(InboundOrder.State.PUT_AWAY);
        assertThat(held("W-1", StockQuality.QUALIFIED)).isEqualTo(10);
    }

    @Test
    void aCancelBeforeTheHandOverSendsNothing() {
        house.module.inbounds().push(plan(10, 4));
        house.module.inbounds().cancel(ASN);
        house.work(Duration.ofHours(1));

        assertThat(inbound().state()).isEqualTo(InboundOrder.State.CANCELLED);
        assertThat(warehouse.inboundsOf(ASN.value())).isZero();
    }

    @Test
    void aMappingThatChangesOnTheWayChangesNothingOfWhatWasSent() {
        announced();
        house.routes.sku("P-2", "W-2", 5);
        warehouse.receive(ASN.value(), good("P-1", 10), good("P-2", 2));
        warehouse.sayInbound(ASN.value(), RemoteStatus.PUT_AWAY, "SHELVED");
        house.work(HALF_AN_HOUR);

        assertThat(held("W-2", StockQuality.QUALIFIED)).as("two packs of two").isEqualTo(4);
        assertThat(task(TaskType.CREATE).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void aWordNobodyKnowsIsKept() {
        announced();
        warehouse.sayInbound(ASN.value(), RemoteStatus.UNRECOGNIZED, "TELEPORTED");
        house.work(HALF_AN_HOUR);

        assertThat(inbound().remoteStatus()).isEqualTo("TELEPORTED");
        assertThat(task(TaskType.CREATE).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task(TaskType.CREATE).summary()).contains("TELEPORTED");
    }
}
