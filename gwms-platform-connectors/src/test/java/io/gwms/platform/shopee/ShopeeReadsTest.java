package io.gwms.platform.shopee;

import static io.gwms.platform.shopee.Shops.refusal;
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
import io.gwms.testkit.shopee.ShopeeLine;
import io.gwms.testkit.shopee.ShopeeOrder;
import io.gwms.testkit.transport.FaultyTransport.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to Shopee when orders come in: two calls, its words, its errors in a 200, its JSON. */
class ShopeeReadsTest {
    private final Shops stage = new Shops();
    private final ShopeeConnector connector = ShopeeConnector.create();

    @AfterEach
    void stop() {
        stage.close();
    }

    private void seed(String... numbers) {
        for (String number : numbers) {
            stage.shop.seed(ShopeeOrder.of(number).line("SKU-1", 1));
        }
    }

    private String reasonOf(String number) {
        return stage.orders(connector).stream()
                .filter(FetchedOrder.Unreadable.class::isInstance)
                .map(FetchedOrder.Unreadable.class::cast)
                .filter(order -> order.number().equals(number))
                .findFirst()
                .orElseThrow()
                .reason();
    }

    @Test
    void everyFieldOfAnOrderIsMapped() {
        stage.shop.seed(ShopeeOrder.of("2607A")
                .line(ShopeeLine.of("MUG-RED", 5).withCancelled(1).at("19.90"))
                .line(ShopeeLine.of("BAG", 1).withoutModel())
                .message("ring twice"));
        Instant paidAt = stage.clock.instant();

        PlatformOrder order = stage.only(connector);

        assertThat(order.platformOrderId()).isEqualTo("2607A");
        assertThat(order.number()).isEqualTo("2607A");
        assertThat(order.orderedAt()).isEqualTo(paidAt);
        assertThat(order.changedAt()).isEqualTo(paidAt);
        assertThat(order.fact()).isEqualTo(PlatformFact.OPEN);
        assertThat(order.fulfillmentStatus()).isEqualTo("READY_TO_SHIP");
        assertThat(order.buyerNote()).isEqualTo("ring twice");
        assertThat(order.platformDelivers()).isFalse();
        assertThat(order.lines()).extracting(line -> line.platformSku()).containsExactly("MUG-RED", "BAG");
        assertThat(order.lines().get(0).quantity()).isEqualTo(5);
        assertThat(order.lines().get(0).removed()).isEqualTo(1);
        assertThat(order.lines().get(0).shippedElsewhere()).isZero();
        assertThat(order.lines().get(0).unitPrice().toString()).isEqualTo("19.9 SGD");
        assertThat(order.lines().get(0).name()).isEqualTo("Product MUG-RED (one size)");
        assertThat(order.payment().total().toString()).isEqualTo("114.5 SGD");
        assertThat(order.payment().method()).isEqualTo("Credit Card");
        assertThat(order.payment().paidAt()).isEqualTo(paidAt);
        assertThat(order.payment().shippingFee().toString()).isEqualTo("5 SGD");
        assertThat(order.recipient().name()).isEqualTo("Mei Lin Tan");
        assertThat(order.recipient().country()).isEqualTo("SG");
        assertThat(order.recipient().address()).isEqualTo("55 Tiong Bahru Road, #04-12");
        assertThat(order.recipient().zip()).isEqualTo("160055");
        assertThat(order.recipient().phone()).isEqualTo("6581234567");
    }

    @ParameterizedTest
    @CsvSource({
        "UNPAID, OPEN, true, false",
        "PENDING, OPEN, true, false",
        "INVOICE_PENDING, OPEN, true, false",
        "READY_TO_SHIP, OPEN, false, false",
        "PROCESSED, OPEN, false, false",
        "RETRY_SHIP, OPEN, false, false",
        "IN_CANCEL, OPEN, false, true",
        "SHIPPED, SHIPPED, false, false",
        "TO_CONFIRM_RECEIVE, SHIPPED, false, false",
        "COMPLETED, COMPLETED, false, false",
        "TO_RETURN, COMPLETED, false, false",
        "CANCELLED, CANCELLED, false, false",
        "TELEPORTED, OPEN, false, false"
    })
    void everyWordForTheStateOfAnOrderIsUnderstoodAndKept(
            String word, PlatformFact fact, boolean held, boolean cancelAsked) {
        stage.shop.seed(ShopeeOrder.of("2607A").line("SKU-1", 2).status(word));

        PlatformOrder order = stage.only(connector);

        assertThat(order.fulfillmentStatus()).isEqualTo(word);
        assertThat(order.fact()).isEqualTo(fact);
        assertThat(order.onHold()).isEqualTo(held);
        assertThat(order.cancelRequested()).isEqualTo(cancelAsked);
    }

    /** «This value will only return after the buyer has completed payment»: get_order_detail, total_amount. */
    @Test
    void orderThatIsNotPaidYetIsReadWithoutATotal() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1).status("UNPAID"));

        PlatformOrder order = stage.only(connector);

        assertThat(order.payment().total()).isNull();
        assertThat(order.onHold()).isTrue();
    }

    @Test
    void pieceOfABundleIsNotBrokenDownAndHasNoPrice() {
        stage.shop.seed(ShopeeOrder.of("2607A")
                .line(ShopeeLine.of("A", 2).at("0"))
                .line(ShopeeLine.of("B", 1).at("0")));
        stage.transport.onReads(
                Fault.none(),
                Fault.changedBody(body -> body.replaceFirst(
                        "\"wholesale\":false", "\"promotion_type\":\"bundle_deal\",\"wholesale\":false")));

        PlatformOrder order = stage.only(connector);

        assertThat(order.lines().get(0).unitPrice()).isNull();
        assertThat(order.lines().get(1).unitPrice().toString()).as("given away").isEqualTo("0 SGD");
    }

    /** «Start time must be earlier than end time»: get_order_list, order_list_invalid_time. */
    @Test
    void windowOfASecondIsAskedForWithAnEndBehindItsStart() {
        seed("2607A");

        assertThat(stage.fetch(connector, Duration.ZERO).asDone().orElseThrow().orders())
                .hasSize(1);
    }

    @Test
    void packagesThatHaveLeftMakeAnOrderPartlyShipped() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 2).line("B", 1).split());
        stage.transport.onReads(
                Fault.none(),
                Fault.changedBody(body -> body.replaceFirst("\"LOGISTICS_READY\"", "\"LOGISTICS_PICKUP_DONE\"")));

        PlatformOrder order = stage.only(connector);

        assertThat(order.fact()).isEqualTo(PlatformFact.PARTLY_SHIPPED);
        assertThat(order.lines()).extracting(line -> line.shippedElsewhere()).containsExactly(2L, 0L);
    }

    @Test
    void maskedRecipientMeansThatTheLabelLeadsTheParcel() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1).masked());

        assertThat(stage.only(connector).platformDelivers()).isTrue();
        assertThat(stage.only(connector).recipient().name()).isEqualTo("P******n");
    }

    @Test
    void whatShopeesOwnWarehouseSendsIsNotOursToSend() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 3).fulfilledByShopee());

        assertThat(stage.only(connector).platformDelivers()).isTrue();
        assertThat(stage.only(connector).lines().get(0).shippedElsewhere()).isEqualTo(3);
    }

    @Test
    void orderMatchedWithABookingIsHeld() {
        seed("2607A");
        stage.shop.edit("2607A", "{\"advance_package\":true}");

        assertThat(stage.only(connector).onHold()).isTrue();
    }

    @Test
    void orderThatIsListedAndNotShownIsToldNotDropped() {
        seed("2607A", "2607B");
        stage.shop.faults().omitFromDetail("2607A");

        assertThat(stage.orders(connector)).hasSize(2);
        assertThat(reasonOf("2607A")).contains("get_order_detail does not show it");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"create_time\":\"yesterday\"}             | create_time is \"yesterday\"",
                "{\"total_amount\":\"29,35\"}                | total_amount is \"29,35\"",
                "{\"item_list\":[]}                          | item_list is empty",
                "{\"item_list\":null}                        | item_list is null",
                "{\"item_list\":{\"a\":1}}                   | item_list is {\"a\":1}",
                "{\"item_list\":[7]}                         | item_id is missing",
                "{\"currency\":\"\"}                         | currency is missing",
                "{\"order_status\":{}}                       | order_status is {}",
                "{\"message_to_seller\":[\"a\"]}             | message_to_seller is [\"a\"]",
                "{\"recipient_address\":{\"name\":[1]}}      | name is [1]"
            })
    void orderOfWrongTypesIsUnreadableSaysWhyAndStopsNoOther(String fields, String why) {
        seed("2607A", "2607B");
        stage.shop.edit("2607A", fields);

        assertThat(stage.orders(connector)).hasSize(2);
        assertThat(stage.orders(connector).stream().filter(FetchedOrder.Read.class::isInstance))
                .hasSize(1);
        assertThat(reasonOf("2607A")).contains(why);
    }

    @Test
    void orderOfFiveMegabytesIsRead() {
        seed("2607A", "2607B");
        stage.shop.edit("2607A", "{\"message_to_seller\":\"" + "x".repeat(5_000_000) + "\"}");

        assertThat(stage.orders(connector)).hasSize(2).allMatch(FetchedOrder.Read.class::isInstance);
    }

    @Test
    void detailWithWrongJsonIsAskedForOneByOneWhereOrdersAreFewSoThatOneStopsNoOther() {
        seed("2607A", "2607B", "2607C");
        stage.shop.faults().invalidJsonDetailOf("2607B");

        OrderPage few = stage.fetch(connector, Duration.ofSeconds(50)).asDone().orElseThrow();

        assertThat(few.orders()).hasSize(3);
        assertThat(few.orders().get(1))
                .isInstanceOfSatisfying(
                        FetchedOrder.Unreadable.class,
                        aside -> assertThat(aside.reason()).contains("JSON that is wrong"));
        assertThat(stage.shop.received("order/get_order_detail")).isEqualTo(4);
        assertThat(Shops.refusal(stage.fetch(connector)).code()).isEqualTo(RefusalCode.MALFORMED_REPLY);
    }

    @Test
    void detailThatEndsTooEarlyFailsThePageAndIsNoOnesFault() {
        seed("2607A", "2607B");
        stage.shop.faults().truncateDetail(1).tearDetail(2);

        assertThat(stage.fetch(connector).asDone()).isEmpty();
        assertThat(stage.fetch(connector).asDone()).isEmpty();
        assertThat(stage.orders(connector)).hasSize(2);
    }

    @Test
    void pendingOrdersAreAskedFor() {
        stage.shop.seed(ShopeeOrder.of("2607A").line("A", 1).status("PENDING"));

        assertThat(stage.only(connector).fulfillmentStatus()).isEqualTo("PENDING");
    }

    @Test
    void windowOfFifteenDaysIsTakenWithAFractionToo() {
        seed("2607A");
        for (Instant from : List.of(Instant.parse("2026-06-20T00:00:00Z"), Instant.parse("2026-06-20T00:00:00.5Z"))) {
            TimeWindow window = new TimeWindow(from, from.plus(Duration.ofDays(15)));
            Outcome<OrderPage> page =
                    connector.fetchOrders(new FetchOrders(stage.session(), OrderKind.B2C, window, null));
            assertThat(page.asDone().orElseThrow().orders()).hasSize(1);
        }
    }

    @Test
    void lookUpLeavesOutWhatShopeeDoesNotKnowHoweverItSaysSo() {
        seed("2607A", "2607B");
        LookUpOrders request = new LookUpOrders(
                stage.session(), OrderKind.B2C, List.of("2607A", "NOPE", " 2607B ", "2607A", "2607A,2607B"));

        for (boolean failsWhole : new boolean[] {false, true}) {
            stage.shop.faults().unknownOrderFailsTheDetail(failsWhole);
            assertThat(connector.lookUpOrders(request).asDone().orElseThrow().orders())
                    .extracting(order -> order.fold(read -> read.order().number(), FetchedOrder.Unreadable::number))
                    .containsExactly("2607A", "2607B");
        }
        stage.shop.faults().unknownOrderFailsTheDetail(false);
        LookUpOrders none = new LookUpOrders(stage.session(), OrderKind.B2C, List.of("NOPE"));
        assertThat(connector.lookUpOrders(none).asDone().orElseThrow().orders()).isEmpty();
    }

    @Test
    void censusTakesOneCallForAHundredOrdersAndNoDetail() {
        IntStream.range(0, 120).forEach(i -> seed("2607%03d".formatted(i)));
        stage.shop.cancel("2607007", "not paid");
        Instant now = stage.clock.instant();
        TimeWindow window = new TimeWindow(now.minusSeconds(60), now.plusSeconds(1));

        OrderListing first = connector
                .listOrders(new ListOrders(stage.session(), OrderKind.B2C, window, null))
                .asDone()
                .orElseThrow();
        OrderListing second = connector
                .listOrders(new ListOrders(stage.session(), OrderKind.B2C, window, first.nextCursor()))
                .asDone()
                .orElseThrow();

        assertThat(first.orders()).hasSize(100);
        assertThat(second.orders()).hasSize(20);
        assertThat(second.nextCursor()).isNull();
        assertThat(first.platformTime()).isEqualTo(now);
        assertThat(first.orders().get(7).fact()).isEqualTo(PlatformFact.CANCELLED);
        assertThat(stage.shop.received("order/get_order_detail")).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 403, 429})
    void errorsAreReadFromTheEnvelopeWhateverTheStatus(int status) {
        Map<String, RefusalCode> words = Map.of(
                "error_rate_limit", RefusalCode.RATE_LIMITED,
                "error_limit", RefusalCode.RATE_LIMITED,
                "error_auth", RefusalCode.NOT_AUTHORIZED,
                "common.error_auth", RefusalCode.NOT_AUTHORIZED,
                "invalid_acceess_token", RefusalCode.NOT_AUTHORIZED,
                "shop_banned", ShopeeFailures.SHOP_CLOSED,
                "error_server", RefusalCode.PLATFORM_FAILURE,
                "error_param", RefusalCode.INVALID_REQUEST,
                "order.error_limit", RefusalCode.INVALID_REQUEST,
                "error_never_heard_of", RefusalCode.INVALID_REQUEST);
        stage.shop.faults().errorStatus(status);
        words.forEach((word, code) -> {
            stage.shop.faults().error(1, word, "Something.");
            assertThat(refusal(stage.fetch(connector)).code()).as(word).isEqualTo(code);
        });
    }

    @Test
    void throttledCallWaitsAndAUsedUpDayWaitsForMidnightAtUtcPlusEight() {
        stage.shop.faults().throttleRequest(1).useUpTheDay(2).tooManyRequests(3, Duration.ofSeconds(40));

        assertThat(refusal(stage.fetch(connector)).retryAfter()).contains(Duration.ofSeconds(10));
        assertThat(refusal(stage.fetch(connector)).retryAfter()).contains(Duration.ofHours(4));
        assertThat(refusal(stage.fetch(connector)).retryAfter()).contains(Duration.ofSeconds(40));
    }

    @Test
    void clockThatIsSixMinutesOffIsNamedForWhatItIs() {
        stage.shop.faults().clockAhead(Duration.ofMinutes(6));

        assertThat(refusal(stage.fetch(connector)).code()).isEqualTo(ShopeeFailures.CLOCK_OFF);
        assertThat(refusal(stage.fetch(connector)).text()).contains("set this machine's clock");
        stage.shop.faults().clockAhead(Duration.ofMinutes(-4));
        assertThat(stage.fetch(connector).asDone()).isPresent();
    }

    @Test
    void refusedTokenIsAnAuthorizationFailure() {
        stage.shop.faults().refuseToken(1);

        assertThat(refusal(stage.fetch(connector)).code()).isEqualTo(RefusalCode.NOT_AUTHORIZED);
    }

    @Test
    void listThatIsHtmlOrEmptyOrABadGatewayIsNeverNoOrders() {
        seed("2607A");
        stage.shop.faults().htmlList(1).emptyList(2).badGatewayOnList(3);

        for (int i = 0; i < 3; i++) {
            assertThat(stage.fetch(connector).asDone()).isEmpty();
        }
        assertThat(stage.orders(connector)).hasSize(1);
    }

    @Test
    void warningOnASuccessIsNoFailure() {
        seed("2607A");
        stage.transport.onReads(Fault.changedBody(body -> body.replace("\"warning\":\"\"", "\"warning\":[\"soon\"]")));

        assertThat(stage.orders(connector)).hasSize(1);
    }
}
