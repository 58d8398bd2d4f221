package io.gwms.platform.takealot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformConnector;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.PushStock;
import io.gwms.platform.ShownStock;
import io.gwms.platform.StoreSession;
import io.gwms.platform.WebhookDelivery;
import io.gwms.platform.WebhookVerdict;
import io.gwms.redact.Redactor;
import io.gwms.redact.Secret;
import io.gwms.testkit.takealot.FakeTakealot;
import io.gwms.testkit.takealot.TakealotFaults.Habit;
import io.gwms.testkit.takealot.TakealotPush;
import io.gwms.testkit.takealot.TakealotSale;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import io.gwms.transport.HttpReply;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is particular to Takealot: rows that are items, dates without an offset, pages by number, errors in a 200. */
class TakealotConnectorTest {
    private final TakealotStage stage = TakealotStage.sellerV2();
    private final FakeTakealot account = stage.account();
    private final FaultyTransport transport = FaultyTransport.over(stage.transport());
    private final PlatformConnector connector =
            TakealotConnector.builder().pageSize(4).build();

    @AfterEach
    void stop() {
        stage.close();
    }

    @Test
    void zoneWithSummerTimeNeedsALagThatCoversTheHourItRepeats() {
        TakealotConnector.Builder builder = TakealotConnector.builder().zone(ZoneId.of("America/New_York"));

        assertThatThrownBy(builder::build).hasMessageContaining("lag(Duration.ofMinutes(90))");
        assertThat(builder.lag(Duration.ofMinutes(90)).build()).isNotNull();
    }

    private StoreSession session() {
        return new StoreSession(
                stage.store(),
                stage.credential(),
                transport,
                stage.clock(),
                Redactor.standard(),
                CallContext.forStore(CallAction.ORDER_FETCH, TakealotStage.STORE));
    }

    private Outcome<OrderPage> fetch(@Nullable String cursor) {
        Instant now = stage.clock().instant();
        TimeWindow window = new TimeWindow(now.minus(Duration.ofDays(2)), now.plusSeconds(1));
        return connector.fetchOrders(new FetchOrders(session(), OrderKind.B2C, window, cursor));
    }

    private Map<String, PlatformOrder> all() {
        Map<String, PlatformOrder> orders = new HashMap<>();
        @Nullable String cursor = null;
        do {
            OrderPage page = fetch(cursor).asDone().orElseThrow();
            page.orders().forEach(order -> {
                PlatformOrder read = ((FetchedOrder.Read) order).order();
                PlatformOrder before = orders.put(read.number(), read);
                assertThat(before == null || before.lines().equals(read.lines()))
                        .as("order " + read.number() + " is told whole each time")
                        .isTrue();
            });
            cursor = page.nextCursor();
        } while (cursor != null);
        return orders;
    }

    private PlatformOrder only() {
        Map<String, PlatformOrder> orders = all();
        assertThat(orders).hasSize(1);
        return orders.values().iterator().next();
    }

    private void sales(int... ordersOfSale) {
        for (int i = 0; i < ordersOfSale.length; i++) {
            account.seed(TakealotSale.of(ordersOfSale[i], "SKU-" + i, 1));
        }
    }

    @Test
    void theItemsOfAnOrderAreItsLinesAndAPriceIsThatOfAllItsPieces() {
        account.seed(
                TakealotSale.of(7, "A", 3).withSellingPrice("299.97"),
                TakealotSale.of(7, "B", 1).withSellingPrice("50.00").withStatus("Cancelled by Customer"));

        PlatformOrder order = only();

        assertThat(order.lines()).hasSize(2);
        assertThat(order.lines().get(1).unitPrice().toString()).isEqualTo("99.99 ZAR");
        assertThat(order.lines().get(1).quantity()).isEqualTo(3);
        assertThat(order.lines().get(0).removed()).isEqualTo(1);
        assertThat(order.payment().total().toString()).isEqualTo("299.97 ZAR");
        assertThat(order.platformDelivers()).isTrue();
        assertThat(order.recipient().name()).isEqualTo("Thandi Nkosi");
    }

    @Test
    void wordsForTheStateOfASaleAreUnderstood() {
        Map<String, PlatformFact> words = Map.of(
                "New Lead Time Order", PlatformFact.OPEN,
                "New Drop Ship Order", PlatformFact.OPEN,
                "Draft Shipment", PlatformFact.OPEN,
                "Preparing for Customer", PlatformFact.PARTLY_SHIPPED,
                "Inter DC Transfer", PlatformFact.PARTLY_SHIPPED,
                "Shipped to Customer", PlatformFact.SHIPPED,
                "Lost In Transit", PlatformFact.SHIPPED,
                "Returned", PlatformFact.COMPLETED,
                "Cancelled by Customer", PlatformFact.CANCELLED);
        sales(7);

        words.forEach((word, fact) -> {
            account.status(7, word);
            assertThat(only().fact()).as(word).isEqualTo(fact);
            assertThat(only().fulfillmentStatus()).isEqualTo(word);
            assertThat(only().onHold()).isFalse();
        });
    }

    @Test
    void whatTakealotHasInItsOwnHandsIsNotSentASecondTime() {
        sales(7, 7);
        account.edit(7, sale -> sale.sku().equals("SKU-0") ? sale.withStatus("Preparing for Customer") : sale);

        PlatformOrder order = only();

        assertThat(order.fact()).isEqualTo(PlatformFact.PARTLY_SHIPPED);
        assertThat(order.fulfillmentStatus()).isEqualTo("New Lead Time Order / Preparing for Customer");
        assertThat(order.lines())
                .extracting(line -> line.platformSku() + " " + line.shippedElsewhere())
                .containsExactlyInAnyOrder("SKU-0 1", "SKU-1 0");
    }

    @Test
    void anUnknownWordIsKeptAndHoldsTheOrder() {
        sales(7);
        account.status(7, "Teleported");

        assertThat(only().fulfillmentStatus()).isEqualTo("Teleported");
        assertThat(only().onHold()).isTrue();
    }

    @Test
    void aBooleanForAStatusHoldsTheOrderAndNumbersMayBeTexts() {
        sales(7);
        account.faults().habit(Habit.BOOLEAN_STATUS, true).habit(Habit.NUMBERS_AS_TEXT, true);

        assertThat(only().fulfillmentStatus()).isEqualTo("true");
        assertThat(only().onHold()).isTrue();
    }

    @Test
    void anOrderWhoseItemsLieOnTwoPagesIsToldWhole() {
        for (Habit habit : new Habit[] {Habit.OLDEST_FIRST, Habit.UNSORTED, Habit.NUMBERS_AS_TEXT}) {
            account.faults().clear().habit(habit, true);
            int first = 100 * (habit.ordinal() + 1);
            for (int i = 0; i < 5; i++) {
                sales(first + i, first + i, first + i);
                stage.clock().advance(Duration.ofSeconds(9));
            }

            Map<String, PlatformOrder> orders = all();

            for (int i = 0; i < 5; i++) {
                assertThat(orders.get(String.valueOf(first + i)).lines())
                        .as("lines while " + habit)
                        .hasSize(3);
            }
        }
    }

    @Test
    void ofAListInTheOrderOfTimeOnlyTheOrdersAtTheEdgesAreReadTwice() {
        for (int i = 0; i < 30; i++) {
            sales(100 + i, 100 + i);
            stage.clock().advance(Duration.ofSeconds(9));
        }
        PlatformConnector large = TakealotConnector.builder().pageSize(25).build();
        Instant now = stage.clock().instant();
        TimeWindow window = new TimeWindow(now.minus(Duration.ofDays(2)), now.plusSeconds(1));
        int pages = 0;
        @Nullable String cursor = null;
        do {
            OrderPage page = large.fetchOrders(new FetchOrders(session(), OrderKind.B2C, window, cursor))
                    .asDone()
                    .orElseThrow();
            assertThat(page.orders())
                    .allSatisfy(order -> assertThat(
                                    ((FetchedOrder.Read) order).order().lines())
                            .hasSize(2));
            cursor = page.nextCursor();
            pages++;
        } while (cursor != null);

        assertThat(pages).isEqualTo(3);
        assertThat(transport.calls())
                .as("a call a page, and one for each order at an edge")
                .hasSize(3 + 4);
    }

    @Test
    void salesThatVanishBetweenTwoPagesTakeNoOtherWithThem() {
        List<TakealotSale> kept = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            stage.clock().advance(Duration.ofSeconds(9));
            kept.addAll(account.seed(TakealotSale.of(100 + i, "A", 1)));
        }
        account.faults().afterPage(1, () -> {
            account.remove(kept.get(11).orderItemId());
            account.remove(kept.get(10).orderItemId());
        });

        assertThat(all().keySet())
                .containsAll(IntStream.range(100, 110).mapToObj(String::valueOf).toList());
    }

    @Test
    void aPageThatIsNotTheOneAskedForOrHasTooFewSalesIsAFailure() {
        sales(1, 2, 3, 4, 5);
        String next = fetch(null).asDone().orElseThrow().nextCursor();
        account.faults().answerOtherPage(1);
        assertThat(fetch(next)).isInstanceOf(Outcome.Unknown.class);
        account.faults().noRowsThoughMore(1);
        assertThat(fetch(next)).isInstanceOf(Outcome.Unknown.class);
        assertThat(fetch(next)).isInstanceOf(Outcome.Done.class);
    }

    @Test
    void aDayBeginsAtMidnightInSouthAfrica() {
        // 23:30 on the 28th in London is half past one on the 29th in Johannesburg.
        Instant late = Instant.parse("2026-06-28T23:30:00Z");
        account.seed(TakealotSale.of(7, "A", 1).withOrderedAt(late));
        TimeWindow hour = new TimeWindow(late.minusSeconds(1800), late.plusSeconds(1800));

        OrderPage page = connector
                .fetchOrders(new FetchOrders(session(), OrderKind.B2C, hour, null))
                .asDone()
                .orElseThrow();

        assertThat(page.orders()).hasSize(1);
        assertThat(((FetchedOrder.Read) page.orders().get(0)).order().orderedAt())
                .isEqualTo(late);
        account.faults().habit(Habit.INSTANTS_WITH_OFFSET, true);
        assertThat(connector.fetchOrders(new FetchOrders(session(), OrderKind.B2C, hour, null)))
                .isEqualTo(Outcome.done(page));
    }

    @Test
    void theLongestWindowIsNeverTooLongForTakealot() {
        Duration longest = connector.capabilities().cursor().maxWindow();
        for (int minutes = 0; minutes < 24 * 60; minutes += 97) {
            Instant to = Instant.parse("2026-06-30T00:00:00Z").plus(Duration.ofMinutes(minutes));
            TimeWindow window = new TimeWindow(to.minus(longest), to);
            assertThat(connector.fetchOrders(new FetchOrders(session(), OrderKind.B2C, window, null)))
                    .isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void anOrderOlderThanTheDefaultRangeIsFoundByNumber() {
        account.seed(
                TakealotSale.of(7, "A", 1).withOrderedAt(stage.clock().instant().minus(Duration.ofDays(90))));

        assertThat(connector
                        .lookUpOrders(new LookUpOrders(session(), OrderKind.B2C, List.of("7", "8", "not a number")))
                        .asDone()
                        .orElseThrow()
                        .orders())
                .hasSize(1);
    }

    @Test
    void aKeyThatIsRefusedIsAnAuthorizationFailure() {
        account.faults().refuseKey(1);

        assertThat(refusal(fetch(null)).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
    }

    @Test
    void theResetOfARateLimitIsReadInSecondsOrAsAMoment() {
        account.faults().tooManyRequests(1, Duration.ofSeconds(42));
        assertThat(refusal(fetch(null)).retryAfter()).contains(Duration.ofSeconds(42));

        String moment = String.valueOf(stage.clock().instant().plusSeconds(30).getEpochSecond());
        transport.onReads((ignored, call, send) -> Outcome.done(HttpReply.of(
                429, Map.of("x-RateLimit-Reset", List.of(moment)), "{}".getBytes(StandardCharsets.UTF_8))));
        assertThat(refusal(fetch(null)).retryAfter()).contains(Duration.ofSeconds(30));
    }

    private static Refusal refusal(Outcome<?> outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<?>) outcome).refusal();
    }

    private Outcome<ShownStock> push(String sku, long pieces) {
        return connector
                .pushStock(new PushStock(session(), List.of(new PushStock.Level("k", sku, pieces, null))))
                .get(0);
    }

    @Test
    void anErrorInA200IsARefusal() {
        account.offer("A", TakealotStage.WAREHOUSE, 4);
        account.faults().refuseWriteInA200(1, "E16");

        assertThat(refusal(push("A", 7)).text()).contains("E16");
        assertThat(account.stock("A", TakealotStage.WAREHOUSE)).isEqualTo(4);
    }

    @Test
    void aSkuWithSignsThatAPathCannotHoldIsNamedInTheQuery() {
        account.offer("R64/M94 #1?", TakealotStage.WAREHOUSE, 4);

        assertThat(push("R64/M94 #1?", 7)).isEqualTo(Outcome.done(ShownStock.of(7)));
        assertThat(account.stock("R64/M94 #1?", TakealotStage.WAREHOUSE)).isEqualTo(7);
    }

    @Test
    void aLevelThatIsCarriedOutLateIsUnknownAndSentOnce() {
        account.offer("A", TakealotStage.WAREHOUSE, 4);
        account.faults().executeWriteLate(1, Duration.ofMinutes(1));

        assertThat(push("A", 7)).isInstanceOf(Outcome.Unknown.class);
        assertThat(account.stock("A", TakealotStage.WAREHOUSE)).isEqualTo(4);
        stage.clock().advance(Duration.ofMinutes(1));
        assertThat(account.stock("A", TakealotStage.WAREHOUSE)).isEqualTo(7);
        assertThat(transport.writes()).isEqualTo(1);
    }

    @Test
    void aPushOfTheRealFormNamesTheOrderWhateverItsStatusIs() {
        sales(196329564);
        for (boolean asBoolean : new boolean[] {false, true}) {
            account.faults().habit(Habit.BOOLEAN_STATUS, asBoolean);
            TakealotPush push = account.statusPush(196329564);
            Map<String, String> headers = new HashMap<>();
            push.headers().forEach((name, values) -> headers.put(name, values.get(0)));
            WebhookVerdict verdict = connector
                    .webhooks()
                    .orElseThrow()
                    .verify(WebhookDelivery.of(
                            URI.create("https://host.example/t"),
                            headers,
                            push.body().getBytes(StandardCharsets.UTF_8),
                            stage.clock().instant(),
                            List.of(Secret.of("tal-webhook-secret"))));

            assertThat(((WebhookVerdict.Authentic) verdict).numbers()).containsExactly("196329564");
            assertThat(((WebhookVerdict.Authentic) verdict).eventAt())
                    .isEqualTo(stage.clock().instant());
        }
    }

    @Test
    void readsMayBeRepeatedByTheTransportAndWritesMayNot() {
        account.offer("A", TakealotStage.WAREHOUSE, 4);
        fetch(null);
        push("A", 7);

        assertThat(transport.calls()).extracting(call -> call.isRepeatable()).containsExactly(true, false);
    }

    @Test
    void aTornPageIsAFailure() {
        sales(7);
        account.faults().tearPage(1).truncatePage(2).htmlPage(3).emptyPage(4).badGatewayOnPage(5);
        for (int i = 0; i < 5; i++) {
            assertThat(fetch(null).asDone()).isEmpty();
        }
        transport.onReads(Fault.none());
        assertThat(fetch(null).asDone()).isPresent();
    }

    @Test
    void wrongSettingsAreRefusedByName() {
        assertThatThrownBy(() -> TakealotConnector.builder().pageSize(101)).hasMessageContaining("pageSize is 101");
        assertThatThrownBy(() -> TakealotConnector.builder().lag(Duration.ofSeconds(-1)))
                .hasMessageContaining("lag is PT-1S");
        assertThatThrownBy(() -> fetch("somewhere")).hasMessageContaining("cursor is 'somewhere'");
    }
}
