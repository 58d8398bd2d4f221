package io.gwms.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.order.OrderItem.PlatformSkuCell;
import io.gwms.order.OrderItem.WarehouseSkuCell;
import io.gwms.outbound.Charge;
import io.gwms.platform.CancelReason;
import io.gwms.sku.SkuPieces;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What people see of orders: the list and the details (platform-orders, sections 2.1, 2.3 and 3.1). */
class OrderViewsTest {
    private final Desk desk = new Desk();

    @Test
    void aRowShowsEveryColumn() {
        OrderId id = desk.processing();
        desk.happen(
                id,
                new OrderEvent.Charged(
                        desk.outbound(id).id(),
                        List.of(
                                new Charge("freight", Money.of("1.10", "USD")),
                                new Charge("box", Money.of("0.05", "USD")))));
        desk.happen(id, desk.shipped(id, "S1", 2, false));
        desk.happen(id, new OrderEvent.WriteBackFailed("S1", true, "no such order"));

        OrderRow row = desk.orders.page(OrderQuery.newest(10)).rows().get(0);

        assertThat(row.id()).isEqualTo(id);
        assertThat(row.version()).isEqualTo(desk.order(id).version());
        assertThat(row.number()).isEqualTo("#1001");
        assertThat(row.source()).isEqualTo("web");
        assertThat(row.storeName()).isEqualTo("Shop");
        assertThat(row.status()).isEqualTo(OrderStatus.PARTIALLY_SHIPPED);
        assertThat(row.amount()).isEqualTo(Money.of("10.00", "EUR"));
        assertThat(row.wmsShippingCost()).containsExactly(Money.of("1.15", "USD"));
        assertThat(row.orderedAt()).isEqualTo(desk.order(id).platform().orderedAt());
        assertThat(row.warehouseName()).isEqualTo("Main");
        assertThat(row.trackingNumbers()).containsExactly("T-S1");
        assertThat(row.exceptions()).extracting(OrderException::code).containsExactly("WRITEBACK_FAILED");
    }

    @Test
    void aWaitingOrderHasNoWarehouseAndCostsNothing() {
        desk.receive(desk.sold("1001"));

        OrderRow row = desk.orders.page(OrderQuery.newest(10)).rows().get(0);

        assertThat(row.warehouseName()).isNull();
        assertThat(row.wmsShippingCost()).isEmpty();
        assertThat(row.trackingNumbers()).isEmpty();
    }

    @Test
    void aStoreThatIsNotRegisteredShowsItsId() {
        Store gone = Store.of(new StoreId("gone"), "Gone", PlatformType.SHOPIFY, URI.create("https://gone.example"));
        desk.state.commit(
                desk.orders.events().received(gone, desk.sold("1001"), null).changes());

        assertThat(desk.orders.page(OrderQuery.newest(10)).rows())
                .extracting(OrderRow::storeName)
                .containsExactly("gone");
    }

    @Test
    void anOrderThatTheWarehouseDroppedShowsItNoMore() {
        OrderId id = desk.processing();
        desk.happen(id, new OrderEvent.OutboundCancelled(desk.outbound(id).id(), "X"));
        assertThat(desk.orders.page(OrderQuery.newest(10)).rows().get(0).warehouseName())
                .isNull();
    }

    @Test
    void pagesFollowEachOtherToTheEnd() {
        for (int i = 1; i <= 5; i++) {
            desk.receive(desk.sold("100" + i));
        }
        List<OrderId> seen = new ArrayList<>();
        int pages = 0;
        for (Optional<OrderQuery> query = Optional.of(OrderQuery.newest(2)); query.isPresent(); pages++) {
            OrderRows page = desk.orders.page(query.get());
            page.rows().forEach(row -> seen.add(row.id()));
            query = page.next();
        }
        assertThat(seen).hasSize(5).doesNotHaveDuplicates();
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void detailsHaveTheGroupsAndLeaveOutWhatThePlatformDoesNotGive() {
        OrderId id = desk.processing();

        OrderDetails details = desk.orders.details(id).orElseThrow();

        assertThat(details.basic())
                .isEqualTo(new OrderDetails.BasicInfo(
                        details.row().orderedAt(), "Main", "Own", List.of(), "UNFULFILLED", null));
        assertThat(details.payment())
                .isEqualTo(
                        new OrderDetails.PaymentInfo(Money.of("10.00", "EUR"), "card", "EUR", null, null, null, null));
        assertThat(details.recipient())
                .isEqualTo(new OrderDetails.RecipientInfo("Ann", null, "DE", null, "Berlin", "Street 1", null));
        assertThat(details.items())
                .containsExactly(new OrderItem(
                        "L1",
                        new WarehouseSkuCell.Mapped(List.of(new SkuPieces(Desk.SKU, 1))),
                        new PlatformSkuCell.Given("P-1"),
                        "Thing",
                        5,
                        0,
                        Money.of("2.00", "EUR")));
        assertThat(details.offers()).isEqualTo(desk.orders.offers(id));
        assertThat(details.toString()).doesNotContain("Ann").doesNotContain("Street");
        assertThat(desk.orders.details(Desk.id("9"))).isEmpty();
    }

    @Test
    void whatIsNotKnownOfALineIsMarkedAndNotEmpty() {
        desk.receive(Sold.lines(desk.sold("1001"), Sold.line("L1", "P-1", 1), Sold.line("L2", "", 1)));

        List<OrderItem> items =
                desk.orders.details(Desk.id("1001")).orElseThrow().items();

        assertThat(items)
                .extracting(item -> item.warehouseSku().<String>fold(Object::toString, () -> "not mapped"))
                .containsExactly("not mapped", "not mapped");
        assertThat(items)
                .extracting(item -> item.platformSku().<String>fold(sku -> sku, () -> "platform gave no SKU"))
                .containsExactly("P-1", "platform gave no SKU");
    }

    @Test
    void aShippedOrderShowsWhoShippedItAndEachNumberOnce() {
        OrderId id = desk.processing();
        OrderEvent.Shipped one = desk.shipped(id, "S1", 1, false);
        desk.happen(id, one);
        desk.happen(id, numbered(one, "S2", "T-S1"));
        desk.happen(id, numbered(one, "S3", ""));
        desk.happen(id, desk.shipped(id, "S4", 2, true));

        OrderRow row = desk.orders.page(OrderQuery.newest(10)).rows().get(0);

        assertThat(row.warehouseName()).isEqualTo("Main");
        assertThat(row.trackingNumbers()).containsExactly("T-S1", "T-S4");
    }

    private static OrderEvent.Shipped numbered(OrderEvent.Shipped like, String shipment, String tracking) {
        return new OrderEvent.Shipped(
                like.outbound(), shipment, like.quantities(), tracking, "DHL", "", like.shippedAt(), false, "OUT");
    }

    @Test
    void anAcknowledgedOrderShowsTheWarehouseItWasAcceptedFor() {
        OrderId id = desk.purchase();
        desk.orders.acknowledge(AcknowledgeOrder.acceptAll(desk.order(id), Desk.WAREHOUSE));
        desk.happen(id, new OrderEvent.Acknowledged(desk.tasks().get(0)));
        assertThat(desk.orders.page(OrderQuery.newest(10)).rows().get(0).warehouseName())
                .isEqualTo("Main");
    }

    @Test
    void ordersOfSeveralStoresShowEachItsOwn() {
        Store other = Store.of(new StoreId("s2"), "Other", PlatformType.SHOPIFY, URI.create("https://other.example"));
        desk.state.stores().save(other);
        desk.receive(desk.sold("1001"));
        desk.state.commit(
                desk.orders.events().received(other, desk.sold("1001"), null).changes());
        assertThat(desk.orders.page(OrderQuery.newest(10)).rows())
                .extracting(row -> row.id().store().value() + " " + row.storeName())
                .containsExactlyInAnyOrder("s1 Shop", "s2 Other");
    }

    @Test
    void anItemShowsWhatWasOrderedAlsoWhereSomeOfItWasRemoved() {
        desk.receive(Sold.figures(desk.sold("1001"), 2, 0));
        assertThat(desk.orders.details(Desk.id("1001")).orElseThrow().items())
                .singleElement()
                .satisfies(item -> assertThat(item.quantity()).isEqualTo(5));
    }

    @Test
    void aTraceShowsTheTasksOfItsOrderAndNoneOfAnotherUnderTheSameNumber() {
        desk.takesCancels = true;
        OrderId id = desk.shippedOrder();
        Store other = Store.of(new StoreId("s2"), "Other", PlatformType.SHOPIFY, URI.create("https://other.example"));
        desk.state.stores().save(other);
        desk.state.commit(
                desk.orders.events().received(other, desk.sold("1001"), null).changes());
        OrderId same = new OrderId(other.id(), "1001");
        desk.orders.cancel(CancelOrder.everywhere(same, CancelReason.OTHER, "sold out"));

        assertThat(desk.orders.trace(id).toString())
                .contains("WRITE_BACK task", "CREATE task")
                .doesNotContain("PLATFORM_CANCEL task");
        assertThat(desk.orders.trace(same).toString())
                .contains("PLATFORM_CANCEL task")
                .doesNotContain("WRITE_BACK task");
    }

    @Test
    void theSameChargesAgainAreNoNewsAndThoseOfAnotherOrderAreRefused() {
        OrderId id = desk.processing();
        OrderEvent.Charged charged =
                new OrderEvent.Charged(desk.outbound(id).id(), List.of(new Charge("freight", Money.of("1.10", "USD"))));
        desk.happen(id, charged);
        assertThat(desk.happen(id, charged)).isZero();
        desk.receive(desk.sold("1002"));
        assertThatThrownBy(() -> desk.happen(Desk.id("1002"), charged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must be an outbound order of order s1/1002");
    }
}
