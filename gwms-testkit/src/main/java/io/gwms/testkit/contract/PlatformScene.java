package io.gwms.testkit.contract;

import static java.util.Objects.requireNonNullElse;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.gwms.credential.Credential;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.OrderCursor;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformCapabilities;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.ShipmentNotice;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WriteBackSupport;
import io.gwms.platform.WriteShipments;
import io.gwms.platform.WrittenShipment;
import io.gwms.redact.KnownSecrets;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A connector on its stage, and what the clauses ask of it again and again. */
final class PlatformScene {
    static final String HTML = "<!DOCTYPE html><html><body><h1>We'll be right back</h1></body></html>";

    final PlatformConnector connector;
    final PlatformConnector another;
    final PlatformStage stage;
    final FaultyTransport transport;
    private final KnownSecrets known = new KnownSecrets();
    private final Redactor redactor;

    PlatformScene(PlatformConnector connector, PlatformConnector another, PlatformStage stage) {
        this.connector = connector;
        this.another = another;
        this.stage = stage;
        this.transport = FaultyTransport.over(stage.transport());
        stage.credential().secrets().values().forEach(known::add);
        this.redactor = Redactor.standard().toBuilder().knownSecrets(known).build();
    }

    PlatformCapabilities can() {
        return connector.capabilities();
    }

    String number(int n) {
        return stage.number(n);
    }

    OrderKind kind() {
        return can().kinds().contains(OrderKind.B2C) ? OrderKind.B2C : OrderKind.B2B;
    }

    /** An order of the kind that the connector brings first. */
    void addOrder(String number, int pieces) {
        if (kind() == OrderKind.B2C) {
            stage.addOrder(number, pieces);
        } else {
            stage.addPurchaseOrder(number, Map.of("SKU-1", (long) pieces));
        }
    }

    /** So many orders, ties among them. */
    List<String> addOrders(int count) {
        List<String> numbers =
                IntStream.range(0, count).mapToObj(i -> number(2001 + i)).toList();
        for (int i = 0; i < count; i++) {
            if (i % 4 == 3) {
                stage.clock().advance(Duration.ofSeconds(7));
            }
            addOrder(numbers.get(i), 1);
        }
        return numbers;
    }

    int pageSize() {
        return can().cursor().pageSize();
    }

    /** The longest window that may be asked for, around now. */
    TimeWindow everything() {
        return everything(can().cursor());
    }

    TimeWindow everything(OrderCursor cursor) {
        Instant now = stage.clock().instant();
        Duration longest = requireNonNullElse(cursor.maxWindow(), Duration.ofDays(1));
        return new TimeWindow(now.minus(longest.minusMinutes(10)), now.plus(Duration.ofMinutes(10)));
    }

    Outcome<OrderPage> page(@Nullable String cursor) {
        return page(cursor, session());
    }

    Outcome<OrderPage> page(@Nullable String cursor, StoreSession session) {
        return connector.fetchOrders(new FetchOrders(session, kind(), everything(), cursor));
    }

    List<OrderPage> pages(@Nullable String from) {
        return pages(everything(), from);
    }

    List<OrderPage> pages(TimeWindow window, @Nullable String from) {
        List<OrderPage> pages = new ArrayList<>();
        Set<String> followed = new HashSet<>();
        @Nullable String cursor = from;
        do {
            OrderPage page = done(connector.fetchOrders(new FetchOrders(session(), kind(), window, cursor)));
            pages.add(page);
            cursor = page.nextCursor();
            assertThat(cursor == null || followed.add(cursor))
                    .as(
                            "page %s names «%s» as the next one, which was read already; begin a page at"
                                    + " FetchOrders.cursor()",
                            pages.size(), cursor)
                    .isTrue();
        } while (cursor != null);
        return pages;
    }

    List<FetchedOrder> allOrders() {
        return pages(null).stream().flatMap(page -> page.orders().stream()).toList();
    }

    PlatformOrder order(String number) {
        return allOrders().stream()
                .filter(FetchedOrder.Read.class::isInstance)
                .map(read -> ((FetchedOrder.Read) read).order())
                .filter(read -> read.number().equals(number))
                .findFirst()
                .orElseThrow(() -> new AssertionError("the order " + number + " is not among those of the window"));
    }

    static List<String> numbersOf(List<FetchedOrder> orders) {
        return orders.stream()
                .map(order -> order.fold(read -> read.order().number(), FetchedOrder.Unreadable::number))
                .distinct()
                .toList();
    }

    /** So many calls went out that change something, one for each intent. */
    void wrote(int intents) {
        assertThat(transport.writes())
                .as(
                        "calls that change something, for %s intents; such a call is made with HttpCall.post(…) or"
                                + " repeatable(false), or the transport sends it again",
                        intents)
                .isEqualTo(intents);
    }

    /** An order of two pieces and the notice that both have shipped; skips where nothing is written back. */
    ShipmentNotice shippedOrder(int n) {
        assumeTrue(can().writeBack() != WriteBackSupport.NONE, "no write-back is declared");
        addOrder(number(n), 2);
        PlatformOrder order = order(number(n));
        return notice(
                order.platformOrderId(),
                order.number(),
                Map.of(order.lines().get(0).lineId(), 2L),
                can().issuesTracking() ? "" : "TRACK-" + n);
    }

    ShipmentNotice notice(String orderId, String number, Map<String, Long> quantities, String tracking) {
        return new ShipmentNotice(
                "write-back:" + orderId + ":" + tracking,
                orderId,
                number,
                quantities,
                tracking,
                "DHL",
                "",
                stage.clock().instant(),
                Set.of());
    }

    Outcome<WrittenShipment> write(ShipmentNotice notice) {
        return only(connector.writeShipments(writing(notice)));
    }

    Outcome<Optional<WrittenShipment>> probe(ShipmentNotice notice) {
        return only(connector.probeShipments(writing(notice)));
    }

    WriteShipments writing(ShipmentNotice... notices) {
        return new WriteShipments(session(CallAction.SHIPMENT_WRITE_BACK), List.of(notices));
    }

    StoreSession session() {
        return session(CallAction.ORDER_FETCH);
    }

    StoreSession session(CallAction action) {
        return session(action, stage.credential());
    }

    StoreSession session(CallAction action, Credential credential) {
        return new StoreSession(
                stage.store(),
                credential,
                transport,
                stage.clock(),
                redactor,
                CallContext.forStore(action, stage.store().id()));
    }

    List<String> secrets() {
        return stage.credential().secrets().values().stream()
                .map(Secret::reveal)
                .toList();
    }

    static <T> T only(List<T> outcomes) {
        assertThat(outcomes).as("one outcome for one element").hasSize(1);
        return outcomes.get(0);
    }

    static <T> T done(Outcome<T> outcome) {
        return outcome.asDone().orElseThrow(() -> new AssertionError("not done, but " + outcome));
    }

    static Refusal refusalOf(Outcome<?> outcome) {
        assertThat(outcome).as("the outcome").isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }
}
