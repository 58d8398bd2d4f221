package io.gwms.testkit.shopee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gwms.testkit.http.EffectJournal;
import io.gwms.testkit.time.VirtualClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The fake shop is as strict as the real one, and each switch does what its name says, once, and where it says. */
class FakeShopeeTest {
    private static final String LIST = "order/get_order_list";
    private static final String DETAIL = "order/get_order_detail";
    private static final String SHIP = "logistics/ship_order";
    private static final String SHIP_A1 = "{\"order_sn\":\"A1\",\"non_integrated\":{\"tracking_number\":\"T\"}}";

    private final VirtualClock clock = VirtualClock.startingAt(Instant.parse("2026-07-01T08:00:00Z"));
    private final FakeShopee shop = FakeShopee.builder().clock(clock).build();
    private final SellerClient client = new SellerClient(shop);

    @BeforeEach
    void seed() {
        shop.seed(ShopeeOrder.of("A1").line("MUG", 3));
    }

    @AfterEach
    void close() {
        client.close();
    }

    private JsonNode list() throws Exception {
        return client.get(LIST, client.lastHour());
    }

    private int listed() throws Exception {
        return list().at("/response/order_list").size();
    }

    private JsonNode detail(String orders, String fields) throws Exception {
        return client.get(DETAIL, Map.of("order_sn_list", orders, "response_optional_fields", fields));
    }

    private static String error(JsonNode reply) {
        return reply.path("error").asText();
    }

    private int shipments() throws IOException {
        return new ObjectMapper().readTree(shop.holdings()).path("shipments").size();
    }

    @Test
    void signatureTimeTokenAndShopAreChecked() throws Exception {
        client.key = "wrong";
        assertThat(error(list())).isEqualTo("error_sign");
        client.key = "fake_partner_key";
        client.token = "old";
        assertThat(error(list())).isEqualTo("invalid_acceess_token");
        client.token = "fake_access_token";
        client.shopId = "1";
        assertThat(error(list())).isEqualTo("shop_no_linked");
        client.shopId = "322300222";
        clock.advance(Duration.ofHours(4));
        assertThat(error(list())).isEqualTo("invalid_acceess_token");
    }

    @Test
    void clockThatIsAheadMakesATimestampExpire() throws Exception {
        shop.faults().clockAhead(Duration.ofMinutes(6));
        assertThat(list().path("message").asText()).isEqualTo("Timestamp is expired.");
        shop.faults().clear();
        assertThat(error(list())).isEmpty();
    }

    @Test
    void refreshTokenWorksOnceEvenIfItsReplyIsLost() throws Exception {
        String body = "{\"refresh_token\":\"fake_refresh_token\",\"partner_id\":2001887,\"shop_id\":322300222}";
        JsonNode fresh = client.post("auth/access_token/get", body);
        assertThat(fresh.path("expire_in").asInt()).isEqualTo(14_400);
        assertThat(client.post("auth/access_token/get", body).path("message").asText())
                .isEqualTo("Invalid refresh_token.");
        client.token = fresh.path("access_token").asText();
        assertThat(listed()).isEqualTo(1);
        String next =
                body.replace("fake_refresh_token", fresh.path("refresh_token").asText());
        shop.faults().loseRefreshReply(1);
        assertThatThrownBy(() -> client.post("auth/access_token/get", next)).isInstanceOf(IOException.class);
        assertThat(error(client.post("auth/access_token/get", next))).isEqualTo("error_auth");
    }

    @Test
    void oldTokenWorksFiveMinutesLongerAndAGrantThatIsOverEndsBoth() throws Exception {
        String body = "{\"refresh_token\":\"fake_refresh_token\",\"partner_id\":2001887,\"shop_id\":322300222}";
        JsonNode fresh = client.post("auth/access_token/get", body);
        clock.advance(Duration.ofMinutes(4));
        assertThat(error(list())).isEmpty();
        clock.advance(Duration.ofMinutes(1));
        assertThat(error(list())).isEqualTo("invalid_acceess_token");
        client.token = fresh.path("access_token").asText();
        assertThat(error(list())).isEmpty();
        String next =
                body.replace("fake_refresh_token", fresh.path("refresh_token").asText());
        clock.advance(Duration.ofDays(30));
        assertThat(error(client.post("auth/access_token/get", next))).isEqualTo("refresh_token_expired");
        shop.endGrant();
        assertThat(error(client.post("auth/access_token/get", next))).isEqualTo("shop_access_expired");
        assertThat(error(list())).isEqualTo("invalid_acceess_token");
    }

    @Test
    void orderThatIsPaidAtTheDoorHasNoTimeOfPayment() throws Exception {
        shop.seed(ShopeeOrder.of("A2").line("MUG", 1).cashOnDelivery());
        JsonNode card = detail("A1", "payment_method,pay_time").at("/response/order_list/0");
        JsonNode door = detail("A2", "payment_method,pay_time").at("/response/order_list/0");

        assertThat(card.path("cod").asBoolean(true)).isFalse();
        assertThat(card.path("payment_method").asText()).isEqualTo("Credit Card");
        assertThat(card.path("pay_time").isIntegralNumber()).isTrue();
        assertThat(door.path("cod").asBoolean()).isTrue();
        assertThat(door.path("payment_method").asText()).isEqualTo("Cash on Delivery");
        assertThat(door.path("pay_time").isNull()).isTrue();
    }

    @Test
    void pushesAreSignedWithTheirOwnKeyWhereOneIsSet() {
        FakeShopee keyed = FakeShopee.builder().clock(clock).pushKey("push_key").build();
        keyed.seed(ShopeeOrder.of("A1").line("MUG", 3));
        ShopeePush push = keyed.takePushes("https://host.example/hook").get(0);
        ShopeePush plain = shop.takePushes("https://host.example/hook").get(0);

        assertThat(push.authorization()).isEqualTo(Gate.hmac("https://host.example/hook|" + push.body(), "push_key"));
        assertThat(plain.authorization())
                .isEqualTo(Gate.hmac("https://host.example/hook|" + plain.body(), "fake_partner_key"));
    }

    @Test
    void listShowsKeysOnlyAndTheDetailWhatWasAskedFor() throws Exception {
        assertThat(list().at("/response/order_list/0").size()).isEqualTo(1);
        assertThat(detail("A1", "").at("/response/order_list/0").has("item_list"))
                .isFalse();
        JsonNode whole = detail("A1", "item_list,package_list").at("/response/order_list/0");
        assertThat(whole.has("item_list")).isTrue();
        assertThat(whole.has("recipient_address")).isFalse();
        assertThat(whole.toString()).doesNotContain("\"_");
    }

    @Test
    void windowOfMoreThanFifteenDaysIsRefused() throws Exception {
        Map<String, String> window = new HashMap<>(client.lastHour());
        window.put("time_from", String.valueOf(Long.parseLong(window.get("time_to")) - 15 * 86_400));
        assertThat(error(client.get(LIST, window))).isEmpty();
        window.put("time_from", String.valueOf(Long.parseLong(window.get("time_to")) - 15 * 86_400 - 1));
        assertThat(error(client.get(LIST, window))).isEqualTo("order.order_list_invalid_time");
        window.put("time_from", window.get("time_to"));
        assertThat(error(client.get(LIST, window)))
                .as("start is not before end")
                .isEqualTo("order.order_list_invalid_time");
    }

    @Test
    void pagesGoOnBehindTheLastOrderThoughOthersChangeMeanwhile() throws Exception {
        IntStream.range(0, 6).forEach(i -> shop.seed(ShopeeOrder.of("B" + i).line("MUG", 1)));
        Map<String, String> page = new HashMap<>(client.lastHour());
        page.put("page_size", "3");
        Set<String> seen = new HashSet<>();
        JsonNode reply = client.get(LIST, page);
        shop.edit("A1", "{\"note\":\"changed\"}");
        while (true) {
            reply.at("/response/order_list")
                    .forEach(order -> seen.add(order.path("order_sn").asText()));
            if (!reply.at("/response/more").asBoolean()) {
                break;
            }
            page.put("cursor", reply.at("/response/next_cursor").asText());
            reply = client.get(LIST, page);
        }
        assertThat(seen).hasSize(7);
    }

    @Test
    void pendingOrdersShowOnlyToThoseWhoAskForThem() throws Exception {
        shop.seed(ShopeeOrder.of("P1").line("MUG", 1).status("PENDING"));
        assertThat(listed()).isEqualTo(1);
        Map<String, String> asking = new HashMap<>(client.lastHour());
        asking.put("request_order_status_pending", "true");
        assertThat(client.get(LIST, asking).at("/response/order_list").size()).isEqualTo(2);
    }

    @Test
    void unknownOrderIsLeftOutOrFailsTheDetail() throws Exception {
        assertThat(detail("A1,NOPE", "").at("/response/order_list").size()).isEqualTo(1);
        assertThat(error(detail("NOPE", ""))).isEqualTo("error_not_found");
        shop.faults().unknownOrderFailsTheDetail(true);
        assertThat(error(detail("A1,NOPE", ""))).isEqualTo("error_not_found");
    }

    @Test
    void orderIsOmittedFromTheDetailThoughItIsListed() throws Exception {
        shop.faults().omitFromDetail("A1");
        assertThat(listed()).isEqualTo(1);
        assertThat(detail("A1", "").at("/response/order_list").size()).isZero();
        shop.faults().clear();
        assertThat(detail("A1", "").at("/response/order_list").size()).isEqualTo(1);
    }

    @Test
    void callsFailInA200OrWithTheStatusThatIsSet() throws Exception {
        shop.faults().throttleRequest(2).useUpTheDay(3).refuseToken(4).error(5, "shop_banned", "Banned.");
        assertThat(error(list())).isEmpty();
        assertThat(error(list())).isEqualTo("error_rate_limit");
        assertThat(error(list())).isEqualTo("error_limit");
        assertThat(error(list())).isEqualTo("invalid_acceess_token");
        shop.faults().errorStatus(403);
        var banned = client.send(LIST, client.lastHour(), "");
        assertThat(banned.statusCode()).isEqualTo(403);
        assertThat(banned.body()).contains("shop_banned");
        assertThat(error(list())).isEmpty();
    }

    @Test
    void listIsHtmlEmptyOrABadGatewayOnce() throws Exception {
        shop.faults().htmlList(1).emptyList(2).badGatewayOnList(3).tooManyRequests(4, Duration.ofSeconds(3));
        assertThat(client.send(LIST, client.lastHour(), "").body()).startsWith("<!DOCTYPE html>");
        assertThat(client.send(LIST, client.lastHour(), "").body()).isEmpty();
        assertThat(client.send(LIST, client.lastHour(), "").statusCode()).isEqualTo(502);
        assertThat(client.send(LIST, client.lastHour(), "").headers().firstValue("Retry-After"))
                .contains("3");
        assertThat(listed()).isEqualTo(1);
    }

    @Test
    void detailIsTruncatedTornOrMisspelt() throws Exception {
        shop.faults().truncateDetail(1).tearDetail(2);
        assertThatThrownBy(() -> detail("A1", "item_list")).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> detail("A1", "item_list")).isInstanceOf(IOException.class);
        shop.faults().invalidJsonDetailOf("A1");
        assertThatThrownBy(() -> detail("A1", "item_list")).hasMessageContaining("Unexpected character ('{'");
        shop.faults().clear();
        assertThat(error(detail("A1", "item_list"))).isEmpty();
    }

    @Test
    void listIgnoresItsWindowOrLagsBehind() throws Exception {
        clock.advance(Duration.ofHours(2));
        assertThat(listed()).isZero();
        shop.faults().answerOutsideTheWindow(true);
        assertThat(listed()).isEqualTo(1);
        shop.faults().clear().indexLag(Duration.ofMinutes(4));
        shop.edit("A1", "{\"note\":\"now\"}");
        assertThat(listed()).isZero();
        clock.advance(Duration.ofMinutes(4));
        assertThat(listed()).isEqualTo(1);
    }

    @Test
    void packageIsHandedOverOnceAndAsItsChannelAsks() throws Exception {
        assertThat(error(client.post(SHIP, "{\"order_sn\":\"A1\",\"package_number\":\"\",\"non_integrated\":{}}")))
                .isEqualTo("error_param");
        assertThat(error(client.post(SHIP, "{\"order_sn\":\"A1\",\"non_integrated\":{}}")))
                .isEqualTo("logistics.ship_order_need_tracking_number");
        assertThat(error(client.post(SHIP, "{\"order_sn\":\"A1\",\"package_number\":\"X\",\"non_integrated\":{}}")))
                .isEqualTo("logistics.ship_order_not_need_pacakge_number");
        assertThat(error(client.post(SHIP, SHIP_A1))).isEmpty();
        assertThat(error(client.post(SHIP, SHIP_A1))).isNotEmpty();
        assertThat(shipments()).isEqualTo(1);
        shop.seed(ShopeeOrder.of("S1").line("A", 1).line("B", 1).split());
        assertThat(error(client.post(SHIP, "{\"order_sn\":\"S1\",\"non_integrated\":{\"tracking_number\":\"U\"}}")))
                .isEqualTo("logistics.ship_order_need_pacakge_number");
    }

    @Test
    void packageThatWasHandedOverMayStillShowAsReady() throws Exception {
        client.post(SHIP, SHIP_A1);
        assertThat(statusOfA1()).isEqualTo("LOGISTICS_PICKUP_DONE");
        shop.faults().showArrangedLate(true);
        assertThat(statusOfA1()).isEqualTo("LOGISTICS_READY");
        assertThat(error(client.post(SHIP, SHIP_A1))).isEqualTo(" logistics.package_already_shipped");
        shop.faults().clear();
        assertThat(statusOfA1()).isEqualTo("LOGISTICS_PICKUP_DONE");
        assertThat(shipments()).isEqualTo(1);
    }

    private String statusOfA1() throws Exception {
        return detail("A1", "package_list")
                .at("/response/order_list/0/package_list/0/logistics_status")
                .asText();
    }

    @Test
    void carrierThatCouldNotCollectComesAgain() throws Exception {
        client.post(SHIP, SHIP_A1);
        shop.failPickup("A1");
        assertThat(shop.statusOf("A1")).isEqualTo("RETRY_SHIP");
        assertThat(statusOfA1()).isEqualTo("LOGISTICS_PICKUP_RETRY");
        assertThat(error(client.post(SHIP, SHIP_A1))).isEqualTo(" logistics.package_already_shipped");
    }

    @Test
    void totalIsShownOnceTheBuyerHasPaid() throws Exception {
        shop.seed(ShopeeOrder.of("U1").line("MUG", 1).status("UNPAID"));
        JsonNode orders = detail("A1,U1", "total_amount").at("/response/order_list");
        assertThat(orders.get(0).path("total_amount").asInt()).isEqualTo(35);
        assertThat(orders.get(1).has("total_amount")).isFalse();
    }

    @Test
    void shipReplyIsLostOrAnErrorThoughItTookPlaceOrItTakesPlaceLater() throws Exception {
        shop.faults().loseShipReply(1);
        assertThatThrownBy(() -> client.post(SHIP, SHIP_A1)).isInstanceOf(IOException.class);
        assertThat(shipments()).isEqualTo(1);
        shop.seed(ShopeeOrder.of("A2").line("MUG", 1), ShopeeOrder.of("A3").line("MUG", 1));
        shop.faults().shipAndSayError(1).executeShipLate(2, Duration.ofSeconds(30));
        assertThat(error(client.post(SHIP, SHIP_A1.replace("A1", "A2").replace("\"T\"", "\"T2\""))))
                .isEqualTo("error_server");
        assertThat(shipments()).isEqualTo(2);
        assertThatThrownBy(() -> client.post(SHIP, SHIP_A1.replace("A1", "A3").replace("\"T\"", "\"T3\"")))
                .isInstanceOf(IOException.class);
        assertThat(shipments()).isEqualTo(2);
        clock.advance(Duration.ofSeconds(30));
        assertThat(shipments()).isEqualTo(3);
    }

    @Test
    void numberIsIssuedByThePlatformAndMayTakeATime() throws Exception {
        shop.seed(ShopeeOrder.of("D1").line("A", 1).channel(ShopeeOrder.Channel.DROPOFF));
        client.post(SHIP, "{\"order_sn\":\"D1\",\"dropoff\":{}}");
        shop.faults().withholdTracking(1);
        Map<String, String> order = Map.of("order_sn", "D1");
        JsonNode later = client.get("logistics/get_tracking_number", order);
        assertThat(later.at("/response/tracking_number").asText()).isEmpty();
        assertThat(later.at("/response/hint").asText()).isNotEmpty();
        assertThat(client.get("logistics/get_tracking_number", order)
                        .at("/response/tracking_number")
                        .asText())
                .startsWith("SPXSG");
    }

    @Test
    void stockFailsByTheModelAndItsReplyIsLost() throws Exception {
        ShopeeLine mug = ShopeeLine.of("MUG", 1);
        shop.listProduct(mug, 5, 2);
        String body =
                "{\"item_id\":%d,\"stock_list\":[{\"model_id\":%d,\"seller_stock\":[{\"stock\":3}]},{\"model_id\":9}]}"
                        .formatted(mug.itemId(), mug.modelId());
        JsonNode reply = client.post("product/update_stock", body);
        assertThat(error(reply)).isEmpty();
        assertThat(reply.at("/response/failure_list/0/model_id").asInt()).isEqualTo(9);
        assertThat(reply.at("/response/success_list").size()).isEqualTo(1);
        shop.faults().refuseStockOf(mug.modelId());
        assertThat(error(client.post("product/update_stock", body))).isEqualTo("error_busi_update_stock_failed");
        shop.faults().clear().loseStockReply(1);
        assertThatThrownBy(() -> client.post("product/update_stock", body.replace(":3", ":4")))
                .isInstanceOf(IOException.class);
        assertThat(shop.holdings()).contains("\"stock\":4");
    }

    @Test
    void stockOfSeveralLocationsIsSetWhereItIsNamed() throws Exception {
        FakeShopee two =
                FakeShopee.builder().clock(clock).locations("SG1", "SG2").build();
        ShopeeLine mug = ShopeeLine.of("MUG", 1);
        two.listProduct(mug, 5, 0);
        String body = "{\"item_id\":%d,\"stock_list\":[{\"model_id\":%d,\"seller_stock\":[{%s\"stock\":3}]}]}";
        try (SellerClient seller = new SellerClient(two)) {
            assertThat(error(seller.post("product/update_stock", body.formatted(mug.itemId(), mug.modelId(), ""))))
                    .isEqualTo("error_busi");
            assertThat(error(seller.post(
                            "product/update_stock",
                            body.formatted(mug.itemId(), mug.modelId(), "\"location_id\":\"MY1\","))))
                    .isEqualTo("error_auth");
            assertThat(error(seller.post(
                            "product/update_stock",
                            body.formatted(mug.itemId(), mug.modelId(), "\"location_id\":\"SG2\","))))
                    .isEmpty();
            JsonNode info = seller.get("product/get_model_list", Map.of("item_id", String.valueOf(mug.itemId())))
                    .at("/response/model/0/stock_info_v2");
            assertThat(info.at("/summary_info/total_available_stock").asInt()).isEqualTo(8);
            assertThat(info.at("/seller_stock/1/stock").asInt()).isEqualTo(3);
        }
        shop.listProduct(mug, 5, 0);
        assertThat(error(client.post(
                        "product/update_stock",
                        body.formatted(mug.itemId(), mug.modelId(), "\"location_id\":\"SG1\","))))
                .as("of one location none is named")
                .isEqualTo("error_auth");
    }

    @Test
    void lostPushesAreKeptThreeDaysUntilTheyAreConfirmed() throws Exception {
        shop.faults().losePushes(true);
        shop.seed(ShopeeOrder.of("L1").line("A", 1));
        JsonNode lost = client.get("push/get_lost_push_message", Map.of());
        assertThat(lost.at("/response/push_message_list/0/data/data/ordersn").asText())
                .isEqualTo("L1");
        client.post(
                "push/confirm_consumed_lost_push_message",
                "{\"last_message_id\":%d}"
                        .formatted(lost.at("/response/last_message_id").asLong()));
        assertThat(client.get("push/get_lost_push_message", Map.of())
                        .at("/response/push_message_list")
                        .size())
                .isZero();
        shop.seed(ShopeeOrder.of("L2").line("A", 1));
        clock.advance(Duration.ofDays(3).plusSeconds(1));
        assertThat(client.get("push/get_lost_push_message", Map.of())
                        .at("/response/push_message_list")
                        .size())
                .isZero();
    }

    @Test
    void pushIsSignedOverAddressAndBody() {
        ShopeePush push = shop.takePushes("https://host.example/p").get(0);
        assertThat(push.authorization()).isEqualTo(client.hmac("https://host.example/p|" + push.body()));
        assertThat(shop.takePushes("https://host.example/p")).isEmpty();
    }

    @Test
    void fakeOnTheSameJournalHoldsTheSame(@TempDir Path folder) {
        String held;
        try (EffectJournal journal = EffectJournal.open(folder.resolve("shop.journal"))) {
            FakeShopee first = FakeShopee.builder().journal(journal).build();
            first.timeIs(Instant.parse("2026-08-01T00:00:00Z"));
            first.seed(ShopeeOrder.of("A1").line("MUG", 3));
            first.cancel("A1", "not paid");
            held = first.holdings();
        }
        try (EffectJournal journal = EffectJournal.open(folder.resolve("shop.journal"))) {
            FakeShopee second = FakeShopee.builder().journal(journal).build();
            assertThat(second.holdings()).isEqualTo(held).contains("CANCELLED");
            assertThat(second.clock().instant()).isEqualTo(Instant.parse("2026-08-01T00:00:00Z"));
        }
    }

    @Test
    void detailHasTheFieldsOfTheReferencesSample() throws Exception {
        assumeTrue(System.getProperty("gwms.fixtures") != null, "no -Dgwms.fixtures=DIR, so nothing to compare with");
        ObjectMapper json = new ObjectMapper();
        String sample = json.readTree(
                        Path.of(System.getProperty("gwms.fixtures"), "shopee", "v2.order.get_order_detail.json")
                                .toFile())
                .at("/response_sample/0/value")
                .asText()
                .replaceFirst("\\{\\s*\\{", "{")
                .replace("18080", "18080,");
        JsonNode theirs = json.readTree(sample).at("/response/order_list/0");
        JsonNode ours = detail(
                        "A1",
                        "item_list,package_list,recipient_address,payment_method,total_amount,pay_time"
                                + ",split_up,fulfillment_flag,shipping_carrier,cancel_by,cancel_reason,buyer_cancel_reason")
                .at("/response/order_list/0");

        for (String at :
                new String[] {"", "/item_list/0", "/package_list/0", "/package_list/0/item_list/0", "/recipient_address"
                }) {
            ours.at(at).properties().forEach(field -> {
                JsonNode their = theirs.at(at).path(field.getKey());
                if (!their.isMissingNode()
                        && !their.isNull()
                        && !field.getValue().isNull()) {
                    assertThat(field.getValue().isNumber() == their.isNumber()
                                    && field.getValue().isContainerNode() == their.isContainerNode()
                                    && field.getValue().isBoolean() == their.isBoolean())
                            .as(at + "/" + field.getKey() + ": ours " + field.getValue() + ", theirs " + their)
                            .isTrue();
                }
            });
        }
        assertThat(theirs.properties().stream()
                        .filter(field -> ours.has(field.getKey()))
                        .count())
                .isGreaterThan(20);
    }
}
