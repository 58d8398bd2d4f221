package io.gwms.platform.takealot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.order.Money;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Redactor;
import io.gwms.testkit.takealot.TakealotSale;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is particular to the marketplace API: a token instead of a number, and prices that may be of a piece. */
class TakealotMarketplaceTest {
    private final TakealotStage stage = TakealotStage.marketplaceV1();
    private final PlatformConnector connector =
            TakealotConnector.builder().marketplace().pageSize(4).build();

    @AfterEach
    void stop() {
        stage.close();
    }

    private StoreSession session() {
        return new StoreSession(
                stage.store(),
                stage.credential(),
                stage.transport(),
                stage.clock(),
                Redactor.standard(),
                CallContext.forStore(CallAction.ORDER_FETCH, TakealotStage.STORE));
    }

    private Outcome<OrderPage> fetch(@Nullable String cursor) {
        return fetch(connector, cursor);
    }

    private Outcome<OrderPage> fetch(PlatformConnector connector, @Nullable String cursor) {
        Instant now = stage.clock().instant();
        TimeWindow window = new TimeWindow(now.minus(Duration.ofDays(2)), now.plusSeconds(1));
        return connector.fetchOrders(new FetchOrders(session(), OrderKind.B2C, window, cursor));
    }

    private List<String> ordersAndLines() {
        List<String> told = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            OrderPage page = fetch(cursor).asDone().orElseThrow();
            page.orders().forEach(order -> {
                var read = ((FetchedOrder.Read) order).order();
                told.add(read.number() + ":" + read.lines().size());
            });
            cursor = page.nextCursor();
        } while (cursor != null);
        return told;
    }

    @Test
    void anOrderWhoseItemsLieOnSeveralPagesIsToldOnceAndWhole() {
        for (int order = 1; order <= 5; order++) {
            for (int item = 0; item < (order == 3 ? 9 : 3); item++) {
                stage.account().seed(TakealotSale.of(order, "SKU-" + item, 1));
            }
            stage.clock().advance(Duration.ofSeconds(9));
        }

        assertThat(ordersAndLines()).containsExactly("1:3", "2:3", "3:9", "4:3", "5:3");
    }

    @Test
    void anOrderIsFoundByItsNumberWhateverItsPages() {
        for (int item = 0; item < 9; item++) {
            stage.account().seed(TakealotSale.of(7, "SKU-" + item, 1));
            stage.account().seed(TakealotSale.of(8, "SKU-" + item, 1));
        }

        OrderPage found = connector
                .lookUpOrders(new LookUpOrders(session(), OrderKind.B2C, List.of("7", "9", "no number")))
                .asDone()
                .orElseThrow();

        assertThat(found.orders()).hasSize(1);
        PlatformOrder order = ((FetchedOrder.Read) found.orders().get(0)).order();
        assertThat(order.number()).isEqualTo("7");
        assertThat(order.lines()).hasSize(9);
    }

    @Test
    void aPriceIsOfAllPiecesUnlessSetAsThatOfOne() {
        stage.account().seed(TakealotSale.of(7, "A", 4).withSellingPrice("120"));

        PlatformOrder ofAll = only(connector);
        PlatformOrder ofOne =
                only(TakealotConnector.builder().marketplace().pricesOfAPiece().build());

        assertThat(ofAll.payment().total()).isEqualTo(Money.of("120", "ZAR"));
        assertThat(ofAll.lines().get(0).unitPrice()).isEqualTo(Money.of("30", "ZAR"));
        assertThat(ofOne.payment().total()).isEqualTo(Money.of("480", "ZAR"));
        assertThat(ofOne.lines().get(0).unitPrice()).isEqualTo(Money.of("120", "ZAR"));
        assertThatThrownBy(() -> TakealotConnector.builder().pricesOfAPiece().build())
                .hasMessageContaining("pricesOfAPiece");
    }

    private PlatformOrder only(PlatformConnector connector) {
        FetchedOrder order =
                fetch(connector, null).asDone().orElseThrow().orders().get(0);
        return ((FetchedOrder.Read) order).order();
    }

    @Test
    void aPageWithoutSalesThatSaysThereAreMoreIsAFailure() {
        for (int order = 1; order <= 6; order++) {
            stage.account().seed(TakealotSale.of(order, "A", 1));
        }
        stage.account().faults().noRowsThoughMore(1);

        assertThat(fetch(null)).isInstanceOf(Outcome.Unknown.class);
        assertThat(ordersAndLines()).hasSize(6);
    }
}
