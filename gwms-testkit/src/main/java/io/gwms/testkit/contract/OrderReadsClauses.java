package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.order.TextFilter;
import io.gwms.state.Change;
import io.gwms.state.StateRepository;
import io.gwms.testkit.data.SampleOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the orders of a {@link StateRepository} are found by, and its commands. */
abstract class OrderReadsClauses extends StateReadsClauses {
    private static Shipment shipment(String id, String tracking) {
        return new Shipment(id, Map.of("line-1", 1L), tracking, "Courier", "", NOON, Shipment.WriteBack.PENDING, "");
    }

    private List<String> shown(OrderQuery query) {
        return state().orders().list(query).stream()
                .map(order -> order.id().toString())
                .toList();
    }

    @Test
    @DisplayName("finds the orders of some ids that exist, each once")
    public void findsAll() {
        Order a = save(SampleOrder.of("acme", "1"));
        Order b = save(SampleOrder.of("beta", "1"));
        OrderId unknown = new OrderId(ACME, "2");

        assertThat(state().orders().findAll(List.of(a.id(), unknown, b.id(), a.id())))
                .containsExactlyInAnyOrder(a, b);
        assertThat(state().orders().findAll(List.of())).isEmpty();
        assertThat(state().orders().find(unknown)).isEmpty();
    }

    @Test
    @DisplayName("finds a thousand orders at once")
    public void findsAThousand() {
        List<Change> changes = new ArrayList<>();
        List<OrderId> ids = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            Order order = SampleOrder.of("acme", "o" + i).stored();
            changes.add(new Change.SaveOrder(order));
            ids.add(order.id());
        }
        commit(changes.toArray(Change[]::new));

        assertThat(state().orders().findAll(ids)).hasSize(1000);
    }

    @Test
    @DisplayName("finds the orders of a store by the number people read")
    public void findsByNumber() {
        Order a = save(SampleOrder.of("acme", "1").numbered("#77"));
        Order b = save(SampleOrder.of("acme", "2").numbered("#77"));
        save(SampleOrder.of("beta", "1").numbered("#77"));

        assertThat(state().orders().findByNumber(ACME, "#77")).containsExactlyInAnyOrder(a, b);
        assertThat(state().orders().findByNumber(ACME, "#7")).isEmpty();
    }

    @Test
    @DisplayName("pages through orders newest first, then by id, without gap or repetition")
    public void pagesThroughOrders() {
        for (int i = 0; i < 7; i++) {
            save(SampleOrder.of(i % 2 == 0 ? "acme" : "beta", "o" + i).orderedAt(NOON.plusSeconds(i / 3)));
        }

        List<String> all = new ArrayList<>();
        OrderQuery page = OrderQuery.newest(2);
        for (List<Order> orders = state().orders().list(page);
                !orders.isEmpty();
                orders = state().orders().list(page)) {
            assertThat(orders.size()).isLessThanOrEqualTo(2);
            orders.forEach(order -> all.add(order.id().toString()));
            page = page.after(orders.get(orders.size() - 1).id());
        }

        assertThat(all).containsExactly("acme/o6", "acme/o4", "beta/o3", "beta/o5", "acme/o0", "acme/o2", "beta/o1");
    }

    @Test
    @DisplayName("refuses to go on after an order that is not stored")
    public void refusesAnUnknownCursor() {
        OrderQuery after = OrderQuery.newest(5).after(new OrderId(ACME, "none"));

        assertThatThrownBy(() -> state().orders().list(after))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("acme/none");
    }

    @Test
    @DisplayName("filters orders by tab, number, channel, time, store and status, all together")
    public void filtersOrders() {
        save(SampleOrder.of("acme", "1").numbered("#1"));
        save(SampleOrder.of("acme", "2").numbered("#2").orderedAt(NOON.plusSeconds(60)));
        save(SampleOrder.of("beta", "3").numbered("#1").purchaseOrder());

        assertThat(shown(OrderQuery.newest(9).withKind(OrderKind.B2B))).containsExactly("beta/3");
        assertThat(shown(OrderQuery.newest(9).withNumber("#1"))).containsExactly("acme/1", "beta/3");
        assertThat(shown(OrderQuery.newest(9).withKind(OrderKind.B2C).withNumber("#1")))
                .containsExactly("acme/1");
        assertThat(shown(OrderQuery.newest(9).withSource("online-store"))).hasSize(3);
        assertThat(shown(OrderQuery.newest(9).withSource("online"))).isEmpty();
        assertThat(shown(OrderQuery.newest(9).orderedBetween(NOON, NOON.plusSeconds(60))))
                .containsExactly("acme/1", "beta/3");
        assertThat(shown(OrderQuery.newest(9).orderedBetween(NOON.plusSeconds(60), null)))
                .containsExactly("acme/2");
        assertThat(shown(OrderQuery.newest(9).withStore(BETA))).containsExactly("beta/3");
        assertThat(shown(OrderQuery.newest(9).withStatus(OrderStatus.CANCELLED)))
                .isEmpty();
        assertThat(shown(OrderQuery.newest(9).withStatus(OrderStatus.PENDING))).hasSize(3);
    }

    private List<String> named(TextFilter name) {
        return shown(OrderQuery.newest(9).withRecipient(name));
    }

    @Test
    @DisplayName("filters B2C orders by the recipient's name or its beginning, whatever case, width and spaces")
    public void filtersByRecipient() {
        save(SampleOrder.of("acme", "1").to("Łukasz  Øberg"));
        save(SampleOrder.of("acme", "2").to("ΟΔΥΣΣΕΥΣ"));
        save(SampleOrder.of("acme", "3").to("100% Mugs_Ltd"));
        save(SampleOrder.of("acme", "4").to("Łukasz Øberg").purchaseOrder());
        save(SampleOrder.of("acme", "5").to("Łukasz Øbergs"));

        assertThat(named(TextFilter.startingWith("łUKASZ ø"))).containsExactly("acme/1", "acme/5");
        assertThat(named(TextFilter.startingWith("οδυς"))).containsExactly("acme/2");
        assertThat(named(TextFilter.startingWith("100% m"))).containsExactly("acme/3");
        assertThat(named(TextFilter.startingWith("100_"))).isEmpty();
        assertThat(named(TextFilter.startingWith("berg"))).isEmpty();
        assertThat(named(TextFilter.exactly(" łukasz øBERG "))).containsExactly("acme/1");
        assertThat(named(TextFilter.exactly("łukasz"))).isEmpty();
        assertThat(named(TextFilter.exactly("１００％ mugs_ltd"))).containsExactly("acme/3");
    }

    private List<String> tracked(TextFilter number) {
        return shown(OrderQuery.newest(9).withTracking(number));
    }

    @Test
    @DisplayName("filters B2C orders by any of their tracking numbers or its beginning, by letters and digits alone")
    public void filtersByTrackingNumber() {
        Order order = save(SampleOrder.of("acme", "1"));
        Order blank = save(SampleOrder.of("acme", "2"));
        save(blank.change(NOON).shipments(List.of(shipment("s1", "--"))).done());
        Order purchase = save(SampleOrder.of("acme", "3").purchaseOrder());
        save(purchase.change(NOON).shipments(List.of(shipment("s1", "TRK-2"))).done());
        Order shipped = save(order.change(NOON)
                .shipments(List.of(shipment("s1", "TRK-1"), shipment("s2", "trk-2")))
                .done());

        assertThat(tracked(TextFilter.exactly("TRK-2"))).containsExactly("acme/1");
        assertThat(tracked(TextFilter.exactly("trk 2"))).containsExactly("acme/1");
        assertThat(tracked(TextFilter.exactly("TRK"))).isEmpty();
        assertThat(tracked(TextFilter.startingWith("Trk-"))).containsExactly("acme/1");
        assertThat(tracked(TextFilter.exactly("--"))).isEmpty();

        save(shipped.change(NOON).shipments(List.of(shipment("s1", "TRK-9"))).done());
        assertThat(tracked(TextFilter.exactly("TRK-2"))).isEmpty();
        assertThat(tracked(TextFilter.exactly("TRK-9"))).containsExactly("acme/1");
    }

    @Test
    @DisplayName("counts orders by status and leaves out a status without orders")
    public void countsOrders() {
        Order order = save(SampleOrder.of("acme", "1"));
        save(SampleOrder.of("acme", "2"));
        save(SampleOrder.of("acme", "1").dispatched(order, 1, NOON));

        assertThat(state().orders().countByStatus())
                .containsOnly(Map.entry(OrderStatus.PENDING, 1L), Map.entry(OrderStatus.PROCESSING, 1L));
    }

    @Test
    @DisplayName("forgets commands from before a moment and keeps the later ones")
    public void forgetsCommands() {
        commit(
                new Change.RecordCommand("old", "h", "r", NOON.minusMillis(1)),
                new Change.RecordCommand("new", "h", "r", NOON));
        commit(new Change.ForgetCommands(NOON));

        assertThat(state().orders().command("old")).isEmpty();
        assertThat(state().orders().command("new")).isPresent();
        commit(new Change.RecordCommand("old", "h2", "r2", NOON));
    }
}
