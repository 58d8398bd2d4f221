package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.CancelRequest;
import io.gwms.order.OrderException;
import io.gwms.order.OrderStatus;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.state.Change;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What missing and changed mappings, labels and tasks cancelled by hand mean for an outbound order. */
class RoutesTest {
    private static final Duration A_MOMENT = Duration.ofMinutes(1);
    private static final Duration HALF_AN_HOUR = Duration.ofMinutes(31);

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    private final FaultyTransport transport = FaultyTransport.over(warehouse.transport());
    private final House house = House.of(clock, warehouse.connector(), transport);

    @AfterEach
    void close() {
        house.close();
    }

    private SyncTask create(OutboundId id) {
        return house.task(TaskType.CREATE, id.value());
    }

    private OutboundOrder outbound(OutboundId id) {
        return house.state.warehouseOrders().outbound(id).orElseThrow();
    }

    private void assertNothingAsked() {
        assertThat(transport.calls())
                .noneMatch(call -> call.context().action().value().startsWith("OUTBOUND"));
    }

    /** A mapping is missing: a person is told which, nothing is sent, and it goes on once it is there. */
    private void goesOnOnceItIsThere(Runnable takeAway, Runnable giveBack, String named, String sku) {
        takeAway.run();
        OutboundId id = house.dispatched("1", sku, 2);
        house.work(Duration.ofHours(2));
        assertThat(create(id).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(create(id).manualReason()).isEqualTo(ManualReason.MAPPING);
        assertThat(create(id).error()).contains(named);
        assertNothingAsked();

        giveBack.run();
        house.work(A_MOMENT);
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.ACCEPTED);
        assertThat(transport.writes()).isEqualTo(1);
    }

    @Test
    void aSkuThatIsMappedLaterSendsTheOrderByItself() {
        goesOnOnceItIsThere(() -> {}, () -> house.routes.sku("P-9", "W-9", 1), "W-9", "MUG-ODD");
    }

    @Test
    void aChannelThatIsNamedLaterSendsTheOrderByItself() {
        goesOnOnceItIsThere(
                () -> house.routes.withChannel(false), () -> house.routes.withChannel(true), "COURIER", "MUG-BLUE");
    }

    @Test
    void aWarehouseThatIsRoutedLaterSendsTheOrderByItself() {
        goesOnOnceItIsThere(() -> house.routes.routed(false), () -> house.routes.routed(true), "JNB-1", "MUG-BLUE");
    }

    @Test
    void aTaskThatStillLacksSomethingStaysAsItIs() {
        house.routes.withChannel(false);
        OutboundId id = house.dispatched("1", "MUG-ODD", 1);
        house.work(A_MOMENT);
        long token = create(id).runToken();

        house.routes.withChannel(true);
        house.work(Duration.ofHours(5));

        assertThat(create(id).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(create(id).runToken()).as("no round for nothing").isEqualTo(token);
    }

    @Test
    void aMappingThatChangesOnTheWayChangesNothingOfWhatWasSent() {
        OutboundId id = house.dispatched("1", "MUG-RED", 4);
        house.work(Duration.ZERO);
        house.routes.sku("P-2", "W-2", 1);
        warehouse.ship(id.value());
        house.work(HALF_AN_HOUR);

        assertThat(house.order("1").shipments().get(0).quantities())
                .as("two packs of two, as they were when they left")
                .isEqualTo(Map.of("line-1", 4L));
        assertThat(create(id).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void aMappingThatChangesBeforeALostReplyIsLookedUpDoesNotMakeTheOrderAStranger() {
        transport.onWrites(Fault.lostReply()).onReads(Fault.lostReply());
        OutboundId id = house.dispatched("1", "MUG-RED", 4);
        house.work(Duration.ZERO);
        house.routes.sku("P-2", "W-2", 1);
        house.work(HALF_AN_HOUR);

        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.ACCEPTED);
        assertThat(warehouse.ordersOf(id.value())).isEqualTo(1);
    }

    @Test
    void aSkuThatLeftAndStandsForNothingHereIsBookedByItselfOnceItDoes() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        warehouse.ship(id.value());
        transport.onReads(Fault.changedBody(body -> body.replace("P-1", "P-9")));
        house.gwms.tasks().syncNow(create(id).id());
        house.work(Duration.ZERO);
        assertThat(create(id).manualReason()).isEqualTo(ManualReason.REMOTE_DONE_LOCAL_FAILED);
        assertThat(create(id).error()).contains("P-9");
        house.work(Duration.ofHours(1));
        assertThat(create(id).status()).isEqualTo(TaskStatus.MANUAL);

        int writes = transport.writes();
        house.routes.sku("P-9", "W-9", 1);
        house.work(A_MOMENT);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(transport.writes()).as("no second effect over there").isEqualTo(writes);
    }

    @Test
    void aTaskThatIsTakenUpAndStillCannotBookWaitsForAPersonForGood() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        warehouse.ship(id.value());
        for (int i = 0; i < 50; i++) {
            transport.onReads(Fault.changedBody(body -> body.replace("P-1", "P-9")));
        }
        house.work(HALF_AN_HOUR);
        house.routes.sku("P-9", "W-9", 1);
        house.work(A_MOMENT);
        assertThat(create(id).error()).contains("W-9 fit no line");
        int rounds = create(id).rounds();

        house.work(Duration.ofMinutes(30));
        house.work(Duration.ofMinutes(30));

        assertThat(create(id).rounds()).as("rounds").isEqualTo(rounds);
    }

    @Test
    void labelsThatTheSystemDoesNotTakeAreRefusedBeforeAnyCall() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);
        OutboundOrder made = outbound(id);
        house.state.commit(List.of(
                new Change.SaveOutbound(made.withLines(made.lines(), clock.instant())),
                new Change.AddLabels(
                        id, List.of(new LabelPdf("l.pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII))))));
        house.work(A_MOMENT);

        assertThat(create(id).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(create(id).manualReason()).isEqualTo(ManualReason.REJECTED);
        assertThat(create(id).error()).contains("label", "the order brings 1");
        assertNothingAsked();
        assertThat(house.order("1").exceptions())
                .anyMatch(exception -> exception.code().equals(OrderException.OUTBOUND_REJECTED));
    }

    @Test
    void aCreateTaskThatIsCancelledBeforeItSentLeavesNothingOpen() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);
        house.gwms.tasks().cancel(create(id).id());
        house.work(A_MOMENT);

        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.CANCELLED);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.PENDING);
        assertNothingAsked();
    }

    @Test
    void aCreateTaskThatIsCancelledAfterItMayHaveSentIsAskedAboutUntilThatIsKnown() {
        transport.onWrites(Fault.lostReply()).onReads(Fault.lostReply());
        OutboundId there = house.dispatched("1", "MUG-BLUE", 1);
        house.work(Duration.ZERO);
        transport.onWrites(Fault.notSent(), Fault.lostReply());
        house.gwms.tasks().cancel(create(there).id());
        house.work(HALF_AN_HOUR);
        assertThat(outbound(there).state()).isEqualTo(OutboundOrder.State.ACCEPTED);

        warehouse.ship(there.value());
        house.work(Duration.ofHours(25));
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aCancelTaskThatIsCancelledByHandTakesTheWishBack() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);
        house.work(Duration.ZERO);
        house.gwms.orders().cancel(house.order("1").id());
        house.gwms.tasks().cancel(house.task(TaskType.CANCEL, id.value()).id());
        house.work(A_MOMENT);

        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.REFUSED);
        warehouse.ship(id.value());
        house.work(HALF_AN_HOUR);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }
}
