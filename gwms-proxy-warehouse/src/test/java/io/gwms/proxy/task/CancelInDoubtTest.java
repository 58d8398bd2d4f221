package io.gwms.proxy.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.CancelRequest;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.outbound.OutboundId;
import io.gwms.outbound.OutboundOrder;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.proxy.CancelOrders;
import io.gwms.proxy.ProxyWarehouseConnector;
import io.gwms.proxy.RemoteStatus;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.proxy.ScriptedWarehouse;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Cancels that meet something else over there: pieces that left, a parcel that shipped, an order nobody is sure of. What left is
 * booked, nobody calls that a success, and a wish that came too late is taken back.
 */
class CancelInDoubtTest {
    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-03-10T12:00:00Z"));
    private final ScriptedWarehouse warehouse = ScriptedWarehouse.open(clock);
    private final FaultyTransport transport = FaultyTransport.over(warehouse.transport());
    private final ProxyWarehouseConnector connector = warehouse.connector();
    private final House house = House.of(clock, connector, transport);

    @AfterEach
    void close() {
        house.close();
    }

    private OutboundOrder outbound(OutboundId id) {
        return house.state.warehouseOrders().outbound(id).orElseThrow();
    }

    private void cancelledAfter(OutboundId id, long pieces) {
        warehouse.shipSome(id.value(), pieces);
        warehouse.say(id.value(), RemoteStatus.CANCELLED, "VOID");
    }

    private void assertBooked(OutboundId id, long pieces) {
        assertThat(house.order("1").shipments())
                .extracting(Shipment::quantities)
                .isEqualTo(List.of(Map.of("line-1", pieces)));
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.SHIPPED);
        assertThat(outbound(id).thirdPartyNo()).isEqualTo("W1");
    }

    @Test
    void anOrderFoundAgainInThatStateIsBookedUnderItsNumber() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        transport.onWrites((faulty, call, send) -> {
            send.send(call);
            cancelledAfter(id, 2);
            return Outcome.unknown("the reply was lost");
        });

        house.work(Duration.ofMinutes(1));

        assertBooked(id, 2);
        SyncTask create = house.task(TaskType.CREATE, id.value());
        assertThat(create.status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(create.thirdPartyNo()).isEqualTo("W1");
        assertThat(create.checkpoint()).isEmpty();
    }

    @Test
    void aCancelThatComesTooLateForSomePiecesIsForAPerson() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        cancelledAfter(id, 1);

        house.gwms.orders().cancel(house.order("1").id());
        house.work(Duration.ofMinutes(5));

        assertBooked(id, 1);
        SyncTask cancel = house.task(TaskType.CANCEL, id.value());
        assertThat(cancel.status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(cancel.thirdPartyNo()).isEqualTo("W1");
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.REFUSED);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aCancelThatComesTooLateForEveryPieceIsForAPerson() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        cancelledAfter(id, 3);

        house.gwms.orders().cancel(house.order("1").id());
        house.work(Duration.ofMinutes(5));

        assertBooked(id, 3);
        assertThat(house.task(TaskType.CANCEL, id.value()).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.REFUSED);
    }

    @Test
    void aCancelOfAnOrderNobodyKnewWasTakenBooksItToo() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        transport.onWrites((faulty, call, send) -> {
            send.send(call);
            cancelledAfter(id, 2);
            house.gwms.orders().cancel(house.order("1").id());
            throw new IllegalStateException("the process dies here");
        });

        house.work(Duration.ofHours(1));

        assertBooked(id, 2);
        assertThat(house.task(TaskType.CANCEL, id.value()).status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.REFUSED);
    }

    @Test
    void aCancelBeforeAnyPieceLeftIsASuccess() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);

        house.gwms.orders().cancel(house.order("1").id());
        house.work(Duration.ofMinutes(5));

        assertThat(house.task(TaskType.CANCEL, id.value()).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
    }

    /** What holds after the round of the cancel, before anything else is asked. */
    private void assertTakenBack(OutboundId id, String reason) {
        SyncTask cancel = house.task(TaskType.CANCEL, id.value());
        assertThat(cancel.status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(cancel.error()).contains("does not cancel", reason);
        assertThat(house.order("1").cancelRequest()).isEqualTo(CancelRequest.REFUSED);
        assertThat(house.order("1").status()).isNotEqualTo(OrderStatus.CANCELLED);
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.ACCEPTED);
    }

    @Test
    void alreadyShippedTakesTheWishBackAtOnce() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        warehouse.ship(id.value());

        house.gwms.orders().cancel(house.order("1").id());
        house.gwms.step();

        assertTakenBack(id, "SHIPPED");
        house.work(Duration.ofHours(1));
        assertBooked(id, 3);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.SHIPPED);
    }

    @Test
    void aRefusalTakesTheWishBackAndTheOrderGoesOn() {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        house.work(Duration.ZERO);
        transport.onWrites(FaultyTransport.Fault.answer(
                200, "application/json", "{\"ok\":false,\"code\":\"TOO_LATE\",\"text\":\"it is being packed\"}"));

        house.gwms.orders().cancel(house.order("1").id());
        house.gwms.step();

        assertTakenBack(id, "it is being packed");
        warehouse.ship(id.value());
        house.work(Duration.ofHours(1));
        assertBooked(id, 3);
    }

    /** Dispatched and sent, but nobody knows whether it arrived; then cancelled, and looked for once. */
    private OutboundId cancelledInDoubt(FaultyTransport.Fault sending) {
        OutboundId id = house.dispatched("1", "MUG-BLUE", 3);
        transport.onWrites(sending);
        house.gwms.step();
        assertThat(outbound(id).state()).isEqualTo(OutboundOrder.State.CREATED);

        house.gwms.orders().cancel(house.order("1").id());
        house.gwms.step();

        assertThat(house.task(TaskType.CANCEL, id.value()).status())
                .as("«not there» once is no success")
                .isEqualTo(TaskStatus.WAITING);
        assertThat(house.order("1").status()).isNotEqualTo(OrderStatus.CANCELLED);
        return id;
    }

    @Test
    void whatTheWarehouseNeverHadIsCancelledOnceALaterLookStillFindsNothing() {
        OutboundId id = cancelledInDoubt((faulty, call, send) -> Outcome.unknown("it never arrived"));

        house.work(Duration.ofMinutes(10));

        assertThat(house.task(TaskType.CANCEL, id.value()).status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
        house.work(Duration.ofHours(2));
        assertThat(warehouse.ordersOf(id.value())).isZero();
    }

    @Test
    void whatArrivesAfterTheFirstLookIsCancelledOverThere() {
        OutboundId id = cancelledInDoubt(FaultyTransport.Fault.late());
        transport.deliverLate();

        house.work(Duration.ofMinutes(10));

        assertThat(warehouse.status(id.value())).contains(RemoteStatus.CANCELLED);
        assertThat(house.order("1").status()).isEqualTo(OrderStatus.CANCELLED);
    }

    @Test
    void theWarehouseIsToldSinceWhenAWishIsPutToItAndANewOneBeginsAnew() {
        List<Optional<Instant>> told = new ArrayList<>();
        ProxyWarehouseConnector third = answering(order -> {
            told.add(Optional.ofNullable(order.askedSince()));
            return told.size() == 3
                    ? Outcome.refused(RefusalCode.TOO_LATE, "the parcel was not found")
                    : Outcome.done(RemoteStatus.CANCELLING);
        });
        try (House at = House.of(clock, third, transport)) {
            OutboundId id = at.dispatched("1", "MUG-BLUE", 3);
            at.work(Duration.ZERO);
            Instant asked = clock.instant();
            at.gwms.orders().cancel(at.order("1").id());
            at.work(Duration.ofMinutes(31));
            SyncTask cancel = at.task(TaskType.CANCEL, id.value());
            assertThat(cancel.manualReason()).isEqualTo(ManualReason.REJECTED);

            at.gwms.tasks().syncNow(cancel.id());
            at.work(Duration.ZERO);

            assertThat(told)
                    .containsExactly(Optional.empty(), Optional.of(asked), Optional.of(asked), Optional.empty());
        }
    }

    private ProxyWarehouseConnector answering(Function<CancelOrders.Target, Outcome<RemoteStatus>> cancels) {
        return (ProxyWarehouseConnector) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {ProxyWarehouseConnector.class},
                (proxy, method, values) -> method.getName().equals("cancelOutbounds")
                        ? ((CancelOrders) values[0])
                                .orders().stream().map(cancels).toList()
                        : method.invoke(connector, values));
    }
}
