package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.platform.AcknowledgeSupport;
import io.gwms.platform.WriteBackSupport;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class LifecycleTableTest {
    private interface CellTest {
        void of(OrderStatus status, OrderAction action, OrderKind kind);
    }

    /** Every cell but those of acknowledged consumer orders, of which there are none. */
    private static Stream<DynamicTest> inEveryCell(CellTest test) {
        List<DynamicTest> tests = new ArrayList<>();
        for (OrderStatus status : OrderStatus.values()) {
            for (OrderAction action : OrderAction.values()) {
                for (OrderKind kind : OrderKind.values()) {
                    if (kind == OrderKind.B2B || status != OrderStatus.ACKNOWLEDGED) {
                        tests.add(DynamicTest.dynamicTest(
                                status + " " + action + " " + kind, () -> test.of(status, action, kind)));
                    }
                }
            }
        }
        return tests.stream();
    }

    @TestFactory
    Stream<DynamicTest> everyCellIsDecidedAndItsOfferIsEnabledExactlyWhenItIsAccepted() {
        return inEveryCell(LifecycleTableTest::decidesAsItOffers);
    }

    private static void decidesAsItOffers(OrderStatus status, OrderAction action, OrderKind kind) {
        Order order = SampleOrders.in(status, kind);
        assertThat(order.status()).isEqualTo(status);
        Cell cell = LifecycleTable.cell(status, action, kind);
        OrderFacts facts = SampleOrders.facts(order);

        Decision decision = OrderLifecycle.STANDARD.decide(order, SampleOrders.command(action, order), facts);
        Offer offer = offer(order, action, facts);

        assertThat(offer.isEnabled()).isEqualTo(decision instanceof Decision.Accepted);
        if (decision instanceof Decision.Accepted accepted) {
            assertThat(cell.to()).contains(accepted.next().status());
        } else {
            assertThat(((Decision.Refused) decision).reasons())
                    .isEqualTo(offer.reasons())
                    .isNotEmpty();
        }
        if (cell.isRefused()) {
            assertThat(decision).isEqualTo(cell.refusal());
        }
    }

    @TestFactory
    Stream<DynamicTest> aFinishedOrderRefusesEverything() {
        return inEveryCell((status, action, kind) -> {
            if (status.isTerminal()) {
                assertThat(LifecycleTable.cell(status, action, kind)).isEqualTo(Cell.no("33", ReasonCode.TERMINAL));
            }
        });
    }

    @Test
    void plainRefusalsAllocateNothing() {
        Order order = SampleOrders.in(OrderStatus.SHIPPED, OrderKind.B2C);
        OrderFacts facts = SampleOrders.facts(order);
        OrderCommand cancel = new OrderCommand.Cancel(CancelOrder.here(order.id()));
        assertThat(OrderLifecycle.STANDARD.decide(order, cancel, facts))
                .isSameAs(OrderLifecycle.STANDARD.decide(order, cancel, facts));
    }

    @Test
    void anAcceptedDispatchMakesWhatItHoldsAndLittleElse() {
        Order order = SampleOrders.in(OrderStatus.PENDING, OrderKind.B2C);
        OrderFacts facts = SampleOrders.facts(order);
        OrderCommand dispatch = SampleOrders.command(OrderAction.DISPATCH, order);
        var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int times = 10_000;

        long before = memory.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < times; i++) {
            assertAccepted(OrderLifecycle.STANDARD.decide(order, dispatch, facts));
        }

        assertThat((memory.getCurrentThreadAllocatedBytes() - before) / times)
                .as("bytes of an accepted dispatch of %s lines", order.lines().size())
                .isLessThan(480);
    }

    private static void assertAccepted(Decision decision) {
        if (!(decision instanceof Decision.Accepted)) {
            throw new AssertionError(decision);
        }
    }

    @Test
    void aDispatchIsRefusedForEveryReasonAtOnce() {
        Order order = SampleOrders.in(OrderStatus.PENDING, OrderKind.B2C);
        OrderFacts bare = new OrderFacts(
                SampleOrders.NOW,
                WriteBackSupport.PARTIAL,
                CompleteOn.WRITE_BACK,
                AcknowledgeSupport.ONCE,
                false,
                null,
                null,
                null,
                null,
                Map.of(),
                Set.of(),
                Map.of(),
                List.of(),
                100);
        Order held = order.change(SampleOrders.NOW).hold("stock count").done();

        Decision decision =
                OrderLifecycle.STANDARD.decide(held, SampleOrders.command(OrderAction.DISPATCH, held), bare);

        assertThat(((Decision.Refused) decision).reasons())
                .extracting(Reason::code)
                .containsExactly(ReasonCode.ON_HOLD, ReasonCode.SKU_NOT_MAPPED, ReasonCode.UNKNOWN_WAREHOUSE);
    }

    private static Offer offer(Order order, OrderAction action, OrderFacts facts) {
        return OrderLifecycle.STANDARD.offers(order, facts).get(action.ordinal());
    }
}
