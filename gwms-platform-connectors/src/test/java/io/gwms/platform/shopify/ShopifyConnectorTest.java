package io.gwms.platform.shopify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.gwms.credential.Credential;
import io.gwms.okhttp.OkHttpTransport;
import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.Refusal;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.CancelOrders;
import io.gwms.platform.CancelReason;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.ListOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.platform.StoreSession;
import io.gwms.redact.Redactor;
import io.gwms.store.PlatformType;
import io.gwms.store.Store;
import io.gwms.store.StoreId;
import io.gwms.testkit.http.FakeHttpServer;
import io.gwms.testkit.shopify.FakeShopify;
import io.gwms.testkit.shopify.ShopifyLine;
import io.gwms.testkit.shopify.ShopifyOrder;
import io.gwms.testkit.time.VirtualClock;
import io.gwms.testkit.transport.FaultyTransport;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.transport.CallAction;
import io.gwms.transport.CallContext;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to Shopify: its words, its errors in a 200, its costs. */
class ShopifyConnectorTest {
    private static final StoreId STORE = new StoreId("acme-us");

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T12:00:00Z"));
    private final FakeShopify shop = FakeShopify.builder().clock(clock).build();
    private final FakeHttpServer server = FakeHttpServer.start(shop);
    private final FaultyTransport transport = FaultyTransport.over(OkHttpTransport.create());
    private final ShopifyConnector connector = ShopifyConnector.create();

    @AfterEach
    void stop() {
        server.close();
    }

    private StoreSession session() {
        return session(ShopifyConnector.credential(STORE, "shpat_fake"));
    }

    private StoreSession session(Credential credential) {
        return new StoreSession(
                Store.of(STORE, "Acme US", PlatformType.SHOPIFY, server.uri()),
                credential,
                transport,
                clock,
                Redactor.standard(),
                CallContext.forStore(CallAction.ORDER_FETCH, STORE));
    }

    private Outcome<OrderPage> fetch() {
        return fetch(session());
    }

    private Outcome<OrderPage> fetch(StoreSession session) {
        Instant now = clock.instant();
        TimeWindow window = new TimeWindow(now.minus(Duration.ofDays(1)), now.plusSeconds(1));
        return connector.fetchOrders(new FetchOrders(session, OrderKind.B2C, window, null));
    }

    private PlatformOrder only() {
        return only(session());
    }

    private PlatformOrder only(StoreSession session) {
        FetchedOrder order = fetch(session).asDone().orElseThrow().orders().get(0);
        return ((FetchedOrder.Read) order).order();
    }

    private Refusal refused(String body) {
        transport.onReads(Fault.answer(200, "application/json", body));
        Outcome<OrderPage> outcome = fetch();
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused<OrderPage>) outcome).refusal();
    }

    @Test
    void censusListsByTheTimeOfOrderOverSeveralPages() {
        Instant day = clock.instant();
        shop.seed(ShopifyOrder.named("#1").line("A", 1).build());
        clock.advance(Duration.ofDays(1));
        IntStream.range(0, 251)
                .forEach(i -> shop.seed(
                        ShopifyOrder.named("#" + (1001 + i)).line("A", 1).build()));
        clock.advance(Duration.ofDays(1));
        shop.edit("#1001", order -> order.note("late"));
        shop.edit("#1", order -> order.note("late"));
        TimeWindow second = new TimeWindow(day.plus(Duration.ofHours(12)), day.plus(Duration.ofHours(36)));

        OrderListing first = list(second, null);
        OrderListing last = list(second, first.nextCursor());

        assertThat(first.orders()).hasSize(250);
        assertThat(last.orders()).hasSize(1);
        assertThat(last.nextCursor()).isNull();
        assertThat(first.orders().get(0).number()).isEqualTo("#1001");
        assertThat(first.orders().get(0).changedAt()).isEqualTo(clock.instant());
        assertThat(first.platformTime()).isNotNull();
    }

    private OrderListing list(TimeWindow window, @Nullable String cursor) {
        return connector
                .listOrders(new ListOrders(session(), OrderKind.B2C, window, cursor))
                .asDone()
                .orElseThrow();
    }

    @Test
    void everyFieldOfAnOrderIsMapped() {
        shop.seed(ShopifyOrder.named("#1001")
                .line(ShopifyLine.of("A", 5).withRemoved(1).withFulfilled(2).at("19.90"))
                .line((String) null, 1)
                .note("ring twice")
                .tax(new BigDecimal("4.50"))
                .discount(new BigDecimal("1.00"))
                .shippingPrice(new BigDecimal("7.00"))
                .build());

        PlatformOrder order = only();

        assertThat(order.platformOrderId()).startsWith("gid://shopify/Order/");
        assertThat(order.number()).isEqualTo("#1001");
        assertThat(order.fact()).isEqualTo(PlatformFact.PARTLY_SHIPPED);
        assertThat(order.fulfillmentStatus()).isEqualTo("PARTIALLY_FULFILLED");
        assertThat(order.buyerNote()).isEqualTo("ring twice");
        assertThat(order.lines().get(0).quantity()).isEqualTo(5);
        assertThat(order.lines().get(0).removed()).isEqualTo(1);
        assertThat(order.lines().get(0).shippedElsewhere()).isEqualTo(2);
        assertThat(order.lines().get(0).unitPrice().toString()).isEqualTo("19.9 USD");
        assertThat(order.lines().get(1).hasSku()).isFalse();
        assertThat(order.payment().paidAt()).isEqualTo(clock.instant());
        assertThat(order.payment().tax().toString()).isEqualTo("4.5 USD");
        assertThat(order.payment().shippingFee().toString()).isEqualTo("7.0 USD");
        assertThat(order.payment().discount().toString()).isEqualTo("1.0 USD");
        assertThat(order.recipient())
                .extracting(to -> to.name(), to -> to.country(), to -> to.city(), to -> to.address(), to -> to.zip())
                .doesNotContain("");
    }

    @Test
    void wordsForTheStateOfAnOrderAreUnderstood() {
        shop.seed(ShopifyOrder.named("#1001").line("A", 1).onHold(true).build());
        assertThat(only().onHold()).isTrue();
        assertThat(only().fact()).isEqualTo(PlatformFact.OPEN);
        shop.cancel("#1001", "CUSTOMER");
        assertThat(only().fact()).isEqualTo(PlatformFact.CANCELLED);
    }

    @Test
    void orderPaidInTestModeIsToldApartUnlessTheStoreIsForDevelopment() {
        shop.seed(ShopifyOrder.named("#1001").test(true).line("A", 1).build());
        Credential ofDevelopment =
                ShopifyConnector.ofDevelopmentStore(ShopifyConnector.credential(STORE, "shpat_fake"));

        assertThat(only().testOrder()).isTrue();
        assertThat(only(session(ofDevelopment)).testOrder()).isFalse();
        assertThat(only().onHold()).as("Shopify itself does not hold it").isFalse();
    }

    @Test
    void orderPaidForRealIsNoTest() {
        shop.seed(ShopifyOrder.named("#1001").line("A", 1).build());

        assertThat(only().testOrder()).isFalse();
    }

    /** Nobody cancelled it: before 2026-10 its word is «unfulfilled», since then «not required». */
    @ParameterizedTest
    @ValueSource(strings = {"UNFULFILLED", "FULFILLMENT_NOT_REQUIRED"})
    void orderOfWhichEveryPieceWasRefundedCountsAsCancelled(String word) {
        shop.seed(ShopifyOrder.named("#1001")
                .line(ShopifyLine.of("A", 2).withRemoved(2))
                .build());
        transport.onReads(Fault.changedBody(body -> body.replace("\"UNFULFILLED\"", "\"" + word + "\"")));

        assertThat(only().fact()).isEqualTo(PlatformFact.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource({"EXPIRED, true", "VOIDED, true", "REFUNDED, true", "PENDING, false", "PAID, false", "AUTHORIZED, false"
    })
    void orderWhoseMoneyIsGoneIsHeldAndOneThatIsPaidOnDeliveryIsNot(String financialStatus, boolean held) {
        shop.seed(ShopifyOrder.named("#1001")
                .financialStatus(financialStatus)
                .line("A", 2)
                .build());

        assertThat(only().onHold()).isEqualTo(held);
    }

    @Test
    void failureInOneOrderOfAPageAsksForLessAndNotForTheSameAgain() {
        String inOne =
                "{\"data\":{\"orders\":null},\"errors\":[{\"message\":\"Internal error\",\"path\":[\"orders\",\"nodes\",3,"
                        + "\"note\"],\"extensions\":{\"code\":\"INTERNAL_SERVER_ERROR\"}}]}";

        assertThat(refused(inOne).code()).isEqualTo(RefusalCode.MALFORMED_REPLY);
        assertThat(refused(inOne.replace("\"path\":[\"orders\",\"nodes\",3,\"note\"],", ""))
                        .code())
                .isEqualTo(RefusalCode.PLATFORM_FAILURE);
    }

    @Test
    void unknownWordIsKeptAndTheQuantitiesDecide() {
        shop.seed(ShopifyOrder.named("#1001").line("A", 1).build());
        transport.onReads(Fault.changedBody(body -> body.replace("\"UNFULFILLED\"", "\"TELEPORTED\"")));

        PlatformOrder order = only();

        assertThat(order.fulfillmentStatus()).isEqualTo("TELEPORTED");
        assertThat(order.fact()).isEqualTo(PlatformFact.OPEN);
    }

    @Test
    void orderWithMoreLinesThanAPageShowsIsReadWhole() {
        ShopifyOrder.Builder order = ShopifyOrder.named("#1001");
        IntStream.range(0, 320).forEach(i -> order.line("SKU-" + i, 1));
        shop.seed(order.build());

        assertThat(only().lines()).hasSize(320);
    }

    @Test
    void orderWhoseLinesGoOnWithoutAListOfThemIsUnreadableAndStopsNoOther() {
        seedTwo();
        transport.onReads(Fault.changedBody(body -> body.replaceFirst(
                "\"lineItems\":\\{",
                "\"lineItems\":{\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"c\"}},\"was\":{")));

        assertThat(reasonOfOneOfTwo()).contains("no list of lines");
    }

    @Test
    void orderWithoutLinesIsUnreadableForItCouldNeverBeShippedWhole() {
        seedTwo();
        transport.onReads(Fault.changedBody(body -> body.replaceFirst("\"lineItems\":\\{", "\"was\":{")));

        assertThat(reasonOfOneOfTwo()).contains("lineItems");
    }

    @Test
    void furtherLinesThatDoNotComeAreOneOrdersFaultButAFailedCallIsThePages() {
        seedTwo();
        Fault goesOn = Fault.changedBody(body -> body.replaceFirst(
                "\"lineItems\":\\{",
                "\"lineItems\":{\"pageInfo\":{\"hasNextPage\":true,\"endCursor\":\"c\"},\"nodes\":[]},\"was\":{"));

        transport.onReads(goesOn, Fault.answer(200, "application/json", "{\"data\":{\"order\":null}}"));
        assertThat(reasonOfOneOfTwo()).contains("its lines go on");

        transport.onReads(goesOn, Fault.answer(503, "text/plain", "later"));
        assertThat(fetch())
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().isTemporary()).isTrue());
    }

    @Test
    void unreadableOrdersWithoutIdNeverShareAKey() {
        // «Aa» and «BB» have one hash code.
        transport.onReads(Fault.answer(200, "application/json", """
            {"data":{"orders":{"nodes":[{"note":"Aa"},{"note":"BB"},null,7],
            "pageInfo":{"hasNextPage":false}}}}\
            """));

        assertThat(fetch().asDone().orElseThrow().orders())
                .hasSize(4)
                .extracting(order -> ((FetchedOrder.Unreadable) order).platformOrderId())
                .doesNotHaveDuplicates()
                .allMatch(key -> key.matches("unreadable-[0-9a-f]{16}"));
    }

    private void seedTwo() {
        shop.seed(ShopifyOrder.named("#1001").line("A", 1).build());
        shop.seed(ShopifyOrder.named("#1002").line("A", 1).build());
    }

    private String reasonOfOneOfTwo() {
        List<FetchedOrder> orders = fetch().asDone().orElseThrow().orders();
        assertThat(orders).hasSize(2);
        assertThat(orders.get(1)).isInstanceOf(FetchedOrder.Read.class);
        return ((FetchedOrder.Unreadable) orders.get(0)).reason();
    }

    @Test
    void throttledAnswerSaysWhenTheBucketIsFullEnough() {
        Refusal refusal = refused("""
            {"errors":[{"message":"Throttled","extensions":{"code":"THROTTLED"}}],
             "extensions":{"cost":{"requestedQueryCost":502,"actualQueryCost":null,
             "throttleStatus":{"maximumAvailable":1000.0,"currentlyAvailable":377,"restoreRate":50.0}}}}\
            """);

        assertThat(refusal.code()).isEqualTo(RefusalCode.RATE_LIMITED);
        assertThat(refusal.retryAfter()).contains(Duration.ofMillis(2500));
    }

    @Test
    void retryAfterIsReadWithADecimal() {
        shop.faults().tooManyRequests(1, Duration.ofMillis(2500));

        assertThat(((Outcome.Refused<OrderPage>) fetch()).refusal().retryAfter())
                .contains(Duration.ofMillis(2500));
    }

    @Test
    void tooExpensiveQueryIsNotRepeated() {
        assertThat(refused("{\"errors\":[{\"message\":\"too much\",\"extensions\":{\"code\":\"MAX_COST_EXCEEDED\"}}]}")
                        .isTemporary())
                .isFalse();
    }

    @Test
    void deniedAccessInA200IsAPermissionThatTheAppLacks() {
        shop.faults().denyAccess(1);

        assertThat(((Outcome.Refused<OrderPage>) fetch()).refusal().code()).isEqualTo(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void ignoredSearchTermIsAnError() {
        Refusal refusal = refused("""
            {"data":{"orders":{"nodes":[],"pageInfo":{"hasNextPage":false}}},"extensions":{"search":[
             {"path":["orders"],"query":"updated:>1","warnings":[{"field":"updated","code":"invalid_field"}]}]}}\
            """);

        assertThat(refusal.isTemporary()).isFalse();
        assertThat(refusal.text()).contains("invalid_field");
    }

    @Test
    void frozenAndLockedShopsAreTold() {
        for (int status : new int[] {402, 423}) {
            transport.onReads(Fault.answer(status, "application/json", "{\"errors\":\"Unavailable Shop\"}"));
            assertThat(((Outcome.Refused<OrderPage>) fetch()).refusal().code().value())
                    .isEqualTo("SHOP_CLOSED");
        }
    }

    @Test
    void queriesMayBeRepeatedByTheTransport() {
        fetch();

        assertThat(transport.calls()).allMatch(call -> call.isRepeatable());
    }

    private Outcome<String> cancel(CancelReason cause) {
        StoreSession session = session();
        return connector
                .cancelOrders(new CancelOrders(session, List.of(only().platformOrderId()), cause, "x".repeat(300)))
                .get(0);
    }

    @Test
    void anOrderThatIsShippedCannotBeCancelledAnyMore() {
        shop.seed(ShopifyOrder.named("#1001")
                .line(ShopifyLine.of("A", 5).withFulfilled(2))
                .build());

        assertThat(cancel(CancelReason.OUT_OF_STOCK))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.TOO_LATE));
    }

    @Test
    void aReasonIsToldInShopifysVocabulary() {
        shop.seed(ShopifyOrder.named("#1001").line("A", 1).build());

        assertThat(cancel(CancelReason.OUT_OF_STOCK)).isEqualTo(Outcome.done("CANCELLED"));
        assertThat(shop.isCancelled("#1001")).isTrue();
        assertThat(transport.calls())
                .extracting(call -> new String(call.body(), StandardCharsets.UTF_8))
                .anyMatch(body -> body.contains("\"INVENTORY\""));
    }

    @Test
    void wrongSettingsAreRefusedByName() {
        assertThatThrownBy(() -> ShopifyConnector.builder().apiVersion("2026-05"))
                .hasMessageContaining("apiVersion is '2026-05'");
        assertThatThrownBy(() -> ShopifyConnector.builder().pageSize(0)).hasMessageContaining("pageSize is 0");
    }
}
