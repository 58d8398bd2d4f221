package io.gwms.platform.woocommerce;

import static io.gwms.platform.woocommerce.Sites.refusal;
import static org.assertj.core.api.Assertions.assertThat;

import io.gwms.order.OrderKind;
import io.gwms.ordersync.TimeWindow;
import io.gwms.outcome.Outcome;
import io.gwms.outcome.RefusalCode;
import io.gwms.platform.FetchOrders;
import io.gwms.platform.FetchedOrder;
import io.gwms.platform.ListOrders;
import io.gwms.platform.LookUpOrders;
import io.gwms.platform.OrderListing;
import io.gwms.platform.OrderPage;
import io.gwms.platform.PlatformFact;
import io.gwms.platform.PlatformOrder;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import io.gwms.testkit.woocommerce.WooOrder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is particular to WooCommerce when orders come in: zones, windows, pages, plugins, hosts. */
class WooCommerceReadsTest {
    private final Sites site = Sites.plain();
    private final WooCommerceConnector connector = WooCommerceConnector.create();

    @AfterEach
    void stop() {
        site.close();
    }

    private long seed() {
        return site.shop.seed(WooOrder.create().line("SKU-1", 1));
    }

    private FetchedOrder.Unreadable unreadable() {
        return site.orders(connector).stream()
                .filter(FetchedOrder.Unreadable.class::isInstance)
                .map(FetchedOrder.Unreadable.class::cast)
                .findFirst()
                .orElseThrow();
    }

    @Test
    void everyFieldOfAnOrderIsMapped() {
        long id = site.shop.seed(
                WooOrder.create().line("MUG", 3, "6.50").line("", 1).note("ring twice"));
        Instant now = site.clock.instant();

        PlatformOrder order = site.only(connector);

        assertThat(order.platformOrderId()).isEqualTo(String.valueOf(id));
        assertThat(order.number()).isEqualTo(String.valueOf(id));
        assertThat(order.source()).isEqualTo("checkout");
        assertThat(order.orderedAt()).as("by Greenwich, not by the site").isEqualTo(now);
        assertThat(order.changedAt()).isEqualTo(now);
        assertThat(order.fact()).isEqualTo(PlatformFact.OPEN);
        assertThat(order.fulfillmentStatus()).isEqualTo("processing");
        assertThat(order.buyerNote()).isEqualTo("ring twice");
        assertThat(order.lines().get(0).platformSku()).isEqualTo("MUG");
        assertThat(order.lines().get(0).quantity()).isEqualTo(3);
        assertThat(order.lines().get(0).unitPrice().toString()).isEqualTo("6.5 USD");
        assertThat(order.lines().get(1).hasSku()).isFalse();
        assertThat(order.payment().total().toString()).isEqualTo("36.85 USD");
        assertThat(order.payment().method()).isEqualTo("Direct Bank Transfer");
        assertThat(order.payment().paidAt()).isEqualTo(now);
        assertThat(order.payment().shippingFee().toString()).isEqualTo("7.00 USD");
        assertThat(order.payment().tax().toString()).isEqualTo("1.35 USD");
        assertThat(order.payment().discount().toString()).isEqualTo("1.00 USD");
        assertThat(order.recipient().name()).isEqualTo("Ann Lee");
        assertThat(order.recipient().phone()).as("of the bill").isEqualTo("555-0100");
        assertThat(order.recipient().address()).isEqualTo("Lee & Co\n969 Market\nFloor 2");
        assertThat(order.recipient().country()).isEqualTo("US");
        assertThat(order.recipient().zip()).isEqualTo("94103");
        assertThat(order.platformDelivers()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "pending, OPEN, true",
        "on-hold, OPEN, true",
        "failed, OPEN, true",
        "processing, OPEN, false",
        "completed, COMPLETED, false",
        "cancelled, CANCELLED, false",
        "refunded, CANCELLED, false",
        "packed-by-plugin, OPEN, false"
    })
    void everyWordForTheStateOfAnOrderIsUnderstoodAndKept(String word, PlatformFact fact, boolean held) {
        site.shop.seed(WooOrder.create().line("A", 1).status(word));

        PlatformOrder order = site.only(connector);

        assertThat(order.fulfillmentStatus()).isEqualTo(word);
        assertThat(order.fact()).isEqualTo(fact);
        assertThat(order.onHold()).isEqualTo(held);
    }

    @Test
    void wordsOfPluginsAreExplainedByTheHost() {
        WooCommerceConnector explained = WooCommerceConnector.builder()
                .statusWord("wc-out-for-delivery", PlatformFact.SHIPPED)
                .completedMeans(PlatformFact.SHIPPED)
                .build();
        site.shop.seed(WooOrder.create().line("A", 1).status("out-for-delivery"));
        site.shop.seed(WooOrder.create().line("A", 1).status("completed"));

        assertThat(site.orders(explained))
                .extracting(order -> ((FetchedOrder.Read) order).order().fact())
                .containsExactly(PlatformFact.SHIPPED, PlatformFact.SHIPPED);
    }

    @Test
    void goodsGoToTheAddressOfTheBillWhenThereIsNoOther() {
        site.shop.seed(WooOrder.create().line("A", 1).withoutShippingAddress());

        assertThat(site.only(connector).recipient().city()).isEqualTo("San Francisco");
    }

    @Test
    void refundedPiecesAreNoLongerWanted() {
        long id = site.shop.seed(WooOrder.create().line("A", 5).line("B", 1));
        site.shop.refund(id, 0, 2);
        site.shop.refund(id, 0, 1);

        assertThat(site.only(connector).lines())
                .extracting(line -> line.removed())
                .containsExactly(3L, 0L);
    }

    @Test
    void orderOfWhichEveryPieceWasRefundedCountsAsCancelledWhateverItsWord() {
        long id = site.shop.seed(WooOrder.create().line("A", 2));
        site.shop.refund(id, 0, 2);

        assertThat(site.only(connector).fact()).isEqualTo(PlatformFact.CANCELLED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"date_created_gmt\":\"yesterday\"} | yesterday",
                "{\"date_created_gmt\":null}          | date_created_gmt is missing",
                "{\"total\":\"29,35\"}                | total is \"29,35\"",
                "{\"line_items\":[]}                  | line_items is empty",
                "{\"line_items\":{}}                  | line_items is {}",
                "{\"line_items\":[null]}              | id is missing",
                "{\"currency\":7.5,\"line_items\":1}  | line_items is 1",
                "{\"status\":[]}                      | status is []",
                "{\"shipping\":{\"city\":[1]}}        | city is [1]"
            })
    void orderOfWrongTypesIsUnreadableSaysWhyAndStopsNoOther(String fields, String why) {
        long id = seed();
        seed();
        site.shop.editQuietly(id, fields);

        assertThat(site.orders(connector)).hasSize(2);
        assertThat(unreadable().platformOrderId()).isEqualTo(String.valueOf(id));
        assertThat(unreadable().reason()).contains(why);
    }

    @Test
    void orderOfFiveMegabytesIsRead() {
        site.shop.edit(seed(), "{\"customer_note\":\"" + "x".repeat(5_000_000) + "\"}");
        seed();

        assertThat(site.orders(connector)).hasSize(2).allMatch(FetchedOrder.Read.class::isInstance);
    }

    @Test
    void pageWithWrongJsonIsReadOrderByOrderWhereOrdersAreFewSoThatOneStopsNoOther() {
        long id = seed();
        seed();
        seed();
        site.shop.faults().misspell(id);

        OrderPage few = site.fetch(connector, Duration.ofSeconds(50)).asDone().orElseThrow();

        assertThat(few.orders()).hasSize(3);
        assertThat(few.orders().get(0)).isInstanceOfSatisfying(FetchedOrder.Unreadable.class, aside -> {
            assertThat(aside.platformOrderId()).isEqualTo(String.valueOf(id));
            assertThat(aside.reason()).contains("JSON that is wrong");
        });
        assertThat(site.fetch(connector))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(RefusalCode.MALFORMED_REPLY));
    }

    @Test
    void bothEndsOfTheWindowAreWhereTheyWereAskedFor() {
        Instant start = site.clock.instant();
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            ids.add(seed());
            site.clock.advance(Duration.ofSeconds(1));
        }
        TimeWindow window = new TimeWindow(start.plusSeconds(1), start.plusSeconds(3));

        Outcome<OrderPage> page = connector.fetchOrders(new FetchOrders(site.session(), OrderKind.B2C, window, null));

        assertThat(page.asDone().orElseThrow().orders())
                .extracting(order -> ((FetchedOrder.Read) order).order().platformOrderId())
                .containsExactly(String.valueOf(ids.get(1)), String.valueOf(ids.get(2)));
    }

    /** In Los Angeles, where the fake is, the clock skips from two to three in that night. */
    @Test
    void changesOfTheHourThatTheSitesClockSkipsAreInAWindow() {
        Instant skipped = Instant.parse("2027-03-14T02:00:00Z");
        site.clock.advanceTo(skipped.plus(Duration.ofMinutes(40)));
        long id = seed();
        TimeWindow window = new TimeWindow(skipped.plus(Duration.ofMinutes(30)), skipped.plus(Duration.ofMinutes(45)));

        Outcome<OrderPage> page = connector.fetchOrders(new FetchOrders(site.session(), OrderKind.B2C, window, null));

        assertThat(page.asDone().orElseThrow().orders())
                .extracting(order -> ((FetchedOrder.Read) order).order().platformOrderId())
                .containsExactly(String.valueOf(id));
    }

    /** Rows are counted, so each that leaves moves the others up by one, and two leave at once. */
    @Test
    void ordersThatLeaveTheWindowBetweenPagesHideNone() {
        WooCommerceConnector small = WooCommerceConnector.builder().pageSize(3).build();
        List<Long> ids = IntStream.range(0, 12).mapToObj(i -> seed()).toList();
        Instant end = site.clock.instant().plusSeconds(1);
        TimeWindow window = new TimeWindow(end.minusSeconds(60), end);
        site.clock.advance(Duration.ofMinutes(10));
        List<String> seen = new ArrayList<>();
        String cursor = null;
        int changed = 0;
        do {
            OrderPage page = small.fetchOrders(new FetchOrders(site.session(), OrderKind.B2C, window, cursor))
                    .asDone()
                    .orElseThrow();
            page.orders()
                    .forEach(order ->
                            seen.add(((FetchedOrder.Read) order).order().platformOrderId()));
            cursor = page.nextCursor();
            for (int i = 0; i < 2 && changed < 4; i++) {
                site.shop.edit(ids.get(changed++), "{\"customer_note\":\"left\"}");
            }
        } while (cursor != null);

        assertThat(seen)
                .containsAll(ids.subList(4, 12).stream().map(String::valueOf).toList());
    }

    @Test
    void pageTellsHowManyOrdersTheShopSaysThereAre() {
        seed();
        seed();

        assertThat(site.fetch(connector).asDone().orElseThrow().reported()).isEqualTo(2);
    }

    /** Shops list them or not, by version and storage: WooCommerce issue 61836, pull request 63743. */
    @Test
    void draftsAreNoOrdersAndAreNotCounted() {
        WooCommerceConnector small = WooCommerceConnector.builder().pageSize(3).build();
        List<String> words = List.of(
                "processing", "checkout-draft", "auto-draft", "processing", "checkout-draft", "processing", "pending");
        words.forEach(word -> site.shop.seed(WooOrder.create().line("A", 1).status(word)));
        site.shop.faults().listDrafts(true);
        List<String> seen = new ArrayList<>();
        OrderPage page = site.fetch(small).asDone().orElseThrow();
        TimeWindow window = new TimeWindow(
                site.clock.instant().minus(Duration.ofDays(1)),
                site.clock.instant().plusSeconds(1));
        while (true) {
            page.orders()
                    .forEach(order ->
                            seen.add(((FetchedOrder.Read) order).order().fulfillmentStatus()));
            if (page.nextCursor() == null) {
                break;
            }
            page = small.fetchOrders(new FetchOrders(site.session(), OrderKind.B2C, window, page.nextCursor()))
                    .asDone()
                    .orElseThrow();
        }

        assertThat(seen).containsExactly("processing", "processing", "processing", "pending");
        assertThat(page.reported()).isEqualTo(4);
        assertThat(connector
                        .listOrders(new ListOrders(site.session(), OrderKind.B2C, window, null))
                        .asDone()
                        .orElseThrow()
                        .orders())
                .as("census")
                .hasSize(4);
    }

    @Test
    void draftIsFoundUnderNoNumberUnlessTheHostTakesItForAnOrder() {
        long id = site.shop.seed(WooOrder.create().line("A", 1).status("checkout-draft"));
        site.shop.faults().listDrafts(true);
        WooCommerceConnector explained = WooCommerceConnector.builder()
                .statusWord("checkout-draft", PlatformFact.OPEN)
                .build();
        LookUpOrders request = new LookUpOrders(site.session(), OrderKind.B2C, List.of(String.valueOf(id)));

        assertThat(connector.lookUpOrders(request).asDone().orElseThrow().orders())
                .isEmpty();
        assertThat(explained.lookUpOrders(request).asDone().orElseThrow().orders())
                .singleElement()
                .isInstanceOfSatisfying(
                        FetchedOrder.Read.class,
                        read -> assertThat(read.order().onHold()).isTrue());
    }

    @Test
    void pageWithADraftAndWrongJsonIsReadOrderByOrderWithoutIt() {
        long id = seed();
        site.shop.seed(WooOrder.create().line("A", 1).status("checkout-draft"));
        seed();
        site.shop.faults().listDrafts(true).misspell(id);

        OrderPage few = site.fetch(connector, Duration.ofSeconds(50)).asDone().orElseThrow();

        assertThat(few.orders()).hasSize(2);
        assertThat(few.reported()).isNull();
    }

    @Test
    void orderInTheTrashIsListedNowhereAndFoundCancelledByItsNumber() {
        long plain = seed();
        long numbered = site.shop.seed(WooOrder.numbered("WEB-7").line("A", 1));
        site.shop.trash(plain);
        site.shop.trash(numbered);

        assertThat(site.orders(connector)).isEmpty();
        assertThat(connector
                        .lookUpOrders(new LookUpOrders(
                                site.session(), OrderKind.B2C, List.of(String.valueOf(plain), "WEB-7", "NOPE")))
                        .asDone()
                        .orElseThrow()
                        .orders())
                .extracting(order -> ((FetchedOrder.Read) order).order().fact())
                .containsExactly(PlatformFact.CANCELLED, PlatformFact.CANCELLED);
    }

    @Test
    void shopThatMovedOrHidesItsApiSaysWhatToDo() {
        seed();
        site.shop.faults().redirect(1).hideApi(2);

        assertThat(refusal(site.fetch(connector)).text())
                .contains("https://www.shop.example/")
                .contains("set the store's endpoint");
        assertThat(refusal(site.fetch(connector)).code())
                .as("a page of the theme is no word of the shop's about an order")
                .isEqualTo(RefusalCode.INVALID_REQUEST);
        site.shop.faults().hideApi(1);
        assertThat(refusal(site.fetch(connector)).text()).contains("permalinks");
    }

    @Test
    void keyThatMayNotReadIsToldFromOneThatIsNoKey() {
        site.transport.onReads(Fault.answer(
                401,
                "application/json",
                "{\"code\":\"woocommerce_rest_authentication_error\",\"message\":\"The API key provided does not have read"
                        + " permissions.\",\"data\":{\"status\":401}}"));

        assertThat(refusal(site.fetch(connector)).code()).isEqualTo(RefusalCode.NOT_PERMITTED);
    }

    @Test
    void shopThatIgnoresTheWindowBringsMoreAndLosesNothing() {
        long old = seed();
        site.clock.advance(Duration.ofDays(3));
        seed();
        assertThat(site.orders(connector)).hasSize(1);
        site.shop.faults().ignoreModifiedWindow(true);

        assertThat(site.orders(connector))
                .hasSize(2)
                .extracting(order -> ((FetchedOrder.Read) order).order().platformOrderId())
                .contains(String.valueOf(old));
    }

    @Test
    void cursorIsNotCalledReliableForPluginsWritePastIt() {
        long id = seed();
        site.clock.advance(Duration.ofDays(2));
        site.shop.editQuietly(id, "{\"status\":\"cancelled\"}");

        assertThat(site.orders(connector)).isEmpty();
        assertThat(connector.capabilities().cursor().reliable()).isFalse();
    }

    @Test
    void numbersAreFoundByIdAndWhereAPluginNumbersOrdersBySearch() {
        long plain = seed();
        site.shop.seed(WooOrder.numbered("WEB-" + plain).line("A", 1));
        site.shop.seed(WooOrder.numbered("" + (plain + 7)).line("A", 1));
        LookUpOrders request = new LookUpOrders(
                site.session(),
                OrderKind.B2C,
                List.of(" " + plain, "WEB-" + plain, "#" + (plain + 7), "999999", "NOPE"));

        assertThat(connector.lookUpOrders(request).asDone().orElseThrow().orders())
                .extracting(order -> ((FetchedOrder.Read) order).order().number())
                .containsExactly("" + plain, "WEB-" + plain, "" + (plain + 7));
    }

    @Test
    void censusListsAHundredToACallWithoutDetails() {
        IntStream.range(0, 150).forEach(i -> seed());
        site.shop.seed(WooOrder.create().line("A", 1).status("cancelled"));
        Instant now = site.clock.instant();
        TimeWindow window = new TimeWindow(now.minusSeconds(60), now.plusSeconds(1));

        OrderListing first = connector
                .listOrders(new ListOrders(site.session(), OrderKind.B2C, window, null))
                .asDone()
                .orElseThrow();
        OrderListing second = connector
                .listOrders(new ListOrders(site.session(), OrderKind.B2C, window, first.nextCursor()))
                .asDone()
                .orElseThrow();

        assertThat(first.orders().size() + second.orders().size()).isEqualTo(151);
        assertThat(second.orders().get(second.orders().size() - 1).fact()).isEqualTo(PlatformFact.CANCELLED);
        assertThat(second.orders().get(0).changedAt()).isEqualTo(now);
        assertThat(second.nextCursor()).isNull();
        assertThat(site.shop.pages()).isEqualTo(2);
    }

    @Test
    void whatHostsAndPluginsPutInTheWayIsNeverNoOrders() {
        seed();
        site.shop.faults().htmlPage(1).emptyPage(2).truncatePage(3).tearPage(4).phpNoticeBeforeHeaders(5);

        for (int i = 0; i < 5; i++) {
            assertThat(site.fetch(connector).asDone()).isEmpty();
        }
        assertThat(site.orders(connector)).hasSize(1);
    }

    @Test
    void whatPhpPrintsBeforeAPageIsLeftOut() {
        seed();
        seed();
        site.shop.faults().phpNoticeBeforePage(1).byteOrderMarksBeforePage(2);

        for (int i = 0; i < 2; i++) {
            OrderPage page = site.fetch(connector).asDone().orElseThrow();
            assertThat(page.orders()).hasSize(2).allMatch(FetchedOrder.Read.class::isInstance);
            assertThat(page.reported()).isEqualTo(2);
        }
    }

    @Test
    void whatPhpPrintsInPlaceOfTheHeadersIsNamedWithWhatToDo() {
        seed();
        site.shop.faults().phpNoticeBeforeHeaders(1);

        assertThat(site.fetch(connector))
                .isInstanceOfSatisfying(
                        Outcome.Unknown.class,
                        unknown -> assertThat(unknown.cause()).contains("Undefined index", "display_errors off"));
    }

    @Test
    void refusalsOfTheShopAndOfItsHostAreToldApart() {
        site.shop.faults().refuseKey(1).block(2).unavailable(3).tooManyRequests(4, Duration.ofSeconds(40));

        assertThat(refusal(site.fetch(connector)).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
        assertThat(refusal(site.fetch(connector)).code()).isEqualTo(WooFailures.HOST_BLOCKS);
        assertThat(refusal(site.fetch(connector)).code()).isEqualTo(RefusalCode.PLATFORM_FAILURE);
        assertThat(refusal(site.fetch(connector)).retryAfter()).contains(Duration.ofSeconds(40));
    }

    @Test
    void clockThatIsTwentyMinutesOffIsNamedForWhatItIs() {
        site.shop.faults().clockAhead(Duration.ofMinutes(20));
        assertThat(refusal(site.fetch(connector)).code()).isEqualTo(WooFailures.CLOCK_OFF);
        site.shop.faults().clockAhead(Duration.ofMinutes(-14));
        assertThat(site.fetch(connector).asDone()).isPresent();
    }

    @Test
    void hostThatDropsTheHeaderIsServedByTheAddress() {
        seed();
        site.shop.faults().stripAuthorization(true);

        assertThat(refusal(site.fetch(connector)).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
        assertThat(site.orders(WooCommerceConnector.builder().keysInAddress().build()))
                .hasSize(1);
        assertThat(site.transport.calls())
                .noneMatch(call -> call.uri().toString().contains("cs_fake_consumer"));
    }
}
