package io.gwms.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.AcknowledgeOrders;
import io.gwms.platform.AcknowledgeOrders.Acknowledgement;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PushStock;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteBackSupport;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What every {@link PlatformConnector} must do: a test for each rule of its javadoc, by its number. Faults
 * are played by a transport around the stage's, so the stage need not be hostile itself. A test of a
 * capability that is not declared is skipped; that it fails fast is tested under rule 1.
 *
 * <p>A connector whose platform takes many orders for a page is best given a small page here.
 */
public abstract class PlatformConnectorContract {
    private static final String HTML = "<!DOCTYPE html><html><body><h1>We'll be right back</h1></body></html>";

    private PlatformConnector connector;
    private PlatformStage stage;
    private FaultyTransport transport;

    /** For subclasses. */
    @SuppressWarnings("NullAway.Init") // set before each test
    protected PlatformConnectorContract() {}

    /** The connector. */
    protected abstract PlatformConnector connector();

    /** A platform with one store and no orders; called before each test. */
    protected abstract PlatformStage stage();

    @BeforeEach
    final void setTheStage() {
        connector = connector();
        stage = stage();
        transport = FaultyTransport.over(stage.transport());
    }

    @Test
    @DisplayName("rule 1: what is not declared is refused as unsupported, without a call")
    public void undeclaredIsRefusedWithoutACall() {
        PlatformCapabilities can = connector.capabilities();
        List<Outcome<?>> outcomes = new ArrayList<>();
        for (OrderKind kind : OrderKind.values()) {
            if (!can.kinds().contains(kind)) {
                outcomes.add(connector.fetchOrders(new FetchOrders(session(), kind, everything(), null)));
            }
        }
        if (!can.canLookUpByNumber()) {
            outcomes.add(connector.lookUpOrders(new LookUpOrders(session(), OrderKind.B2C, List.of("#1"))));
        }
        if (can.writeBack() == WriteBackSupport.NONE) {
            outcomes.addAll(connector.writeShipments(write(notice("o", "#1", Map.of("l", 1L), "T-1"))));
        }
        if (!can.canProbeShipments()) {
            outcomes.addAll(connector.probeShipments(write(notice("o", "#1", Map.of("l", 1L), "T-1"))));
        }
        if (!can.canAcknowledge()) {
            Acknowledgement all = new Acknowledgement("key", "o", List.of(new AcknowledgeOrders.Line("l", 1, 0, "")));
            outcomes.addAll(connector.acknowledge(new AcknowledgeOrders(session(), List.of(all))));
        }
        if (!can.canCancelOrders()) {
            outcomes.addAll(connector.cancelOrders(new CancelOrders(session(), List.of("o"), "out of stock")));
        }
        if (!can.canPushStock()) {
            outcomes.addAll(connector.pushStock(
                    new PushStock(session(), List.of(new PushStock.Level("key", "SKU-1", 1, null)))));
        }
        if (!can.canRefreshCredential()) {
            outcomes.add(connector.refreshCredential(session()));
        }

        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(refusalOf(outcome).code()).isEqualTo(RefusalCode.UNSUPPORTED));
        assertThat(transport.calls()).as("calls made for what is not declared").isEmpty();
    }

    @Test
    @DisplayName("rule 1: capabilities are always the same")
    public void capabilitiesAreStable() {
        assertThat(connector.capabilities().kinds())
                .isEqualTo(connector().capabilities().kinds());
        assertThat(connector.capabilities().cursor())
                .isEqualTo(connector().capabilities().cursor());
        assertThat(connector.capabilities().writeBack())
                .isEqualTo(connector().capabilities().writeBack());
    }

    @Test
    @DisplayName("rule 2: a write whose reply is lost is unknown")
    public void lostReplyIsUnknownNotRefused() {
        ShipmentNotice notice = shippedOrder("#1001");
        transport.onWrites(Fault.lostReply());

        assertThat(writeOne(notice)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    @DisplayName("rule 2: a 5xx or a foreign reply to a write is unknown")
    public void brokenReplyToAWriteIsUnknown() {
        ShipmentNotice notice = shippedOrder("#1001");
        List<Fault> faults = List.of(
                Fault.answer(500, "text/html", HTML),
                Fault.answer(503, "text/plain", ""),
                Fault.answer(200, "text/html", HTML),
                Fault.answer(200, "application/json", ""),
                Fault.answer(200, "application/json", "{\"da"));

        for (Fault fault : faults) {
            transport.onWrites(fault);
            assertThat(writeOne(notice)).isInstanceOf(Outcome.Unknown.class);
        }
    }

    @Test
    @DisplayName("rule 2: a write that never left is refused, and temporary")
    public void unsentWriteIsRefused() {
        ShipmentNotice notice = shippedOrder("#1001");
        transport.onWrites(Fault.notSent());

        assertThat(refusalOf(writeOne(notice)).isTemporary()).isTrue();
        assertThat(stage.shipmentsOf("#1001")).isZero();
    }

    @Test
    @DisplayName("rule 3: an empty, cut or foreign reply is a failure and never «no orders»")
    public void foreignReplyIsNeverNoOrders() {
        stage.addOrder("#1001", 1);
        List<Fault> faults = List.of(
                Fault.answer(200, "application/json", ""),
                Fault.answer(200, "text/html", HTML),
                Fault.answer(200, "application/json", "null"),
                Fault.answer(200, "application/json", "[]"),
                Fault.answer(200, "application/json", "{}"),
                Fault.answer(200, "application/json", "\"orders\""),
                Fault.answer(204, "application/json", ""),
                Fault.answer(302, "text/html", HTML),
                Fault.answer(500, "text/html", HTML),
                Fault.cutBody(),
                Fault.lostReply(),
                Fault.notSent());

        for (Fault fault : faults) {
            transport.onReads(fault);
            assertThat(page(null).asDone()).isEmpty();
        }
        assertThat(page(null).asDone()).isPresent();
    }

    @Test
    @DisplayName("rule 3: a token that is not accepted and calling too often are told apart")
    public void refusalsAreToldApart() {
        transport.onReads(
                Fault.answer(401, "application/json", "{\"errors\":\"unauthorized\"}"),
                Fault.answer(429, "application/json", "{\"errors\":\"slow down\"}"));

        assertThat(refusalOf(page(null)).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
        Refusal throttled = refusalOf(page(null));
        assertThat(throttled.code()).isEqualTo(RefusalCode.RATE_LIMITED);
        assertThat(throttled.isTemporary()).isTrue();
    }

    @Test
    @DisplayName("rule 4: one unreadable order stops no other")
    public void unreadableOrderStopsNoOther() {
        stage.addOrder("#1001", 1);
        stage.addOrder("#1002", 1);
        var spoil = stage.spoil("#1001");
        assumeTrue(spoil.isPresent(), "the stage cannot spoil a single order");
        transport.onReads(Fault.changedBody(spoil.orElseThrow()));

        List<FetchedOrder> orders = page(null).asDone().orElseThrow().orders();

        assertThat(orders).hasSize(2);
        assertThat(orders).filteredOn(FetchedOrder.Unreadable.class::isInstance).hasSize(1);
        assertThat(orders)
                .filteredOn(FetchedOrder.Read.class::isInstance)
                .extracting(order -> ((FetchedOrder.Read) order).order().number())
                .containsExactly("#1002");
    }

    @Test
    @DisplayName("rule 5: the cursors lead to every order of the window, ties included")
    public void cursorsLeadToEveryOrder() {
        List<String> numbers = addOrders(2 * pageSize() + 1);

        assertThat(numbersOf(allPages())).containsAll(numbers);
        assertThat(numbersOf(allPages())).as("a second reading").containsAll(numbers);
    }

    @Test
    @DisplayName("rule 5: from every cursor on the same tail follows")
    public void everyCursorLeadsToTheSameTail() {
        addOrders(2 * pageSize() + 1);
        List<OrderPage> pages = pages(null);

        for (int i = 0; i + 1 < pages.size(); i++) {
            List<String> tail = pages(pages.get(i).next().orElseThrow()).stream()
                    .flatMap(page -> numbersOf(page.orders()).stream())
                    .toList();
            assertThat(tail)
                    .isEqualTo(pages.subList(i + 1, pages.size()).stream()
                            .flatMap(page -> numbersOf(page.orders()).stream())
                            .toList());
        }
    }

    @Test
    @DisplayName("rule 5: an edit between two pages loses no order")
    public void editBetweenPagesLosesNone() {
        List<String> numbers = addOrders(2 * pageSize() + 1);
        OrderPage first = page(null).asDone().orElseThrow();
        List<FetchedOrder> seen = new ArrayList<>(first.orders());

        stage.clock().advance(Duration.ofSeconds(5));
        stage.changeOrder(numbersOf(first.orders()).get(0));
        String cursor = first.next().orElseThrow();
        pages(cursor).forEach(page -> seen.addAll(page.orders()));

        assertThat(numbersOf(seen)).containsAll(numbers);
    }

    @Test
    @DisplayName("rule 5: the first moment of a window is in it")
    public void windowBeginsWithItsFirstMoment() {
        Instant from = stage.clock().instant();
        stage.addOrder("#1001", 1);
        TimeWindow window = new TimeWindow(from, from.plusSeconds(60));

        Outcome<OrderPage> page = connector.fetchOrders(new FetchOrders(session(), kind(), window, null));

        assertThat(numbersOf(page.asDone().orElseThrow().orders())).contains("#1001");
    }

    @Test
    @DisplayName("a lookup finds the numbers it knows and leaves out the others")
    public void lookupFindsWhatItKnows() {
        assumeTrue(connector.capabilities().canLookUpByNumber(), "no lookup by number is declared");
        stage.addOrder("#1001", 1);
        stage.addOrder("#10012", 1);

        Outcome<OrderPage> page =
                connector.lookUpOrders(new LookUpOrders(session(), kind(), List.of("#1001", "#9999")));

        assertThat(numbersOf(page.asDone().orElseThrow().orders())).containsExactly("#1001");
    }

    @Test
    @DisplayName("rule 6: a write answers with one outcome for each element, in the order asked")
    public void verdictForEachElement() {
        ShipmentNotice good = shippedOrder("#1001");
        ShipmentNotice bad = notice("no-such-order", "#0", Map.of("no-such-line", 1L), "T-0");

        List<Outcome<WrittenShipment>> outcomes =
                connector.writeShipments(new WriteShipments(session(), List.of(bad, good)));

        assertThat(outcomes).hasSize(2);
        assertThat(outcomes.get(0)).isInstanceOf(Outcome.Refused.class);
        assertThat(outcomes.get(1)).isInstanceOf(Outcome.Done.class);
        assertThat(stage.shipmentsOf("#1001")).isEqualTo(1);
    }

    @Test
    @DisplayName("rule 7: a write is sent once, whatever becomes of it")
    public void writeIsSentOnce() {
        List<Fault> faults = List.of(
                Fault.none(),
                Fault.lostReply(),
                Fault.notSent(),
                Fault.answer(503, "text/plain", ""),
                Fault.answer(429, "application/json", "{\"errors\":\"slow down\"}"));
        int written = 0;
        for (int i = 0; i < faults.size(); i++) {
            ShipmentNotice notice = shippedOrder("#" + (1001 + i));
            transport.onWrites(faults.get(i));
            writeOne(notice);
            written++;
            assertThat(transport.writes())
                    .as("writes after " + written + " intents")
                    .isEqualTo(written);
        }
    }

    @Test
    @DisplayName("rule 7: a write whose reply was lost is found by a probe, and is there once")
    public void probeFindsWhatALostReplyHid() {
        ShipmentNotice notice = shippedOrder("#1001");
        assumeProbe();
        transport.onWrites(Fault.lostReply());
        writeOne(notice);

        assertThat(probeOne(notice).asDone().orElseThrow()).isPresent();
        assertThat(stage.shipmentsOf("#1001")).isEqualTo(1);
    }

    @Test
    @DisplayName("rule 7: a probe says «not there» of what was not carried out, and finds it once it was")
    public void probeSeesALateWriteOnlyWhenItIsThere() {
        ShipmentNotice notice = shippedOrder("#1001");
        assumeProbe();
        transport.onWrites(Fault.late());
        assertThat(writeOne(notice)).isInstanceOf(Outcome.Unknown.class);

        assertThat(probeOne(notice).asDone().orElseThrow()).isEmpty();
        transport.deliverLate();
        assertThat(probeOne(notice).asDone().orElseThrow()).isPresent();
    }

    @Test
    @DisplayName("rule 7: a probe does not take another shipment of the order for this one")
    public void probeKnowsShipmentsApart() {
        ShipmentNotice notice = shippedOrder("#1001");
        assumeProbe();
        assertThat(writeOne(notice)).isInstanceOf(Outcome.Done.class);
        ShipmentNotice other =
                notice(notice.platformOrderId(), notice.number(), notice.quantities(), "ANOTHER-TRACKING");

        assertThat(probeOne(other).asDone().orElseThrow()).isEmpty();
    }

    @Test
    @DisplayName("rule 7: a probe makes no write")
    public void probeWritesNothing() {
        ShipmentNotice notice = shippedOrder("#1001");
        assumeProbe();
        probeOne(notice);

        assertThat(transport.writes()).isZero();
        assertThat(stage.shipmentsOf("#1001")).isZero();
    }

    @Test
    @DisplayName("rule 8: no reply makes it throw")
    public void noReplyMakesItThrow() {
        ShipmentNotice notice = shippedOrder("#1001");
        List<String> bodies = List.of(
                "",
                "null",
                "true",
                "0",
                "\"\"",
                "[]",
                "[null]",
                "{}",
                "{\"data\":null}",
                "{\"data\":[]}",
                "{\"data\":{\"orders\":null}}",
                "{\"orders\":{}}",
                "{\"errors\":[null]}",
                "{\"errors\":[{}]}",
                "{\"errors\":{}}",
                "\u0000",
                "[".repeat(2_000));

        for (String body : bodies) {
            transport.onReads(Fault.answer(200, "application/json", body));
            assertThat(page(null).asDone()).as("orders read from " + body).isEmpty();
            transport.onWrites(Fault.answer(200, "application/json", body));
            assertThat(writeOne(notice).asDone())
                    .as("shipment written by " + body)
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("rule 9: eight threads with two stores' sessions each get their own answer")
    public void keepsNothingBetweenCalls() throws Exception {
        List<String> numbers = addOrders(pageSize());
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<List<String>>> work = IntStream.range(0, 16)
                    .<Callable<List<String>>>mapToObj(i -> () -> numbersOf(allPages()))
                    .toList();
            for (var answer : threads.invokeAll(work)) {
                assertThat(answer.get()).containsExactlyInAnyOrderElementsOf(numbers);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("rule 10: no secret is in an address or in what is told of a failure")
    public void secretsStayPut() {
        ShipmentNotice notice = shippedOrder("#1001");
        List<String> secrets = stage.credential().secrets().values().stream()
                .map(Secret::reveal)
                .toList();
        String echo = "{\"errors\":\"refused\",\"access_token\":\"" + secrets.get(0) + "\"}";
        List<String> told = new ArrayList<>();
        for (int status : new int[] {200, 401, 403, 404, 422, 429, 500}) {
            transport.onReads(Fault.answer(status, "application/json", echo));
            told.add(page(null).toString());
            transport.onWrites(Fault.answer(status, "application/json", echo));
            told.add(writeOne(notice).toString());
        }
        transport
                .calls()
                .forEach(call -> told.add(Redactor.standard().url(call.uri().toString()) + " " + call));
        List<String> notInAddresses = stage.credential().secrets().entrySet().stream()
                .filter(secret -> !stage.secretsInAddress().contains(secret.getKey()))
                .map(secret -> secret.getValue().reveal())
                .toList();

        assertThat(told).allSatisfy(text -> assertThat(text).doesNotContain(secrets));
        assertThat(transport.calls())
                .allSatisfy(call -> assertThat(call.uri().toString()).doesNotContain(notInAddresses));
    }

    @Test
    @DisplayName("rule 11: a page tells the platform's own time, not ours")
    public void pageTellsThePlatformsTime() {
        stage.addOrder("#1001", 1);
        Instant theirs = stage.clock().instant().minus(Duration.ofMinutes(17));
        transport.onReads(Fault.dated(theirs));

        OrderPage page = page(null).asDone().orElseThrow();

        assertThat(page.answeredAt()).as("what time it is there").isPresent();
        assertThat(page.answeredAt().orElseThrow()).isBeforeOrEqualTo(theirs);
    }

    private ShipmentNotice shippedOrder(String number) {
        assumeTrue(connector.capabilities().writeBack() != WriteBackSupport.NONE, "no write-back is declared");
        stage.addOrder(number, 2);
        PlatformOrder order = Stream.of(allPages().toArray(FetchedOrder[]::new))
                .filter(FetchedOrder.Read.class::isInstance)
                .map(read -> ((FetchedOrder.Read) read).order())
                .filter(read -> read.number().equals(number))
                .findFirst()
                .orElseThrow();
        String line = order.lines().get(0).lineId();
        return notice(order.platformOrderId(), number, Map.of(line, 2L), "TRACK-" + number.substring(1));
    }

    private ShipmentNotice notice(String orderId, String number, Map<String, Long> quantities, String tracking) {
        return new ShipmentNotice(
                "write-back:" + tracking,
                orderId,
                number,
                quantities,
                tracking,
                "DHL",
                "",
                stage.clock().instant(),
                Set.of());
    }

    private Outcome<WrittenShipment> writeOne(ShipmentNotice notice) {
        List<Outcome<WrittenShipment>> outcomes = connector.writeShipments(write(notice));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private Outcome<Optional<WrittenShipment>> probeOne(ShipmentNotice notice) {
        List<Outcome<Optional<WrittenShipment>>> outcomes = connector.probeShipments(write(notice));
        assertThat(outcomes).hasSize(1);
        return outcomes.get(0);
    }

    private WriteShipments write(ShipmentNotice notice) {
        return new WriteShipments(session(), List.of(notice));
    }

    private void assumeProbe() {
        assumeTrue(connector.capabilities().canProbeShipments(), "no probe of shipments is declared");
    }

    private List<String> addOrders(int count) {
        List<String> numbers =
                IntStream.range(0, count).mapToObj(i -> "#" + (2001 + i)).toList();
        for (int i = 0; i < count; i++) {
            if (i % 4 == 3) {
                stage.clock().advance(Duration.ofSeconds(7));
            }
            stage.addOrder(numbers.get(i), 1);
        }
        return numbers;
    }

    private int pageSize() {
        return connector.capabilities().cursor().pageSize();
    }

    private Outcome<OrderPage> page(@Nullable String cursor) {
        return connector.fetchOrders(new FetchOrders(session(), kind(), everything(), cursor));
    }

    private List<FetchedOrder> allPages() {
        return pages(null).stream().flatMap(page -> page.orders().stream()).toList();
    }

    private List<OrderPage> pages(@Nullable String from) {
        List<OrderPage> pages = new ArrayList<>();
        @Nullable String cursor = from;
        do {
            OrderPage page = page(cursor).asDone().orElseThrow();
            pages.add(page);
            cursor = page.nextCursor();
            assertThat(pages.size()).as("pages of a window").isLessThan(1_000);
        } while (cursor != null);
        return pages;
    }

    private static List<String> numbersOf(List<FetchedOrder> orders) {
        return orders.stream()
                .map(order -> order.fold(read -> read.order().number(), FetchedOrder.Unreadable::number))
                .distinct()
                .toList();
    }

    private OrderKind kind() {
        return connector.capabilities().kinds().iterator().next();
    }

    private TimeWindow everything() {
        Instant now = stage.clock().instant();
        Duration longest = connector.capabilities().cursor().windowLimit().orElse(Duration.ofDays(1));
        return new TimeWindow(now.minus(longest.minusMinutes(10)), now.plus(Duration.ofMinutes(10)));
    }

    private StoreSession session() {
        CallContext context =
                CallContext.forStore(CallAction.ORDER_FETCH, stage.store().id());
        return new StoreSession(
                stage.store(), stage.credential(), transport, stage.clock(), Redactor.standard(), context);
    }

    private static Refusal refusalOf(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }
}
