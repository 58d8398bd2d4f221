package io.gwms.platform.sync;

import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.AcknowledgeOrder;
import io.gwms.order.DispatchOrder;
import io.gwms.order.Order;
import io.gwms.order.OrderEvent;
import io.gwms.order.OrderId;
import io.gwms.order.OrderResult;
import io.gwms.order.OrderStatus;
import io.gwms.ordersync.SyncRequest;
import io.gwms.ordersync.SyncRun;
import io.gwms.ordersync.SyncRunId;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outbound.OutboundId;
import io.gwms.platform.amazonvendor.AmazonVendorConnector;
import io.gwms.sku.WarehouseSku;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.amazonvendor.AmazonVendorFaults.Habit;
import io.gwms.testkit.amazonvendor.FakeAmazonVendor;
import io.gwms.testkit.amazonvendor.VendorItem;
import io.gwms.testkit.amazonvendor.VendorOrder;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Purchase orders of a fake Amazon go all the way over real HTTP: pulled, acknowledged, dispatched, shipped. */
class AmazonVendorOrderSyncTest {
    private static final StoreId STORE = new StoreId("acme-vendor");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T00:00:00Z"));
    private final FakeAmazonVendor amazon =
            FakeAmazonVendor.builder().clock(clock).build();
    private final FakeHttpServer server = FakeHttpServer.start(amazon);
    private SyncBench bench;

    @BeforeEach
    void start() {
        bench = SyncBench.of(
                AmazonVendorConnector.builder()
                        .pageSize(10)
                        .tokenEndpoint(URI.create(server.uri() + "/auth/o2/token"))
                        .build(),
                Store.of(STORE, "Acme Vendor", PlatformType.AMAZON_VENDOR, server.uri()),
                AmazonVendorConnector.credential(STORE, "amzn-app", "amzn-secret", "Atzr|fake-refresh", "WH1"),
                OkHttpTransport.create(),
                clock);
        List.of("MUG", "BOWL").forEach(sku -> bench.orders.bindSku(STORE, sku, new WarehouseSku("WH-" + sku), 1));
    }

    @AfterEach
    void stop() {
        bench.close();
        server.close();
    }

    private SyncRun run(SyncRequest request) {
        SyncRunId id = bench.sync().submit(request.purchaseOrders()).get(0);
        bench.runUntilIdle();
        return bench.sync().find(id).orElseThrow();
    }

    private Order order(String number) {
        return bench.orders.findByNumber(STORE, number).get(0);
    }

    private static void accepted(OrderResult result) {
        assertThat(result).isInstanceOf(OrderResult.Accepted.class);
    }

    private void happened(OrderId id, OrderEvent event) {
        assertThat(bench.state.commit(bench.orders.events().happened(id, event)).isCommitted())
                .isTrue();
    }

    @Test
    void aRunThatBeginsWithinASecondAsksForNoMoreThanSevenDays() {
        clock.advance(Duration.ofMillis(345));

        assertThat(run(SyncRequest.immediate(STORE)).status()).isEqualTo(SyncRun.Status.SUCCESS);
    }

    @Test
    void purchaseOrderIsAcknowledgedInPartDispatchedForWhatWasAcceptedAndItsNoticeSentOnce() {
        amazon.seed(VendorOrder.of("4Z32PABC", VendorItem.eaches("MUG", 8), VendorItem.cases("BOWL", 5, 10)));
        run(SyncRequest.immediate(STORE));
        OrderId id = order("4Z32PABC").id();

        amazon.faults().loseWriteReply(1);
        accepted(bench.orders.acknowledge(new AcknowledgeOrder(
                id,
                SyncBench.WAREHOUSE,
                List.of(
                        new AcknowledgeOrder.Line("1", 8, ""),
                        new AcknowledgeOrder.Line("2", 30, "TemporarilyUnavailable")))));
        bench.runUntilIdle();
        assertThat(order("4Z32PABC").status()).isEqualTo(OrderStatus.ACKNOWLEDGED);
        assertThat(amazon.acknowledgements("4Z32PABC")).containsExactly(Map.of("1", 8L, "2", 30L));

        accepted(bench.orders.dispatch(DispatchOrder.of(id, SyncBench.WAREHOUSE, SyncBench.CHANNEL)));
        OutboundId outbound = order("4Z32PABC").openDispatch().orElseThrow().outbound();
        happened(id, new OrderEvent.OutboundAccepted(outbound, "W-1", "accepted"));
        Map<String, Long> pieces = new HashMap<>();
        Order order = order("4Z32PABC");
        order.lines().forEach(line -> pieces.put(line.lineId(), order.allocated(line)));
        assertThat(pieces).isEqualTo(Map.of("1", 8L, "2", 30L));
        amazon.faults().executeWriteLate(1, Duration.ofMinutes(2));
        happened(
                id,
                new OrderEvent.Shipped(outbound, "S-1", pieces, "1Z999", "UPSN", "", clock.instant(), true, "shipped"));
        bench.runUntilIdle();

        assertThat(amazon.shipments("4Z32PABC")).hasSize(1).first().asString().contains("1Z999", "\"amount\":3");
        assertThat(order("4Z32PABC").shipments())
                .allMatch(shipment -> shipment.writeBack().name().equals("CONFIRMED"));
        amazon.close("4Z32PABC");
        run(SyncRequest.immediate(STORE));
        assertThat(order("4Z32PABC").status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void allOrdersComeInOnceThroughARefusalAChangeBetweenPagesAndTokensThatEnd() {
        IntStream.range(0, 30)
                .forEach(i -> amazon.seed(VendorOrder.of("PO%06d".formatted(i), VendorItem.eaches("MUG", 1))));
        amazon.faults().exceedQuota(1).afterPage(10, () -> amazon.amount("PO000003", 1, 7));

        SyncRun run = run(SyncRequest.immediate(STORE));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.created()).hasSize(30).doesNotHaveDuplicates();
        assertThat(order("PO000003").lines().get(0).ordered()).isEqualTo(7);
        clock.advance(Duration.ofHours(2)); // an access token lives one
        amazon.seed(VendorOrder.of("PO000099", VendorItem.eaches("MUG", 1)));
        assertThat(run(SyncRequest.immediate(STORE)).created()).containsExactly("PO000099");
        amazon.faults().habit(Habit.PAGE_NAMES_ITSELF, true);
        assertThat(run(SyncRequest.timeRange(
                                new TimeWindow(clock.instant().minus(Duration.ofDays(1)), clock.instant()), STORE))
                        .status())
                .isNotEqualTo(SyncRun.Status.SUCCESS);
    }

    @Test
    void purchaseOrderThatChangesBehindTheEndOfARunsWindowComesWithTheNextRun() {
        IntStream.range(0, 30)
                .forEach(i -> amazon.seed(VendorOrder.of("PO%06d".formatted(i), VendorItem.eaches("MUG", 1))));
        amazon.faults().afterPage(8, () -> {
            clock.advance(Duration.ofSeconds(5));
            amazon.touch("PO000003");
        });

        SyncRun first = run(SyncRequest.immediate(STORE));
        assertThat(first.created()).hasSize(29).doesNotContain("PO000003");
        clock.advance(Duration.ofMinutes(20));
        SyncRun second = run(SyncRequest.immediate(STORE));

        assertThat(second.created()).containsExactly("PO000003");
    }

    @Test
    void badPurchaseOrdersAreSetAsideWithTheirReasonsAndTheRunGoesOn() {
        IntStream.range(0, 8)
                .forEach(i -> amazon.seed(VendorOrder.of("PO%06d".formatted(i), VendorItem.eaches("MUG", 2))));
        Fault spoiling = Fault.changedBody(body -> spoilt(
                spoilt(
                        spoilt(
                                spoilt(body, "PO000001", "\"items\":\\[.*?\\]", "\"items\":[]"),
                                "PO000002",
                                "\"amount\":\"12.50\"",
                                "\"amount\":\"12,50\""),
                        "PO000003",
                        "\"amount\":2",
                        "\"amount\":\"two\""),
                "PO000004",
                "\"purchaseOrderState\":\"New\"",
                "\"purchaseOrderState\":\"Teleported\""));
        bench.transport.onReads(Collections.nCopies(8, spoiling).toArray(Fault[]::new));

        SyncRun run = run(SyncRequest.orderNumbers(
                IntStream.range(0, 8).mapToObj("PO%06d"::formatted).toList(), STORE));

        assertThat(run.status()).isEqualTo(SyncRun.Status.SUCCESS);
        assertThat(run.quarantined()).containsExactlyInAnyOrder("PO000001", "PO000002", "PO000003");
        assertThat(run.created()).hasSize(5).contains("PO000004");
    }

    /** Changes the first such place behind that number. */
    private static String spoilt(String body, String number, String what, String with) {
        int from = body.indexOf("\"purchaseOrderNumber\":\"" + number + "\"");
        return from < 0 ? body : body.substring(0, from) + body.substring(from).replaceFirst(what, with);
    }
}
