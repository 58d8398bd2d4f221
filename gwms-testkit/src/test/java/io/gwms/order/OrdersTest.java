package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.GwmsException;
import io.gwms.state.Change;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OrdersTest {
    private final Desk desk = new Desk();

    private static boolean isBecauseOf(OrderResult result, ReasonCode code) {
        return result.fold(accepted -> false, refused -> refused.isBecauseOf(code));
    }

    private OrderResult dispatch(OrderId id, CommandOptions options) {
        return desk.orders.dispatch(DispatchOrder.of(id, Desk.WAREHOUSE, Desk.EXPRESS), options);
    }

    @Test
    void theSameCommandUnderItsKeyIsAnsweredAgainAndDoneOnce() {
        OrderId id = desk.pending();
        CommandOptions key = CommandOptions.none().key("click-1");
        OrderResult first = dispatch(id, key);
        long version = desk.order(id).version();

        OrderResult second = dispatch(id, key);

        assertThat(first).isEqualTo(new OrderResult.Accepted(desk.order(id), false));
        assertThat(second).isEqualTo(new OrderResult.Accepted(desk.order(id), true));
        assertThat(desk.order(id).version()).isEqualTo(version);
        assertThat(desk.tasks()).hasSize(1);
    }

    @Test
    void anotherCommandUnderAUsedKeyIsRefused() {
        OrderId id = desk.pending();
        CommandOptions key = CommandOptions.none().key("click-1");
        dispatch(id, key);
        assertThat(isBecauseOf(desk.orders.cancel(id, key), ReasonCode.KEY_REUSED))
                .isTrue();
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.NONE);
    }

    @Test
    void aRefusedCommandLeavesItsKeyFree() {
        desk.receive(desk.sold("1001"));
        CommandOptions key = CommandOptions.none().key("click-1");
        assertThat(dispatch(Desk.id("1001"), key).isAccepted()).isFalse();
        desk.orders.bindSku(Desk.STORE.id(), "P-1", Desk.SKU, 1);
        assertThat(dispatch(Desk.id("1001"), key))
                .isEqualTo(new OrderResult.Accepted(desk.order(Desk.id("1001")), false));
    }

    @Test
    void aBatchUnderAKeyCanBeRepeated() {
        OrderId id = desk.pending();
        desk.receive(desk.sold("1002"));
        DispatchBatch batch = new DispatchBatch(List.of(id, Desk.id("1002")), Desk.WAREHOUSE, Desk.EXPRESS);
        CommandOptions key = CommandOptions.none().key("batch-1");
        desk.orders.dispatchBatch(batch, key);
        assertThat(desk.orders.dispatchBatch(batch, key))
                .allSatisfy(result -> assertThat(result.fold(OrderResult.Accepted::replayed, refused -> false))
                        .isTrue());
        assertThat(desk.tasks()).hasSize(2);
    }

    @Test
    void anExpectedVersionThatPassedIsRefusedWithTheOffersOfNow() {
        OrderId id = desk.pending();
        long seen = desk.order(id).version();
        desk.dispatch(id);

        OrderResult result = desk.orders.cancel(id, CommandOptions.none().expecting(seen));

        assertThat(isBecauseOf(result, ReasonCode.STALE_VERSION)).isTrue();
        OrderResult.Refused refused = (OrderResult.Refused) result;
        assertThat(refused.order()).isEqualTo(desk.order(id));
        assertThat(refused.offers()).isEqualTo(desk.orders.offers(id));
        assertThat(desk.order(id).cancelRequest()).isEqualTo(CancelRequest.NONE);
    }

    @Test
    void anUnknownOrderIsRefusedAndHasNoOffers() {
        OrderId id = Desk.id("9");
        assertThat(isBecauseOf(desk.orders.cancel(id), ReasonCode.UNKNOWN_ORDER))
                .isTrue();
        assertThat(desk.orders.offers(id)).isEmpty();
    }

    @Test
    void aMappingMadeBehindAnOrdersBackCountsInItsDispatch() {
        desk.receive(desk.sold("1001"));
        desk.state.commit(
                List.of(new Change.BindSku(io.gwms.sku.SkuMapping.of(Desk.STORE.id(), "P-1", Desk.SKU, 2, desk.now))));
        assertThat(desk.dispatch(Desk.id("1001")).isAccepted()).isTrue();
        assertThat(desk.outbound(Desk.id("1001")).lines().get(0).units()).isEqualTo(10);
    }

    @Test
    void ofManyWhoDispatchAtOnceOneDoes() throws Exception {
        OrderId id = desk.pending();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<OrderResult>> clicks = IntStream.range(0, 16)
                    .<Callable<OrderResult>>mapToObj(i -> () -> desk.dispatch(id))
                    .toList();
            int accepted = 0;
            for (Future<OrderResult> result : threads.invokeAll(clicks)) {
                accepted += result.get().isAccepted() ? 1 : 0;
            }
            assertThat(accepted).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
        assertThat(desk.state.warehouseOrders().outboundsOf(id)).hasSize(1);
        assertThat(desk.tasks()).hasSize(1);
    }

    @Test
    void ordersThatNoDatabaseKeepsHaveNoTransactionToJoin() {
        Connection nobodys = (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    throw new IllegalStateException("nobody asks");
                });
        assertThatThrownBy(() -> desk.orders.joined(nobodys))
                .isInstanceOf(GwmsException.class)
                .hasMessageContaining("GWMS-1012");
    }

    @Test
    void aRefusalSaysWhatToDo() {
        desk.receive(desk.sold("1001"));
        OrderResult result = desk.dispatch(Desk.id("1001"));
        assertThat(((OrderResult.Refused) result).reasons().get(0))
                .hasToString("SKU_NOT_MAPPED: SKU [P-1] not mapped to a warehouse SKU (to fix: bind it)");
    }
}
