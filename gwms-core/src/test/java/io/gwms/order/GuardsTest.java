package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.WriteBackSupport;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each guard holds of an order nothing is wrong with, and fails alone, with its own reason, where it should. */
class GuardsTest {
    private record Case(Order order, OrderFacts facts, ReasonCode code) {}

    @TestFactory
    Stream<DynamicTest> eachGuardFailsWhereItShouldAndSaysWhy() {
        return Stream.of(Guard.values()).map(guard -> DynamicTest.dynamicTest(guard.name(), () -> failsAlone(guard)));
    }

    private static void failsAlone(Guard guard) {
        Case broken = broken(guard);

        assertThat(Guards.of(guard).hold(broken.order(), broken.facts())).isFalse();
        assertThat(Guards.of(Guard.values()).unmet(broken.order(), broken.facts()))
                .extracting(Reason::code)
                .contains(broken.code());
        assertThat(Guards.of(Guard.values()).without(guard).contains(guard)).isFalse();
    }

    @TestFactory
    Stream<DynamicTest> eachGuardHoldsWhereNothingIsWrong() {
        return Stream.of(Guard.values()).map(guard -> DynamicTest.dynamicTest(guard.name(), () -> holds(guard)));
    }

    private static void holds(Guard guard) {
        OrderStatus status = switch (guard) {
            case SOMETHING_FAILED, TRACKING_KNOWN, WRITE_BACK_RESTS -> OrderStatus.SHIPPED;
            default -> OrderStatus.PENDING;
        };
        Order order = SampleOrders.in(status, OrderKind.B2C);
        Order fine = guard == Guard.HELD ? with(order, change -> change.hold("count")) : order;

        assertThat(Guards.of(guard).unmet(fine, SampleOrders.facts(fine))).isEmpty();
    }

    private static Case broken(Guard guard) {
        Order pending = SampleOrders.in(OrderStatus.PENDING, OrderKind.B2C);
        Order told = SampleOrders.in(OrderStatus.COMPLETED, OrderKind.B2C);
        Order accepted = SampleOrders.in(OrderStatus.ACKNOWLEDGED, OrderKind.B2B);
        return switch (guard) {
            case NO_ATTEMPT -> {
                OrderAttempt asked = new OrderAttempt.ManualShipping(
                        "key", false, told.shipments().get(0));
                yield broken(with(pending, change -> change.attempt(asked)), ReasonCode.ATTEMPT_IN_PROGRESS);
            }
            case NOT_HELD -> broken(with(pending, change -> change.hold("count")), ReasonCode.ON_HOLD);
            case HELD -> broken(pending, ReasonCode.NOT_ON_HOLD);
            case NOT_HELD_THERE -> broken(seen(pending, builder -> builder.onHold(true)), ReasonCode.PLATFORM_ON_HOLD);
            case PLATFORM_OPEN ->
                broken(seen(pending, builder -> builder.fact(PlatformFact.CANCELLED)), ReasonCode.PLATFORM_CLOSED);
            case SOMETHING_ACCEPTED ->
                broken(
                        with(accepted, change -> change.acknowledge(AcknowledgeState.REJECTED_ALL)),
                        ReasonCode.NOTHING_ACCEPTED);
            case NOT_GROWN ->
                broken(
                        with(
                                accepted,
                                change -> change.exceptions(List.of(new OrderException(
                                        OrderException.REACK_REQUIRED, "", "grown", SampleOrders.NOW)))),
                        ReasonCode.REACK_REQUIRED);
            case ADDRESS_COMPLETE ->
                broken(seen(pending, builder -> builder.recipient(Recipient.none())), ReasonCode.ADDRESS_INCOMPLETE);
            case SOMETHING_TO_SHIP -> broken(told, ReasonCode.NO_SHIPPABLE_ITEMS);
            case CAN_ACKNOWLEDGE -> limited(accepted, WriteBackSupport.PARTIAL, ReasonCode.ACKNOWLEDGE_UNSUPPORTED);
            case CAN_AMEND -> limited(accepted, WriteBackSupport.PARTIAL, ReasonCode.ALREADY_ACKNOWLEDGED);
            case NOT_PROMISED -> limited(accepted, WriteBackSupport.PARTIAL, ReasonCode.ACK_COMMITTED);
            case CAN_TELL -> limited(pending, WriteBackSupport.NONE, ReasonCode.WRITEBACK_UNSUPPORTED);
            case CAN_TELL_PARTLY ->
                limited(pending, WriteBackSupport.WHOLE_ORDER, ReasonCode.PARTIAL_WRITEBACK_UNSUPPORTED);
            case SOMETHING_FAILED, TRACKING_KNOWN -> broken(told, ReasonCode.NOTHING_TO_RETRY);
            case WRITE_BACK_RESTS -> {
                Shipment waiting = told.shipments().get(0).withWriteBack(Shipment.WriteBack.PENDING, "");
                yield broken(
                        with(told, change -> change.shipments(List.of(waiting))), ReasonCode.WRITEBACK_IN_PROGRESS);
            }
            case OUTBOUND_CLOSED ->
                broken(SampleOrders.in(OrderStatus.PROCESSING, OrderKind.B2C), ReasonCode.OUTBOUND_ACTIVE);
        };
    }

    private static Case broken(Order order, ReasonCode code) {
        return new Case(order, SampleOrders.facts(order), code);
    }

    /** On a platform that takes no acknowledgements and can be told that much of shipments. */
    private static Case limited(Order order, WriteBackSupport support, ReasonCode code) {
        OrderFacts all = SampleOrders.facts(order);
        OrderFacts some = new OrderFacts(
                all.now(),
                support,
                all.completeOn(),
                AcknowledgeSupport.NONE,
                false,
                all.warehouse(),
                all.channel(),
                all.route(),
                all.outbound(),
                all.mappings(),
                all.knownSkus(),
                all.available(),
                all.liveTasks(),
                all.maxLabelBytes());
        return new Case(order, some, code);
    }

    private static Order with(Order order, UnaryOperator<Order.Change> change) {
        return change.apply(order.change(SampleOrders.NOW)).done();
    }

    private static Order seen(Order order, UnaryOperator<PlatformOrder.Builder> change) {
        PlatformOrder seen = change.apply(order.platform().toBuilder()).build();
        return with(order, changed -> changed.platform(seen, "hash"));
    }
}
