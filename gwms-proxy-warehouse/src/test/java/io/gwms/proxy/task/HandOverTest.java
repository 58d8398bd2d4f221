package io.gwms.proxy.task;

import static io.gwms.proxy.task.House.INBOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.CancelRequest;
import io.gwms.order.OrderException;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.proxy.CreateOutbounds;
import io.gwms.proxy.OutboundRequest;
import io.gwms.proxy.ProxyRoute;
import io.gwms.proxy.ProxySession;
import io.gwms.proxy.fourpx.FourPxConnector;
import io.gwms.redact.Redactor;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.fourpx.FakeFourPx;
import io.gwms.testkit.fourpx.FourPxFault;
import io.gwms.testkit.fourpx.FourPxStock;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.Transport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Orders handed over to a 4PX warehouse over real HTTP, in skipped time. */
class HandOverTest {
    private static final Transport HTTP = OkHttpTransport.create();
    private static final Duration A_DAY = Duration.ofHours(24);

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final FaultyTransport transport = FaultyTransport.over(HTTP);
    private FakeHttpServer fake = FakeHttpServer.start(plain().build());
    private House house = house();

    private FakeFourPx.Builder plain() {
        return FakeFourPx.builder()
                .clock(clock)
                .appKey("test-app")
                .appSecret("test-secret-of-4px")
                .stock(
                        FourPxStock.good("USLAXA", "P-1", "B1", 500, "IC1", INBOUND),
                        FourPxStock.good("USLAXA", "P-2", "B1", 500, "IC1", INBOUND));
    }

    private House house() {
        FourPxConnector connector = FourPxConnector.create();
        House made = new House(clock, connector, fake.uri(), transport, House.credential(connector));
        made.whenTimePasses(now -> fake.control().push(now));
        return made;
    }

    private void open(UnaryOperator<FakeFourPx.Builder> settings) {
        close();
        fake = FakeHttpServer.start(settings.apply(plain()).build());
        house = house();
    }

    @AfterEach
    void close() {
        house.close();
        fake.close();
    }

    private long held(OutboundId outbound) {
        return fake.control().holdings().split("\"ref_no\":\"" + outbound + "\"", -1).length - 1;
    }

    private OutboundOrder outbound(OutboundId id) {
        return house.state.warehouseOrders().outbound(id).orElseThrow();
    }

    private SyncTask create(OutboundId id) {
        return house.task(TaskType.CREATE, id.value());
    }

    @Test
    void anOrderIsHandedOverFollowedAndBooked() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);

        house.work(Duration.ZERO);
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.ACCEPTED);
        assertThat(outbound(id).thirdPartyNo()).startsWith("OC");
        assertThat(create(id).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(create(id).nextExecutionAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(30)));

        house.work(A_DAY);
        assertThat(create(id).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.SHIPPED);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        Shipment shipment = house.order("1").shipments().get(0);
        assertThat(shipment.quantities()).isEqualTo(Map.of("line-1", 3L));
        assertThat(shipment.carrier()).isEqualTo("The Courier Guy");
        assertThat(shipment.serviceType()).isEqualTo("ECO");
        assertThat(shipment.trackingNumber()).startsWith("SH");
        assertThat(held(id)).isEqualTo(1);
        assertThat(transport.calls().stream()
                        .filter(call -> call.context()
                                .correlation()
                                .filter(create(id).correlation()::equals)
                                .isPresent()))
                .as("every call of its task is filed under the order")
                .isNotEmpty()
                .allSatisfy(call -> {
                    assertThat(call.context().order()).contains(house.order("1").id());
                    assertThat(call.context().proxyAccount()).contains("acme");
                });
    }

    @Test
    void packsOverThereArePiecesHere() {
        OutboundId id = house.dispatched("1", "MUG-RED", 4);

        house.work(A_DAY);

        assertThat(fake.control().holdings()).contains("\"sku_code\":\"P-2\",\"qty\":\"2\"");
        assertThat(house.order("1").shipments().get(0).quantities()).isEqualTo(Map.of("line-1", 4L));
        assertThat(create(id).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void aLostReplyLeavesExactlyOneOrder() {
        open(builder -> builder.faults(FourPxFault.loseReplyOfCreate(1)));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);

        house.work(A_DAY);

        assertThat(held(id)).isEqualTo(1);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aRequestThatExecutesAfterNotThereLeavesExactlyOneOrder() {
        open(builder -> builder.faults(FourPxFault.executeCreateAfterNotThere(1)));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);

        house.work(Duration.ZERO);
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.CREATED);
        assertThat(create(id).nextExecutionAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(2)));
        house.work(A_DAY);

        assertThat(held(id)).isEqualTo(1);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void syncNowWithinTheSettleDelaySendsNothingAgain() {
        open(builder -> builder.faults(FourPxFault.executeCreateLate(1, Duration.ofSeconds(90))));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);

        house.work(Duration.ZERO);
        house.gwms.tasks().syncNow(create(id).id());
        house.work(Duration.ofSeconds(30));
        house.gwms.tasks().syncNow(create(id).id());
        house.work(A_DAY);

        assertThat(held(id)).isEqualTo(1);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aRequestThatNeverArrivedIsSentAgainAfterTheSettleDelay() {
        open(builder -> builder.faults(FourPxFault.of(FourPxFault.Kind.BAD_GATEWAY, "fu.wms.outbound.create", 1)));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);

        house.work(Duration.ofMinutes(5));
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.ACCEPTED);
        assertThat(held(id)).isEqualTo(1);
    }

    @Test
    void anOrderThatIsSentTwiceAndNeverSeenIsForAPersonAndNotSentAThirdTime() {
        open(builder -> builder.faults(
                FourPxFault.of(FourPxFault.Kind.BAD_GATEWAY, "fu.wms.outbound.create", 1),
                FourPxFault.of(FourPxFault.Kind.BAD_GATEWAY, "fu.wms.outbound.create", 2)));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);

        house.work(A_DAY);
        house.gwms.tasks().syncNow(create(id).id());
        house.work(A_DAY);

        assertThat(transport.writes()).isEqualTo(2);
        assertThat(create(id).manualReason()).isEqualTo(ManualReason.OUTCOME_UNKNOWN);
        assertThat(create(id).error()).contains("sent 2 times");
        assertThat(SendMark.of(create(id).checkpoint()).isSent())
                .as("the mark is kept")
                .isTrue();
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.CREATED);
    }

    @Test
    void anErrorCodeNobodyListedLeavesTheMarkAndTheWarehouseIsAsked() {
        open(builder ->
                builder.faults(FourPxFault.platformErrorAfterEffect("fu.wms.outbound.create", 1, "WMS_BUSY_RETRY")));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);

        house.work(A_DAY);

        assertThat(transport.writes()).isEqualTo(1);
        assertThat(held(id)).isEqualTo(1);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aLookUpThatIgnoresTheReferenceNeverMeansNotThere() {
        transport.onWrites(FaultyTransport.Fault.lostReply());
        var ignored = FaultyTransport.Fault.changedBody(
                body -> body.replaceAll("\"ref_no\":\"[^\"]*\"", "\"ref_no\":\"SOMEBODY-ELSE\""));
        for (int i = 0; i < 30; i++) {
            transport.onReads(ignored);
        }
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);

        house.work(A_DAY);

        assertThat(transport.writes()).isEqualTo(1);
        assertThat(held(id)).isEqualTo(1);
        assertThat(create(id).manualReason()).isEqualTo(ManualReason.CONSECUTIVE_FAILURES);
        assertThat(create(id).error()).contains("SOMEBODY-ELSE");
    }

    @Test
    void aRoundThatDiesRightAfterSendingLeavesExactlyOneOrder() {
        transport.onWrites((faulty, call, send) -> {
            send.send(call);
            throw new IllegalStateException("the process dies here");
        });
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);

        house.work(A_DAY);

        assertThat(held(id)).isEqualTo(1);
        assertThat(transport.writes()).isEqualTo(1);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aRoundThatDiesRightBeforeSendingSendsOnceLater() {
        transport.onWrites((faulty, call, send) -> {
            throw new IllegalStateException("the process dies here");
        });
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);

        house.work(A_DAY);

        assertThat(held(id)).isEqualTo(1);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aForeignOrderOfTheSameReferenceIsForAPerson() {
        open(builder -> builder.refusesRepeatedRefNo(true));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);
        FourPxConnector connector = FourPxConnector.create();
        var route = new ProxyRoute(House.WAREHOUSE, connector.system(), "acme", "USLAXA", fake.uri());
        var session = new ProxySession(
                route,
                House.credential(connector),
                HTTP,
                clock,
                Redactor.standard(),
                CallContext.forProxy(CallAction.OUTBOUND_CREATE, connector.system()));
        var foreign = new OutboundRequest(
                id.value(),
                "F123",
                house.order("1").platform().recipient(),
                List.of(new OutboundRequest.Line("P-1", 7)));
        connector.createOutbounds(new CreateOutbounds(session, List.of(foreign)));

        house.work(A_DAY);

        assertThat(create(id).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(create(id).error()).contains("other lines");
        assertThat(held(id)).isEqualTo(1);
    }

    @Test
    void tooManyRequestsCostNoAttempt() {
        open(builder -> builder.faults(FourPxFault.throttle("fu.wms.outbound.create", 1)));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);

        house.work(Duration.ZERO);
        assertThat(create(id).nextExecutionAt()).isEqualTo(clock.instant().plus(Duration.ofMinutes(1)));
        house.work(A_DAY);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void anUnmappedSkuIsForAPersonAndNothingIsSent() {
        OutboundId id = house.dispatched("1", "MUG-ODD", 1);

        house.work(A_DAY);

        assertThat(create(id).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(create(id).manualReason()).isEqualTo(ManualReason.MAPPING);
        assertThat(create(id).error()).contains("W-9");
        assertThat(held(id)).isZero();
    }

    @Test
    void aRejectionKeepsTheOrderInWorkWithItsReason() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 501);

        house.work(A_DAY);

        assertThat(create(id).manualReason()).isEqualTo(ManualReason.REJECTED);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.PROCESSING);
        assertThat(house.order("1").exceptions())
                .extracting(OrderException::code)
                .contains(OrderException.OUTBOUND_REJECTED);
    }

    @Test
    void anOrderThatIsStuckOverThereIsForAPerson() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);
        house.work(Duration.ZERO);
        fake.control().script("{\"stuck\":{\"ref_no\":\"" + id + "\"}}");

        house.work(A_DAY);

        assertThat(create(id).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(outbound(id).remoteStatus()).isEqualTo("E");
    }

    @Test
    void aCancelIsConfirmedByTheOrderItself() {
        open(builder -> builder.shipAfter(Duration.ofHours(5)));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);
        house.work(Duration.ofMinutes(40));

        house.gwms.orders().cancel(house.order("1").id());
        house.gwms.step();
        assertThat(house.task(TaskType.CANCEL, id.value()).status()).isEqualTo(TaskStatus.WAITING);
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.BY_OPERATOR);
        house.work(A_DAY);

        assertThat(house.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
        assertThat(house.task(TaskType.CANCEL, id.value()).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(create(id).status().isLive()).isFalse();
    }

    @Test
    void aCancelThatComesAfterTheParcelLeftIsShippedOnBothSides() {
        open(builder -> builder.shipAfter(Duration.ofMinutes(5)));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);
        house.work(Duration.ofMinutes(20));
        assertThat(outbound(id).state()).as("not known here yet").isEqualTo(OutboundOrder.State.ACCEPTED);

        house.gwms.orders().cancel(house.order("1").id());
        house.work(A_DAY);

        assertThat(fake.control().holdings()).contains("\"status\":\"C\"");
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.REFUSED);
    }

    @Test
    void aParcelThatShipsDespiteTheCancelIsShippedOnBothSides() {
        open(builder -> builder.shipAfter(Duration.ofMinutes(45)));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);
        house.work(Duration.ofMinutes(40));

        house.gwms.orders().cancel(house.order("1").id());
        house.work(A_DAY);

        assertThat(fake.control().holdings()).contains("\"status\":\"C\"");
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.REFUSED);
        assertThat(create(id).status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void aCancelBeforeTheHandOverSendsNothing() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);
        house.gwms.orders().cancel(house.order("1").id());

        house.work(A_DAY);

        assertThat(held(id)).isZero();
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void aCancelOfAnOrderWhoseReplyWasLostCancelsItOverThere() {
        open(builder ->
                builder.faults(FourPxFault.executeCreateAfterNotThere(1)).shipAfter(Duration.ofHours(5)));
        OutboundId id = house.dispatched("1", "MUG-BLUE", 1);
        house.gwms.step();
        house.gwms.orders().cancel(house.order("1").id());

        house.work(A_DAY);

        assertThat(held(id)).isEqualTo(1);
        assertThat(fake.control().holdings()).contains("\"status\":\"X\"");
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
    }
}
