package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.CancelOrder;
import io.gwms.order.CommandOptions;
import io.gwms.order.DispatchOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.order.OrderId;
import io.gwms.order.OrderStatus;
import io.gwms.order.Shipment;
import io.gwms.ordersync.SyncRequest;
import io.gwms.outbound.OutboundId;
import io.gwms.outcome.Outcome;
import io.gwms.platform.CancelReason;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.shopify.ShopifyConnector;
import io.gwms.redact.Redactor;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.task.ManualReason;
import io.gwms.task.SyncTask;
import io.gwms.task.TaskQuery;
import io.gwms.task.TaskStatus;
import io.gwms.task.TaskType;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyLine;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.trace.TraceEntry;
import io.gwms.trace.TraceKind;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpReply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shipment ends as one fulfilment at a fake Shopify, over real HTTP, whatever happens on the way. */
class WriteBackTest {
    private static final StoreId STORE = new StoreId("acme-us");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder().clock(clock).build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private final Store store = Store.of(STORE, "Acme US", PlatformType.SHOPIFY, server.uri());
    private SyncBench bench;

    @BeforeEach
    void start() {
        bench = SyncBench.of(
                ShopifyConnector.create(),
                store,
                ShopifyConnector.credential(STORE, "shpat_fake"),
                OkHttpTransport.create(),
                clock);
        bench.orders.bindSku(STORE, "A", new WarehouseSku("WH-A"), 1);
        bench.orders.bindSku(STORE, "B", new WarehouseSku("WH-B"), 1);
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    /** An order of two lines that was pulled, dispatched and shipped whole; its write-back is due. */
    private OrderId shipped() {
        return shipped(ShopifyOrder.named("#1001").line("A", 2).line("B", 1).build());
    }

    private OrderId shipped(ShopifyOrder seed) {
        shop.seed(seed);
        bench.sync().submit(SyncRequest.immediate(STORE));
        bench.runUntilIdle();
        Order order = bench.orders.findByNumber(STORE, "#1001").get(0);
        bench.orders.dispatch(DispatchOrder.of(order.id(), SyncBench.WAREHOUSE, SyncBench.CHANNEL));
        OutboundId outbound = bench.orders
                .find(order.id())
                .orElseThrow()
                .openDispatch()
                .orElseThrow()
                .outbound();
        happened(order.id(), new OrderEvent.OutboundAccepted(outbound, "4PX-1", "accepted"));
        Map<String, Long> quantities = new HashMap<>();
        order.lines().forEach(line -> quantities.put(line.lineId(), line.required()));
        happened(
                order.id(),
                new OrderEvent.Shipped(
                        outbound, "S-1", quantities, "TRACK-1", "DHL", "EXPRESS", clock.instant(), true, "shipped"));
        return order.id();
    }

    private void happened(OrderId id, OrderEvent event) {
        assertThat(bench.state.commit(bench.orders.events().happened(id, event)).isCommitted())
                .isTrue();
    }

    private Order order(OrderId id) {
        return bench.orders.find(id).orElseThrow();
    }

    private SyncTask task() {
        return bench.state
                .tasks()
                .list(TaskQuery.newest(10).withType(TaskType.WRITE_BACK))
                .get(0);
    }

    private int fulfilments() {
        return shop.holdings().split("\"order\":\"#1001\"", -1).length - 1;
    }

    private void assertWrittenBackOnce(OrderId id) {
        assertThat(fulfilments()).as("fulfilments at Shopify").isEqualTo(1);
        assertThat(order(id).status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(task().status()).isEqualTo(TaskStatus.SUCCESS);
    }

    @Test
    void shipmentIsWrittenBackAndTheOrderEnds() {
        OrderId id = shipped();
        bench.runUntilIdle();

        assertWrittenBackOnce(id);
        assertThat(order(id).shipments().get(0).platformShipmentId()).startsWith("gid://shopify/Fulfillment/");
        assertThat(shop.received("fulfillmentCreate")).isEqualTo(1);
    }

    @Test
    void aTimelineGoesFromTheRunThatBroughtTheOrderToItsWriteBack() {
        OrderId id = shipped();
        bench.runUntilIdle();

        List<TraceEntry> trace = bench.orders.trace(id);

        assertThat(trace)
                .extracting(TraceEntry::kind)
                .contains(TraceKind.SYNC_RUN, TraceKind.ORDER, TraceKind.TASK, TraceKind.WRITE_BACK)
                .doesNotContain(TraceKind.GAP);
        assertThat(trace)
                .extracting(TraceEntry::text)
                .anyMatch(text -> text.contains("sync run brought it"))
                .anyMatch(text -> text.startsWith("WRITE_BACK round 1"));
    }

    private OrderId cancelledEverywhere(String number) {
        shop.seed(ShopifyOrder.named(number).line("A", 2).build());
        bench.sync().submit(SyncRequest.immediate(STORE));
        bench.runUntilIdle();
        OrderId id = bench.orders.findByNumber(STORE, number).get(0).id();
        bench.orders.cancel(CancelOrder.everywhere(id, CancelReason.OUT_OF_STOCK, "sold out"), CommandOptions.none());
        return id;
    }

    private SyncTask cancelTask() {
        return bench.state
                .tasks()
                .list(TaskQuery.newest(1).withType(TaskType.PLATFORM_CANCEL))
                .get(0);
    }

    @Test
    void orderCancelledEverywhereIsCancelledAtShopify() {
        OrderId id = cancelledEverywhere("#1001");
        bench.runUntilIdle();

        assertThat(cancelTask().status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(shop.received("orderCancel")).isEqualTo(1);
        bench.sync().submit(SyncRequest.orderNumbers(List.of("#1001"), STORE));
        bench.runUntilIdle();
        assertThat(order(id).platform().fact()).isEqualTo(PlatformFact.CANCELLED);
    }

    @Test
    void lostReplyOfACancelIsLookedUpAtShopify() {
        bench.transport.onWrites(Fault.lostReply());
        cancelledEverywhere("#1001");
        bench.runUntilIdle();

        assertThat(cancelTask().status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(shop.received("orderCancel")).isEqualTo(1);
    }

    @Test
    void orderThatShopifyHasCancelledAlreadyNeedsNoPerson() {
        OrderId id = cancelledEverywhere("#1001");
        shop.cancel("#1001", "CUSTOMER");
        bench.runUntilIdle();

        assertThat(cancelTask().status()).isEqualTo(TaskStatus.SUCCESS);
        assertThat(order(id).exceptions()).isEmpty();
    }

    @Test
    void twoParcelsUnderOneTrackingNumberAreBothWrittenBack() {
        shop.seed(ShopifyOrder.named("#1001").line("A", 2).build());
        bench.sync().submit(SyncRequest.immediate(STORE));
        bench.runUntilIdle();
        Order order = bench.orders.findByNumber(STORE, "#1001").get(0);
        bench.orders.dispatch(DispatchOrder.of(order.id(), SyncBench.WAREHOUSE, SyncBench.CHANNEL));
        OutboundId outbound = order(order.id()).openDispatch().orElseThrow().outbound();
        happened(order.id(), new OrderEvent.OutboundAccepted(outbound, "4PX-1", "accepted"));
        Map<String, Long> one = Map.of(order.lines().get(0).lineId(), 1L);
        for (String parcel : List.of("S-1", "S-2")) {
            happened(
                    order.id(),
                    new OrderEvent.Shipped(
                            outbound,
                            parcel,
                            one,
                            "TRACK-1",
                            "DHL",
                            "EXPRESS",
                            clock.instant(),
                            parcel.equals("S-2"),
                            "shipped"));
            bench.runUntilIdle();
        }

        assertThat(fulfilments()).isEqualTo(2);
        assertThat(order(order.id()).shipments())
                .extracting(Shipment::platformShipmentId)
                .doesNotHaveDuplicates();
        assertThat(order(order.id()).status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void shipmentThatIsNeverSeenIsSentTwiceAndThenNeedsAPerson() {
        bench.transport.onWrites(Fault.late(), Fault.late(), Fault.late(), Fault.late());
        OrderId id = shipped();
        bench.runUntilIdle();

        assertThat(bench.transport.writes()).isEqualTo(2);
        assertThat(task().manualReason()).isEqualTo(ManualReason.OUTCOME_UNKNOWN);
        assertThat(task().checkpoint()).contains("\"sends\":2");
        assertThat(order(id).shipments().get(0).writeBack()).isEqualTo(Shipment.WriteBack.UNKNOWN);
    }

    @Test
    void lostReplyIsFoundByTheProbe() {
        shop.faults().loseFulfillmentReply(1);
        OrderId id = shipped();
        bench.runUntilIdle();

        assertWrittenBackOnce(id);
        assertThat(shop.received("fulfillmentCreate")).isEqualTo(1);
    }

    @Test
    void requestCarriedOutAfterTheProbeIsNotRepeated() {
        shop.faults().executeFulfillmentLate(1, Duration.ofSeconds(90));
        OrderId id = shipped();
        bench.gwms.step();
        assertThat(fulfilments()).isZero();
        assertThat(order(id).shipments().get(0).writeBack()).isEqualTo(Shipment.WriteBack.UNKNOWN);
        bench.runUntilIdle();

        assertWrittenBackOnce(id);
        assertThat(shop.received("fulfillmentCreate")).isEqualTo(1);
    }

    @Test
    void requestThatNeverArrivedIsSentAgainOnlyAfterTheSettleDelay() {
        bench.transport.onWrites(Fault.late());
        OrderId id = shipped();
        Instant sent = clock.instant();
        bench.gwms.step();
        clock.advance(Duration.ofSeconds(119));
        bench.gwms.step();
        assertThat(bench.transport.writes()).isEqualTo(1);
        bench.runUntilIdle();

        assertThat(clock.instant()).isAfter(sent.plus(Duration.ofMinutes(2)));
        assertWrittenBackOnce(id);
        assertThat(bench.transport.calls().stream()
                        .filter(call -> call.context().action().equals(CallAction.SHIPMENT_WRITE_BACK)))
                .as("every call is filed under the order it is made for")
                .isNotEmpty()
                .allSatisfy(call -> assertThat(call.context().order()).contains(id));
    }

    @Test
    void deathBetweenMarkAndReplyIsProbedFirst() {
        OrderId id = shipped();
        bench.transport.onWrites((transport, call, send) -> {
            send.send(call);
            throw new CrashingState.Death();
        });
        bench.runUntilIdle();

        assertWrittenBackOnce(id);
        assertThat(shop.received("fulfillmentCreate")).isEqualTo(1);
    }

    @Test
    void throttledWriteWaitsAsAskedAndIsNotAFailure() {
        OrderId id = shipped();
        bench.transport.onWrites(Fault.answer(429, "application/json", "{\"errors\":\"slow down\"}"));
        bench.runUntilIdle();

        assertWrittenBackOnce(id);
        assertThat(task().failures()).isZero();
    }

    @Test
    void orderThatIsCancelledThereMeanwhileNeedsAPerson() {
        OrderId id = shipped();
        shop.cancel("#1001", "CUSTOMER");
        bench.runUntilIdle();

        assertThat(task().status()).isEqualTo(TaskStatus.MANUAL);
        assertThat(task().manualReason()).isEqualTo(ManualReason.REJECTED);
        assertThat(order(id).shipments().get(0).writeBack()).isEqualTo(Shipment.WriteBack.FAILED_PERMANENT);
        assertThat(order(id).status()).isEqualTo(OrderStatus.SHIPPED);
        assertThat(shop.received("fulfillmentCreate")).isZero();
    }

    @Test
    void readOnlyStoreIsNotWrittenToUntilItMayBe() {
        bench.state.stores().save(store);
        OrderId id = shipped();
        bench.state.stores().save(store.withReadOnly(true));
        bench.gwms.step();
        assertThat(task().status()).isEqualTo(TaskStatus.WAITING);
        assertThat(task().summary()).contains("read-only");

        bench.state.stores().save(store);
        bench.runUntilIdle();
        assertWrittenBackOnce(id);
    }

    @Test
    void shipmentFromTwoLocationsIsCompletedAndNeverDoubled() {
        bench.transport.onWrites(Fault.none(), Fault.answer(502, "text/html", "<h1>502</h1>"));
        OrderId id = shipped(ShopifyOrder.named("#1001")
                .line("A", 2)
                .line(ShopifyLine.of("B", 1).from(70_000_000_002L))
                .build());
        bench.runUntilIdle();

        assertThat(fulfilments()).isEqualTo(2);
        assertThat(order(id).status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(shop.received("fulfillmentCreate"))
                .as("one for each location; the broken one never arrived")
                .isEqualTo(2);
        assertThat(order(id).shipments().get(0).platformShipmentId()).contains(",");
    }

    /** Somebody fulfils the order in Shopify's own admin. */
    private void fulfilledByAPerson(OrderId id, String tracking) {
        Order order = order(id);
        ShipmentNotice notice = new ShipmentNotice(
                "by-hand",
                id.platformOrderId(),
                "#1001",
                order.shipments().get(0).quantities(),
                tracking,
                "DHL",
                "",
                clock.instant(),
                Set.of());
        StoreSession session = new StoreSession(
                store,
                ShopifyConnector.credential(STORE, "shpat_fake"),
                OkHttpTransport.create(),
                clock,
                Redactor.standard(),
                CallContext.forStore(CallAction.SHIPMENT_WRITE_BACK, STORE));
        assertThat(ShopifyConnector.create()
                        .writeShipments(new WriteShipments(session, List.of(notice)))
                        .get(0)
                        .asDone())
                .isPresent();
    }

    @Test
    void whatAPersonFulfilledThereUnderTheSameNumberIsNotToldAgain() {
        OrderId id = shipped();
        fulfilledByAPerson(id, " track-1 ");
        bench.runUntilIdle();

        assertWrittenBackOnce(id);
        assertThat(shop.received("fulfillmentCreate")).isEqualTo(1);
    }

    @Test
    void whatAPersonFulfilledThereUnderAnotherNumberStaysAndTheOrderEndsWithTheNextPull() {
        OrderId id = shipped();
        fulfilledByAPerson(id, "ANOTHER");
        bench.runUntilIdle();
        assertThat(task().manualReason()).isEqualTo(ManualReason.REJECTED);
        assertThat(order(id).exceptions().toString()).contains("fulfilled under another tracking number");
        assertThat(order(id).status()).isEqualTo(OrderStatus.SHIPPED);

        clock.advance(Duration.ofMinutes(10));
        bench.sync().submit(SyncRequest.immediate(STORE));
        bench.runUntilIdle();
        assertThat(fulfilments()).isEqualTo(1);
        assertThat(order(id).status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(order(id).exceptions()).isEmpty();
    }

    @Test
    void waitThatNobodyCanMeanIsTwoDaysAtMost() {
        OrderId id = shipped();
        bench.transport.onWrites((transport, call, send) ->
                Outcome.done(HttpReply.of(429, Map.of("Retry-After", List.of("9999999")), new byte[0])));
        bench.gwms.step();
        clock.advance(Duration.ofHours(49));
        bench.runUntilIdle();

        assertWrittenBackOnce(id);
    }
}
