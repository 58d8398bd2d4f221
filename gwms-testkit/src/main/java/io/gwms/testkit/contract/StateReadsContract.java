package io.gwms.testkit.contract;

import static io.gwms.testkit.data.SampleOrder.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.catalogue.WarehouseCode;
import io.gwms.inbound.InboundId;
import io.gwms.inbound.InboundLine;
import io.gwms.inbound.InboundOrder;
import io.gwms.inbound.InboundReceipt;
import io.gwms.order.AcknowledgeState;
import io.gwms.order.Money;
import io.gwms.order.Order;
import io.gwms.order.OrderId;
import io.gwms.order.OrderKind;
import io.gwms.order.OrderQuery;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.order.TextFilter;
import io.gwms.ordersync.Coverage;
import io.gwms.ordersync.FailureFamily;
import io.gwms.ordersync.Quarantined;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outbound.Charge;
import io.gwms.outbound.LabelPdf;
import io.gwms.outbound.OutboundOrder;
import io.gwms.sku.MappingChange;
import io.gwms.sku.SentSku;
import io.gwms.sku.SkuMapping;
import io.gwms.sku.SkuPieces;
import io.gwms.sku.WarehouseSku;
import io.gwms.state.Change;
import io.gwms.state.CommitResult;
import io.gwms.state.StateRepository;
import io.gwms.stock.StockQuality;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.data.SampleOrder;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the reads of a {@link StateRepository} show: orders, warehouse orders, SKU mappings, coverage, quarantine. */
public abstract class StateReadsContract {
    private static final StoreId ACME = new StoreId("acme");
    private static final StoreId BETA = new StoreId("beta");
    private static final WarehouseCode WAREHOUSE = new WarehouseCode("JNB-1");

    protected StateReadsContract() {}

    /** The repository under test: the same throughout a test, empty at its start. */
    protected abstract StateRepository state();

    private void commit(Change... changes) {
        assertThat(state().commit(Arrays.asList(changes))).isInstanceOf(CommitResult.Committed.class);
    }

    private Order save(SampleOrder sample) {
        commit(new Change.SaveOrder(sample.stored()));
        return sample.stored();
    }

    private Order save(Order order) {
        commit(new Change.SaveOrder(order));
        return order;
    }

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
    @DisplayName("shows which waiting orders of a store have a SKU, and which SKUs are not mapped")
    public void showsWaitingSkus() {
        Order waiting = save(SampleOrder.of("acme", "1").lines("MUG", "BOWL", "MUG", ""));
        Order dispatched = save(SampleOrder.of("acme", "2").lines("MUG"));
        save(SampleOrder.of("beta", "3").lines("MUG"));
        Order acknowledged = save(SampleOrder.of("acme", "4").lines("PLATE").purchaseOrder());
        save(SampleOrder.of("acme", "2").lines("MUG").dispatched(dispatched, 1, NOON));
        Order accepted = save(acknowledged
                .change(NOON)
                .acknowledge(AcknowledgeState.ACCEPTED_ALL)
                .done());

        assertThat(state().orders().waitingFor(ACME, "MUG")).containsExactly(waiting);
        assertThat(state().orders().waitingFor(ACME, "PLATE")).containsExactly(accepted);
        assertThat(state().orders().waitingFor(ACME, "")).isEmpty();
        assertThat(state().mappings().unmapped(ACME)).containsExactly("BOWL", "MUG", "PLATE");

        commit(new Change.BindSku(SkuMapping.of(ACME, "MUG", new WarehouseSku("W"), 1, NOON)));
        assertThat(state().mappings().unmapped(ACME)).containsExactly("BOWL", "PLATE");
        assertThat(state().mappings().unmapped(BETA)).containsExactly("MUG");
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
    @DisplayName("lists the bindings of a store by platform SKU")
    public void listsMappings() {
        SkuMapping b = SkuMapping.of(ACME, "B", new WarehouseSku("W1"), 1, NOON);
        SkuMapping a = SkuMapping.of(ACME, "A", new WarehouseSku("W1"), 6, NOON);
        commit(
                new Change.BindSku(b),
                new Change.BindSku(a),
                new Change.BindSku(SkuMapping.of(BETA, "C", new WarehouseSku("W2"), 1, NOON)));

        assertThat(state().mappings().list(ACME)).containsExactly(a, b);
        assertThat(state().mappings().findAll(ACME, List.of("B", "C", "B"))).containsExactly(b);
        assertThat(state().mappings().findAll(ACME, List.of())).isEmpty();
        commit(new Change.UnbindSku(ACME, "B"), new Change.UnbindSku(ACME, "never bound"));
        assertThat(state().mappings().list(ACME)).containsExactly(a);
        assertThat(state().mappings().find(ACME, "B")).isEmpty();
    }

    @Test
    @DisplayName("tells texts apart by every character, blanks at their end too, and sorts them by code point")
    public void comparesText() {
        List<String> ids = List.of("ACME", "acme", "acme ", "acmé", "acm\uff61", "acm\ud83d\ude00");
        ids.forEach(id ->
                state().stores().save(Store.of(new StoreId(id), id, PlatformType.SHOPIFY, URI.create("http://a"))));

        assertThat(state().stores().all())
                .extracting(store -> store.id().value())
                .containsExactlyElementsOf(ids);
        assertThat(state().stores().find(new StoreId("acme "))).map(Store::name).contains("acme ");
    }

    @Test
    @DisplayName("keeps who bound a platform SKU to what, oldest first, for each store and SKU apart")
    public void keepsMappingJournal() {
        List<SkuPieces> kit =
                List.of(new SkuPieces(new WarehouseSku("W1"), 1), new SkuPieces(new WarehouseSku("W2"), 6));
        MappingChange first = new MappingChange(ACME, "A", List.of(), kit, NOON, "anna");
        MappingChange second = new MappingChange(ACME, "A", kit, List.of(), NOON, "ben");
        commit(
                new Change.AddMappingJournal(first),
                new Change.AddMappingJournal(new MappingChange(BETA, "A", List.of(), kit, NOON, "eve")),
                new Change.AddMappingJournal(second),
                new Change.BindSku(new SkuMapping(ACME, "A", kit, NOON)));

        assertThat(state().mappings().journal(ACME, "A")).containsExactly(first, second);
        assertThat(state().mappings().journal(ACME, "B")).isEmpty();
        assertThat(state().mappings().find(ACME, "A").orElseThrow().goods()).isEqualTo(kit);
    }

    @Test
    @DisplayName("keeps what a warehouse charges to the last digit; a later word replaces the earlier one")
    public void keepsCharges() {
        OutboundOrder outbound = SampleOrder.of("acme", "1").outbound(1);
        OutboundOrder other = SampleOrder.of("acme", "2").outbound(1);
        Charge freight = new Charge("freight", Money.of("0.1000000000000000000001", "USD"));
        Charge refund = new Charge("refund", Money.of("-2.50", "EUR"));
        commit(new Change.SaveOutbound(outbound), new Change.SetCharges(outbound.id(), List.of(refund)));
        commit(new Change.SetCharges(outbound.id(), List.of(freight, refund)));

        assertThat(state().warehouseOrders().charges(List.of(outbound.id(), other.id())))
                .containsOnly(Map.entry(outbound.id(), List.of(freight, refund)));
        assertThat(state().warehouseOrders().charges(List.of())).isEmpty();
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

    @Test
    @DisplayName("keeps the labels of an outbound order, byte for byte and in their order")
    public void keepsLabels() {
        SampleOrder sample = SampleOrder.of("acme", "1");
        LabelPdf first = new LabelPdf("first.pdf", new byte[] {'%', 'P', 'D', 'F', '-', 0, -1});
        LabelPdf second = new LabelPdf("second.pdf", new byte[] {'%', 'P', 'D', 'F', '-', 1});
        OutboundOrder outbound = sample.outbound(1);
        commit(new Change.SaveOutbound(outbound), new Change.AddLabels(outbound.id(), List.of(first, second)));
        commit(new Change.SaveOutbound(outbound.next(OutboundOrder.State.ACCEPTED, "4PX-1", "S", NOON)));

        assertThat(state().warehouseOrders().labels(outbound.id())).containsExactly(first, second);
        assertThat(state().warehouseOrders().labels(sample.outbound(2).id())).isEmpty();
    }

    @Test
    @DisplayName("shows outbound orders of an order oldest first, and the open ones of a warehouse")
    public void showsOutbounds() {
        SampleOrder sample = SampleOrder.of("acme", "1");
        for (int attempt = 1; attempt <= 11; attempt++) {
            commit(new Change.SaveOutbound(sample.outbound(attempt)));
        }
        OutboundOrder first = sample.outbound(1).next(OutboundOrder.State.CANCELLED, "4PX-1", "cancelled", NOON);
        OutboundOrder second = sample.outbound(2).next(OutboundOrder.State.PARTLY_SHIPPED, "4PX-2", "part", NOON);
        commit(new Change.SaveOutbound(first), new Change.SaveOutbound(second));

        assertThat(state().warehouseOrders().outboundsOf(sample.id()))
                .hasSize(11)
                .startsWith(first, second, sample.outbound(3))
                .endsWith(sample.outbound(11));
        assertThat(state().warehouseOrders().openOutbounds(WAREHOUSE))
                .hasSize(10)
                .contains(second)
                .doesNotContain(first);
        assertThat(state().warehouseOrders().openOutbounds(new WarehouseCode("OTHER")))
                .isEmpty();
        assertThat(state().warehouseOrders().outboundsOf(new OrderId(ACME, "9")))
                .isEmpty();
    }

    @Test
    @DisplayName("shows inbound orders by the number over there, and the open ones of a warehouse")
    public void showsInbounds() {
        InboundOrder open = inbound("ASN-1", 1, InboundOrder.State.CREATED, "");
        InboundOrder accepted = inbound("ASN-2", 1, InboundOrder.State.ACCEPTED, "RK-2");
        commit(new Change.SaveInbound(open), new Change.SaveInbound(accepted));

        assertThat(state().warehouseOrders().openInbounds(WAREHOUSE)).containsExactly(open, accepted);
        assertThat(state().warehouseOrders().inboundByThirdPartyNo(WAREHOUSE, "RK-2"))
                .contains(accepted);
        assertThat(state().warehouseOrders().inboundByThirdPartyNo(WAREHOUSE, ""))
                .isEmpty();
        assertThat(state().warehouseOrders().inboundByThirdPartyNo(new WarehouseCode("OTHER"), "RK-2"))
                .isEmpty();

        commit(new Change.SaveInbound(inbound("ASN-2", 2, InboundOrder.State.PUT_AWAY, "RK-2")));
        assertThat(state().warehouseOrders().openInbounds(WAREHOUSE)).containsExactly(open);
    }

    private static InboundOrder inbound(String id, long version, InboundOrder.State state, String thirdPartyNo) {
        return new InboundOrder(
                new InboundId(id),
                version,
                WAREHOUSE,
                List.of(
                        new InboundLine(new WarehouseSku("W-MUG"), 10, 3),
                        new InboundLine(new WarehouseSku("W"), 1, 0)),
                state,
                thirdPartyNo,
                "",
                NOON,
                NOON,
                NOON.plusSeconds(3600),
                version == 1,
                List.of(
                        new InboundReceipt(new WarehouseSku("W-MUG"), StockQuality.QUALIFIED, NOON, 5, 3),
                        new InboundReceipt(new WarehouseSku("W-MUG"), StockQuality.DEFECTIVE, null, 1, 0)),
                List.of(new SentSku(new WarehouseSku("W-MUG"), "P-MUG", 6)));
    }

    @Test
    @DisplayName("joins proven windows that touch or overlap, for each store and kind apart")
    public void joinsProvenWindows() {
        commit(
                prove(ACME, OrderKind.B2C, 0, 10),
                prove(ACME, OrderKind.B2C, 20, 30),
                prove(BETA, OrderKind.B2C, 0, 99),
                prove(ACME, OrderKind.B2B, 50, 60));
        commit(
                prove(ACME, OrderKind.B2C, 10, 15),
                prove(ACME, OrderKind.B2C, 5, 12),
                prove(ACME, OrderKind.B2C, 40, 50));

        assertThat(state().orderSync().coverage(ACME, OrderKind.B2C).proven())
                .containsExactly(window(0, 15), window(20, 30), window(40, 50));
        assertThat(state().orderSync().coverage(ACME, OrderKind.B2B).proven()).containsExactly(window(50, 60));
        commit(prove(ACME, OrderKind.B2C, 15, 45));
        assertThat(state().orderSync().coverage(ACME, OrderKind.B2C).proven()).containsExactly(window(0, 50));
    }

    @Test
    @DisplayName("loses no window when eight runs prove windows at the same moment")
    public void eightProversLoseNothing() {
        commit(prove(ACME, OrderKind.B2C, 0, 10));

        Race.of(8, racer -> () -> {
            commit(prove(ACME, OrderKind.B2C, 10L * (racer + 1), 10L * (racer + 2)));
            return racer;
        });

        assertThat(state().orderSync().coverage(ACME, OrderKind.B2C).proven()).containsExactly(window(0, 90));
    }

    @Test
    @DisplayName("keeps the hull of what runs set out to cover, and when open orders were last asked for again")
    public void keepsWhatIsWanted() {
        commit(new Change.NoteSweep(ACME, OrderKind.B2C, NOON));
        assertThat(state().orderSync().coverage(ACME, OrderKind.B2C)).isEqualTo(Coverage.none(ACME, OrderKind.B2C));

        commit(want(20, 30));
        commit(want(10, 15), want(25, 60), prove(ACME, OrderKind.B2C, 20, 30));
        commit(new Change.NoteSweep(ACME, OrderKind.B2C, NOON.plusSeconds(99)));

        Coverage coverage = state().orderSync().coverage(ACME, OrderKind.B2C);
        assertThat(coverage.wanted()).isEqualTo(window(10, 60));
        assertThat(coverage.sweptAt()).isEqualTo(NOON.plusSeconds(99));
        assertThat(coverage.gaps()).containsExactly(window(10, 20), window(30, 60));
        assertThat(state().orderSync().coverage(ACME, OrderKind.B2B).wanted()).isNull();
    }

    private static Change want(long from, long to) {
        return new Change.WantWindow(ACME, OrderKind.B2C, window(from, to));
    }

    private static Change prove(StoreId store, OrderKind kind, long from, long to) {
        return new Change.ProveWindow(store, kind, window(from, to));
    }

    private static TimeWindow window(long from, long to) {
        return new TimeWindow(NOON.plusSeconds(from), NOON.plusSeconds(to));
    }

    @Test
    @DisplayName("adds up how often an order failed and keeps when it was first seen")
    public void countsQuarantine() {
        commit(new Change.Quarantine(quarantined("1", "first", 0, 1)));
        commit(new Change.Quarantine(quarantined("0", "other", 1, 1)));
        commit(new Change.Quarantine(quarantined("1", "second", 60, 2)));

        assertThat(state().orderSync().quarantined(ACME))
                .containsExactly(
                        new Quarantined(
                                ACME,
                                OrderKind.B2C,
                                "1",
                                "#1",
                                FailureFamily.ORDER_DATA,
                                "UNREADABLE",
                                "second",
                                "{}",
                                NOON,
                                NOON.plusSeconds(60),
                                3,
                                window(60, 120)),
                        quarantined("0", "other", 1, 1));

        assertThat(state().orderSync().quarantined(ACME, List.of("0", "0", "gone")))
                .containsExactly(quarantined("0", "other", 1, 1));
        assertThat(state().orderSync().quarantined(ACME, List.of())).isEmpty();
        assertThat(state().orderSync().quarantinedAfter(ACME, "", 1)).containsExactly(quarantined("0", "other", 1, 1));
        assertThat(state().orderSync().quarantinedAfter(ACME, "0", 9))
                .extracting(Quarantined::platformOrderId)
                .containsExactly("1");

        commit(new Change.Release(ACME, "1"), new Change.Release(ACME, "never there"));
        assertThat(state().orderSync().quarantined(ACME)).containsExactly(quarantined("0", "other", 1, 1));
        assertThat(state().orderSync().quarantined(BETA)).isEmpty();
    }

    private static Quarantined quarantined(String id, String reason, long seconds, int attempts) {
        Instant at = NOON.plusSeconds(seconds);
        return new Quarantined(
                ACME,
                OrderKind.B2C,
                id,
                "#" + id,
                FailureFamily.ORDER_DATA,
                "UNREADABLE",
                reason,
                "{}",
                at,
                at,
                attempts,
                seconds == 1 ? null : window(seconds, seconds + 60));
    }
}
